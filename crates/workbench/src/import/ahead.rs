//! Dates that lie after the day a file speaks of: kept as they are, and told.

use std::collections::BTreeMap;

use plumbline_domain::{
    field::Field,
    moment::Moment,
    record::{Changed, Chunk},
    stage::Stage,
};
use plumbline_ingest::mapping::{Mapping, RowField, Target};

use crate::wording;

/// Rows named one by one per column.
const NAMED: usize = 5;

/// What was found so far.
#[derive(Debug)]
pub(crate) struct Ahead {
    /// From here on a date is told: a zone or a late export makes up for less than a day.
    border: Moment,
    /// Per column how many, and the first rows.
    found: BTreeMap<String, (u64, Vec<u64>)>,
}

impl Ahead {
    /// For a file that speaks of `as_of`.
    pub(crate) fn of(as_of: Moment) -> Ahead {
        Ahead { border: Moment(as_of.0.saturating_add(Moment::DAY)), found: BTreeMap::new() }
    }

    /// Takes rows in. Stages are told, and what activities and deals say of the past; when a deal is expected to close is no
    /// date of its own.
    pub(crate) fn look_at(&mut self, chunk: &Chunk, mapping: &Mapping) {
        let border = self.border;
        for record in &chunk.records {
            for passage in record.passages().filter(|passage| passage.at.is_some_and(|at| at > border)) {
                self.add(record.row, stamp(mapping, passage.stage));
            }
        }
        let column = |field: RowField| mapping.column_of(&field.into()).unwrap_or_default();
        let is_stage = |what: Changed| matches!(what, Changed::Stage(..));
        for change in chunk.changes.iter().filter(|change| change.at > border && is_stage(change.what)) {
            self.add(change.row, column(RowField::ChangeAt));
        }
        for activity in chunk.activities.iter().filter(|activity| activity.at > border) {
            self.add(activity.row, column(RowField::ActivityAt));
        }
        for deal in chunk.opportunities.iter().filter(|deal| deal.closed.is_some_and(|at| at > border)) {
            let columns =
                [RowField::OpportunityWonAt, RowField::OpportunityLostAt, RowField::OpportunityClosedAt];
            self.add(
                deal.row,
                columns.map(column).into_iter().find(|header| !header.is_empty()).unwrap_or_default(),
            );
        }
    }

    fn add(&mut self, row: u64, header: &str) {
        let (count, rows) = match self.found.get_mut(header) {
            Some(found) => found,
            None => self.found.entry(header.to_owned()).or_default(),
        };
        *count += 1;
        if rows.len() < NAMED && rows.last() != Some(&row) {
            rows.push(row);
        }
    }

    /// `3 dates lie more than a day after 31 March 2026, of which the file speaks, and are kept as they are: MQL Date in row 4, 9
    /// and 1 more.`
    pub(crate) fn sentence(&self, day: &str) -> Option<String> {
        let all: u64 = self.found.values().map(|(count, _)| count).sum();
        let named = |(header, (count, rows)): (&String, &(u64, Vec<u64>))| {
            let numbers: Vec<String> = rows.iter().map(u64::to_string).collect();
            let rest = count.saturating_sub(rows.len() as u64);
            let more = if rest > 0 { format!(" and {} more", wording::count(rest)) } else { String::new() };
            format!("{header} in row {}{more}", numbers.join(", "))
        };
        let columns: Vec<String> = self.found.iter().map(named).collect();
        let dates = wording::counted(all, "date lies", "dates lie");
        let kept = if all == 1 { "is kept as it is" } else { "are kept as they are" };
        (all > 0).then(|| {
            format!(
                "{dates} more than a day after {day}, the day the file speaks of, and {kept}: {}.",
                columns.join("; ")
            )
        })
    }
}

/// The column that dates a stage of a lead.
fn stamp(mapping: &Mapping, stage: Stage) -> &str {
    let stamp = mapping.column_of(&Target::Stage(stage));
    stamp.or_else(|| mapping.column_of(&Target::Field(Field::StatusAt))).unwrap_or_default()
}
