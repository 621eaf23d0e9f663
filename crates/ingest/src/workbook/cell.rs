//! A cell as text: what a person would type to get it, free of locale and number format.

use std::fmt::Write;

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value<'a> {
    Blank,
    Text(&'a str),
    Number(f64),
    Whole(i64),
    Bool(bool),
    /// Days since the workbook's first one.
    Moment(ExcelDateTime),
    /// ISO 8601.
    IsoMoment(&'a str),
    /// ISO 8601, `PT27H30M`.
    IsoSpan(&'a str),
    Error(&'static str),
}

/// The words that stand in a cell whose formula failed: those of files, and those that a spreadsheet in German, French or
/// Spanish shows and writes into text.
#[rustfmt::skip]
const ERRORS: [&str; 24] = [
    "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA", "#SPILL!", "#CALC!",
    "#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#NUL!", "#NOM?", "#NOMBRE!", "#VALEUR!", "#N/D", "#¡DIV/0!",
    "#¿NOMBRE?", "#¡NUM!", "#¡REF!", "#¡VALOR!",
];

/// The word of a formula whose result is still to come.
pub(crate) const NOT_COMPUTED: &str = "#GETTING_DATA";

/// True for a word that a spreadsheet shows instead of a value.
pub fn is_error(cell: &str) -> bool {
    cell.starts_with('#') && ERRORS.contains(&cell)
}

fn error(kind: &CellErrorType) -> &'static str {
    match kind {
        CellErrorType::NA => "#N/A",
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

impl<'a> From<&'a Data> for Value<'a> {
    fn from(data: &'a Data) -> Value<'a> {
        match data {
            Data::Int(number) => Value::Whole(*number),
            Data::Float(number) => Value::Number(*number),
            Data::String(text) => Value::Text(text),
            Data::Bool(is) => Value::Bool(*is),
            Data::DateTime(at) => Value::Moment(*at),
            Data::DateTimeIso(text) => Value::IsoMoment(text),
            Data::DurationIso(text) => Value::IsoSpan(text),
            Data::Error(kind) => Value::Error(error(kind)),
            Data::Empty => Value::Blank,
        }
    }
}

impl<'a> From<&'a DataRef<'_>> for Value<'a> {
    fn from(data: &'a DataRef<'_>) -> Value<'a> {
        match data {
            DataRef::Int(number) => Value::Whole(*number),
            DataRef::Float(number) => Value::Number(*number),
            DataRef::String(text) => Value::Text(text),
            DataRef::SharedString(text) => Value::Text(text),
            DataRef::Bool(is) => Value::Bool(*is),
            DataRef::DateTime(at) => Value::Moment(*at),
            DataRef::DateTimeIso(text) => Value::IsoMoment(text),
            DataRef::DurationIso(text) => Value::IsoSpan(text),
            DataRef::Error(kind) => Value::Error(error(kind)),
            DataRef::Empty => Value::Blank,
        }
    }
}

/// Whole numbers from here on are written so that nobody takes them for all of their digits: spreadsheets keep 15.
const DIGITS_END: f64 = 1e15;

/// The first day after 9999-12-31, in the system that reaches it first. No cell shows a date beyond.
const LAST_SERIAL: f64 = 2_957_004.0;

/// Appends the cell's text; nothing for a blank one.
pub(super) fn write(value: Value<'_>, out: &mut String) {
    match value {
        Value::Blank => {}
        Value::Text(text) => out.push_str(text),
        Value::Number(number) => write_number(number, out),
        Value::Whole(number) if number.unsigned_abs() < DIGITS_END as u64 => {
            append(out, format_args!("{number}"));
        }
        Value::Whole(number) => write_number(number as f64, out),
        Value::Bool(is) => out.push_str(if is { "TRUE" } else { "FALSE" }),
        Value::Moment(at) if at.is_duration() => write_span(at.as_f64(), out),
        Value::Moment(at) => write_moment(at, out),
        Value::IsoMoment(text) => write_iso(text, out),
        Value::IsoSpan(text) => match iso_span(text) {
            Some(milliseconds) => write_milliseconds(milliseconds, false, out),
            None => out.push_str(text),
        },
        Value::Error(word) => out.push_str(word),
    }
}

/// A `String` takes everything.
fn append(out: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = out.write_fmt(text);
}

fn write_number(number: f64, out: &mut String) {
    if number == 0.0 {
        // Also for the zero with a sign.
        out.push('0');
    } else if number.abs() < DIGITS_END {
        append(out, format_args!("{number}"));
    } else {
        let text = format!("{number:E}");
        match text.split_once('E') {
            Some((digits, power)) if !power.starts_with('-') => {
                append(out, format_args!("{digits}E+{power}"));
            }
            _ => out.push_str(&text),
        }
    }
}

fn write_moment(at: ExcelDateTime, out: &mut String) {
    let days = at.as_f64();
    if !(0.0..LAST_SERIAL).contains(&days) {
        // A spreadsheet shows no date here either.
        write_number(days, out);
        return;
    }
    let (year, month, day, hour, minute, second, millisecond) = at.to_ymd_hms_milli();
    let time = (hour, minute, second, millisecond);
    if days >= 1.0 {
        append(out, format_args!("{year:04}-{month:02}-{day:02}"));
        if time == (0, 0, 0, 0) {
            return;
        }
        out.push(' ');
    }
    append(out, format_args!("{hour:02}:{minute:02}:{second:02}"));
    if millisecond > 0 {
        append(out, format_args!(".{millisecond:03}"));
    }
}

fn write_span(days: f64, out: &mut String) {
    const DAY: f64 = 86_400_000.0;
    if !days.is_finite() || days.abs() > 1e9 {
        write_number(days, out);
        return;
    }
    let milliseconds = (days.abs() * DAY).round() as u64;
    write_milliseconds(milliseconds, days < 0.0 && milliseconds > 0, out);
}

fn write_milliseconds(milliseconds: u64, is_negative: bool, out: &mut String) {
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    let sign = if is_negative { "-" } else { "" };
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    append(out, format_args!("{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60));
    if rest > 0 {
        append(out, format_args!(".{rest:03}"));
    }
}

/// `2026-03-31T00:00:00` is the day, `2026-03-31T18:05:00.000` loses the letter and the zeros; what else may be written
/// so (a zone, a week) stays as it is.
fn write_iso(text: &str, out: &mut String) {
    let Some((day, time)) = text.split_once('T') else {
        out.push_str(text);
        return;
    };
    if !time.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
        out.push_str(text);
        return;
    }
    let time = if time.contains('.') { time.trim_end_matches('0').trim_end_matches('.') } else { time };
    out.push_str(day);
    if !matches!(time, "" | "00:00" | "00:00:00") {
        append(out, format_args!(" {time}"));
    }
}

/// `P1DT3H30M5.25S` in milliseconds; `None` for what it cannot hold (years, signs).
fn iso_span(text: &str) -> Option<u64> {
    let mut rest = text.strip_prefix('P')?;
    let (mut total, mut is_time) = (0.0, false);
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('T') {
            (rest, is_time) = (after, true);
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
        let count: f64 = rest[..end].replace(',', ".").parse().ok()?;
        let seconds = match (rest.as_bytes()[end], is_time) {
            (b'D', false) => 86_400.0,
            (b'H', true) => 3600.0,
            (b'M', true) => 60.0,
            (b'S', true) => 1.0,
            _ => return None,
        };
        total += count * seconds;
        rest = rest.get(end + 1..)?;
    }
    (text.len() > 2 && total < 1e14).then(|| (total * 1000.0).round() as u64)
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};
    use chrono::{Days, NaiveDate, TimeDelta as Span};
    use proptest::prelude::*;

    use super::*;

    fn text(value: Value<'_>) -> String {
        let mut out = String::new();
        write(value, &mut out);
        out
    }

    fn moment(days: f64, since_1904: bool) -> String {
        text(Value::Moment(ExcelDateTime::new(days, DateTime, since_1904)))
    }

    #[test]
    fn numbers_keep_what_they_know_and_no_more() {
        for (number, expected) in [
            (3.0, "3"),
            (-0.0, "0"),
            (0.1, "0.1"),
            (-1234.5, "-1234.5"),
            (999_999_999_999_999.0, "999999999999999"),
            (1e15, "1E+15"),
            (1_234_567_890_123_456_789.0, "1.2345678901234568E+18"),
            (-2e300, "-2E+300"),
            (1e-7, "0.0000001"),
        ] {
            assert_eq!(text(Value::Number(number)), expected);
        }
        assert_eq!(text(Value::Whole(-7)), "-7");
        assert_eq!(text(Value::Whole(1_000_000_000_000_000)), "1E+15");
        assert_eq!(text(Value::Bool(true)), "TRUE");
    }

    #[test]
    fn days_times_and_both() {
        assert_eq!(moment(46_112.0, false), "2026-03-31");
        assert_eq!(moment(44_650.0, true), "2026-03-31", "1,462 days lie between the two systems");
        assert_eq!(moment(46_112.753_472_222_22, false), "2026-03-31 18:05:00");
        assert_eq!(moment(46_112.5 + 0.25 / 86_400.0, false), "2026-03-31 12:00:00.250");
        assert_eq!(moment(0.753_472_222_222, false), "18:05:00");
        assert_eq!(moment(60.0, false), "1900-02-29", "the day that never was is not moved to another");
        assert_eq!(moment(-3.5, false), "-3.5");
        assert_eq!(moment(3e6, false), "3000000");
    }

    #[test]
    fn spans_count_hours_beyond_a_day() {
        let span = |days| text(Value::Moment(ExcelDateTime::new(days, TimeDelta, false)));
        assert_eq!(span(27.5 / 24.0), "27:30:00");
        assert_eq!(span(-0.5), "-12:00:00");
        assert_eq!(span(0.25 / 86_400.0), "00:00:00.250");
        assert_eq!(text(Value::IsoSpan("PT27H30M00S")), "27:30:00");
        assert_eq!(text(Value::IsoSpan("P1DT3H30M5.25S")), "27:30:05.250");
        assert_eq!(text(Value::IsoSpan("P1Y")), "P1Y");
    }

    #[test]
    fn iso_moments_lose_only_what_says_nothing() {
        for (from, to) in [
            ("2026-03-31", "2026-03-31"),
            ("2026-03-31T00:00:00", "2026-03-31"),
            ("2026-03-31T18:05:00.000", "2026-03-31 18:05:00"),
            ("2026-03-31T18:05:00.250", "2026-03-31 18:05:00.25"),
            ("2026-03-31T18:05:00Z", "2026-03-31T18:05:00Z"),
            ("10:10:10", "10:10:10"),
        ] {
            assert_eq!(text(Value::IsoMoment(from)), to);
        }
    }

    #[test]
    fn every_error_of_a_cell_is_known_as_one() {
        for kind in [
            CellErrorType::NA,
            CellErrorType::Div0,
            CellErrorType::Name,
            CellErrorType::Null,
            CellErrorType::Num,
            CellErrorType::Ref,
            CellErrorType::Value,
            CellErrorType::GettingData,
        ] {
            assert!(is_error(error(&kind)), "{kind}");
        }
        assert!(!is_error("#1") && !is_error("N/A"));
    }

    proptest! {
        /// The days are counted by another calendar than the one in use.
        #[test]
        fn moments_agree_with_the_calendar(milliseconds in 61 * 86_400_000_i64..2_900_000 * 86_400_000, since_1904: bool) {
            let days = milliseconds as f64 / 86_400_000.0;
            let first = if since_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
            let first = NaiveDate::from_ymd_opt(first.0, first.1, first.2).expect("a day").and_time(chrono::NaiveTime::MIN);
            let at = first + Span::milliseconds(milliseconds);
            let shown = moment(days, since_1904);
            let form = if shown.contains('.') { "%Y-%m-%d %H:%M:%S%.3f" } else if shown.contains(' ') { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d" };
            prop_assert_eq!(shown, at.format(form).to_string());
        }

        #[test]
        fn numbers_read_back_as_they_were(number in any::<f64>().prop_filter("cells hold numbers", |n| n.is_finite())) {
            let shown = text(Value::Number(number));
            prop_assert_eq!(shown.parse::<f64>().expect("a number"), number);
        }
    }

    #[test]
    fn january_and_february_of_1900_are_counted_from_the_first() {
        let first = NaiveDate::from_ymd_opt(1899, 12, 31).expect("a day");
        for day in 1..60 {
            let at = first + Days::new(day);
            assert_eq!(moment(day as f64, false), at.to_string());
        }
    }
}
