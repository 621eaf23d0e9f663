//! Periods against an independent oracle, and against the zones that break naive ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use chrono_tz::{TZ_VARIANTS, Tz};
use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    moment::Moment,
};
use proptest::{prelude::*, sample::select};

const GRAINS: [Grain; 3] = [Grain::Week, Grain::Month, Grain::Quarter];

/// A calendar of its own: walks day by day and knows nothing but the lengths of months and that 1 January 1990 was a
/// Monday.
#[derive(Clone, Copy)]
struct Walker {
    year: i32,
    month: u32,
    day: u32,
    /// 0 is Monday.
    weekday: u32,
}

impl Walker {
    const FIRST: Walker = Walker { year: 1990, month: 1, day: 1, weekday: 0 };

    fn step(&mut self) {
        self.weekday = (self.weekday + 1) % 7;
        self.day += 1;
        if self.day > self.days_in_month() {
            (self.day, self.month) = (1, self.month + 1);
        }
        if self.month > 12 {
            (self.month, self.year) = (1, self.year + 1);
        }
    }

    fn days_in_month(self) -> u32 {
        match self.month {
            2 if self.year % 400 == 0 || (self.year % 4 == 0 && self.year % 100 != 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        }
    }

    /// True if a period begins on this day.
    fn begins(self, grain: Grain, week_start: u32, fiscal_start: u32) -> bool {
        match grain {
            Grain::Week => self.weekday == week_start,
            Grain::Month => self.day == 1,
            Grain::Quarter => {
                let firsts = [0, 3, 6, 9].map(|months| (fiscal_start - 1 + months) % 12 + 1);
                self.day == 1 && firsts.contains(&self.month)
            }
        }
    }
}

/// Every day from the beginning of 1990 to well after 2060, so that the last periods have their ends.
fn days() -> Vec<Walker> {
    let mut walker = Walker::FIRST;
    let mut days = Vec::new();
    while walker.year < 2062 {
        days.push(walker);
        walker.step();
    }
    days
}

/// For every day the indices of its period's first day and of the first day after it; `None` near the edges.
fn oracle(days: &[Walker], grain: Grain, week_start: u32, fiscal_start: u32) -> Vec<Option<(usize, usize)>> {
    let starts: Vec<usize> =
        (0..days.len()).filter(|&day| days[day].begins(grain, week_start, fiscal_start)).collect();
    let mut periods = vec![None; days.len()];
    for pair in starts.windows(2) {
        periods[pair[0]..pair[1]].fill(Some((pair[0], pair[1])));
    }
    periods
}

#[test]
fn every_day_of_seventy_one_years_lies_in_the_period_a_walk_finds() {
    let days = days();
    let dates: Vec<NaiveDate> = days
        .iter()
        .map(|day| NaiveDate::from_ymd_opt(day.year, day.month, day.day).expect("a day"))
        .collect();
    let weekdays: Vec<Weekday> = (0..7).map(|day| Weekday::try_from(day).expect("0 to 6")).collect();
    let mut checked = 0_u64;
    for grain in GRAINS {
        for week_start in 0..7 {
            for fiscal_start in 1..=12 {
                let calendar = Calendar {
                    zone: Tz::UTC,
                    week_start: weekdays[week_start as usize],
                    fiscal_year_start: fiscal_start,
                };
                let periods = oracle(&days, grain, week_start, fiscal_start);
                for (index, expected) in
                    periods.iter().enumerate().filter(|(index, _)| days[*index].year <= 2060)
                {
                    let Some((start, end)) = *expected else { continue };
                    let found = calendar.period(grain, dates[index]);
                    let expected = Period { start: dates[start], end: dates[end] };
                    assert_eq!(found, expected, "{grain:?} of {} in {calendar:?}", dates[index]);
                    checked += 1;
                }
            }
        }
    }
    let expected = 25_933 * 3 * 84;
    assert!(checked > expected - 84 * 200, "only the first days of 1990 have no whole period: {checked}");
}

#[test]
fn the_fiscal_year_is_named_by_the_year_in_which_it_ends() {
    for fiscal_start in 1..=12 {
        let calendar = Calendar { fiscal_year_start: fiscal_start, ..Calendar::default() };
        let mut year = None;
        for day in days() {
            if day.day == 1 && day.month == fiscal_start {
                // It ends in the month before this one: in January that is December of the same year.
                year = Some(if fiscal_start == 1 { day.year } else { day.year + 1 });
            }
            let date = NaiveDate::from_ymd_opt(day.year, day.month, day.day).expect("a day");
            if let Some(year) = year {
                assert_eq!(calendar.fiscal_year(date), year, "{date} with a start in month {fiscal_start}");
            }
        }
    }
}

fn in_zone(zone: Tz) -> Calendar {
    Calendar { zone, ..Calendar::default() }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn start_in_utc(zone: Tz, day: NaiveDate) -> String {
    let start = in_zone(zone).start_of_day(day);
    start.utc().expect("in range").format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Checked by hand against the zone database's text.
#[test]
fn days_without_a_midnight_begin_when_the_gap_ends() {
    use chrono_tz::{Africa, America, Asia, Pacific};
    let cases = [
        (America::Sao_Paulo, date(2018, 11, 4), "2018-11-04 03:00:00"),
        (Asia::Beirut, date(2021, 3, 28), "2021-03-27 22:00:00"),
        (Africa::Cairo, date(2024, 4, 26), "2024-04-25 22:00:00"),
        (America::Havana, date(2024, 3, 10), "2024-03-10 05:00:00"),
        (Pacific::Apia, date(2011, 12, 30), "2011-12-30 10:00:00"),
        (Pacific::Apia, date(2011, 12, 31), "2011-12-30 10:00:00"),
        // Clocks went back at midnight: the day begins at the first of its two midnights.
        (America::Havana, date(2024, 11, 3), "2024-11-03 04:00:00"),
        (America::St_Johns, date(2010, 11, 7), "2010-11-07 02:30:00"),
        (Asia::Kathmandu, date(1986, 1, 1), "1985-12-31 18:30:00"),
        (Asia::Kathmandu, date(1986, 1, 2), "1986-01-01 18:15:00"),
    ];
    for (zone, day, expected) in cases {
        assert_eq!(start_in_utc(zone, day), expected, "{day} in {zone}");
    }
}

#[test]
fn a_day_that_was_skipped_is_empty_and_its_month_is_whole() {
    let apia = in_zone(Tz::Pacific__Apia);
    let (start, end) = apia.bounds(Period { start: date(2011, 12, 30), end: date(2011, 12, 31) });
    assert_eq!(start, end, "there was no 30 December 2011");
    let (start, end) = apia.bounds(apia.period(Grain::Month, date(2011, 12, 1)));
    assert_eq!(end.0 - start.0, 30 * Moment::DAY, "a December of thirty days");
}

#[test]
fn clocks_that_go_back_over_midnight_do_not_give_a_day_two_pieces() {
    // St John's, 7 November 2010: at 00:01 the clocks went back to 23:01 of the day before.
    let calendar = in_zone(chrono_tz::America::St_Johns);
    let midnight = calendar.start_of_day(date(2010, 11, 7));
    for minutes in 0..180 {
        let at = Moment(midnight.0 + minutes * 60_000);
        assert_eq!(calendar.day(at), date(2010, 11, 7), "{minutes} minutes after the first midnight");
    }
    assert_eq!(calendar.day(Moment(midnight.0 - 1)), date(2010, 11, 6));
}

/// The moments between 1990 and 2060 at which the zone's clocks are set.
fn transitions(zone: Tz) -> Vec<i64> {
    let calendar = in_zone(zone);
    let offset = |at: i64| {
        let utc = Moment(at).utc().expect("in range").naive_utc();
        (calendar.local(Moment(at)) - utc).num_milliseconds()
    };
    let step = 5 * Moment::DAY;
    let (first, last) = (631_152_000_000_i64, 2_871_763_200_000_i64);
    let mut found = Vec::new();
    let (mut at, mut before) = (first, offset(first));
    while at < last {
        let after = offset(at + step);
        if after != before {
            let (mut low, mut high) = (at, at + step);
            while high - low > 1 {
                let middle = low + (high - low) / 2;
                if offset(middle) == before { low = middle } else { high = middle }
            }
            found.push(high);
        }
        (at, before) = (at + step, after);
    }
    found
}

/// Every moment lies in exactly the period `period_at` names; neighbours meet.
fn check_moment(calendar: &Calendar, at: Moment) {
    let day = calendar.day(at);
    let (start, end) = (calendar.start_of_day(day), calendar.start_of_day(day.succ_opt().expect("in range")));
    assert!(start <= at && at < end, "{} in {}: {day} is [{start:?}, {end:?})", at.0, calendar.zone);
    for grain in GRAINS {
        let period = calendar.period_at(grain, at);
        let (start, end) = calendar.bounds(period);
        assert!(start <= at && at < end, "{} in {}: {period:?}", at.0, calendar.zone);
        let next = calendar.next(grain, period);
        assert_eq!(calendar.bounds(next).0, end, "{grain:?} periods meet in {}", calendar.zone);
        assert_eq!(calendar.period(grain, next.start), next, "the next period is a period");
    }
}

#[test]
fn around_every_change_of_clocks_in_every_zone_periods_hold_their_moments() {
    let mut changes = 0;
    for zone in TZ_VARIANTS {
        let calendar = in_zone(zone);
        for at in transitions(zone) {
            changes += 1;
            for offset in [-90 * 60_000, -1, 0, 1, 59_999, 60 * 60_000, 23 * 3_600_000] {
                check_moment(&calendar, Moment(at + offset));
            }
        }
    }
    assert!(changes > 10_000, "the search finds changes: {changes}");
}

#[test]
fn the_edges_of_time_are_clamped_and_never_panic() {
    for zone in [Tz::UTC, chrono_tz::Pacific::Kiritimati, chrono_tz::Pacific::Pago_Pago] {
        let calendar = in_zone(zone);
        for edge in [i64::MIN, i64::MAX, 8_210_266_876_799_999, -8_334_601_228_800_000, 8_210_266_876_800_000]
        {
            for at in [edge.saturating_sub(1), edge, edge.saturating_add(1)] {
                let day = calendar.day(Moment(at));
                for grain in GRAINS {
                    let period = calendar.period(grain, day);
                    let _ = (calendar.bounds(period), calendar.next(grain, period));
                }
            }
        }
    }
}

fn odd_zone() -> impl Strategy<Value = Tz> {
    use chrono_tz::{Africa, America, Asia, Australia, Europe, Pacific};
    let odd = [
        America::Sao_Paulo,
        Asia::Beirut,
        Africa::Cairo,
        America::Havana,
        Pacific::Apia,
        Australia::Lord_Howe,
        America::St_Johns,
        Asia::Kathmandu,
        Africa::Casablanca,
        Europe::Berlin,
        America::New_York,
        Asia::Gaza,
        Pacific::Kwajalein,
        Pacific::Kiritimati,
        Asia::Pyongyang,
        America::Caracas,
        Asia::Amman,
        America::Asuncion,
    ];
    prop_oneof![4 => select(odd.to_vec()), 1 => select(TZ_VARIANTS.to_vec())]
}

fn settings() -> impl Strategy<Value = Calendar> {
    (odd_zone(), 0_u8..7, 1_u32..=12).prop_map(|(zone, weekday, fiscal_year_start)| Calendar {
        zone,
        week_start: Weekday::try_from(weekday).expect("0 to 6"),
        fiscal_year_start,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn any_moment_lies_in_its_period(calendar in settings(), at in 0_i64..2_871_763_200_000) {
        check_moment(&calendar, Moment(at));
    }

    #[test]
    fn what_is_local_comes_back(zone in odd_zone(), at in 0_i64..2_871_763_200_000) {
        let calendar = in_zone(zone);
        let local = calendar.local(Moment(at));
        let back = calendar.moment(local);
        // In a fold the earlier of the two moments is taken; it shows the same time of day.
        prop_assert_eq!(calendar.local(back), local);
        prop_assert!(back.0 <= at && at - back.0 <= Moment::DAY, "{} came back as {}", at, back.0);
        let day_before = calendar.local(Moment(at - Moment::DAY));
        let day_after = calendar.local(Moment(at + Moment::DAY));
        if day_after - day_before == TimeDelta::days(2) {
            prop_assert_eq!(back.0, at, "no clock was set within a day of it");
        }
    }

    #[test]
    fn later_on_the_clock_is_never_earlier_in_time(
        zone in odd_zone(), day in 0_i64..25_000, minute in 0_i64..1440, more in 1_i64..3000,
    ) {
        let calendar = in_zone(zone);
        let start: NaiveDateTime = date(1990, 1, 1).and_hms_opt(0, 0, 0).expect("midnight");
        let a = start + TimeDelta::days(day) + TimeDelta::minutes(minute);
        let b = a + TimeDelta::minutes(more);
        let (first, second) = (calendar.moment(a), calendar.moment(b));
        prop_assert!(first <= second, "{} {} is {:?}, {} is {:?}", zone, a, first, b, second);
        prop_assert!(calendar.local(first) >= a, "a gap is left at its end");
    }
}
