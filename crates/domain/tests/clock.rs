//! The four clocks at their boundaries, and bounded moments against every moment they may stand for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use chrono_tz::Tz;
use plumbline_domain::{
    business_time::BusinessHours,
    clock::{
        Basis, ClockKind, Lasted, Moments, Preset, Reading, ServiceLevels, State, StoppedBy, Target, read,
    },
    event::Provenance,
    handoff::{Decision, Reached},
    moment::Moment,
};
use proptest::{prelude::*, sample::select, test_runner::Config};

const HOUR: i64 = Moment::HOUR;
/// Monday, 5 January 2026, 00:00 UTC.
const MONDAY: i64 = 1_767_571_200_000;

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// So many hours after the Monday.
fn at(hours: i64) -> Moment {
    Moment(MONDAY + hours * HOUR)
}

fn exactly(hours: i64) -> Reached {
    Reached { at: at(hours), not_before: at(hours), provenance: Provenance::Derived }
}

fn within(from: i64, by: i64) -> Reached {
    Reached { at: at(by), not_before: at(from), provenance: Provenance::Bounded }
}

/// MQL at ten on Monday and nothing else.
fn mql() -> Moments {
    Moments {
        mql: exactly(10),
        pass: 1,
        next_mql: None,
        routed: None,
        first_contact: None,
        feedback: None,
        decided: None,
        worked: None,
    }
}

const TWO_HOURS: Option<Target> = Some(Target { minutes: 120, basis: Basis::Wall });

fn reading(kind: ClockKind, moments: &Moments, target: Option<Target>, as_of: Moment) -> Reading {
    read(kind, moments, target, &BusinessHours::default(), Tz::UTC, as_of)
}

fn state(kind: ClockKind, moments: &Moments, as_of: i64) -> State {
    reading(kind, moments, TWO_HOURS, at(as_of)).state
}

#[test]
fn a_clock_waits_runs_is_met_or_missed() {
    let silent = mql();
    for kind in ClockKind::ALL {
        let read = |ms| reading(kind, &silent, TWO_HOURS, Moment(at(10).0 + ms));
        assert_eq!(read(-1).state, State::NotStarted);
        assert_eq!((read(0).state, read(0).due), (State::Running, Some(at(12))));
        assert_eq!(read(2 * HOUR).state, State::Running, "at its due it can still be kept");
        let late = read(2 * HOUR + 1);
        assert_eq!(late.state, State::Missed, "not kept at once, although nothing has stopped it");
        assert!(late.is_open);
        assert_eq!(late.overdue, Some(Lasted { wall_ms: 1, business_ms: 1 }));
        assert_eq!(late.elapsed.unwrap().wall_ms, 2 * HOUR + 1);
    }
    for (ms, expected) in [(0, State::Met), (1, State::Missed)] {
        let contacted = Moments { first_contact: Some(Moment(at(12).0 + ms)), ..mql() };
        let read = reading(ClockKind::FirstContact, &contacted, TWO_HOURS, at(100));
        assert_eq!(read.state, expected, "exactly at its due a promise is kept");
        assert!(!read.is_open);
        assert_eq!(read.elapsed.unwrap().wall_ms, 2 * HOUR + ms);
    }
}

#[test]
fn what_came_after_the_moment_of_reading_is_not_known() {
    let contacted = Moments { first_contact: Some(at(11)), routed: Some(at(11)), ..mql() };
    let before = Moment(at(11).0 - 1);
    assert_eq!(reading(ClockKind::FirstContact, &contacted, TWO_HOURS, before).state, State::Running);
    assert_eq!(reading(ClockKind::Route, &contacted, TWO_HOURS, at(11)).state, State::Met);
    let decided = Moments { decided: Some((Decision::Accepted, exactly(15))), ..mql() };
    assert_eq!(state(ClockKind::Decide, &decided, 14), State::Missed);
    assert_eq!(reading(ClockKind::Decide, &decided, TWO_HOURS, at(14)).stopped, None);
}

