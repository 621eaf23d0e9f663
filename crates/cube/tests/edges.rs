//! Ties that random worlds hardly ever hit.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_cube::{
    Cube,
    frame::{Column, Frame},
    measure::Measure,
    query::Query,
};
use plumbline_domain::{
    event::Provenance,
    field::FieldName,
    handoff::{Decision, Handoff, Reached},
    ids::LeadId,
    moment::Moment,
    settings::Settings,
};

/// Monday, 5 January 2026, midnight.
const MONDAY: i64 = 1_767_571_200_000;

fn handoff(lead: i64, pass: u16, mql: i64, decided: Option<i64>) -> Handoff {
    let reached = |at| Reached { at: Moment(at), not_before: Moment(at), provenance: Provenance::Derived };
    Handoff {
        lead: LeadId(lead),
        pass,
        mql: reached(mql),
        decided: decided.map(|at| (Decision::Accepted, reached(at))),
        reason: None,
        taken_up: None,
        sql: None,
        opportunity: None,
        won: None,
        lost: None,
        disqualified: None,
        disqualification: None,
        left: None,
        contradicted: None,
    }
}

/// One week of twenty handoffs, `decided` of them decided within the hour.
fn settled(decided: i64, as_of: Moment) -> bool {
    let frame = Frame::new((0..20).map(LeadId).collect());
    let decision = |lead| (lead < decided).then_some(MONDAY + Moment::HOUR);
    let cube = Cube::new(frame, (0..20).map(|lead| handoff(lead, 1, MONDAY, decision(lead))), Vec::new());
    let settings = Settings::default();
    let answer = cube.answer(&Query::weekly(Measure::Acceptance, as_of, &settings)).expect("it fits");
    answer.series[0].points[0].settled
}

#[test]
fn a_week_is_settled_from_exactly_95_percent_on_or_when_no_window_is_open() {
    let over = Moment(MONDAY + 7 * Moment::DAY);
    assert!(settled(19, over), "19 of 20 is 95 %");
    assert!(!settled(18, over), "18 of 20 is less, and the windows of two are open");
    assert!(!settled(20, Moment(over.0 - 1)), "a week that is not over has more to come");
    let windows_over = Moment(MONDAY + 14 * Moment::DAY);
    assert!(settled(0, windows_over) && !settled(0, Moment(windows_over.0 - 1)));
}

#[test]
fn a_first_contact_belongs_to_the_pass_that_is_open_then() {
    let again = MONDAY + 20 * Moment::DAY;
    let hours = |contact: i64| {
        let mut frame = Frame::new(vec![LeadId(1)]);
        frame.set_column(FieldName::parse("first_contact.at"), Column::Time(vec![contact]));
        let passes = [handoff(1, 1, MONDAY, Some(MONDAY)), handoff(1, 2, again, None)];
        let cube = Cube::new(frame, passes, Vec::new());
        let (settings, as_of) = (Settings::default(), Moment(again + Moment::DAY));
        let answer = cube.answer(&Query::weekly(Measure::TimeToContact, as_of, &settings)).expect("it fits");
        answer.points().filter_map(|point| Some((point.period.start, point.value?))).collect::<Vec<_>>()
    };
    let at_recycling = hours(again);
    assert_eq!(
        at_recycling.len(),
        1,
        "at the very moment of the second MQL the second pass is open: {at_recycling:?}"
    );
    assert_eq!(at_recycling[0].1, 0.0);
    let earlier = hours(again - 1);
    assert!(earlier.len() == 1 && earlier[0].1 > 400.0, "a moment before, it was the first: {earlier:?}");
    assert!(hours(MONDAY - 1).is_empty(), "a contact before any MQL belongs to no pass");
}
