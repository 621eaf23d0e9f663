//! Cells of one date column to moments.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use plumbline_domain::{moment::Moment, problem::Rule};

use crate::{
    look::{DateEvidence, DateOrder},
    value::{
        DateFormat,
        date::{Order, Written, dissect},
        format::chrono_format,
        zone::LocalTimes,
    },
};

/// How the cells of a column are read.
#[derive(Clone, Debug)]
enum Reading {
    /// Any known form; numbers in the order given, or refused where it matters and none is.
    Any(Option<Order>),
    /// One form, in this order.
    Exact(String, Order),
    /// A chrono format that is none of the known forms.
    Chrono(String),
    Excel {
        since_1904: bool,
    },
    /// Since 1970, in units of so many milliseconds.
    Epoch(i64),
}

/// Reads one column; remembers the cells it read last, because stamps repeat.
pub(super) struct TimeReader {
    reading: Reading,
    memory: Vec<(String, Moment)>,
}

/// Cells remembered per column.
const SLOTS: usize = 256;
/// Bytes of the longest cell remembered.
const LONGEST: usize = 32;

impl TimeReader {
    pub(super) fn new(format: Option<&DateFormat>, evidence: &DateEvidence) -> TimeReader {
        let reading = match format {
            None | Some(DateFormat::Either) => match evidence.order() {
                DateOrder::Proved(order) => Reading::Any(Some(order)),
                _ => Reading::Any(None),
            },
            Some(DateFormat::DayFirst) => Reading::Any(Some(Order::DayFirst)),
            Some(DateFormat::MonthFirst) => Reading::Any(Some(Order::MonthFirst)),
            Some(DateFormat::Excel { since_1904 }) => Reading::Excel { since_1904: *since_1904 },
            Some(DateFormat::EpochMs) => Reading::Epoch(1),
            Some(DateFormat::EpochSeconds) => Reading::Epoch(1000),
            Some(DateFormat::Chrono(format)) => exact(format),
        };
        TimeReader { reading, memory: vec![(String::new(), Moment(0)); SLOTS] }
    }

    /// The moment a trimmed cell stands for.
    pub(super) fn read(&mut self, cell: &str, times: &mut LocalTimes) -> Result<Moment, Rule> {
        let slot = slot(cell);
        if let Some((known, moment)) = self.memory.get(slot)
            && known == cell
        {
            return Ok(*moment);
        }
        let moment = self.parse(cell, times)?;
        // What is noted is noted for every row.
        if times.note_shift(cell) {
            return Ok(moment);
        }
        if cell.len() <= LONGEST
            && let Some((known, remembered)) = self.memory.get_mut(slot)
        {
            known.clear();
            known.push_str(cell);
            *remembered = moment;
        }
        Ok(moment)
    }

    fn parse(&self, cell: &str, times: &mut LocalTimes) -> Result<Moment, Rule> {
        match &self.reading {
            Reading::Any(order) => {
                let written = dissect(cell).ok_or(Rule::DateUnparseable)?;
                let order = match order {
                    None if written.is_ambiguous() => return Err(Rule::DateAmbiguous),
                    None => written.proves().unwrap_or(Order::DayFirst),
                    Some(order) => *order,
                };
                moment(&written, order, times)
            }
            Reading::Exact(format, order) => {
                let written = dissect(cell).ok_or(Rule::DateUnparseable)?;
                if chrono_format(written.pattern, *order).is_none_or(|found| found != *format) {
                    return Err(Rule::DateUnparseable);
                }
                moment(&written, *order, times)
            }
            Reading::Chrono(format) => by_chrono(cell, format, times).ok_or(Rule::DateUnparseable),
            Reading::Excel { since_1904 } => {
                excel(cell, *since_1904).map(|local| times.moment(local)).ok_or(Rule::DateUnparseable)
            }
            Reading::Epoch(unit) => epoch(cell, *unit).ok_or(Rule::DateUnparseable),
        }
    }
}

/// A known form if the format is one of those, so that chrono's slower parser is needed for the rest only.
fn exact(format: &str) -> Reading {
    let known = [Order::YearFirst, Order::DayFirst, Order::MonthFirst].into_iter().find(|order| {
        let sample = NaiveDate::from_ymd_opt(2026, 12, 31).map(|day| day.and_time(NaiveTime::MIN).and_utc());
        let text = sample.map(|sample| sample.format(format).to_string());
        let written = text.as_deref().and_then(dissect);
        written.is_some_and(|written| chrono_format(written.pattern, *order).as_deref() == Some(format))
    });
    match known {
        Some(order) => Reading::Exact(format.to_owned(), order),
        None => Reading::Chrono(format.to_owned()),
    }
}

fn moment(written: &Written, order: Order, times: &mut LocalTimes) -> Result<Moment, Rule> {
    let local = written.local(order).ok_or(Rule::DateUnparseable)?;
    Ok(match written.offset {
        Some(offset) => Moment(local.and_utc().timestamp_millis() - i64::from(offset) * 1000),
        None => times.moment(local),
    })
}

