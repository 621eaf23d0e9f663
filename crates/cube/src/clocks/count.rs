//! Counts of clocks, and the clocks behind every count: the same pass over the same rows.

use std::sync::Arc;

use plumbline_domain::{
    calendar::Period,
    clock::{ClockKind, Lasted, Target},
    ids::LeadId,
    moment::Moment,
};
use plumbline_stats::Rate;
use rustc_hash::FxHashMap;

use super::{ClockState, columns::Clocks};
use crate::{cube::Cube, query::Query, refusal::Refusal, scan::Scan};

/// How many clocks say what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClockTally {
    /// In time.
    pub met: u32,
    /// Late, stopped since or not.
    pub missed: u32,
    /// Of the missed: somebody still waits.
    pub missed_open: u32,
    /// Not stopped and not late.
    pub running: u32,
    /// Stopped without a verdict.
    pub stopped: u32,
    /// Known too vaguely, or not written down here.
    pub unknown: u32,
    /// Nothing was promised.
    pub unpromised: u32,
}

/// A tally per clock, in the order of [`ClockKind::ALL`].
pub type Tallies = [ClockTally; 4];

impl ClockTally {
    /// Clocks met of clocks due. Those that run are not due yet, the others never are.
    pub fn rate(&self) -> Rate {
        Rate::new(u64::from(self.met), u64::from(self.met) + u64::from(self.missed))
    }

    /// All of them.
    pub fn all(&self) -> u32 {
        self.met + self.missed + self.running + self.stopped + self.unknown + self.unpromised
    }

    /// Both added up.
    #[must_use]
    pub fn plus(self, other: ClockTally) -> ClockTally {
        ClockTally {
            met: self.met + other.met,
            missed: self.missed + other.missed,
            missed_open: self.missed_open + other.missed_open,
            running: self.running + other.running,
            stopped: self.stopped + other.stopped,
            unknown: self.unknown + other.unknown,
            unpromised: self.unpromised + other.unpromised,
        }
    }

    pub(super) fn count(&mut self, state: ClockState, is_open: bool) {
        let slot = match state {
            ClockState::Running => &mut self.running,
            ClockState::Met => &mut self.met,
            ClockState::Missed => &mut self.missed,
            ClockState::Stopped => &mut self.stopped,
            ClockState::Unknown => &mut self.unknown,
            ClockState::Unpromised => &mut self.unpromised,
        };
        *slot += 1;
        self.missed_open += u32::from(is_open && state == ClockState::Missed);
    }
}

/// The clocks of one value of the split.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockSeries {
    /// The value; `None` without a split, empty for leads without a value.
    pub split: Option<Arc<str>>,
    /// All periods.
    pub total: Tallies,
    /// The periods in which this value has handoffs, in order.
    pub periods: Vec<(Period, Tallies)>,
}

/// Which of the clocks behind a count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClockSelection {
    /// Only this clock.
    pub kind: Option<ClockKind>,
    /// Only those that say this.
    pub state: Option<ClockState>,
    /// Only those somebody still waits for.
    pub open: bool,
    /// Only this series; the empty text is the series of blanks.
    pub split: Option<String>,
    /// Only this period.
    pub period: Option<Period>,
}

/// One clock of one handoff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockRow {
    /// The row of its lead in the frame.
    pub row: u32,
    /// Its lead.
    pub lead: LeadId,
    /// Which pass of that lead.
    pub pass: u16,
    /// When that pass began.
    pub mql: Moment,
    /// Which clock.
    pub kind: ClockKind,
    /// The lead's tier; empty for none.
    pub tier: String,
    /// Its owner, under the name they count as; empty for none.
    pub owner: String,
    /// Its team; empty for none.
    pub team: String,
    /// What was promised; `None` for nothing.
    pub promised: Option<Target>,
    /// What it says.
    pub state: ClockState,
    /// True if somebody still waits.
    pub is_open: bool,
    /// True of a stopped one if a rejection ended it: nobody had to do it any more.
    pub by_rejection: bool,
    /// When it started, if that is known exactly.
    pub started: Option<Moment>,
    /// The last moment at which the promise is kept.
    pub due: Option<Moment>,
    /// When it stopped.
    pub stopped: Option<Moment>,
    /// From the start to the stop, or to now.
    pub elapsed: Option<Lasted>,
    /// Of a missed clock: from its due to the stop, or to now.
    pub overdue: Option<Lasted>,
}

impl Cube {
    /// Counts the clocks of the handoffs a query is about: those its measure is made of, by its split and period. Clocks
    /// split by tier, owner and team by what they are counted under. The series come by size, blank last.
    ///
    /// # Errors
    /// The measure has no clocks, or the query makes no sense.
    pub fn clock_counts(&self, query: &Query<'_>) -> Result<Vec<ClockSeries>, Refusal> {
        let (scan, clocks) = self.asked(query)?;
        let mut cells: FxHashMap<(u32, usize), Tallies> = FxHashMap::default();
        scan.each(0..scan.len(), |row| {
            let cell = cells.entry((row.split, row.period)).or_default();
            for &kind in query.measure.clocks() {
                if let Some(state) = clocks.state(row.handoff, kind) {
                    cell[kind as usize].count(state, clocks.is_open(row.handoff, kind));
                }
            }
        });
        let Some(periods) = &scan.periods else { return Ok(Vec::new()) };
        let mut sorted: Vec<_> = cells.into_iter().collect();
        sorted.sort_unstable_by_key(|(at, _)| *at);
        let mut found: Vec<(u32, ClockSeries)> = Vec::new();
        for ((code, period), tallies) in sorted {
            if found.last().is_none_or(|(last, _)| *last != code) {
                let text = query.split.as_ref().map(|_| Arc::from(&*scan.split.texts[code as usize]));
                let series = ClockSeries { split: text, total: Tallies::default(), periods: Vec::new() };
                found.push((code, series));
            }
            if let Some((_, series)) = found.last_mut() {
                series.total = added(series.total, tallies);
                series.periods.push((periods.list()[period], tallies));
            }
        }
        let size = |series: &ClockSeries| series.total.iter().map(ClockTally::all).sum::<u32>();
        found.sort_by_cached_key(|(code, series)| {
            (*code == 0, std::cmp::Reverse(size(series)), series.split.clone())
        });
        Ok(found.into_iter().map(|(_, series)| series).collect())
    }

