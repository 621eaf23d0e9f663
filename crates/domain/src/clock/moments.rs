//! What a clock of a handoff can be read from, and how much of it is known.

use super::ClockKind;
use crate::{
    calendar::Calendar,
    handoff::{Decision, Handoff, Reached},
    moment::Moment,
};

/// What is known of one handoff's times.
///
/// Imported columns keep one moment per lead, not one per pass, so that a recycled lead's column may speak of another
/// pass. A moment on the day of the MQL or later is of this pass, unless it lies on the day of the next MQL or later:
/// then it has overwritten this pass's, which is unknown. A moment before the day of the MQL is of an earlier pass; in
/// the first pass there is none, and it means that the thing was done before anybody was waiting for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moments {
    /// When the lead became an MQL.
    pub mql: Reached,
    /// Which pass this is, from 1.
    pub pass: u16,
    /// When the lead became an MQL again.
    pub next_mql: Option<Moment>,
    /// `routed.at`.
    pub routed: Option<Moment>,
    /// `first_contact.at`.
    pub first_contact: Option<Moment>,
    /// `feedback.at`.
    pub feedback: Option<Moment>,
    /// The decision: of acceptance, rejection and an exit of unknown kind what came first; anything else is none.
    pub decided: Option<(Decision, Reached)>,
    /// The first sign of work with the lead (SQL, opportunity, won, disqualified): first contact was made by then.
    pub worked: Option<Reached>,
}

/// Not before one moment and by another; the same one if it is known exactly.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bounds {
    pub(super) from: Moment,
    /// [`Bounds::NEVER`] if it may not have happened at all.
    pub(super) by: Moment,
}

impl Bounds {
    pub(super) const NEVER: Moment = Moment(i64::MAX);

    fn exactly(at: Moment) -> Bounds {
        Bounds { from: at, by: at }
    }

    fn of(reached: Reached) -> Bounds {
        // A bound the wrong way round is no bound.
        Bounds { from: reached.not_before.min(reached.at), by: reached.at }
    }

    /// The moment, if it is known.
    pub(super) fn exact(self) -> Option<Moment> {
        (self.from == self.by).then_some(self.by)
    }

    fn lifted_to(self, start: Moment) -> Bounds {
        Bounds { from: self.from.max(start), by: self.by.max(start) }
    }
}

/// How a clock ends, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// It does not, so far.
    None,
    /// By what it waits for.
    Done(Bounds),
    /// By a rejection.
    Rejected(Bounds),
    /// One or the other, not before this.
    Unclear(Moment),
    /// What it waits for was there before it could start.
    Earlier,
}

/// What a column says about this pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stamp {
    Never,
    At(Moment),
    Overwritten,
    Earlier,
}

impl Moments {
    /// What a handoff itself knows; the moments of its lead's columns and the next MQL are for the caller to add.
    pub fn of(handoff: &Handoff) -> Moments {
        let work = [handoff.sql, handoff.opportunity, handoff.won, handoff.disqualified];
        Moments {
            mql: handoff.mql,
            pass: handoff.pass,
            next_mql: None,
            routed: None,
            first_contact: None,
            feedback: None,
            decided: handoff.decided,
            worked: work.into_iter().flatten().min_by_key(|reached| (reached.at, reached.not_before)),
        }
    }

    /// Between which moments the clock starts and how it ends, as far as that was known at `as_of`.
    pub(super) fn run(&self, kind: ClockKind, calendar: &Calendar, as_of: Moment) -> (Bounds, Stop) {
        let mql = Bounds::of(self.mql);
        let stamp = |at| self.stamp(at, calendar, as_of);
        let decided = self.decision(as_of).map(|(_, bounds)| bounds);
        match kind {
            ClockKind::Route => (mql, self.stop_of_route(stamp(self.routed), calendar, as_of)),
            ClockKind::Decide => self.run_decide(stamp(self.routed), decided, calendar),
            ClockKind::FirstContact => {
                (mql, self.stop_of_contact(stamp(self.first_contact), calendar, as_of))
            }
            ClockKind::Feedback => {
                let decided = decided.map_or(Stop::None, Stop::Done);
                let stop = match (self.stop_at(stamp(self.feedback)), decided) {
                    // Whatever came before the MQL was no feedback on it.
                    (Stop::None | Stop::Earlier, decided) => decided,
                    (Stop::Done(a), Stop::Done(b)) => {
                        Stop::Done(Bounds { from: a.from.min(b.from), by: a.by.min(b.by) })
                    }
                    (told, _) => told,
                };
                (mql, stop)
            }
        }
    }

