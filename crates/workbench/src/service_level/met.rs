//! How many promises were kept: clocks met of clocks due, per team, per rep, per tier.

use plumbline_cube::clocks::{ClockSeries, Tallies};
use plumbline_domain::{calendar::Calendar, moment::Moment};

use crate::{
    failure::Outcome,
    handoff::{Asked, Question},
    workspace::Workspace,
};

/// Promises kept and broken.
#[derive(Clone, Debug)]
pub struct Met {
    /// What was asked.
    pub question: Question,
    /// One per value of the split, by size; each with its periods.
    pub series: Vec<ClockSeries>,
    /// All of them together.
    pub total: Tallies,
    /// Zone and week of the periods.
    pub calendar: Calendar,
    /// As of when.
    pub as_of: Moment,
}

impl Workspace {
    /// Counts clocks by what they say, per clock: `question.metric` is `sla-met` or that of one clock. Split by `owner`, `team`
    /// or `tier`, clocks count under whoever the owner turned out to be, and under the tier by the rules.
    ///
    /// # Errors
    /// The question has a mistake or its measure has no clocks, or the file cannot be read.
    pub fn levels_met(&self, question: &Question) -> Outcome<Met> {
        let loaded = self.loaded()?;
        let asked = Asked::read(self, &loaded, question)?;
        let series = loaded.cube.clock_counts(&asked.query(&loaded))?;
        Ok(Met {
            question: question.clone(),
            total: sum(&series),
            series,
            calendar: loaded.settings.calendar.clone(),
            as_of: asked.as_of,
        })
    }
}

/// All series added up, clock by clock.
pub(super) fn sum(series: &[ClockSeries]) -> Tallies {
    sum_of(series.iter().map(|series| series.total))
}

/// The same of tallies.
pub(crate) fn sum_of(tallies: impl Iterator<Item = Tallies>) -> Tallies {
    tallies.fold(Tallies::default(), |sum, more| {
        let mut kinds = sum.into_iter().zip(more).map(|(sum, more)| sum.plus(more));
        std::array::from_fn(|_| kinds.next().unwrap_or_default())
    })
}
