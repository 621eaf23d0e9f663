//! The clocks somebody waits for now: those that run, with their due, and those that are late, with by how much.

use plumbline_cube::{
    clocks::{ClockRow, ClockSelection, ClockState},
    frame::Column,
};
use plumbline_domain::{
    calendar::Calendar,
    field::{Field, FieldName},
    moment::Moment,
};

use super::{Tallies, met::sum};
use crate::{
    failure::Outcome,
    handoff::{Asked, Question},
    workspace::{Workspace, loaded::Loaded},
};

/// The clocks of a moment.
#[derive(Clone, Debug)]
pub struct ClocksNow {
    /// As of when.
    pub as_of: Moment,
    /// For days and hours in words.
    pub calendar: Calendar,
    /// The late ones first, the latest of them on top; then those that run, the next due on top.
    pub clocks: Vec<ClockNow>,
    /// Who is waited for, whose are the most late first.
    pub owners: Vec<OwnerClocks>,
    /// All clocks there ever were, by what they say.
    pub totals: Tallies,
}

/// A clock somebody waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockNow {
    /// What the cube counted.
    pub clock: ClockRow,
    /// Who the lead is.
    pub name: String,
    /// Where.
    pub company: String,
}

/// How many clocks wait for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnerClocks {
    /// Empty for leads without an owner.
    pub owner: String,
    /// Not late yet.
    pub running: u32,
    /// Late.
    pub missed: u32,
    /// The longest of the late ones, in milliseconds of every hour.
    pub longest_ms: i64,
}

impl Workspace {
    /// The clocks somebody waits for now, of the leads that meet `criteria`.
    ///
    /// # Errors
    /// The criteria have a mistake, or the file cannot be read.
    pub fn clocks_now(&self, criteria: Option<&str>) -> Outcome<ClocksNow> {
        let question = Question { criteria: criteria.map(str::to_owned), ..Question::weekly("sla-met") };
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, &question)?;
        let query = asked.query(&loaded);
        let totals = sum(&loaded.cube.clock_counts(&query)?);
        let open = |state| ClockSelection { state: Some(state), open: true, ..ClockSelection::default() };
        let mut rows = loaded.cube.clock_list(&query, &open(ClockState::Missed))?;
        // Who is waited for longest comes first, whatever the clock.
        rows.sort_by_key(|row| std::cmp::Reverse(row.overdue.map_or(0, |overdue| overdue.wall_ms)));
        let mut running = loaded.cube.clock_list(&query, &open(ClockState::Running))?;
        running.sort_by_key(|row| row.due);
        rows.extend(running);
        let owners = owners(&rows);
        let clocks = self.named(&loaded, rows)?;
        let calendar = loaded.settings.calendar.clone();
        Ok(ClocksNow { as_of: asked.as_of, calendar, clocks, owners, totals })
    }

    /// The clocks behind a count of [`Workspace::levels_met`] or of a trend of clocks.
    ///
    /// # Errors
    /// The question has a mistake or its measure has no clocks, or the file cannot be read.
    pub fn clock_rows(&self, question: &Question, selection: &ClockSelection) -> Outcome<Vec<ClockNow>> {
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, question)?;
        let rows = loaded.cube.clock_list(&asked.query(&loaded), selection)?;
        self.named(&loaded, rows)
    }

    fn named(&self, loaded: &Loaded, rows: Vec<ClockRow>) -> Outcome<Vec<ClockNow>> {
        let names = [Field::FirstName, Field::LastName, Field::Company].map(FieldName::Canonical);
        loaded.ensure(self.store(), &names)?;
        let columns = names.map(|name| loaded.cube.frame().column(&name));
        let text = |column: usize, row: u32| match columns[column] {
            Some(Column::Text(column)) => column.text(row as usize),
            _ => "",
        };
        let named = rows.into_iter().map(|clock| {
            let name = format!("{} {}", text(0, clock.row), text(1, clock.row)).trim().to_owned();
            ClockNow { name, company: text(2, clock.row).to_owned(), clock }
        });
        Ok(named.collect())
    }
}

fn owners(rows: &[ClockRow]) -> Vec<OwnerClocks> {
    let mut owners: Vec<OwnerClocks> = Vec::new();
    let mut sorted: Vec<&ClockRow> = rows.iter().collect();
    sorted.sort_by(|a, b| a.owner.cmp(&b.owner));
    for row in sorted {
        if owners.last().is_none_or(|last| last.owner != row.owner) {
            owners.push(OwnerClocks { owner: row.owner.clone(), running: 0, missed: 0, longest_ms: 0 });
        }
        let Some(owner) = owners.last_mut() else { continue };
        if row.state == ClockState::Missed {
            owner.missed += 1;
            owner.longest_ms = owner.longest_ms.max(row.overdue.map_or(0, |overdue| overdue.wall_ms));
        } else {
            owner.running += 1;
        }
    }
    owners.sort_by(|a, b| (b.missed, b.running).cmp(&(a.missed, a.running)).then(a.owner.cmp(&b.owner)));
    owners
}
