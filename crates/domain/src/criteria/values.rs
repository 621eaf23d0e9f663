//! Reading text as a number or a day, and writing literals down: used wherever a column has no declared kind.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use crate::calendar::Calendar;

/// Decimal digits a double keeps in any case.
const SURE_DIGITS: usize = 15;

/// A finite decimal number: sign, digits, point, exponent. No thousands separators, because `1,200` is 1.2 elsewhere.
pub(super) fn read_number(text: &str) -> Option<f64> {
    let text = text.trim();
    // Rust also reads `inf` and `nan`, which are names of people and products.
    let plausible = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'));
    plausible.then(|| text.parse().ok()).flatten().filter(|number: &f64| number.is_finite())
}

/// [`read_number`] for equality: long ids that a double would round to their neighbour are not numbers.
pub(super) fn read_exact_number(text: &str) -> Option<f64> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (digits <= SURE_DIGITS).then(|| read_number(text)).flatten()
}

/// Exactly `YYYY-MM-DD`.
pub(super) fn read_date(text: &str) -> Option<NaiveDate> {
    let shaped = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    shaped.then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

/// The day an ISO date, local date and time, or moment with offset names in the workspace's zone.
pub(super) fn read_day(text: &str, calendar: &Calendar) -> Option<NaiveDate> {
    let text = text.trim();
    if let Some(date) = read_date(text) {
        return Some(date);
    }
    if !text.as_bytes().first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(calendar.day(moment.to_utc().into()));
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .map(|local| local.date())
}

/// A number as criteria and builders write it: the shortest digits that read back to it, no exponent.
pub(super) fn write_number(number: f64) -> String {
    // Minus zero equals zero; its sign would only puzzle.
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_numbers_are_numbers() {
        assert_eq!(read_number(" 80.50 "), Some(80.5));
        assert_eq!(read_number("-1e3"), Some(-1000.0));
        for text in ["", "nan", "inf", "1,200", "80%", "1e999", "--1", "0x10"] {
            assert_eq!(read_number(text), None, "{text:?}");
        }
        assert_eq!(read_exact_number("1234567890123456"), None, "a double may not hold sixteen digits");
    }

    #[test]
    fn moments_with_an_offset_are_taken_to_the_zone() {
        let calendar = Calendar { zone: chrono_tz::Europe::Berlin, ..Calendar::default() };
        let day = |text| read_day(text, &calendar).map(|day| day.to_string());
        assert_eq!(day("2026-03-31").as_deref(), Some("2026-03-31"));
        assert_eq!(day("2026-03-31T23:30:00Z").as_deref(), Some("2026-04-01"), "already April in Berlin");
        assert_eq!(day("2026-03-31 23:30:00").as_deref(), Some("2026-03-31"), "local already");
        assert_eq!(day("2026-02-30"), None);
        assert_eq!(day("31.03.2026"), None, "day and month cannot be told apart without asking");
        assert_eq!(day("+2026-3-1"), None);
    }
}
