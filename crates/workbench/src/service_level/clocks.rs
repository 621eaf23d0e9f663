//! The clocks somebody waits for now: those that run, with their due, and those that are late, with by how much.

use plumbline_cube::clocks::{ClockRow, ClockSelection, OpenClocks, OwnerWaiting};
use plumbline_domain::{calendar::Calendar, moment::Moment};

use super::{Tallies, met::sum, names::Names};
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
    pub owners: Vec<OwnerWaiting>,
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

impl Workspace {
    /// The clocks somebody waits for now, of the leads that meet `criteria`.
    ///
    /// # Errors
    /// The criteria have a mistake, or the file cannot be read.
    pub fn clocks_now(&self, criteria: Option<&str>) -> Outcome<ClocksNow> {
        let question = Question { criteria: criteria.map(str::to_owned), ..Question::weekly("sla-met") };
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, &question)?;
        let totals = sum(&loaded.cube.clock_counts(&asked.query(&loaded))?);
        let OpenClocks { owners, late: mut rows, running } =
            loaded.cube.clock_waiting(&asked.query(&loaded), usize::MAX)?;
        rows.extend(running);
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

    pub(super) fn named(&self, loaded: &Loaded, rows: Vec<ClockRow>) -> Outcome<Vec<ClockNow>> {
        let names = Names::of(self, loaded)?;
        let named = |clock: ClockRow| {
            let (name, company) = names.at(clock.row);
            ClockNow { clock, name, company }
        };
        Ok(rows.into_iter().map(named).collect())
    }
}
