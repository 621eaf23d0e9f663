//! A date as it is written, taken apart before it is decided which number is the day.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

use super::{
    clock::clock,
    cursor::{Cursor, fold},
    names,
};

/// The order of the three parts of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// `2026-03-31`.
    YearFirst,
    /// `31/03/2026`.
    DayFirst,
    /// `03/31/2026`.
    MonthFirst,
    /// `31 Mar 2026` or `Mar 31, 2026`: the name says which is the month.
    Named,
}

/// How the clock time behind a date is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Clock {
    /// No time.
    #[default]
    None,
    /// `14:05`.
    Minutes,
    /// `14:05:09`.
    Seconds,
    /// `14:05:09.250`.
    Fraction,
    /// `2:05 PM`.
    MinutesHalf,
    /// `2:05:09 PM`.
    SecondsHalf,
}

/// How a date is written, apart from the order of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// The year stands first.
    pub year_first: bool,
    /// The month is a name.
    pub named: bool,
    /// Between the parts.
    pub separator: u8,
    /// The year has two digits.
    pub short_year: bool,
    /// Between date and time: a blank, `T`, or 0.
    pub joint: u8,
    /// The clock time.
    pub clock: Clock,
    /// An offset from UTC is given.
    pub offset: bool,
}

/// A date taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// How it is written.
    pub pattern: Pattern,
    /// The two parts beside the year, as they stand: (month, day) if the year is first or the month named.
    pub parts: (u32, u32),
    /// The year in full.
    pub year: i32,
    /// Milliseconds since midnight.
    pub time: u32,
    /// Seconds east of UTC, if given.
    pub offset: Option<i32>,
}

impl Written {
    /// True if day and month cannot be told apart by this value alone.
    pub fn is_ambiguous(&self) -> bool {
        let (a, b) = self.parts;
        !self.pattern.year_first && !self.pattern.named && a <= 12 && b <= 12 && a != b
    }

    /// The order this value alone proves, if it is not ambiguous.
    pub fn proves(&self) -> Option<Order> {
        let (a, b) = self.parts;
        match (self.pattern.year_first, self.pattern.named) {
            (true, _) => Some(Order::YearFirst),
            (_, true) => Some(Order::Named),
            _ if a > 12 && b <= 12 => Some(Order::DayFirst),
            _ if b > 12 && a <= 12 => Some(Order::MonthFirst),
            _ => None,
        }
    }

    /// The local date and time if the parts stand in `order` (which matters for numbers with the year last only).
    pub fn local(&self, order: Order) -> Option<NaiveDateTime> {
        let (a, b) = self.parts;
        let swapped = !self.pattern.year_first && !self.pattern.named && order == Order::DayFirst;
        let (month, day) = if swapped { (b, a) } else { (a, b) };
        let date = NaiveDate::from_ymd_opt(self.year, month, day)?;
        date.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::milliseconds(i64::from(self.time)))
    }
}

/// Takes a date apart; `None` if `text` is not a date in a form known here.
pub fn dissect(text: &str) -> Option<Written> {
    let mut cursor = Cursor { bytes: text.as_bytes(), at: 0 };
    let (mut pattern, parts, year) = match cursor.peek()? {
        b'0'..=b'9' => numeric(&mut cursor)?,
        _ if cursor.is_letter() => named(&mut cursor)?,
        _ => return None,
    };
    let (time, offset) = clock(&mut cursor, &mut pattern)?;
    (cursor.at == cursor.bytes.len()).then_some(Written { pattern, parts, year, time, offset })
}

type DatePart = (Pattern, (u32, u32), i32);

fn pattern(separator: u8) -> Pattern {
    Pattern {
        year_first: false,
        named: false,
        separator,
        short_year: false,
        joint: 0,
        clock: Clock::None,
        offset: false,
    }
}