#[test]
fn business_time_is_due_at_the_close_and_overdue_in_both_times() {
    let target = Some(Target { minutes: 60, basis: Basis::Business });
    // Friday 16:00.
    let friday = Moments { mql: exactly(4 * 24 + 16), ..mql() };
    let close = at(4 * 24 + 17);
    let read = reading(ClockKind::Route, &friday, target, at(5 * 24));
    assert_eq!((read.due, read.state), (Some(close), State::Missed));
    assert_eq!(read.overdue, Some(Lasted { wall_ms: 7 * HOUR, business_ms: 0 }), "nobody worked since");
    assert_eq!(read.elapsed, Some(Lasted { wall_ms: 8 * HOUR, business_ms: HOUR }));
    let closed = BusinessHours::parse("").unwrap();
    let never = plumbline_domain::clock::read(ClockKind::Route, &friday, target, &closed, Tz::UTC, at(9999));
    assert_eq!((never.due, never.state), (None, State::Running), "who never works is never late");
    let routed = Moments { routed: Some(at(9000)), ..friday };
    let done = plumbline_domain::clock::read(ClockKind::Route, &routed, target, &closed, Tz::UTC, at(9999));
    assert_eq!(done.state, State::Unknown, "nor has anybody kept a promise that was never due");
    let rejected = Moments { decided: Some((Decision::Rejected, exactly(9000))), ..friday };
    let read =
        plumbline_domain::clock::read(ClockKind::FirstContact, &rejected, target, &closed, Tz::UTC, at(9999));
    assert_eq!(read.state, State::Stopped(StoppedBy::Rejected));
    // Closed by dates, for longer than anybody waits for an answer; an hour before that it is due.
    for (days, expected) in [(366 + 7, State::Unknown), (366 - 14, State::Met)] {
        let first = NaiveDate::from_ymd_opt(2026, 1, 5).expect("a day");
        let text: Vec<String> = first.iter_days().take(days).map(|day| format!("holiday {day}")).collect();
        let hours = BusinessHours::parse(&format!("Mon-Fri 09:00-17:00\n{}", text.join("\n"))).unwrap();
        let start = Moments { mql: exactly(10), routed: Some(at(11)), ..mql() };
        let read =
            plumbline_domain::clock::read(ClockKind::Route, &start, target, &hours, Tz::UTC, at(99_999));
        assert_eq!(read.state, expected, "{days} days");
    }
}

#[test]
fn deciding_is_timed_from_routing_or_from_the_mql_while_it_is_not_routed() {
    let routed = Moments { routed: Some(at(20)), ..mql() };
    assert_eq!(state(ClockKind::Decide, &routed, 13), State::Missed, "not routed, and late since noon");
    let read = reading(ClockKind::Decide, &routed, TWO_HOURS, at(21));
    assert_eq!((read.started, read.due, read.state), (Some(at(20)), Some(at(22)), State::Running));
    for (decision, hour, expected) in [
        (Decision::Accepted, 22, State::Met),
        (Decision::Rejected, 22, State::Met),
        (Decision::Rejected, 23, State::Missed),
        (Decision::Lapsed, 21, State::Missed),
        (Decision::Pending, 21, State::Missed),
    ] {
        let decided = Moments { decided: Some((decision, exactly(hour))), ..routed };
        assert_eq!(state(ClockKind::Decide, &decided, 400), expected, "{decision:?} at {hour}");
    }
    let before = Moments { routed: Some(at(60)), decided: Some((Decision::Accepted, exactly(11))), ..mql() };
    let read = reading(ClockKind::Decide, &before, TWO_HOURS, at(400));
    assert_eq!((read.started, read.state), (Some(at(10)), State::Met), "decided before it was routed");
}

#[test]
fn a_rejection_ends_first_contact_without_a_verdict_unless_it_was_late_already() {
    let rejected = |hour| Moments { decided: Some((Decision::Rejected, exactly(hour))), ..mql() };
    let stopped = State::Stopped(StoppedBy::Rejected);
    assert_eq!(state(ClockKind::FirstContact, &rejected(12), 400), stopped, "at the due it was in time");
    assert_eq!(state(ClockKind::FirstContact, &rejected(13), 400), State::Missed);
    let contacted = |contact| Moments { first_contact: Some(at(contact)), ..rejected(11) };
    assert_eq!(state(ClockKind::FirstContact, &contacted(11), 400), State::Met, "contacted, then rejected");
    assert_eq!(state(ClockKind::FirstContact, &contacted(12), 400), stopped);
    for decision in [Decision::Accepted, Decision::Lapsed] {
        let other = Moments { decided: Some((decision, exactly(11))), ..mql() };
        assert_eq!(state(ClockKind::FirstContact, &other, 400), State::Missed, "only a rejection ends it");
    }
    assert_eq!(state(ClockKind::Feedback, &rejected(12), 400), State::Met, "a reason is feedback");
}

