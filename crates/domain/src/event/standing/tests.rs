//! What stands, case by case.

use Provenance::{Bounded, Derived, Recorded};

use super::*;
use crate::ids::LeadId;

const WINDOW: u32 = 14 * 24;

fn on_day(day: i64) -> Moment {
    Moment(day * Moment::DAY)
}

fn one(stage: Stage, day: i64, provenance: Provenance) -> Told {
    let at = on_day(day);
    StageEvent { lead: LeadId(1), stage, at, not_before: at, provenance, reason: None }.into()
}

fn keep(mut told: Vec<Told>, snapshots: &[i64]) -> Vec<StageEvent> {
    told.sort_by_key(|told| (told.event.at, Told::code(told.event.stage, told.says)));
    let snapshots: Vec<Moment> = snapshots.iter().copied().map(on_day).collect();
    let around =
        Around { snapshots: &snapshots, created: None, window_hours: WINDOW, contact: Contact::default() };
    keep_standing(&mut told, around);
    told.into_iter().map(|told| told.event).collect()
}

fn stand(told: &[(Stage, i64, Provenance)]) -> Vec<(Stage, i64)> {
    let told = told.iter().map(|&(stage, day, provenance)| one(stage, day, provenance)).collect();
    keep(told, &[]).iter().map(|event| (event.stage, event.at.0 / Moment::DAY)).collect()
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
    assert_eq!(stand(&recycled).last(), Some(&(Stage::Sal, 15)), "a pass the log does not tell to its end");
    assert_eq!(stand(&[(Stage::Mql, 1, Derived), (Stage::Mql, 40, Recorded)]).len(), 2);
}

#[test]
fn a_decision_that_only_a_stamp_tells_ends_a_pass() {
    let again = (Stage::Mql, 12, Recorded);
    for decided in [(Stage::Rejected, 11, Derived), (Stage::Sal, 11, Derived), (Stage::Rejected, 11, Bounded)]
    {
        let told = [(Stage::Mql, 8, Derived), decided, again];
        assert_eq!(stand(&told).len(), 3, "{decided:?}: made an MQL again, and nothing decided is lost");
    }
    let told = |stage, hour: i64, provenance| {
        let mut told = one(stage, 0, provenance);
        (told.event.at, told.event.not_before) = (Moment(hour * Moment::HOUR), Moment(hour * Moment::HOUR));
        told
    };
    let day = vec![
        told(Stage::Mql, 8, Derived),
        told(Stage::Rejected, 9, Recorded),
        told(Stage::Mql, 10, Recorded),
    ];
    assert_eq!(keep(day, &[]).len(), 3, "on one day");
    assert_eq!(stand(&[(Stage::Mql, 8, Derived), again]), [(Stage::Mql, 12)], "nothing lies between");
}

#[test]
fn a_bounded_event_lies_after_what_is_known_before_it() {
    let bounded = |day| {
        let mut told = one(Stage::Sql, day, Bounded);
        told.event.not_before = Moment(0);
        told
    };
    let told = || vec![one(Stage::Mql, 5, Derived), bounded(30)];
    let floor = |told, snapshots: &[i64]| keep(told, snapshots).pop().unwrap().not_before.0 / Moment::DAY;
    assert_eq!(floor(told(), &[30]), 5, "the event before it");
    assert_eq!(floor(told(), &[10, 20, 30, 40]), 20, "the file before the one that tells it");
    assert_eq!(floor(vec![bounded(30)], &[30]), 0);
}

