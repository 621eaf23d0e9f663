//! A lead entered a stage: what was told about it, and what of it stands.
//!
//! Everything files and people told about a lead is kept. Which of it stands follows from all of it together, so that the
//! order in which files came in changes nothing:
//! - a recorded event stands;
//! - a stamp gives way to a recorded event of its stage within a day, or in the same pass of the recorded events;
//! - a bounded event that finds the lead in its stage already says nothing new;
//! - a rejection that nothing gives a reason for stands under [`ReasonId::NOT_GIVEN`]: none is without a reason.

use crate::{
    ids::{LeadId, ReasonId},
    moment::Moment,
    stage::Stage,
};

/// How a stage event is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Provenance {
    /// Somebody or some system wrote it down as it happened (a stage log, or a decision made here).
    Recorded,
    /// Read from a stamp column, which keeps one moment per stage and forgets the rest.
    Derived,
    /// It happened between two moments; which one is unknown.
    Bounded,
}

impl Provenance {
    /// The word shown and written to files.
    pub fn slug(self) -> &'static str {
        match self {
            Provenance::Recorded => "recorded",
            Provenance::Derived => "derived",
            Provenance::Bounded => "bounded",
        }
    }

    /// The provenance stored under `code`.
    pub fn from_code(code: u8) -> Option<Provenance> {
        [Provenance::Recorded, Provenance::Derived, Provenance::Bounded].get(usize::from(code)).copied()
    }
}

/// A lead entered a stage at a time.
///
/// For `Bounded` events `at` is the latest possible moment and `not_before` the earliest; for the others
/// `not_before` equals `at`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageEvent {
    /// Who.
    pub lead: LeadId,
    /// Where to.
    pub stage: Stage,
    /// When (latest possible).
    pub at: Moment,
    /// Earliest possible moment.
    pub not_before: Moment,
    /// How it is known.
    pub provenance: Provenance,
    /// Why, for rejections and disqualifications.
    pub reason: Option<ReasonId>,
}

/// Finds which event stands for each of `events` (itself, unless another tells it better or told it already), and hands
/// reasons on to what stands and has none. A rejection that is left without one gets [`ReasonId::NOT_GIVEN`].
///
/// `events` are all of one lead, ordered by moment and ladder; the answer has their length. `window_hours` is the
/// decision window, which ends a pass without a decision.
pub fn standing(events: &mut [StageEvent], window_hours: u32) -> Vec<usize> {
    let mut stands: Vec<usize> = (0..events.len()).collect();
    let mut last: Option<usize> = None;
    for (index, event) in events.iter().enumerate() {
        let other = match event.provenance {
            Provenance::Recorded => None,
            Provenance::Derived => recorded_instead(events, event, window_hours),
            Provenance::Bounded => last.filter(|last| events[*last].stage == event.stage),
        };
        match other {
            Some(other) => stands[index] = other,
            None => last = Some(index),
        }
    }
    for (index, other) in stands.iter().enumerate() {
        events[*other].reason = events[*other].reason.or(events[index].reason);
    }
    let standing = stands.iter().enumerate().filter(|(index, other)| index == *other).map(|(index, _)| index);
    standing.for_each(|index| give_reason(&mut events[index]));
    stands
}

fn give_reason(event: &mut StageEvent) {
    if event.stage == Stage::Rejected {
        event.reason.get_or_insert(ReasonId::NOT_GIVEN);
    }
}

/// Keeps of the events of one lead, ordered by moment and ladder, those that stand.
pub fn keep_standing(events: &mut Vec<StageEvent>, window_hours: u32) {
    // Most leads are told by one kind of file alone, of which all stands.
    let alike = |event: &StageEvent| {
        event.provenance != Provenance::Bounded && event.provenance == events[0].provenance
    };
    if events.iter().all(alike) {
        events.iter_mut().for_each(give_reason);
        return;
    }
    let stands = standing(events, window_hours);
    let mut index = 0..;
    events.retain(|_| index.next().is_some_and(|index| stands[index] == index));
}