fn by_chrono(cell: &str, format: &str, times: &mut LocalTimes) -> Option<Moment> {
    if let Ok(at) = DateTime::parse_from_str(cell, format) {
        return Some(Moment(at.timestamp_millis()));
    }
    let local = NaiveDateTime::parse_from_str(cell, format)
        .or_else(|_| NaiveDate::parse_from_str(cell, format).map(|day| day.and_time(NaiveTime::MIN)))
        .ok()?;
    Some(times.moment(local))
}

/// Days since the end of 1899 with a 29 February 1900 that never was, or since 1904; the fraction is the time.
fn excel(cell: &str, since_1904: bool) -> Option<NaiveDateTime> {
    let serial: f64 = cell.replace(',', ".").parse().ok()?;
    if !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    let base = match since_1904 {
        true => NaiveDate::from_ymd_opt(1904, 1, 1)?,
        false if serial < 60.0 => NaiveDate::from_ymd_opt(1899, 12, 31)?,
        // The day that never was.
        false if serial < 61.0 => return None,
        false => NaiveDate::from_ymd_opt(1899, 12, 30)?,
    };
    // Fifteen digits of a serial carry a time to about a millisecond: what is finer is noise.
    let millis = (serial * 86_400_000.0).round();
    base.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::milliseconds(millis as i64))
}

/// `unit` is in milliseconds.
fn epoch(cell: &str, unit: i64) -> Option<Moment> {
    let count: i64 = cell.parse().ok()?;
    let moment = Moment(count.checked_mul(unit)?);
    moment.utc().map(|_| moment)
}

fn slot(cell: &str) -> usize {
    use std::hash::Hasher;
    let mut state = rustc_hash::FxHasher::default();
    state.write(cell.as_bytes());
    (state.finish() >> 32) as usize % SLOTS
}

#[cfg(test)]
mod tests {
    use super::*;
    use plumbline_domain::calendar::Calendar;

    fn read(format: Option<&str>, cell: &str) -> Result<String, Rule> {
        let calendar = Calendar { zone: chrono_tz::Europe::Berlin, ..Calendar::default() };
        let mut times = LocalTimes::new(&calendar);
        let format = format.map(|text| DateFormat::parse(text).expect(text));
        let mut reader = TimeReader::new(format.as_ref(), &DateEvidence::default());
        let first = reader.read(cell, &mut times);
        assert_eq!(first, reader.read(cell, &mut times), "what is remembered is what was read");
        first.map(|at| at.utc().expect("in range").format("%Y-%m-%dT%H:%M:%S%.3f").to_string())
    }

    #[test]
    fn days_begin_in_the_zone_of_the_workspace_and_offsets_are_kept() {
        assert_eq!(read(None, "2026-07-01").as_deref(), Ok("2026-06-30T22:00:00.000"));
        assert_eq!(read(None, "2026-07-01T00:00:00Z").as_deref(), Ok("2026-07-01T00:00:00.000"));
        assert_eq!(read(Some("epoch-ms"), "1774915200000").as_deref(), Ok("2026-03-31T00:00:00.000"));
        assert_eq!(read(Some("epoch-s"), "1774915200").as_deref(), Ok("2026-03-31T00:00:00.000"));
        assert_eq!(
            read(Some("%d/%m/%Y %H:%M"), "01/07/2026 02:00").as_deref(),
            Ok("2026-07-01T00:00:00.000")
        );
        assert_eq!(read(Some("%Y week %j"), "2026 week 182").as_deref(), Ok("2026-06-30T22:00:00.000"));
    }

    #[test]
    fn an_exact_format_takes_nothing_else() {
        for (format, cell) in [
            ("%d/%m/%Y", "31.12.2026"),
            ("%d/%m/%Y", "31/12/2026 10:00"),
            ("%d/%m/%Y", "12/31/2026"),
            ("%m/%d/%Y", "31/12/2026"),
            ("%Y-%m-%d", "31/12/2026"),
            ("excel", "yesterday"),
            ("excel", "60"),
            ("epoch-ms", "2026-01-01"),
        ] {
            assert_eq!(read(Some(format), cell), Err(Rule::DateUnparseable), "{cell} as {format}");
        }
        assert_eq!(read(None, "04/05/2026"), Err(Rule::DateAmbiguous));
        assert_eq!(read(Some("day-first"), "04/05/2026").as_deref(), Ok("2026-05-03T22:00:00.000"));
    }

    #[test]
    fn excel_serials_of_both_systems() {
        let local = |cell, since_1904| excel(cell, since_1904).map(|local| local.to_string());
        assert_eq!(local("1", false).as_deref(), Some("1900-01-01 00:00:00"));
        assert_eq!(local("59", false).as_deref(), Some("1900-02-28 00:00:00"));
        assert_eq!(local("61", false).as_deref(), Some("1900-03-01 00:00:00"));
        assert_eq!(local("46112.5", false).as_deref(), Some("2026-03-31 12:00:00"));
        assert_eq!(local("44650", true).as_deref(), Some("2026-03-31 00:00:00"));
    }
}
