//! A line of an activity log.

use std::collections::BTreeMap;

use plumbline_domain::{
    calendar::Calendar,
    problem::Problem,
    record::{ActivityRow, Chunk, Side, Span},
};

use super::{
    cells::{Columns, Extras, TextColumn, TimeColumn, lacking},
    problem::{self, Finding},
    who::{WhoColumns, is_nobody},
    words::Words,
};
use crate::{dictionary::activity_word, mapping::RowField, table::records::Entry, value::zone::LocalTimes};

/// What reading activities needs to know and remembers.
pub(super) struct Activities {
    who: WhoColumns,
    id: TextColumn,
    at: TimeColumn,
    kind: TextColumn,
    side: TextColumn,
    campaign: TextColumn,
    channel: TextColumn,
    outcome: TextColumn,
    by: TextColumn,
    extras: Extras,
    sides: Words<Option<Side>>,
    pub(super) times: LocalTimes,
    /// Kinds that were left out, with their rows.
    pub(super) left_out: BTreeMap<String, u64>,
}

impl Activities {
    pub(super) fn new(columns: Columns<'_>, calendar: &Calendar) -> Activities {
        Activities {
            who: WhoColumns::new(columns),
            id: columns.text(RowField::ActivityId),
            at: columns.time(RowField::ActivityAt),
            kind: columns.text(RowField::ActivityKind),
            side: columns.text(RowField::ActivitySide),
            campaign: columns.text(RowField::ActivityCampaign),
            channel: columns.text(RowField::ActivityChannel),
            outcome: columns.text(RowField::ActivityOutcome),
            by: columns.text(RowField::ActivityBy),
            extras: columns.extras(),
            sides: Words::new(&columns.mapping.sides),
            times: LocalTimes::new(calendar),
            left_out: BTreeMap::new(),
        }
    }

    /// The activity of a row; `None` without a problem for a kind that is to be left out.
    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<ActivityRow> {
        let Some(kind) = self.kind.get(entry) else {
            problems.push(lacking(entry, &self.kind));
            return None;
        };
        let side = match self.side(entry, kind, problems) {
            Some(Some(side)) => side,
            None => return None,
            Some(None) => {
                let name = activity_word(&self.kind.header, kind).unwrap_or(kind);
                *self.left_out.entry(name.to_owned()).or_default() += 1;
                return None;
            }
        };
        let who = self.who.get(entry, chunk, problems);
        if is_nobody(&who) {
            problems.push(problem::no_lead(entry.number));
        }
        let at = self.at.need(entry, &mut self.times, problems)?;
        let keep = |chunk: &mut Chunk, column: &TextColumn| {
            column.get(entry).map_or(Span::default(), |cell| chunk.keep(cell))
        };
        Some(ActivityRow {
            row: entry.number,
            who,
            at,
            side,
            kind: chunk.keep(activity_word(&self.kind.header, kind).unwrap_or(kind)),
            id: keep(chunk, &self.id),
            campaign: keep(chunk, &self.campaign),
            channel: keep(chunk, &self.channel),
            outcome: keep(chunk, &self.outcome),
            by: keep(chunk, &self.by),
            extra: match self.extras.of(entry, None) {
                "" => Span::default(),
                extra => chunk.keep(extra),
            },
        })
    }

    /// Who acted, as its own column says or else the kind; nobody in a kind that is left out. `None` with a problem.
    fn side(&self, entry: &Entry<'_>, kind: &str, problems: &mut Vec<Problem>) -> Option<Option<Side>> {
        let (column, word) = match self.side.get(entry) {
            Some(word) => (&self.side, word),
            None => (&self.kind, kind),
        };
        match self.sides.get_or_any(word).or_else(|| Side::from_slug(word).map(Some)) {
            Some(side) => Some(side),
            None => {
                problems.push(Finding::NoSide.at(entry.number, &column.header, word));
                None
            }
        }
    }
}
