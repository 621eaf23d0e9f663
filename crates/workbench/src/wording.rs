//! How numbers and dates are said, the same on every screen, chart and report.

use chrono::NaiveDate;
use plumbline_domain::{
    calendar::{Calendar, Grain},
    moment::Moment,
};

/// `1,204`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A length of time in its two largest units: `3 h 10 min`, `2 days 4 h`, `under a minute`.
pub fn lasting(ms: i64) -> String {
    let minutes = ms.max(0) / 60_000;
    let (days, hours, rest) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    let joined = |large: String, small: i64, unit: &str| match small {
        0 => large,
        _ => format!("{large} {small} {unit}"),
    };
    match (days, hours, rest) {
        (0, 0, 0) => "under a minute".to_owned(),
        (0, 0, rest) => format!("{rest} min"),
        (0, hours, rest) => joined(format!("{hours} h"), rest, "min"),
        (days, hours, _) => joined(counted(days.unsigned_abs(), "day", "days"), hours, "h"),
    }
}

/// A length of working time: `3 h 10 min`, `1,012 h`. Never in days, which would be taken for working days and are of no one length;
/// from a hundred hours on without the minutes.
pub fn working(ms: i64) -> String {
    let minutes = ms.max(0).unsigned_abs() / 60_000;
    match (minutes / 60, minutes % 60) {
        (0, 0) => "under a minute".to_owned(),
        (0, rest) => format!("{rest} min"),
        (hours @ 100.., _) | (hours, 0) => format!("{} h", count(hours)),
        (hours, rest) => format!("{hours} h {rest} min"),
    }
}

