//! What a column of dates proves about the order of day and month.

use crate::value::{
    DateFormat,
    date::{Order, Pattern, Written, dissect},
    names,
};

/// Counts over all rows of a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateEvidence {
    /// `2026-03-31`, `31 Mar 2026`: the value alone says what is what.
    pub clear: u64,
    /// `31/03/2026`.
    pub day_first: u64,
    /// `03/31/2026`.
    pub month_first: u64,
    /// `04/05/2026`.
    pub ambiguous: u64,
    /// Values that are no dates.
    pub other: u64,
    /// Whole numbers from 30,000 to 60,000 (Excel's days of 1982 to 2064).
    pub excel: u64,
    /// Whole numbers of 12 or 13 digits (milliseconds since 1970).
    pub epoch: u64,
    /// Whole numbers of 10 digits from 1990 to 2060 (seconds since 1970).
    pub epoch_seconds: u64,
    /// `20260331`: eight digits that are a day from 1990 to 2060.
    pub compact: u64,
    /// An ambiguous value, for the question.
    pub example: Option<String>,
    pattern: Option<Pattern>,
    mixed: bool,
}

/// How a column's dates are to be read, as far as its own values say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// No value needs an order.
    Clear,
    /// Proved by values that can be read in one way only.
    Proved(Order),
    /// Every value could be either: somebody has to say.
    Ambiguous,
    /// Some values prove one order and some the other.
    Contradictory,
}

impl DateEvidence {
    /// Takes a value that stands in `count` cells into account; true if it is a date.
    #[inline]
    pub(crate) fn add(&mut self, text: &str, count: u64) -> bool {
        let bytes = text.as_bytes();
        let may_be = bytes.len() >= 5 && (bytes[0].is_ascii_digit() || month_or_day(bytes));
        match may_be.then(|| dissect(text)).flatten() {
            Some(written) => self.add_date(text, &written, count),
            None => {
                self.count_serial(bytes, count);
                false
            }
        }
    }

    fn count_serial(&mut self, bytes: &[u8], count: u64) {
        self.other += count;
        if !(5..=20).contains(&bytes.len()) || !bytes[0].is_ascii_digit() {
            return;
        }
        if matches!(bytes.len(), 12 | 13) && bytes.iter().all(u8::is_ascii_digit) {
            self.epoch += count;
        } else if bytes.len() == 10
            && bytes.iter().all(u8::is_ascii_digit)
            && (&b"0631152000"[..]..b"2871763200").contains(&bytes)
        {
            self.epoch_seconds += count;
        } else if is_compact(bytes) {
            self.compact += count;
        } else if matches!(bytes[0], b'3'..=b'5')
            && bytes[..5].iter().all(u8::is_ascii_digit)
            && bytes.get(5).is_none_or(|point| *point == b'.')
            && bytes[5..].iter().skip(1).all(u8::is_ascii_digit)
        {
            self.excel += count;
        }
    }

    fn add_date(&mut self, text: &str, written: &Written, count: u64) -> bool {
        match written.proves() {
            Some(Order::DayFirst) => self.day_first += count,
            Some(Order::MonthFirst) => self.month_first += count,
            Some(_) => self.clear += count,
            None if written.is_ambiguous() => {
                self.ambiguous += count;
                if self.example.is_none() {
                    self.example = Some(text.to_owned());
                }
            }
            // `05/05/2026` is the same in both orders; `31/31/2026` is no day in either.
            None if written.local(Order::DayFirst).is_some() => self.clear += count,
            None => {
                self.other += count;
                return false;
            }
        }
        match self.pattern {
            None => self.pattern = Some(written.pattern),
            Some(known) => self.mixed |= known != written.pattern,
        }
        true
    }

    /// Number of values that are dates only if the column is of dates: they count days, seconds or milliseconds, or are
    /// written in digits alone.
    pub fn serials(&self) -> u64 {
        self.excel + self.epoch + self.epoch_seconds + self.compact
    }

    /// Number of values that are dates.
    pub fn dates(&self) -> u64 {
        self.clear + self.day_first + self.month_first + self.ambiguous
    }

    /// The order, over all rows. One value in a hundred may contradict: it is then refused as a date that cannot be
    /// read, and does not make the other ninety-nine unreadable.
    pub fn order(&self) -> DateOrder {
        let (day, month) = (self.day_first, self.month_first);
        match (day, month) {
            (0, 0) if self.ambiguous == 0 => DateOrder::Clear,
            (0, 0) => DateOrder::Ambiguous,
            (day, month) if day >= month.saturating_mul(99) => DateOrder::Proved(Order::DayFirst),
            (day, month) if month >= day.saturating_mul(99) => DateOrder::Proved(Order::MonthFirst),
            _ => DateOrder::Contradictory,
        }
    }

    /// The format to write into a mapping, if the order is proved: exact where all values are written alike.
    pub fn format(&self) -> Option<DateFormat> {
        match (self.order(), self.pattern) {
            (DateOrder::Proved(order), Some(pattern)) if !self.mixed => Some(DateFormat::of(pattern, order)),
            (DateOrder::Proved(Order::DayFirst), _) => Some(DateFormat::DayFirst),
            (DateOrder::Proved(_), _) => Some(DateFormat::MonthFirst),
            _ => None,
        }
    }
}

/// Eight digits that are a year, a month and a day.
fn is_compact(bytes: &[u8]) -> bool {
    bytes.len() == 8
        && bytes.iter().all(u8::is_ascii_digit)
        && (&b"1990"[..]..b"2060").contains(&&bytes[..4])
        && (&b"01"[..]..=b"12").contains(&&bytes[4..6])
        && (&b"01"[..]..=b"31").contains(&&bytes[6..])
}

/// May a name of a month or of a day of the week begin here, and a date follow?
fn month_or_day(bytes: &[u8]) -> bool {
    bytes.len() <= 80 && names::may_begin(bytes[0]) && bytes.iter().any(u8::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence(values: &[&str]) -> DateEvidence {
        let mut all = DateEvidence::default();
        for value in values {
            all.add(value, 1);
        }
        all
    }

    #[test]
    fn one_clear_value_decides_the_column_and_none_leaves_a_question() {
        let all = evidence(&["04/05/2026", "31/03/2026"]);
        assert_eq!(all.order(), DateOrder::Proved(Order::DayFirst));
        assert_eq!(all.format(), Some(DateFormat::Chrono("%d/%m/%Y".into())));
        assert_eq!(evidence(&["04/05/2026", "05/05/2026"]).order(), DateOrder::Ambiguous);
        assert_eq!(evidence(&["04/05/2026", "31/03/2026", "03/31/2026"]).order(), DateOrder::Contradictory);
        assert_eq!(evidence(&["2026-04-05", "5 Apr 2026"]).order(), DateOrder::Clear);
        assert_eq!(evidence(&["13/31/2026", "x"]).dates(), 0, "no such day in either order");
    }

    #[test]
    fn mixed_forms_get_the_lenient_format() {
        let all = evidence(&["31/03/2026", "31/03/2026 10:00"]);
        assert_eq!(all.format(), Some(DateFormat::DayFirst));
    }

    #[test]
    fn serial_numbers_are_counted() {
        let all = evidence(&["45731", "45731.5", "1774915200000", "4573", "1774915200", "4915550100"]);
        assert_eq!((all.excel, all.epoch, all.epoch_seconds, all.other), (2, 1, 1, 6));
        let all = evidence(&["20260331", "20261301", "20260300", "18991231", "2026033"]);
        assert_eq!((all.compact, all.other), (1, 5));
    }
}