#[test]
fn a_rejection_ends_routing_and_who_accepts_has_the_lead() {
    let decided = |decision, hour| Moments { decided: Some((decision, exactly(hour))), ..mql() };
    let rejected = |hour| decided(Decision::Rejected, hour);
    let stopped = State::Stopped(StoppedBy::Rejected);
    let read = reading(ClockKind::Route, &rejected(12), TWO_HOURS, at(400));
    assert_eq!((read.state, read.is_open, read.stopped), (stopped, false, Some(at(12))));
    let late = reading(ClockKind::Route, &rejected(13), TWO_HOURS, at(400));
    assert_eq!((late.state, late.is_open), (State::Missed, false), "it was late, and nobody waits any more");
    assert_eq!(state(ClockKind::Route, &rejected(12), 11), State::Running, "not rejected yet");
    let routed = |hour, moments| Moments { routed: Some(at(hour)), ..moments };
    assert_eq!(state(ClockKind::Route, &routed(11, rejected(12)), 400), State::Met, "met stays met");
    assert_eq!(state(ClockKind::Route, &routed(13, rejected(14)), 400), State::Missed);
    assert_eq!(state(ClockKind::Route, &routed(14, rejected(11)), 400), stopped, "routed after it was over");
    // Tuesday, as a bare day, and routed on that Tuesday.
    let target = Some(Target { minutes: 30 * 60, basis: Basis::Wall });
    let bare = reading(ClockKind::Route, &routed(24 + 9, rejected(24)), target, at(400));
    assert_eq!(bare.state, State::Met, "a bare day is no time before the routing");
    assert_eq!(state(ClockKind::Route, &decided(Decision::Accepted, 12), 400), State::Met);
    let accepted = reading(ClockKind::Route, &decided(Decision::Accepted, 50), TWO_HOURS, at(400));
    assert_eq!((accepted.state, accepted.is_open), (State::Unknown, false), "by then, nobody knows when");
    assert_eq!(
        state(ClockKind::Route, &decided(Decision::Lapsed, 11), 400),
        State::Missed,
        "silence ends nothing"
    );
}

#[test]
fn feedback_or_a_decision_whichever_is_first() {
    let both = |feedback, decided| Moments {
        feedback: Some(at(feedback)),
        decided: Some((Decision::Accepted, exactly(decided))),
        ..mql()
    };
    for (feedback, decided, first) in [(11, 90, 11), (90, 11, 11), (13, 14, 13)] {
        let read = reading(ClockKind::Feedback, &both(feedback, decided), TWO_HOURS, at(400));
        assert_eq!(read.stopped, Some(at(first)));
        assert_eq!(read.state, if first <= 12 { State::Met } else { State::Missed });
    }
}

#[test]
fn a_bare_day_of_the_mql_is_no_time_before_it() {
    let bare = Moments { routed: Some(at(0)), first_contact: Some(at(0)), feedback: Some(at(0)), ..mql() };
    for kind in [ClockKind::Route, ClockKind::FirstContact, ClockKind::Feedback] {
        let read = reading(kind, &bare, TWO_HOURS, at(400));
        assert_eq!((read.stopped, read.state), (Some(at(10)), State::Met), "{kind:?} on the same day");
        assert_eq!(read.elapsed, Some(Lasted { wall_ms: 0, business_ms: 0 }));
    }
    let decided = Moments { routed: Some(at(14)), decided: Some((Decision::Accepted, exactly(10))), ..mql() };
    let read = reading(ClockKind::Decide, &decided, TWO_HOURS, at(400));
    assert_eq!(
        (read.started, read.stopped),
        (Some(at(14)), Some(at(14))),
        "the decision's day is all that is known"
    );
}

