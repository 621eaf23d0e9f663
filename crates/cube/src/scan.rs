//! One pass over the handoffs that a question is about. Counting and drilling down are the same pass, so that a list
//! of leads is exactly what was counted.

use std::ops::Range;

use plumbline_domain::{field::Field, field::FieldName, handoff::Decision, moment::Moment};

use crate::{
    cube::Cube,
    facts::{Facts, Now},
    frame::{BLANK_TIME, Column},
    mask::Mask,
    measure::{Basis, Measure},
    periods::Periods,
    query::Query,
    refusal::Refusal,
    split::{self, Split},
};

/// A handoff that a question is about.
#[derive(Clone, Copy)]
pub(crate) struct Row {
    pub(crate) handoff: usize,
    pub(crate) period: usize,
    pub(crate) split: u32,
    pub(crate) decision: Decision,
    pub(crate) numerator: bool,
    pub(crate) denominator: bool,
    /// For durations: the hours. NaN where not measured.
    pub(crate) hours: f64,
}

/// A question made ready for a pass.
pub(crate) struct Scan<'a> {
    facts: &'a Facts,
    filter: Option<&'a Mask>,
    measure: Measure,
    basis: Basis,
    now: Now,
    contacts: Option<&'a [i64]>,
    /// First and last moment of the basis that counts; nothing counts if there is none.
    range: Option<(i64, i64)>,
    pub(crate) periods: Option<Periods>,
    pub(crate) split: Split,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(cube: &'a Cube, query: &Query<'a>) -> Result<Scan<'a>, Refusal> {
        split::check(query)?;
        let facts = cube.facts();
        let range = range(facts, query);
        let calendar = &query.settings.calendar;
        let between = |(first, last)| Periods::between(calendar, query.grain, Moment(first), Moment(last));
        let contacts = match cube.frame().column(&FieldName::Canonical(Field::FirstContactAt)) {
            Some(Column::Time(times)) => Some(times.as_slice()),
            _ => None,
        };
        Ok(Scan {
            facts,
            filter: query.filter,
            measure: query.measure,
            basis: query.basis,
            now: Now::new(query.as_of, query.settings.decision_window_hours),
            contacts,
            range,
            periods: range.map(between).transpose()?,
            split: Split::of(cube, query)?,
        })
    }

    /// How many handoffs a whole pass looks at.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Shows every handoff of `part` that counts to `visit`; returns how many were decided at a moment known only within bounds and
    /// therefore belong to no period of the decided basis.
    ///
    /// What counts in numerator and denominator is chosen here, outside the loop: a choice per row would cost more than
    /// the rest of the row.
    pub(crate) fn each(&self, part: Range<usize>, visit: impl FnMut(Row)) -> u32 {
        use Decision::{Accepted, Lapsed, Rejected};
        let (facts, now) = (self.facts, self.now);
        let decided = |decision| decision == Accepted || decision == Rejected;
        match self.measure {
            Measure::Volume => self.pass(part, visit, |_, _| share(true, true)),
            Measure::Acceptance => self.pass(part, visit, |_, d| share(d == Accepted, decided(d))),
            Measure::Rejection => self.pass(part, visit, |_, d| share(d == Rejected, decided(d))),
            Measure::Lapse => self.pass(part, visit, |_, d| share(d == Lapsed, true)),
            Measure::MqlToSql => self.pass(part, visit, |at, _| share(facts.reached_sql(at, now), true)),
            Measure::Disqualification => self.pass(part, visit, |at, d| {
                share(d == Accepted && facts.disqualified[at] <= now.as_of, d == Accepted)
            }),
            Measure::SqlToOpportunity => self.pass(part, visit, |at, _| {
                share(facts.reached_opportunity(at, now), facts.reached_sql(at, now))
            }),
            Measure::Win => self.pass(part, visit, |at, _| {
                share(facts.won[at] <= now.as_of, facts.reached_opportunity(at, now))
            }),
            Measure::TimeToDecide | Measure::TimeToContact => self.pass(part, visit, |at, d| {
                let hours = self.hours(at, d);
                (!hours.is_nan(), !hours.is_nan(), hours)
            }),
        }
    }

    #[inline]
    fn pass(
        &self,
        part: Range<usize>,
        mut visit: impl FnMut(Row),
        counted: impl Fn(usize, Decision) -> (bool, bool, f64),
    ) -> u32 {
        let facts = self.facts;
        let mut undated = 0;
        let (first, last) = self.range.unwrap_or((1, 0));
        for handoff in part {
            let mql = facts.mql[handoff];
            if mql > self.now.as_of {
                continue;
            }
            if self.filter.is_some_and(|mask| !mask.passes(facts.lead[handoff] as usize)) {
                continue;
            }
            let decision = facts.decision(handoff, self.now);
            let at = match self.basis {
                Basis::Cohort => mql,
                Basis::Decided if matches!(decision, Decision::Pending | Decision::Lapsed) => continue,
                Basis::Decided if facts.decided_bounded(handoff) => {
                    undated += 1;
                    continue;
                }
                Basis::Decided => facts.decided[handoff],
            };
            let Some(periods) = self.periods.as_ref().filter(|_| first <= at && at <= last) else { continue };
            let (numerator, denominator, hours) = counted(handoff, decision);
            let split = self.split.codes.of(facts, handoff, decision, self.now);
            visit(Row { handoff, period: periods.find(at), split, decision, numerator, denominator, hours });
        }
        undated
    }

    /// Hours of a duration; NaN if this handoff has none, or if a moment is known only within bounds.
    #[inline]
    fn hours(&self, handoff: usize, decision: Decision) -> f64 {
        let facts = self.facts;
        let until = match self.measure {
            Measure::TimeToDecide => {
                let decided = matches!(decision, Decision::Accepted | Decision::Rejected);
                (decided && !facts.decided_bounded(handoff)).then(|| facts.decided[handoff])
            }
            Measure::TimeToContact => self.contact(handoff),
            _ => None,
        };
        match until {
            Some(until) if !facts.mql_bounded(handoff) && until >= facts.mql[handoff] => {
                (until - facts.mql[handoff]) as f64 / Moment::HOUR as f64
            }
            _ => f64::NAN,
        }
    }

    /// The first contact, if it fell into this pass: a lead keeps one such stamp for all its passes.
    fn contact(&self, handoff: usize) -> Option<i64> {
        let facts = self.facts;
        let lead = facts.lead[handoff];
        let contact = *self.contacts?.get(lead as usize)?;
        let recycled_before = facts.lead.get(handoff + 1) == Some(&lead) && facts.mql[handoff + 1] <= contact;
        (contact != BLANK_TIME && contact <= self.now.as_of && !recycled_before).then_some(contact)
    }
}

/// What a proportion counts: numerator, denominator and no duration.
#[inline]
fn share(numerator: bool, denominator: bool) -> (bool, bool, f64) {
    (numerator, denominator, f64::NAN)
}

/// The moments of the basis that can count at all.
fn range(facts: &Facts, query: &Query<'_>) -> Option<(i64, i64)> {
    let (mut first, mut last) = match query.basis {
        Basis::Cohort => facts.mql_range,
        Basis::Decided => facts.decided_range,
    }?;
    let calendar = &query.settings.calendar;
    last = last.min(query.as_of.0);
    if let Some(from) = query.from {
        first = first.max(calendar.start_of_day(from).0);
    }
    if let Some(to) = query.to {
        last = last.min(calendar.start_of_day(to).0.saturating_sub(1));
    }
    (first <= last).then_some((first, last))
}