/// The recorded event that stands for a stamp: the nearest within a day of it or in its pass.
fn recorded_instead(events: &[StageEvent], stamp: &StageEvent, window_hours: u32) -> Option<usize> {
    let recorded = || events.iter().enumerate().filter(|(_, event)| event.provenance == Provenance::Recorded);
    let of_pass = |at: Moment| {
        let passages = recorded().map(|(_, event)| (event.stage, event.at));
        in_one_pass(passages, stamp.stage, (stamp.at, at), window_hours)
    };
    recorded()
        .filter(|(_, event)| event.stage == stamp.stage)
        .map(|(index, event)| (event.at.0.abs_diff(stamp.at.0), index, event.at))
        .filter(|(apart, _, at)| *apart < Moment::DAY as u64 || of_pass(*at))
        .min()
        .map(|(_, index, _)| index)
}

/// True if two moments of `stage` belong to one pass (see [`crate::handoff`]) of a lead with these `passages`: for a stage
/// up to MQL if nobody decided between them and the window did not end, for one after it if no MQL lies between.
pub fn in_one_pass(
    mut passages: impl Iterator<Item = (Stage, Moment)>,
    stage: Stage,
    moments: (Moment, Moment),
    window_hours: u32,
) -> bool {
    let (first, last) = (moments.0.min(moments.1), moments.0.max(moments.1));
    if stage <= Stage::Mql {
        let decided = |(stage, at)| stage > Stage::Mql && first < at && at < last;
        return last < first.plus_hours(window_hours) && !passages.any(decided);
    }
    !passages.any(|(stage, at)| stage == Stage::Mql && first < at && at <= last)
}

#[cfg(test)]
mod tests {
    use Provenance::{Bounded, Derived, Recorded};

    use super::*;

    const WINDOW: u32 = 14 * 24;

    fn stand(told: &[(Stage, i64, Provenance)]) -> Vec<(Stage, i64)> {
        let event = |&(stage, day, provenance): &(Stage, i64, Provenance)| {
            let at = Moment(day * Moment::DAY);
            StageEvent { lead: LeadId(1), stage, at, not_before: at, provenance, reason: None }
        };
        let mut events: Vec<StageEvent> = told.iter().map(event).collect();
        events.sort_by_key(|event| (event.at, event.stage));
        keep_standing(&mut events, WINDOW);
        events.iter().map(|event| (event.stage, event.at.0 / Moment::DAY)).collect()
    }

    #[test]
    fn a_snapshot_says_nothing_new_of_a_stage_the_lead_is_in() {
        let churned = (Stage::Churned, 59, Bounded);
        assert_eq!(stand(&[(Stage::Churned, 0, Recorded), churned]), [(Stage::Churned, 0)]);
        let between = [(Stage::Churned, 0, Recorded), (Stage::Inquiry, 20, Recorded), churned];
        assert_eq!(stand(&between).len(), 3, "it came back and left again");
        let again = [(Stage::Mql, 5, Recorded), (Stage::Rejected, 60, Bounded), (Stage::Mql, 90, Bounded)];
        assert_eq!(stand(&again).len(), 3, "a later pass that only snapshots know of");
    }

    #[test]
    fn a_log_stands_for_the_stamp_of_its_pass() {
        let pass = [(Stage::Sal, 10, Recorded), (Stage::Sql, 12, Recorded), (Stage::Sal, 15, Derived)];
        assert_eq!(stand(&pass), [(Stage::Sal, 10), (Stage::Sql, 12)]);
        let mut recycled = pass.to_vec();
        recycled.push((Stage::Mql, 13, Recorded));
        assert_eq!(
            stand(&recycled).last(),
            Some(&(Stage::Sal, 15)),
            "a pass the log does not tell to its end"
        );
        assert_eq!(stand(&[(Stage::Mql, 1, Derived), (Stage::Mql, 40, Recorded)]).len(), 2);
    }

    #[test]
    fn a_reason_goes_on_to_what_stands() {
        let at = Moment(0);
        let told = |provenance, reason| StageEvent {
            lead: LeadId(1),
            stage: Stage::Rejected,
            at: if provenance == Recorded { at } else { Moment(3) },
            not_before: at,
            provenance,
            reason,
        };
        let mut events = vec![told(Recorded, None), told(Derived, Some(ReasonId(7)))];
        keep_standing(&mut events, WINDOW);
        assert_eq!(events, [told(Recorded, Some(ReasonId(7)))]);
        for mut untold in [vec![told(Recorded, None), told(Derived, None)], vec![told(Derived, None)]] {
            keep_standing(&mut untold, WINDOW);
            let reasons: Vec<_> = untold.iter().map(|event| event.reason).collect();
            assert_eq!(reasons, [Some(ReasonId::NOT_GIVEN)], "no rejection is without one");
        }
    }
}