#[test]
fn a_column_may_speak_of_another_pass() {
    let old =
        Moments { routed: Some(at(-30)), first_contact: Some(at(-30)), feedback: Some(at(-30)), ..mql() };
    let earlier = State::Stopped(StoppedBy::Earlier);
    assert_eq!(state(ClockKind::Route, &old, 400), earlier, "routed before anybody waited for it");
    assert_eq!(state(ClockKind::FirstContact, &old, 400), earlier);
    assert_eq!(state(ClockKind::Feedback, &old, 400), State::Missed, "no feedback on this MQL");
    assert_eq!(reading(ClockKind::Decide, &old, TWO_HOURS, at(11)).started, Some(at(10)));
    let second = Moments { pass: 2, ..old };
    for kind in ClockKind::ALL {
        assert_eq!(
            state(kind, &second, 400),
            State::Missed,
            "{kind:?}: of the pass before, silence in this one"
        );
    }
    let overwritten = Moments {
        next_mql: Some(at(500)),
        routed: Some(at(501)),
        first_contact: Some(at(501)),
        feedback: Some(at(501)),
        ..mql()
    };
    for kind in [ClockKind::Route, ClockKind::FirstContact, ClockKind::Feedback, ClockKind::Decide] {
        assert_eq!(state(kind, &overwritten, 499), State::Unknown, "{kind:?} of this pass was overwritten");
    }
    let decided = Moments { decided: Some((Decision::Accepted, exactly(11))), ..overwritten };
    assert_eq!(state(ClockKind::Decide, &decided, 600), State::Met, "in time, whenever it was routed");
    assert_eq!(state(ClockKind::Feedback, &decided, 600), State::Met);
}

#[test]
fn who_was_worked_with_was_contacted_at_some_time_before() {
    let worked = |hour| Moments { worked: Some(exactly(hour)), ..mql() };
    assert_eq!(state(ClockKind::FirstContact, &worked(12), 400), State::Met, "by noon at the latest");
    let late = reading(ClockKind::FirstContact, &worked(50), TWO_HOURS, at(400));
    assert_eq!((late.state, late.stopped, late.is_open), (State::Unknown, None, false));
    assert_eq!(state(ClockKind::FirstContact, &worked(50), 49), State::Missed, "nobody knew yet");
}

#[test]
fn without_a_promise_a_clock_only_runs_and_stops() {
    let routed = Moments { routed: Some(at(900)), ..mql() };
    let read = |as_of| reading(ClockKind::Route, &routed, None, at(as_of));
    assert_eq!((read(899).state, read(899).due), (State::Running, None));
    assert_eq!(read(900).state, State::Stopped(StoppedBy::Done));
    assert_eq!(read(900).elapsed.unwrap().wall_ms, 890 * HOUR);
}

/// `None` is exact.
fn bounds() -> impl Strategy<Value = (i64, i64)> {
    (0_i64..12, prop_oneof![2 => Just(0_i64), 3 => 1_i64..8]).prop_map(|(from, more)| (from, from + more))
}

/// Every exact handoff the bounds may stand for, hour by hour.
fn worlds(start: (i64, i64), stop: (i64, i64)) -> Vec<(i64, i64)> {
    let all = (start.0..=start.1).flat_map(|s| (stop.0..=stop.1).map(move |e| (s, e)));
    all.filter(|(s, e)| s <= e).collect()
}

#[test]
fn bounds_are_met_or_missed_exactly_if_every_moment_inside_them_is() {
    let decisions = select(vec![Decision::Accepted, Decision::Rejected]);
    let kinds = select(ClockKind::ALL.to_vec());
    proptest!(config(6000), |(start in bounds(), stop in bounds(), decision in decisions, kind in kinds, hours in 1_u32..9)| {
        let target = Some(Target { minutes: hours * 60, basis: Basis::Wall });
        // It may not have ended for certain before it may have started.
        let stop = (stop.0, stop.1.max(start.0));
        let worlds = worlds(start, stop);
        let reached = |(from, by): (i64, i64)| if from == by { exactly(by) } else { within(from, by) };
        let handoff = |start, stop| Moments {
            mql: reached(start),
            decided: Some((decision, reached(stop))),
            ..mql()
        };
        let as_of = at(40);
        let bounded = reading(kind, &handoff(start, stop), target, as_of);
        let each: Vec<State> = worlds
            .iter()
            .map(|(s, e)| reading(kind, &handoff((*s, *s), (*e, *e)), target, as_of).state)
            .collect();
        let expected = if each.iter().all(|state| *state == each[0]) { each[0] } else { State::Unknown };
        prop_assert_eq!(bounded.state, expected, "{:?} to {:?}", start, stop);
        if start.0 != start.1 {
            prop_assert_eq!((bounded.elapsed, bounded.due), (None, None), "no time is claimed");
        }
    });
}

