//! Working time against an oracle that asks the clock on the wall minute by minute.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Weekday};
use chrono_tz::{Africa, America, Asia, Australia, Europe, TZ_VARIANTS, Tz};
use plumbline_domain::{
    business_time::{BusinessHours, Holidays, Window},
    calendar::Calendar,
    lines::Mistake,
    moment::Moment,
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::Config};

const MINUTE: i64 = 60_000;
const HOUR: i64 = Moment::HOUR;

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The moment the clocks of `zone` show `2026-03-31 09:00` for the first time.
fn at(zone: Tz, text: &str) -> Moment {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a local time");
    Calendar { zone, ..Calendar::default() }.moment(local)
}

fn hours(text: &str) -> BusinessHours {
    BusinessHours::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn nine_to_five_as_everybody_would_count_it() {
    let nine_to_five = BusinessHours::default();
    for zone in [Tz::UTC, Europe::Berlin, America::New_York, Asia::Kolkata] {
        for (from, to, minutes) in [
            ("2026-01-06 10:00", "2026-01-06 12:30", 150),
            ("2026-01-09 16:30", "2026-01-12 09:30", 60),
            ("2026-01-10 11:00", "2026-01-12 10:00", 60),
            ("2026-01-05 00:00", "2026-01-12 00:00", 40 * 60),
            ("2026-01-12 10:00", "2026-01-12 10:00", 0),
            ("2026-01-12 10:00", "2026-01-09 10:00", 0),
        ] {
            let found = nine_to_five.between(at(zone, from), at(zone, to), zone);
            assert_eq!(found, minutes * MINUTE, "{from} to {to} in {zone}");
        }
    }
}

#[test]
fn a_holiday_is_out_and_a_deadline_walks_over_it() {
    let berlin = Europe::Berlin;
    let hours = hours("Mon-Fri 09:00-17:00\nholiday 2026-12-25\nholiday 2026-12-28");
    let (thursday, tuesday) = (at(berlin, "2026-12-24 16:00"), at(berlin, "2026-12-29 10:00"));
    assert_eq!(hours.between(thursday, tuesday, berlin), 2 * HOUR);
    assert_eq!(hours.after(thursday, 2 * HOUR, berlin), Some(tuesday));
    assert_eq!(
        hours.after(thursday, HOUR, berlin),
        Some(at(berlin, "2026-12-24 17:00")),
        "the close of the day, not the opening of the next"
    );
}

#[test]
fn an_hour_skipped_is_no_hour_and_an_hour_repeated_is_two() {
    let all_week = hours("Mon-Sun 00:00-24:00");
    let (berlin, howe) = (Europe::Berlin, Australia::Lord_Howe);
    let between = |hours: &BusinessHours, zone, from, to| hours.between(at(zone, from), at(zone, to), zone);
    assert_eq!(between(&all_week, berlin, "2026-03-29 00:00", "2026-03-30 00:00"), 23 * HOUR);
    assert_eq!(between(&all_week, berlin, "2026-10-25 00:00", "2026-10-26 00:00"), 25 * HOUR);
    assert_eq!(between(&all_week, howe, "2026-04-05 00:00", "2026-04-06 00:00"), 24 * HOUR + HOUR / 2);
    // 02:30 is not on the clock in March, and comes twice in October.
    let night = hours("Sun 01:00-02:30");
    assert_eq!(between(&night, berlin, "2026-03-29 00:00", "2026-03-30 00:00"), HOUR);
    assert_eq!(between(&night, berlin, "2026-10-25 00:00", "2026-10-26 00:00"), 2 * HOUR);
    let morning = hours("Sun 02:30-04:00");
    assert_eq!(between(&morning, berlin, "2026-03-29 00:00", "2026-03-30 00:00"), HOUR);
    assert_eq!(between(&morning, berlin, "2026-10-25 00:00", "2026-10-26 00:00"), 2 * HOUR);
}

#[test]
fn who_is_never_open_never_reaches_a_deadline() {
    let closed = hours("");
    assert!(closed.is_never_open());
    assert_eq!(closed.between(Moment(0), Moment(i64::MAX), Tz::UTC), 0);
    assert_eq!(closed.after(Moment(0), 1, Tz::UTC), None);
    assert_eq!(closed.after(Moment(7), 0, Tz::UTC), Some(Moment(7)), "nothing has passed at once");
    let open = BusinessHours::default();
    assert_eq!(open.after(Moment(0), i64::MAX, Tz::UTC), None, "not before the end of the calendar");
    // 15,653 weeks from 1900 to 2200, and a day: an absurd span costs neither a panic nor a minute.
    let all = open.between(Moment(i64::MIN), Moment(i64::MAX), Tz::UTC);
    assert!((15_650 * 40 * HOUR..15_656 * 40 * HOUR).contains(&all), "{all}");
}

#[test]
fn mistakes_are_told_with_their_line_and_what_to_write() {
    for (text, line, part) in [
        ("Mon-Fri", 1, "days, a blank and times"),
        ("# hours\n\nMon-Fry 09:00-17:00", 3, "\"Fry\" is no day"),
        ("Mon 09:00", 1, "not from one time"),
        ("Mon 09:00-17:60", 1, "not from one time"),
        ("Mon 09:00-24:01", 1, "not from one time"),
        ("Mon 9-17", 1, "not from one time"),
        ("Mon 17:00-09:00", 1, "17:00-09:00 does not end"),
        ("Mon 09:00-09:00", 1, "does not end"),
        ("Mon-Fri 09:00-12:00\nWed 11:00-13:00", 2, "09:00-12:00 and 11:00-13:00"),
        ("holiday 2026-02-30", 1, "\"2026-02-30\" is no date"),
        ("holiday", 1, "is no date"),
        ("holiday 26-12-25", 1, "is no date"),
        ("09:00-17:00", 1, "no day of the week"),
    ] {
        let error = BusinessHours::parse(text).expect_err(text);
        assert_eq!(error.line, line, "{error}");
        assert!(error.to_string().contains(part), "{error}");
        assert!(!error.hint().is_empty());
    }
    let twice = [Window::NINE_TO_FIVE, Window::new(16 * 60, 18 * 60).unwrap()];
    let mut week: [Vec<Window>; 7] = Default::default();
    week[2] = twice.to_vec();
    let error = BusinessHours::new(week, Holidays::new()).expect_err("they overlap");
    assert!(error.to_string().contains("overlap") && !error.hint().is_empty());
}

#[test]
fn the_text_is_read_as_people_write_it() {
    let written = hours(
        "monday-Thursday 9:00-12:30, 13:30-18:00\nFRI,Sat 10:00 - 14:00\nHoliday 2026-12-25\nholiday 2027-01-01  New   Year's Day #1",
    );
    assert_eq!(
        written.to_string(),
        "Mon-Thu 09:00-12:30, 13:30-18:00\nFri-Sat 10:00-14:00\nholiday 2026-12-25\nholiday 2027-01-01 New Year's Day #1\n"
    );
    assert_eq!(hours("Sat-Mon 20:00-24:00").windows(Weekday::Mon).len(), 1, "a range runs over Sunday");
    assert_eq!(BusinessHours::default().to_string(), "Mon-Fri 09:00-17:00\n");
}

fn zone() -> impl Strategy<Value = Tz> {
    let odd = [
        Europe::Berlin,
        America::New_York,
        Australia::Lord_Howe,
        Africa::Casablanca,
        America::Sao_Paulo,
        America::St_Johns,
        Asia::Kolkata,
        Tz::UTC,
    ];
    prop_oneof![6 => select(odd.to_vec()), 1 => select(TZ_VARIANTS.to_vec())]
}

/// Disjoint windows out of sorted distinct minutes, so that no check of ours is needed to draw them.
fn windows() -> impl Strategy<Value = Vec<Window>> {
    let minutes = prop_oneof![3 => (0_u16..=96).prop_map(|quarter| quarter * 15), 1 => 0_u16..=1440];
    prop_oneof![
        1 => Just(vec![Window::new(0, Window::DAY).unwrap()]),
        4 => prop::collection::btree_set(minutes, 0..=6).prop_map(|minutes| {
            let minutes: Vec<u16> = minutes.into_iter().collect();
            minutes.chunks_exact(2).map(|pair| Window::new(pair[0], pair[1]).unwrap()).collect()
        }),
    ]
}

fn any_hours() -> impl Strategy<Value = BusinessHours> {
    let holiday = (0_u64..25_000).prop_map(|days| day("1990-01-01") + Days::new(days));
    // Whatever people paste, line breaks and control characters too.
    let name = prop_oneof![1 => Just(String::new()), 2 => "\\PC{0,12}", 1 => any::<String>()];
    (vec(windows(), 7), prop::collection::btree_map(holiday, name, 0..40)).prop_map(|(week, holidays)| {
        BusinessHours::new(week.try_into().expect("seven days"), holidays).expect("disjoint by construction")
    })
}

/// Near a change of clocks more often than chance would have it.
fn start(zone: Tz) -> impl Strategy<Value = Moment> {
    let whenever = 631_152_000_000_i64..2_871_763_200_000;
    (whenever, 0_i64..4 * 24 * 60, any::<bool>()).prop_map(move |(at, before, near)| {
        let found = near.then(|| next_change(zone, at)).flatten();
        Moment(found.map_or(at, |change| change - before * MINUTE))
    })
}

/// How far the clocks are ahead of UTC, from the zone database itself.
fn offset(zone: Tz, at: i64) -> TimeDelta {
    let utc = DateTime::from_timestamp_millis(at).expect("in range");
    utc.with_timezone(&zone).naive_local() - utc.naive_utc()
}

fn next_change(zone: Tz, at: i64) -> Option<i64> {
    let before = offset(zone, at);
    let days = (1..400).map(|days| at + days * Moment::DAY);
    days.into_iter().find(|&later| offset(zone, later) != before)
}

/// One minute after the other: what does the clock show, and is that open?
fn minute_by_minute(hours: &BusinessHours, start: i64, end: i64, zone: Tz) -> i64 {
    let mut sum = 0;
    let mut from = start;
    while from < end {
        let to = end.min((from.div_euclid(MINUTE) + 1) * MINUTE);
        let shown =
            DateTime::from_timestamp_millis(from).expect("in range").with_timezone(&zone).naive_local();
        let minute = u16::try_from(shown.hour() * 60 + shown.minute()).expect("at most 1440");
        let is_open = |window: &Window| window.opens() <= minute && minute < window.closes();
        let at_work = !hours.holidays().contains_key(&shown.date());
        if at_work && hours.windows(shown.weekday()).iter().any(is_open) {
            sum += to - from;
        }
        from = to;
    }
    sum
}

#[test]
fn it_is_what_the_clock_on_the_wall_says_minute_by_minute() {
    let length = prop_oneof![2 => 0_i64..3 * Moment::DAY, 1 => 0_i64..20 * Moment::DAY];
    let span = zone().prop_flat_map(|zone| (Just(zone), start(zone)));
    proptest!(config(600), |(hours in any_hours(), (zone, start) in span, length in length)| {
        let end = Moment(start.0 + length);
        prop_assert_eq!(
            hours.between(start, end, zone),
            minute_by_minute(&hours, start.0, end.0, zone),
            "[{}, {}) in {}: {}", start.0, end.0, zone, hours
        );
    });
}

#[test]
fn a_deadline_is_the_first_moment_by_which_the_time_has_passed() {
    let span = zone().prop_flat_map(|zone| (Just(zone), start(zone)));
    proptest!(config(4000), |(hours in any_hours(), (zone, start) in span, wanted in 1_i64..400 * HOUR)| {
        match hours.after(start, wanted, zone) {
            None => prop_assert!(hours.is_never_open()),
            Some(due) => {
                prop_assert_eq!(hours.between(start, due, zone), wanted, "in {}: {}", zone, hours);
                prop_assert_eq!(hours.between(start, Moment(due.0 - 1), zone), wanted - 1, "not a moment sooner");
            }
        }
    });
}

#[test]
fn parts_add_up_to_the_whole() {
    let span = zone().prop_flat_map(|zone| (Just(zone), start(zone)));
    let lengths = (0_i64..400 * Moment::DAY, 0_i64..40 * Moment::DAY);
    proptest!(config(3000), |(hours in any_hours(), (zone, start) in span, (first, second) in lengths)| {
        let (middle, end) = (Moment(start.0 + first), Moment(start.0 + first + second));
        let parts = hours.between(start, middle, zone) + hours.between(middle, end, zone);
        prop_assert_eq!(parts, hours.between(start, end, zone), "{} in {}: {}", start.0, zone, hours);
        prop_assert!(parts <= first + second, "never more than the wall");
    });
}

#[test]
fn hours_survive_their_text() {
    proptest!(config(1000), |(hours in any_hours())| {
        prop_assert_eq!(BusinessHours::parse(&hours.to_string()), Ok(hours));
    });
}