#[test]
fn a_status_beside_the_ladder_takes_no_lead_back() {
    let beside = |stage, day| Told { says: Says::Beside, ..one(stage, day, Recorded) };
    let stages = |told: Vec<Told>| keep(told, &[]).iter().map(|event| event.stage).collect::<Vec<_>>();
    let (mql, sql) = (one(Stage::Mql, 1, Recorded), one(Stage::Sql, 10, Recorded));
    let connected = |day| beside(Stage::Sal, day);
    assert_eq!(stages(vec![mql, connected(5), sql]), [Stage::Mql, Stage::Sal, Stage::Sql]);
    assert_eq!(stages(vec![mql, sql, connected(12)]), [Stage::Mql, Stage::Sql]);
    let again = one(Stage::Mql, 40, Recorded);
    assert_eq!(
        stages(vec![mql, sql, again, connected(41)]).pop(),
        Some(Stage::Sal),
        "the ladder itself has begun anew"
    );
    assert_eq!(stages(vec![one(Stage::Won, 9, Derived), beside(Stage::Rejected, 12)]), [Stage::Won]);
    assert_eq!(stages(vec![sql, beside(Stage::Disqualified, 12)]).pop(), Some(Stage::Disqualified));
    assert_eq!(stages(vec![mql, beside(Stage::Mql, 1)]), [Stage::Mql], "both say the same");
}

#[test]
fn a_reason_goes_on_to_what_stands() {
    let told = |provenance, reason| {
        let mut told = one(Stage::Rejected, if provenance == Recorded { 0 } else { 3 }, provenance);
        told.event.reason = reason;
        told
    };
    let events = keep(vec![told(Recorded, None), told(Derived, Some(ReasonId(7)))], &[]);
    assert_eq!(events, [told(Recorded, Some(ReasonId(7))).event]);
    let seen = |day, reason| {
        let mut seen = one(Stage::Rejected, day, Bounded);
        seen.event.reason = Some(ReasonId(reason));
        seen
    };
    let kept = keep(vec![seen(15, 7), seen(46, 8)], &[]);
    assert_eq!((kept.len(), kept[0].reason), (1, Some(ReasonId(8))), "the later snapshot knows better why");
    for untold in [vec![told(Recorded, None), told(Derived, None)], vec![told(Derived, None)]] {
        let reasons: Vec<_> = keep(untold, &[]).iter().map(|event| event.reason).collect();
        assert_eq!(reasons, [Some(ReasonId::NOT_GIVEN)], "no rejection is without one");
    }
}

#[test]
fn a_reason_told_alone_explains_the_exit_the_lead_had_taken() {
    let why = |day, reason| {
        let mut told = Told { says: Says::Why, ..one(Stage::Rejected, day, Recorded) };
        told.event.reason = Some(ReasonId(reason));
        told
    };
    let (first, second) = (one(Stage::Rejected, 10, Recorded), one(Stage::Rejected, 50, Recorded));
    let again = one(Stage::Mql, 30, Recorded);
    let reasons = |told: Vec<Told>, snapshots: &[i64]| {
        let exits = keep(told, snapshots).into_iter().filter(|event| event.stage == Stage::Rejected);
        exits.filter_map(|event| event.reason).map(|reason| reason.0).collect::<Vec<_>>()
    };
    let none = ReasonId::NOT_GIVEN.0;
    assert_eq!(reasons(vec![first, why(20, 7)], &[20]), [7]);
    assert_eq!(reasons(vec![why(20, 7)], &[20]), [] as [i64; 0], "it is no rejection");
    assert_eq!(reasons(vec![first, again, second, why(20, 7)], &[20]), [7, none], "before the second");
    assert_eq!(reasons(vec![first, again, second, why(20, 7)], &[20, 60]), [7, 7], "told again after it");
    assert_eq!(reasons(vec![first, again, second, why(20, 7), why(60, 8)], &[20, 60]), [7, 8]);
    assert_eq!(reasons(vec![first, why(20, 7), why(25, 8)], &[20, 25]), [8], "what was told last");
    assert_eq!(reasons(vec![first, why(5, 7)], &[5]), [none], "told before it, of something else");
    let mut own = first;
    own.event.reason = Some(ReasonId(3));
    assert_eq!(reasons(vec![own, why(20, 7)], &[20]), [3], "its own reason stands");
}