/// `2026-03-31`, `31/03/2026`, `31.3.26`, `31-Mar-2026`, `31 March 2026`, `1. März 2026`, `2026-W12-3`.
fn numeric(cursor: &mut Cursor<'_>) -> Option<DatePart> {
    let (first, width) = cursor.digits()?;
    if width <= 2 && cursor.is_letter() {
        // `1st`, `1er`
        fold(cursor).filter(names::is_ordinal)?;
    }
    let separator = cursor.peek()?;
    if !matches!(separator, b'-' | b'/' | b'.' | b' ') {
        return None;
    }
    cursor.at += 1;
    if width <= 2 && (cursor.is_letter() || (separator == b'.' && cursor.eat(b' '))) {
        return day_month_name(cursor, separator, first);
    }
    if width == 4 && cursor.is_letter() {
        return year_first_name(cursor, separator, first);
    }
    let (second, second_width) = cursor.digits()?;
    if separator == b' ' || second_width > 2 || !cursor.eat(separator) {
        return None;
    }
    let (third, third_width) = cursor.digits()?;
    let mut pattern = pattern(separator);
    if width == 4 && third_width <= 2 {
        pattern.year_first = true;
        return Some((pattern, (second, third), first as i32));
    }
    if width > 2 {
        return None;
    }
    let year = match third_width {
        4 => third as i32,
        // `26-01-05` may begin with the year; with `/` and `.` nobody writes it so.
        2 if separator != b'-' => {
            pattern.short_year = true;
            full_year(third)
        }
        _ => return None,
    };
    Some((pattern, (first, second), year))
}

/// `2026-W12-3`, `2026 Mar 31`: what follows a year.
fn year_first_name(cursor: &mut Cursor<'_>, separator: u8, year: u32) -> Option<DatePart> {
    let pattern = Pattern { named: true, ..pattern(separator) };
    if cursor.eat(b'W') {
        let (week, width) = cursor.digits()?;
        let (day, _) = if cursor.eat(b'-') { cursor.digits()? } else { (1, 1) };
        let weekday = u8::try_from(day.checked_sub(1)?).ok().and_then(|day| Weekday::try_from(day).ok())?;
        let date = NaiveDate::from_isoywd_opt(year as i32, week, weekday).filter(|_| width == 2)?;
        return Some((pattern, (date.month(), date.day()), date.year()));
    }
    let month = names::month(&fold(cursor)?)?;
    let _ = cursor.eat(b'.');
    if !(cursor.eat(separator) || cursor.eat(b' ')) {
        return None;
    }
    let (day, width) = cursor.digits()?;
    (width <= 2).then_some((pattern, (month, day), year as i32))
}

/// Two digits: 69 to 99 are 1969 to 1999, as in POSIX and chrono.
fn full_year(two: u32) -> i32 {
    let two = two as i32;
    if two < 69 { 2000 + two } else { 1900 + two }
}

fn day_month_name(cursor: &mut Cursor<'_>, separator: u8, day: u32) -> Option<DatePart> {
    particle(cursor);
    let month = names::month(&fold(cursor)?)?;
    let _ = cursor.eat(b'.');
    let _ = cursor.eat(b',');
    let _ = cursor.eat(separator) || cursor.eat(b' ');
    particle(cursor);
    let (year, width) = cursor.digits()?;
    let mut pattern = Pattern { named: true, ..pattern(separator) };
    pattern.short_year = width == 2;
    let year = match width {
        4 => year as i32,
        2 => full_year(year),
        _ => return None,
    };
    Some((pattern, (month, day), year))
}

/// `de`, as in `5 de enero de 2026`.
fn particle(cursor: &mut Cursor<'_>) {
    for word in [&b"de "[..], b"del "] {
        if cursor.bytes[cursor.at..].starts_with(word) {
            cursor.at += word.len();
        }
    }
}

/// `Mar 31, 2026`, `March 31st 2026`, `Tue, 31 Mar 2026`, `mar. 31 mars 2026`, `Tue Mar 31 2026`.
fn named(cursor: &mut Cursor<'_>) -> Option<DatePart> {
    // `mar` is March, and Tuesday in three languages: the month is tried first.
    let mut ahead = cursor.clone();
    if let Some(found) = month_day_year(&mut ahead) {
        *cursor = ahead;
        return Some(found);
    }
    let day = fold(cursor)?;
    if cursor.bytes[cursor.at..].starts_with(b"-feira") {
        cursor.at += b"-feira".len();
    }
    let _ = cursor.eat(b'.');
    let _ = cursor.eat(b',');
    if !names::is_day(&day) || !cursor.eat(b' ') {
        return None;
    }
    if cursor.is_letter() { month_day_year(cursor) } else { numeric(cursor) }
}

