//! Working hours as text: `Mon-Fri 09:00-12:00, 13:00-17:00` and `holiday 2026-12-25 Christmas Day`, a line each.

use std::{collections::BTreeSet, fmt};

use chrono::{NaiveDate, Weekday};

use super::{BusinessHours, Holidays, Window};
use crate::lines::{self, AtLine, Mistake};

/// Why a line is neither hours nor a holiday.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursMistake {
    /// Nothing but days, or nothing that can be told apart.
    #[error("hours are days, a blank and times, not \"{0}\"")]
    Line(String),
    /// Not a weekday or a range of them.
    #[error("\"{0}\" is no day of the week")]
    Day(String),
    /// Not a time of day, or not two of them.
    #[error("\"{0}\" is not from one time of day to another")]
    Times(String),
    /// Ends before it begins, or is empty.
    #[error("{0} does not end after it begins")]
    Order(Window),
    /// Two windows of one day have time in common.
    #[error("{first} and {second} of the same day overlap")]
    Overlap {
        /// The one that begins first.
        first: Window,
        /// The other.
        second: Window,
    },
    /// Not a day of the calendar.
    #[error("\"{0}\" is no date")]
    Holiday(String),
}

impl Mistake for HoursMistake {
    fn hint(&self) -> String {
        match self {
            HoursMistake::Line(_) => "Write: Mon-Fri 09:00-17:00",
            HoursMistake::Day(_) => "Write Mon, Tue, Wed, Thu, Fri, Sat or Sun, or two of them as Mon-Fri.",
            HoursMistake::Times(_) => "Write two times with minutes, such as 09:00-17:00.",
            HoursMistake::Order(_) => {
                "Give hours over midnight to both days: Mon 22:00-24:00 and Tue 00:00-06:00."
            }
            HoursMistake::Overlap { .. } => "Join the two into one, or let one end where the other begins.",
            HoursMistake::Holiday(_) => "Write: holiday 2026-12-25 Christmas Day",
        }
        .to_owned()
    }
}

impl BusinessHours {
    /// Reads hours and holidays, a line each; days that no line names are closed, and several lines of a day add up.
    ///
    /// # Errors
    /// The first line that is neither, or that overlaps with one before it.
    pub fn parse(text: &str) -> Result<BusinessHours, AtLine<HoursMistake>> {
        let closed = BusinessHours { week: Default::default(), holidays: Holidays::new() };
        let mut hours = closed;
        lines::each(text, |line| {
            let (head, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
            if head.eq_ignore_ascii_case("holiday") {
                let (day, name) = rest.trim().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
                hours.holidays.insert(date(day)?, lines::one_line(name));
                return Ok(());
            }
            // `Mon, Wed 09:00-12:00`: the times begin at the first digit.
            let Some(times) = line.find(|c: char| c.is_ascii_digit()) else {
                return Err(HoursMistake::Line(line.to_owned()));
            };
            let (days, windows) = (days(&line[..times])?, windows(&line[times..])?);
            for day in days {
                hours.week[day].extend(&windows);
            }
            // Checked at every line, so that a mistake is told where it stands.
            hours = BusinessHours::new(std::mem::take(&mut hours.week), std::mem::take(&mut hours.holidays))?;
            Ok(())
        })?;
        Ok(hours)
    }
}

fn date(text: &str) -> Result<NaiveDate, HoursMistake> {
    // Ten characters: chrono would read 26-12-25 as a day of the first century.
    let read = (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten();
    read.ok_or_else(|| HoursMistake::Holiday(text.to_owned()))
}

/// `Mon-Wed, Fri` as places in the week, each once. A range may run over Sunday.
fn days(text: &str) -> Result<BTreeSet<usize>, HoursMistake> {
    let day = |name: &str| {
        let name = name.trim();
        let found = name.parse::<Weekday>().map_err(|_| HoursMistake::Day(name.to_owned()))?;
        Ok(found.num_days_from_monday() as usize)
    };
    let mut found = BTreeSet::new();
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (day(first)?, day(last)?);
        let last = if last < first { last + 7 } else { last };
        found.extend((first..=last).map(|day| day % 7));
    }
    Ok(found)
}

fn windows(text: &str) -> Result<Vec<Window>, HoursMistake> {
    text.split(',')
        .map(|part| {
            let part = part.trim();
            let ends = part.split_once('-').and_then(|(from, to)| Some((minute(from)?, minute(to)?)));
            let (opens, closes) = ends.ok_or_else(|| HoursMistake::Times(part.to_owned()))?;
            Window::new(opens, closes)
        })
        .collect()
}

/// `9:00`, `09:00` or `24:00` as minutes since midnight.
pub(super) fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let shaped = (1..=2).contains(&hour.len()) && minute.len() == 2 && digits(hour) && digits(minute);
    let (hour, minute): (u16, u16) = shaped.then(|| Some((hour.parse().ok()?, minute.parse().ok()?)))??;
    let of_day = hour * 60 + minute;
    (minute < 60 && of_day <= Window::DAY).then_some(of_day)
}

impl fmt::Display for BusinessHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first = 0;
        while first < 7 {
            let same = self.week[first..].iter().take_while(|windows| **windows == self.week[first]).count();
            if let [window, more @ ..] = self.week[first].as_slice() {
                write_days(f, first, first + same - 1)?;
                write!(f, " {window}")?;
                more.iter().try_for_each(|window| write!(f, ", {window}"))?;
                writeln!(f)?;
            }
            first += same;
        }
        self.holidays.iter().try_for_each(|(day, name)| {
            let mark = if name.is_empty() { "" } else { " " };
            writeln!(f, "holiday {}{mark}{name}", day.format("%Y-%m-%d"))
        })
    }
}

fn write_days(f: &mut fmt::Formatter<'_>, first: usize, last: usize) -> fmt::Result {
    let name = |day: usize| ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day];
    match last - first {
        0 => write!(f, "{}", name(first)),
        _ => write!(f, "{}-{}", name(first), name(last)),
    }
}
