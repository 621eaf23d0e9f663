//! One pass over the handoffs that a question is about. Counting and drilling down are the same pass, so that a list
//! of leads is exactly what was counted.

use std::{ops::Range, sync::Arc};

use plumbline_domain::{
    event::Provenance,
    field::{Field, FieldName},
    handoff::Decision,
    moment::Moment,
};

use crate::{
    activities::Activities,
    clocks::{ClockState, columns::Clocks},
    cube::Cube,
    facts::{BOUNDED, Facts, Now},
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
    /// How often it counts: once at most, unless clocks are counted.
    pub(crate) numerator: u8,
    pub(crate) denominator: u8,
    /// Clocks that are neither stopped nor late.
    pub(crate) running: u8,
    /// For durations: the hours. NaN where not measured.
    pub(crate) hours: f64,
    /// The provenance of the least certain of its moments; [`NO_MOMENTS`] where a duration has none.
    pub(crate) provenance: u8,
}

/// A duration that lacks one of its moments: not measured, and nothing is said of how it is known.
pub(crate) const NO_MOMENTS: u8 = BOUNDED + 1;

/// Handoffs that a question is about and that are in none of its periods.
#[derive(Clone, Copy, Default)]
pub(crate) struct Outside {
    /// Decided at a moment known only within bounds.
    pub(crate) undated: u32,
    /// Not known as the question wants it.
    pub(crate) left_out: u32,
}

/// A question made ready for a pass.
pub(crate) struct Scan<'a> {
    facts: &'a Facts,
    filter: Option<&'a Mask>,
    measure: Measure,
    basis: Basis,
    pub(crate) now: Now,
    /// The least certain provenance that takes part.
    least: u8,
    /// The stamps of a first contact.
    contacts: Option<&'a [i64]>,
    /// What sales logged.
    activities: Option<&'a Activities>,
    /// Where clocks are counted.
    clocks: Option<Arc<Clocks>>,
    /// First and last moment of the basis that counts; nothing counts if there is none.
    range: Option<(i64, i64)>,
    pub(crate) periods: Option<Periods>,
    pub(crate) split: Split,
}