#[test]
fn silence_after_a_bounded_start_is_missed_only_once_it_is_sure() {
    let silent = Moments { mql: within(0, 10), ..mql() };
    for (as_of, expected) in
        [(2, State::Running), (3, State::Unknown), (12, State::Unknown), (13, State::Missed)]
    {
        assert_eq!(state(ClockKind::Feedback, &silent, as_of), expected, "at {as_of}");
    }
}

#[test]
fn the_presets_promise_what_the_sources_say() {
    let [two, day] = Preset::ALL.map(Preset::levels);
    let contact = |levels: &ServiceLevels, tier| {
        levels.target(tier, ClockKind::FirstContact).map(|target| target.to_string())
    };
    assert_eq!(contact(&two, Some("1")).as_deref(), Some("2h business"));
    assert_eq!(contact(&two, Some("2")).as_deref(), Some("24h wall"));
    assert_eq!(contact(&day, Some("1")).as_deref(), Some("24h wall"));
    for levels in [&two, &day] {
        for tier in [Some("1"), Some("2"), Some("unheard of"), None] {
            assert!(ClockKind::ALL.iter().all(|kind| levels.target(tier, *kind).is_some()));
            assert_eq!(levels.target(tier, ClockKind::Feedback), levels.target(tier, ClockKind::Decide));
        }
        assert_eq!(ServiceLevels::parse(&levels.to_string()).as_ref(), Ok(levels));
    }
}

#[test]
fn a_row_of_its_own_replaces_the_row_for_all_others() {
    let levels =
        ServiceLevels::parse("# promises\nTier 1: first-contact 1h30m business\ntier *: route 90m").unwrap();
    assert_eq!(levels.target(Some("1"), ClockKind::Route), None);
    assert_eq!(levels.target(None, ClockKind::Route), Some(Target { minutes: 90, basis: Basis::Wall }));
    assert_eq!(levels.to_string(), "tier 1: first-contact 1h30m business\ntier *: route 1h30m wall\n");
    let mut levels = levels;
    levels.set(Some("*"), ClockKind::Route, TWO_HOURS);
    levels.set(None, ClockKind::Route, None);
    assert_eq!(levels.to_string(), "tier 1: first-contact 1h30m business\ntier \"*\": route 2h wall\n");
}

#[test]
fn mistakes_are_told_with_their_line_and_what_to_write() {
    for (text, line, part) in [
        ("1: route 2h", 1, "begins with tier"),
        ("tier : route 2h", 1, "begins with tier"),
        ("tier 1 route 2h", 1, "begins with tier"),
        ("tier 1: route 2h\n\ntier 1: decide 2h", 3, "tier 1 has a line"),
        ("tier *: route 2h\ntier *: decide 2h", 2, "tier * has a line"),
        ("tier 1: call 2h", 1, "\"call\" is no clock"),
        ("tier 1: route 2h, route 3h", 1, "route has a target"),
        ("tier 1: route", 1, "\"\" is no length"),
        ("tier 1: route 2d", 1, "\"2d\" is no length"),
        ("tier 1: route 0h", 1, "no length"),
        ("tier 1: route 99999999999h", 1, "no length"),
        ("tier 1: route 2h workdays", 1, "\"workdays\" is neither"),
    ] {
        let error = ServiceLevels::parse(text).expect_err(text);
        assert_eq!(error.line, line, "{error}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.hint().is_empty());
    }
}

#[test]
fn levels_survive_their_text() {
    let basis = select(vec![Basis::Wall, Basis::Business]);
    let target =
        prop::option::of((1_u32..10_000, basis).prop_map(|(minutes, basis)| Target { minutes, basis }));
    let name = prop_oneof![Just("*".to_owned()), "[A-Za-z :*#\"é]{0,6}[a-z0-9]"];
    let promise = (prop::option::of(name), select(ClockKind::ALL.to_vec()), target);
    proptest!(config(2000), |(promises in prop::collection::vec(promise, 0..12))| {
        let mut levels = ServiceLevels::default();
        for (tier, kind, target) in &promises {
            levels.set(tier.as_deref(), *kind, *target);
        }
        prop_assert_eq!(ServiceLevels::parse(&levels.to_string()), Ok(levels));
    });
}
