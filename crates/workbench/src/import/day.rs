//! The day a file speaks of: an export from last month, imported today, tells what was known then.

use chrono::{Datelike, NaiveDate};
use plumbline_domain::{calendar::Calendar, moment::Moment};

/// The day written in a file's name (`leads_2026-03-31.csv`, `leads 20260331.xlsx`), if it is no later than `today`.
pub(crate) fn in_name(name: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut runs: Vec<&str> =
        name.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).collect();
    // The ending may hold digits of its own (`.csv2`), and no day.
    if name.rsplit_once('.').is_some_and(|(_, ending)| ending.contains(|c: char| c.is_ascii_digit())) {
        runs.pop();
    }
    let one = runs.iter().filter(|run| run.len() == 8).find_map(|run| day(&run[..4], &run[4..6], &run[6..]));
    let three = || runs.windows(3).find_map(|run| day(run[0], run[1], run[2]));
    one.or_else(three).filter(|found| *found <= today)
}

fn day(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    if year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let found = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    (1990..=2060).contains(&found.year()).then_some(found)
}

/// The last moment of `day`, or `now` if that comes first.
pub(crate) fn end(calendar: &Calendar, day: NaiveDate, now: Moment) -> Moment {
    let next = day.succ_opt().unwrap_or(day);
    Moment(calendar.start_of_day(next).0 - 1).min(now)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_day_is_found_in_names_as_exports_have_them() {
        let today = NaiveDate::from_ymd_opt(2026, 4, 30).unwrap();
        let found = |name| in_name(name, today).map(|day| day.to_string());
        assert_eq!(found("leads_2026-03-31.csv").as_deref(), Some("2026-03-31"));
        assert_eq!(found("hubspot-crm-exports-all-2026-03-31-1.xlsx").as_deref(), Some("2026-03-31"));
        assert_eq!(found("leads 20260331 1200.csv").as_deref(), Some("2026-03-31"));
        assert_eq!(found("report1696412345678.csv"), None, "a counter is no day");
        assert_eq!(found("leads_2026-13-31.csv"), None);
        assert_eq!(found("plan_2026-12-31.csv"), None, "a file does not speak of a day to come");
        assert_eq!(found("leads.csv"), None);
    }

    #[test]
    fn a_day_ends_where_the_next_begins_and_never_after_now() {
        let calendar = Calendar::default();
        let day = NaiveDate::from_ymd_opt(2026, 3, 31).unwrap();
        let late = Moment(i64::MAX);
        let last = end(&calendar, day, late);
        assert_eq!(calendar.day(last), day);
        assert_eq!(calendar.day(Moment(last.0 + 1)), day.succ_opt().unwrap());
        assert_eq!(end(&calendar, day, Moment(5)), Moment(5));
    }
}