    /// The decision clock starts with the routing, unless the decision was made before that.
    fn run_decide(&self, routed: Stamp, decided: Option<Bounds>, calendar: &Calendar) -> (Bounds, Stop) {
        let mql = Bounds::of(self.mql);
        let stop = decided.map_or(Stop::None, Stop::Done);
        match (routed, decided) {
            (Stamp::At(at), None) => (Bounds::exactly(at), stop),
            (Stamp::At(at), Some(made)) if at <= made.by || calendar.day(at) == calendar.day(made.by) => {
                // A decision with the bare day of the routing was made after it.
                (Bounds::exactly(at), Stop::Done(made.lifted_to(at)))
            }
            // Routed at some time, if at all: from the MQL until the decision or the next pass.
            (Stamp::Overwritten, _) => {
                let latest = decided.map(|made| made.by).or(self.next_mql).unwrap_or(mql.by);
                (Bounds { from: mql.from, by: latest.max(mql.from) }, stop)
            }
            _ => (mql, stop),
        }
    }

    /// Whoever accepts a lead has it, whenever it was routed.
    fn stop_of_route(&self, routed: Stamp, calendar: &Calendar, as_of: Moment) -> Stop {
        let routed = match (self.stop_at(routed), self.decision(as_of)) {
            (Stop::None, Some((Decision::Accepted, accepted))) => {
                Stop::Done(Bounds { from: Bounds::of(self.mql).from, by: accepted.by })
            }
            (told, _) => told,
        };
        self.unless_rejected(routed, calendar, as_of)
    }

    fn stop_of_contact(&self, contact: Stamp, calendar: &Calendar, as_of: Moment) -> Stop {
        let contact = match self.stop_at(contact) {
            Stop::None => self.worked.filter(|worked| worked.by(as_of)).map_or(Stop::None, |worked| {
                Stop::Done(Bounds { from: Bounds::of(self.mql).from, by: worked.at.max(self.mql.at) })
            }),
            told => told,
        };
        self.unless_rejected(contact, calendar, as_of)
    }

    /// A rejection ends what nobody has to do any more, unless it was done by then.
    fn unless_rejected(&self, stop: Stop, calendar: &Calendar, as_of: Moment) -> Stop {
        let rejected = match self.decision(as_of) {
            Some((Decision::Rejected, rejected)) => rejected,
            // Whether it was done before the lead left is what nobody can tell.
            Some((Decision::Unclear, left)) if stop == Stop::None => return Stop::Unclear(left.from),
            _ => return stop,
        };
        // A rejection with the bare day of what was done came after it.
        let is_bare = |at: Moment| calendar.start_of_day(calendar.day(at)) == at;
        let same_day = |done: Bounds| {
            done.exact().zip(rejected.exact()).is_some_and(|(done, rejected)| {
                is_bare(rejected) && calendar.day(done) == calendar.day(rejected)
            })
        };
        match stop {
            Stop::None => Stop::Rejected(rejected),
            Stop::Done(made) if made.by <= rejected.from || same_day(made) => stop,
            Stop::Done(made) if rejected.by < made.from => Stop::Rejected(rejected),
            Stop::Done(made) => Stop::Unclear(made.from.min(rejected.from)),
            told => told,
        }
    }

    /// The decision, if it was known at `as_of`; never before the MQL.
    fn decision(&self, as_of: Moment) -> Option<(Decision, Bounds)> {
        let (decision, reached) = self.decided?;
        let is_made = decision.is_made() && reached.by(as_of);
        is_made.then(|| (decision, Bounds::of(reached).lifted_to(Bounds::of(self.mql).from)))
    }

    fn stamp(&self, at: Option<Moment>, calendar: &Calendar, as_of: Moment) -> Stamp {
        let Some(at) = at else { return Stamp::Never };
        if self.next_mql.is_some_and(|next| at >= next || calendar.day(at) == calendar.day(next)) {
            return Stamp::Overwritten;
        }
        if at >= Bounds::of(self.mql).from {
            return if at <= as_of { Stamp::At(at) } else { Stamp::Never };
        }
        // Exports write some columns with a time and others as a bare day, which comes before any time of it.
        if calendar.day(at) == calendar.day(self.mql.at) {
            Stamp::At(self.mql.at)
        } else if self.pass <= 1 {
            Stamp::Earlier
        } else {
            Stamp::Never
        }
    }

    fn stop_at(&self, stamp: Stamp) -> Stop {
        match stamp {
            Stamp::Never => Stop::None,
            Stamp::At(at) => Stop::Done(Bounds::exactly(at)),
            Stamp::Overwritten => Stop::Done(Bounds { from: Bounds::of(self.mql).from, by: Bounds::NEVER }),
            Stamp::Earlier => Stop::Earlier,
        }
    }
}