impl<'a> Scan<'a> {
    pub(crate) fn new(cube: &'a Cube, query: &Query<'a>) -> Result<Scan<'a>, Refusal> {
        split::check(query)?;
        let clocks = match query.measure.clocks() {
            [] => None,
            _ => {
                let found = cube.clocks(query.as_of, query.settings);
                Some(found.ok_or_else(|| Refusal::MeasureUnavailable(query.measure.slug().to_owned()))?)
            }
        };
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
            least: query.known.least() as u8,
            contacts,
            activities: cube.activities(),
            range,
            periods: range.map(between).transpose()?,
            split: Split::of(cube, query, clocks.as_deref())?,
            clocks,
        })
    }

    /// How many handoffs a whole pass looks at.
    pub(crate) fn len(&self) -> usize {
        self.facts.len()
    }

    /// Shows every handoff of `part` that counts to `visit`; returns how many belong to no period.
    ///
    /// What counts in numerator and denominator is chosen here, outside the loop: a choice per row would cost more than
    /// the rest of the row.
    pub(crate) fn each(&self, part: Range<usize>, visit: impl FnMut(Row)) -> Outside {
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
                // Who left and may have been disqualified is in neither part of the rate.
                let known = d == Accepted && !facts.may_be_disqualified(at, now);
                share(known && facts.disqualified[at] <= now.as_of, known)
            }),
            Measure::SqlToOpportunity => self.pass(part, visit, |at, _| {
                share(facts.reached_opportunity(at, now), facts.reached_sql(at, now))
            }),
            Measure::Win => self.pass(part, visit, |at, _| {
                share(facts.won[at] <= now.as_of, facts.reached_opportunity(at, now))
            }),
            Measure::TimeToDecide | Measure::TimeToContact => self.pass(part, visit, |at, d| {
                let (hours, provenance) = self.duration(at, d);
                let is_measured = !hours.is_nan();
                Counted { duration: Some((hours, provenance)), ..share(is_measured, is_measured) }
            }),
            Measure::SlaMet
            | Measure::RouteMet
            | Measure::DecideMet
            | Measure::ContactMet
            | Measure::FeedbackMet => self.pass(part, visit, |at, _| self.clocks_met(at)),
        }
    }

    #[inline]
    fn pass(
        &self,
        part: Range<usize>,
        mut visit: impl FnMut(Row),
        counted: impl Fn(usize, Decision) -> Counted,
    ) -> Outside {
        let facts = self.facts;
        let mut outside = Outside::default();
        // Of the first contact the decision knows nothing, and is asked for nothing.
        let decision_counts = self.measure != Measure::TimeToContact || self.basis == Basis::Decided;
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
                Basis::Decided if facts.decided_provenance(handoff) == BOUNDED => {
                    outside.undated += 1;
                    continue;
                }
                Basis::Decided => facts.decided[handoff],
            };
            let Some(periods) = self.periods.as_ref().filter(|_| first <= at && at <= last) else { continue };
            let known = facts.provenance(handoff, decision);
            if self.least < if decision_counts { known } else { facts.mql_provenance(handoff) } {
                outside.left_out += 1;
                continue;
            }
            let Counted { numerator, denominator, running, duration } = counted(handoff, decision);
            let (hours, provenance) = duration.unwrap_or((f64::NAN, known));
            let (period, split) = (periods.find(at), self.split.codes.of(facts, handoff, decision, self.now));
            visit(Row {
                handoff,
                period,
                split,
                decision,
                numerator,
                denominator,
                running,
                hours,
                provenance,
            });
        }
        outside
    }

    /// Clocks met of clocks due.
    fn clocks_met(&self, handoff: usize) -> Counted {
        let mut counted = share(false, false);
        let Some(clocks) = &self.clocks else { return counted };
        for &kind in self.measure.clocks() {
            let state = clocks.state(handoff, kind);
            counted.numerator += u8::from(state == Some(ClockState::Met));
            counted.denominator += u8::from(matches!(state, Some(ClockState::Met | ClockState::Missed)));
            counted.running += u8::from(state == Some(ClockState::Running));
        }
        counted
    }

    /// Hours of a duration and how its less certain moment is known. NaN if this handoff lacks one, or if only the bounds of
    /// one are known.
    #[inline]
    fn duration(&self, handoff: usize, decision: Decision) -> (f64, u8) {
        let facts = self.facts;
        let until = match self.measure {
            Measure::TimeToDecide => {
                decision.is_made().then(|| (facts.decided[handoff], facts.decided_provenance(handoff)))
            }
            Measure::TimeToContact => self.contact(handoff),
            _ => None,
        };
        match until {
            Some((until, provenance)) if until >= facts.mql[handoff] => {
                let provenance = provenance.max(facts.mql_provenance(handoff));
                let hours = (until - facts.mql[handoff]) as f64 / Moment::HOUR as f64;
                (if provenance == BOUNDED { f64::NAN } else { hours }, provenance)
            }
            _ => (f64::NAN, NO_MOMENTS),
        }
    }

    /// How long sales took to respond, in milliseconds: to the first contact or to the decision, whichever came first. `None`
    /// if that cannot be said, `Some(None)` if nobody has responded yet.
    pub(crate) fn responded(&self, handoff: usize, decision: Decision) -> Option<Option<i64>> {
        let facts = self.facts;
        let mql = facts.mql[handoff];
        if facts.mql_provenance(handoff) == BOUNDED {
            return None;
        }
        let contact = self.contact(handoff).map(|(at, _)| at);
        let is_decided = decision.is_made();
        if !is_decided {
            return Some(contact.map(|at| at - mql));
        }
        // Of a decision that is known within bounds, a contact before all of them still came first.
        if facts.decided_provenance(handoff) == BOUNDED {
            return contact.filter(|at| *at <= facts.decided_from[handoff]).map(|at| Some(at - mql));
        }
        let first = contact.map_or(facts.decided[handoff], |at| at.min(facts.decided[handoff]));
        (first >= mql).then_some(Some(first - mql))
    }

    /// Whole days from the MQL to the decision, or to now while there is none; `None` where one of the two is known only within
    /// bounds.
    pub(crate) fn days(&self, handoff: usize, decision: Decision) -> Option<i64> {
        let facts = self.facts;
        let is_decided = decision.is_made();
        let until = if is_decided { facts.decided[handoff] } else { self.now.as_of };
        let ms = until - facts.mql[handoff];
        (facts.provenance(handoff, decision) != BOUNDED && ms >= 0).then_some(ms / Moment::DAY)
    }

    /// The first contact of this pass: the first touch that was logged, or the stamp, whichever came earlier. A lead keeps one
    /// such stamp for all its passes.
    fn contact(&self, handoff: usize) -> Option<(i64, u8)> {
        let facts = self.facts;
        let (lead, mql) = (facts.lead[handoff], facts.mql[handoff]);
        let recycled =
            facts.lead.get(handoff + 1).filter(|&&next| next == lead).map(|_| facts.mql[handoff + 1]);
        let here = |at: i64| mql <= at && at <= self.now.as_of && recycled.is_none_or(|next| at < next);
        let touch = self.activities.and_then(|activities| activities.first_touch(lead, mql));
        let stamp = self.contacts.and_then(|stamps| stamps.get(lead as usize).copied());
        let known = [
            touch.map(|at| (at, Provenance::Recorded as u8)),
            stamp.filter(|at| *at != BLANK_TIME).map(|at| (at, Provenance::Derived as u8)),
        ];
        known.into_iter().flatten().filter(|&(at, how)| here(at) && how <= self.least).min()
    }
}

/// What a handoff counts for, and for durations the hours with their provenance.
struct Counted {
    numerator: u8,
    denominator: u8,
    running: u8,
    duration: Option<(f64, u8)>,
}

/// What a proportion counts.
#[inline]
fn share(numerator: bool, denominator: bool) -> Counted {
    Counted { numerator: u8::from(numerator), denominator: u8::from(denominator), running: 0, duration: None }
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