fn month_day_year(cursor: &mut Cursor<'_>) -> Option<DatePart> {
    let month = names::month(&fold(cursor)?)?;
    let _ = cursor.eat(b'.');
    let separator = cursor.peek()?;
    if !matches!(separator, b' ' | b'-' | b'/') {
        return None;
    }
    cursor.at += 1;
    let (day, width) = cursor.digits()?;
    if cursor.is_letter() {
        fold(cursor).filter(names::is_ordinal)?;
    }
    let _ = cursor.eat(b',');
    if width > 2 || !(cursor.eat(b' ') || cursor.eat(separator)) {
        return None;
    }
    let (year, width) = cursor.digits()?;
    let pattern = Pattern { named: true, ..pattern(0) };
    (width == 4).then_some((pattern, (month, day), year as i32))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Order) -> String {
        match dissect(text).and_then(|written| Some((written.local(order)?, written.offset))) {
            Some((local, None)) => local.format("%Y-%m-%d %H:%M:%S%.3f").to_string(),
            Some((local, Some(offset))) => format!("{} {offset}", local.format("%Y-%m-%d %H:%M:%S%.3f")),
            None => "-".to_owned(),
        }
    }

    #[test]
    fn forms_of_one_day() {
        for text in [
            "2026-01-05",
            "2026/1/5",
            "2026.01.05",
            "05/01/2026",
            "5.1.2026",
            "05.01.26",
            "5/1/26",
            "05-01-2026",
            "Jan 5, 2026",
            "January 5 2026",
            "5 Jan 2026",
            "05-Jan-2026",
            "05-JAN-26",
            "Mon, 5 Jan 2026",
            "Monday, 5 January 2026",
            "5. Januar 2026",
            "Mo., 5. Jän. 2026",
            "lun. 5 janv. 2026",
            "5 de enero de 2026",
            "segunda-feira, 5 de janeiro de 2026",
            "January 5th, 2026",
            "5th January 2026",
            "Mon Jan 05 2026",
            "2026 Jan 5",
            "2026-Jan-05",
            "2026-W02-1",
        ] {
            assert_eq!(read(text, Order::DayFirst), "2026-01-05 00:00:00.000", "{text}");
        }
        assert_eq!(read("01/05/2026", Order::MonthFirst), "2026-01-05 00:00:00.000");
        for (text, day) in [
            ("mar. 3 mars 2026", "2026-03-03"),
            ("Mar 3, 2026", "2026-03-03"),
            ("1er août 2026", "2026-08-01"),
            ("3. MÄRZ 2026", "2026-03-03"),
            ("2026-W53-7", "2027-01-03"),
        ] {
            assert_eq!(read(text, Order::MonthFirst), format!("{day} 00:00:00.000"), "{text}");
        }
    }

    #[test]
    fn times_and_offsets() {
        let cases = [
            ("2026-01-05T07:08", "2026-01-05 07:08:00.000"),
            ("2026-01-05 07:08:09.5", "2026-01-05 07:08:09.500"),
            ("2026-01-05T07:08:09.123456789Z", "2026-01-05 07:08:09.123 0"),
            ("2026-01-05T07:08:09+02:00", "2026-01-05 07:08:09.000 7200"),
            ("2026-01-05T07:08:09.000+0000", "2026-01-05 07:08:09.000 0"),
            ("2026-01-05 07:08:09 UTC", "2026-01-05 07:08:09.000 0"),
            ("2026-01-05 07:08:09 -0530", "2026-01-05 07:08:09.000 -19800"),
            ("1/5/2026 12:00 AM", "2026-01-05 00:00:00.000"),
            ("1/5/2026, 12:30:01 pm", "2026-01-05 12:30:01.000"),
            ("2021-01-07 6:49:18", "2021-01-07 06:49:18.000"),
            ("2026-01-05 07:08 CET", "2026-01-05 07:08:00.000 3600"),
            ("2026-01-05 07:08:09 PST", "2026-01-05 07:08:09.000 -28800"),
            ("Mon Jan 05 2026 10:00:00 GMT+0100 (Central European Time)", "2026-01-05 10:00:00.000 3600"),
            ("1/5/2026 2:05 p.m. EST", "2026-01-05 14:05:00.000 -18000"),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, Order::MonthFirst), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "2026",
            "2026-13-45",
            "31/02/2026",
            "26-01-05",
            "2026-01-05 25:00",
            "2026-01-05 ",
            "1.250",
            "1.2.3.4",
            "5 Mango 2026",
            "2026-01-05T07:08+99:00",
            "0-0-0",
            "1/1/1/1",
            "99999999999-1-1",
            "2026-01-05 13:00 PM",
            "May",
            "Mon",
            "2026-01-05x",
            "2026-01-05 07:08 IST",
            "2026-W54-1",
            "2026-W1-1",
            "2026-W10-8",
            "27:30:00",
            "5th",
            "Mar",
            "5 de Mango de 2026",
            "März",
        ] {
            assert_eq!(read(text, Order::MonthFirst), "-", "{text:?}");
        }
    }
}
