//! How often a rule would have fired in the past year.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use plumbline_domain::{calendar::Grain, clock::ClockKind, consequence::When, moment::Moment};

use super::{Numbers, YEAR, clock, origin, volume};
use crate::{failure::Outcome, wording};

/// Weeks of a quarter.
const QUARTER: u64 = 13;

/// What a rule would have done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// How often it would have fired.
    pub fired: u32,
    /// What was looked at: `52 settled weeks`.
    pub seen: String,
}

impl Numbers<'_> {
    /// How often a rule would have fired in the past year, had it been looked at all along; `None` where there is nothing to
    /// go by yet.
    pub(crate) fn past(&self, when: &When) -> Outcome<Option<Past>> {
        match when {
            When::AcceptanceBelow { level, weeks } => Ok(self.past_weeks(level.as_fraction(), *weeks)),
            When::ClockMissed { tier, clock } => Ok(self.past_clocks(tier, *clock)),
            When::VolumeMissed { months } => self.past_months(*months),
            When::SourceBelow { origin, level } => self.past_quarters(*origin, level.as_fraction()),
        }
    }

    fn past_weeks(&self, level: f64, weeks: u32) -> Option<Past> {
        let year = &self.weeks[self.weeks.len().saturating_sub(YEAR as usize)..];
        let below = year.iter().map(|week| week.settled && week.value.is_some_and(|value| value < level));
        let settled = year.iter().filter(|week| week.settled).count() as u64;
        let fired = runs(below, weeks);
        (settled > 0)
            .then(|| Past { fired, seen: wording::counted(settled, "settled week", "settled weeks") })
    }

    fn past_months(&self, months: u32) -> Outcome<Option<Past>> {
        let (mut fired, mut longest) = (0, 0);
        for tier in volume::by_tier(self)? {
            let over = tier.over();
            let year = &over[over.len().saturating_sub(12)..];
            longest = longest.max(year.len() as u64);
            fired += runs(year.iter().map(|month| month.volume.is_missed()), months);
        }
        Ok((longest > 0)
            .then(|| Past { fired, seen: wording::counted(longest, "whole month", "whole months") }))
    }

    /// As many items as would have been opened by somebody who had looked at the beginning of every week: what a look finds
    /// late is one item per rep and week of the MQL, as long as that is not too long ago, and in no item of before.
    fn past_clocks(&self, tier: &str, kind: ClockKind) -> Option<Past> {
        let calendar = self.calendar();
        let this_week = calendar.period_at(Grain::Week, self.as_of).start;
        let monday = |weeks: u32| this_week.checked_sub_days(Days::new(u64::from(weeks) * 7));
        // One more look than there are weeks: what the first finds had been opened before.
        let weeks: Vec<NaiveDate> = (0..=YEAR).rev().filter_map(monday).collect();
        let looks: Vec<Moment> = weeks.iter().map(|day| calendar.start_of_day(*day)).collect();
        let cube = &self.loaded.cube;
        let found = cube.found_late(kind, tier, &looks, self.as_of, &self.loaded.settings)?;
        let items: BTreeSet<(usize, Option<NaiveDate>, &str)> = found
            .iter()
            .filter(|late| late.look > 0)
            .map(|late| (late.look, clock::week_apart(calendar, late.mql, looks[late.look]), &*late.owner))
            .collect();
        let seen = wording::counted(u64::from(YEAR), "weekly look", "weekly looks");
        let has_begun = cube.facts().first_mql().is_some_and(|first| first < looks[looks.len() - 1]);
        has_begun.then_some(Past { fired: items.len() as u32, seen })
    }

    fn past_quarters(
        &self,
        origin: plumbline_domain::consequence::Origin,
        level: f64,
    ) -> Outcome<Option<Past>> {
        let Some((_, end)) = self.recent_days() else { return Ok(None) };
        let first = self.weeks.first().map_or(end, |week| week.period.start);
        let (mut fired, mut quarters, mut to) = (0, 0, end);
        while quarters < 4 {
            let Some(from) = to.checked_sub_days(Days::new(QUARTER * 7)).filter(|from| *from >= first) else {
                break;
            };
            let values = origin::values_between(self, origin, from, to)?;
            fired += values.iter().filter(|(_, point)| point.upper.is_some_and(|upper| upper < level)).count()
                as u32;
            quarters += 1;
            to = from;
        }
        Ok((quarters > 0).then(|| Past { fired, seen: wording::counted(quarters, "quarter", "quarters") }))
    }
}

/// How many runs grow to `length`; a run counts once, however long it gets.
fn runs(events: impl Iterator<Item = bool>, length: u32) -> u32 {
    let (mut run, mut found) = (0, 0);
    for event in events {
        run = if event { run + 1 } else { 0 };
        found += u32::from(run == length.max(1));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn a_run_counts_once() {
        let of = |text: &str, length| runs(text.chars().map(|c| c == 'x'), length);
        assert_eq!(of("xx.xxx.xxxxxx.x", 3), 2);
        assert_eq!(of("xx.xxx.xxxxxx.x", 1), 4);
        assert_eq!(of("....", 1), 0);
        assert_eq!(of("", 2), 0);
    }
}