/// `1,204 leads`, `1 lead`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// Bytes as people read them: `812 bytes`, `14 KB`, `2.3 MB`.
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1_000;
    match bytes {
        0..KB => counted(bytes, "byte", "bytes"),
        KB..1_000_000 => format!("{} KB", bytes / KB),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// `71 %` for 0.708.
pub fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// `Pricing page` for `pricing_page`, as the beginning of a line; a word with capitals of its own keeps them (`eBook`).
pub fn sentence_case(text: &str) -> String {
    let text = if text.contains(' ') { text.to_owned() } else { text.replace('_', " ") };
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.chars().any(char::is_uppercase) {
        return text;
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A number without needless decimals: `250`, `3.5`.
pub fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{value:.0}") } else { format!("{value}") }
}

/// `5 Oct 2026`.
pub fn day(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// `5 Oct 2026 09:52` in the workspace's zone; a midnight is a bare day.
pub fn moment(calendar: &Calendar, at: Moment) -> String {
    let local = calendar.local(at);
    if local.time() == chrono::NaiveTime::MIN {
        day(local.date())
    } else {
        local.format("%-d %b %Y %H:%M").to_string()
    }
}

/// `between 3 and 10 Mar 2026`, `between 3 Feb 2026 09:52 and 10 Mar 2026`: no more of the first than is needed.
pub fn between(calendar: &Calendar, first: Moment, last: Moment) -> String {
    let (from, to) = (calendar.local(first), calendar.local(last));
    let days = [from, to].iter().all(|local| local.time() == chrono::NaiveTime::MIN);
    let same = |part: &str| from.format(part).to_string() == to.format(part).to_string();
    let start = match (days && same("%Y"), same("%b")) {
        (true, true) => from.format("%-d").to_string(),
        (true, false) => from.format("%-d %b").to_string(),
        (false, _) => moment(calendar, first),
    };
    format!("between {start} and {}", moment(calendar, last))
}

/// `2026-10-05T09:52:00` in the workspace's zone, for files and JSON.
pub fn iso(calendar: &Calendar, at: Moment) -> String {
    calendar.local(at).format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// `2026-10-05T09:52:00.250+02:00`: the whole moment, for files that this program reads again.
pub fn exact(calendar: &Calendar, at: Moment) -> String {
    at.utc().map_or_else(
        || at.0.to_string(),
        |utc| utc.with_timezone(&calendar.zone).to_rfc3339_opts(chrono::SecondsFormat::Millis, false),
    )
}

/// `Monday`.
pub fn weekday(day: chrono::Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        [day.num_days_from_monday() as usize]
}

/// Reads a day of the week in English, any case.
pub fn parse_weekday(text: &str) -> Option<chrono::Weekday> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    [Mon, Tue, Wed, Thu, Fri, Sat, Sun].into_iter().find(|day| weekday(*day).eq_ignore_ascii_case(text))
}

/// What every chart names beside its measure: `Basis: week of MQL · weeks start Monday · Europe/Berlin · as of …`.
/// The first word after the grain is what begins a handoff is called; without it, the basis is the decision.
pub fn basis_line(calendar: &Calendar, grain: Grain, begins: Option<&str>, as_of: Moment) -> String {
    let of = begins.unwrap_or("decision");
    let extra = match grain {
        Grain::Week => format!("weeks start {}", weekday(calendar.week_start)),
        Grain::Month => "calendar months".to_owned(),
        Grain::Quarter => format!("fiscal year starts in month {}", calendar.fiscal_year_start),
    };
    format!(
        "Basis: {} of {of} · {extra} · {} · as of {}",
        grain.slug(),
        calendar.zone,
        moment(calendar, as_of)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_told_once() {
        let calendar = Calendar::default();
        let at = |text: &str| match crate::clock::Clock::parse(text) {
            Ok(clock) => clock.now(&calendar),
            Err(error) => panic!("{error}"),
        };
        let said = |first, last| between(&calendar, at(first), at(last));
        assert_eq!(said("2026-03-03T00:00", "2026-03-10T00:00"), "between 3 and 10 Mar 2026");
        assert_eq!(said("2026-02-03T00:00", "2026-03-10T00:00"), "between 3 Feb and 10 Mar 2026");
        assert_eq!(said("2025-03-03T00:00", "2026-03-10T00:00"), "between 3 Mar 2025 and 10 Mar 2026");
        assert_eq!(said("2026-03-03T09:52", "2026-03-10T00:00"), "between 3 Mar 2026 09:52 and 10 Mar 2026");
    }

    #[test]
    fn a_length_of_time_has_two_units_at_most() {
        const MINUTE: i64 = 60_000;
        let said = |minutes: i64| lasting(minutes * MINUTE);
        assert_eq!(said(0), "under a minute");
        assert_eq!(said(59), "59 min");
        assert_eq!(said(190), "3 h 10 min");
        assert_eq!(said(120), "2 h");
        assert_eq!(said(24 * 60), "1 day");
        assert_eq!(said(52 * 60 + 7), "2 days 4 h");
        assert_eq!(lasting(-5), "under a minute");
    }

    #[test]
    fn working_time_has_no_days() {
        const MINUTE: i64 = 60_000;
        let said = |minutes: i64| working(minutes * MINUTE);
        assert_eq!(said(0), "under a minute");
        assert_eq!(said(59), "59 min");
        assert_eq!(said(16 * 60), "16 h");
        assert_eq!(said(52 * 60 + 7), "52 h 7 min");
        assert_eq!(said(1_012 * 60 + 59), "1,012 h");
        assert_eq!(working(-5), "under a minute");
    }

    #[test]
    fn a_line_begins_with_a_capital() {
        assert_eq!(sentence_case("webinar"), "Webinar");
        assert_eq!(sentence_case("pricing_page"), "Pricing page");
        assert_eq!(sentence_case("e-mail sent"), "E-mail sent");
        assert_eq!(sentence_case("eBook download"), "eBook download");
        assert_eq!(sentence_case("übung"), "Übung");
        assert_eq!(sentence_case(""), "");
    }

    #[test]
    fn numbers_read_like_a_newspaper() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(counted(1, "lead", "leads"), "1 lead");
        assert_eq!(percent(0.708), "71 %");
        assert_eq!(number(250.0), "250");
        assert_eq!(parse_weekday("sunday"), Some(chrono::Weekday::Sun));
    }
}