    /// The clocks behind a count, in the order of leads, passes and clocks: as many as were counted there.
    ///
    /// # Errors
    /// As [`Cube::clock_counts`].
    pub fn clock_list(
        &self,
        query: &Query<'_>,
        selection: &ClockSelection,
    ) -> Result<Vec<ClockRow>, Refusal> {
        let (scan, clocks) = self.asked(query)?;
        let Some(periods) = &scan.periods else { return Ok(Vec::new()) };
        let period =
            selection.period.map(|wanted| periods.list().iter().position(|&period| period == wanted));
        let wanted = selection.split.as_ref().filter(|_| query.split.is_some());
        let code = wanted.map(|wanted| scan.split.find(wanted));
        if period == Some(None) || code == Some(None) {
            return Ok(Vec::new());
        }
        let (period, code) = (period.flatten(), code.flatten());
        let mut rows = Vec::new();
        scan.each(0..scan.len(), |row| {
            let here = period.is_none_or(|period| row.period == period)
                && code.is_none_or(|code| row.split as usize == code);
            for &kind in query.measure.clocks().iter().filter(|_| here) {
                let is_wanted = selection.kind.is_none_or(|wanted| wanted == kind)
                    && clocks
                        .state(row.handoff, kind)
                        .is_some_and(|state| selection.state.is_none_or(|wanted| wanted == state))
                    && (!selection.open || clocks.is_open(row.handoff, kind));
                if is_wanted {
                    rows.extend(self.clock_row(&clocks, row.handoff, kind));
                }
            }
        });
        Ok(rows)
    }

    pub(super) fn asked<'a>(&'a self, query: &Query<'a>) -> Result<(Scan<'a>, Arc<Clocks>), Refusal> {
        let slug = || Refusal::MeasureUnavailable(query.measure.slug().to_owned());
        if query.measure.clocks().is_empty() {
            return Err(slug());
        }
        let scan = Scan::new(self, query)?;
        let clocks = self.clocks(query.as_of, query.settings).ok_or_else(slug)?;
        Ok((scan, clocks))
    }

    /// Counts the clocks of one series by the owner they count under and by period: what a clock's person is held against.
    ///
    /// # Errors
    /// As [`Cube::clock_counts`].
    pub fn clock_owners(
        &self,
        query: &Query<'_>,
        series: &str,
    ) -> Result<FxHashMap<(String, Period), ClockTally>, Refusal> {
        let (scan, clocks) = self.asked(query)?;
        let mut found: FxHashMap<(&str, usize), ClockTally> = FxHashMap::default();
        let code = scan.split.find(series);
        scan.each(0..scan.len(), |row| {
            let owner = clocks.lanes.owner.text(self.facts().lead[row.handoff] as usize);
            for &kind in query.measure.clocks().iter().filter(|_| Some(row.split as usize) == code) {
                if let Some(state) = clocks.state(row.handoff, kind) {
                    let is_open = clocks.is_open(row.handoff, kind);
                    found.entry((owner, row.period)).or_default().count(state, is_open);
                }
            }
        });
        let Some(periods) = &scan.periods else { return Ok(FxHashMap::default()) };
        let named = found
            .into_iter()
            .map(|((owner, period), tally)| ((owner.to_owned(), periods.list()[period]), tally));
        Ok(named.collect())
    }

    pub(super) fn clock_row(&self, clocks: &Clocks, handoff: usize, kind: ClockKind) -> Option<ClockRow> {
        let facts = self.facts();
        let (row, pass) = (facts.lead[handoff], facts.pass[handoff]);
        let told = clocks.told(self, handoff, kind)?;
        let lanes = &clocks.lanes;
        let [tier, owner, team] =
            [&lanes.tier, &lanes.owner, &lanes.team].map(|lane| lane.text(row as usize).to_owned());
        Some(ClockRow {
            row,
            lead: self.frame().lead(row)?,
            pass,
            mql: Moment(facts.mql[handoff]),
            kind,
            tier,
            owner,
            team,
            promised: lanes.targets(row)[kind as usize],
            state: told.state,
            is_open: told.is_open,
            by_rejection: told.by_rejection,
            started: told.started,
            due: told.due,
            stopped: told.stopped,
            elapsed: told.elapsed,
            overdue: told.overdue,
        })
    }
}

fn added(mut sum: Tallies, more: Tallies) -> Tallies {
    for (mine, theirs) in sum.iter_mut().zip(more) {
        *mine = mine.plus(theirs);
    }
    sum
}
