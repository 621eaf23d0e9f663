//! What stands in a column, over all rows.

use rustc_hash::FxHashMap;

use super::{
    blank::blank,
    dates::{DateEvidence, DateOrder},
    distinct::{SMALLEST, Smallest},
    ids::IdEvidence,
    inferred::Inferred,
    money::Currencies,
};
use crate::value::{date::Order, duration::DurationEvidence, number::Evidence};

/// Values that are counted one by one.
const COUNTED: usize = 400;
/// Bytes of the longest value that is counted.
const LONGEST: usize = 200;
/// First values that are shown.
const SHOWN: usize = 5;
/// Distinct values that show what stands in a column of many.
const SAMPLE: usize = 200;

/// A column of a file.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its key: the header as it stands in the file, made distinct (`Name (2)`) or given (`Column 3`) where needed.
    pub header: String,
    /// Position in the file, from 0.
    pub index: usize,
    /// The file's own header is blank.
    pub unnamed: bool,
    /// Rows with a value.
    pub filled: u64,
    /// Distinct values: exact up to [`Column::EXACT`], an estimate within a percent or so beyond,
    /// and never more than `filled`.
    pub distinct: u64,
    /// The first distinct values.
    pub first: Vec<String>,
    /// All values with their counts, most frequent first, if there are few.
    pub values: Option<Vec<(String, u64)>>,
    /// What the values are.
    pub inferred: Inferred,
    /// What they say as dates.
    pub dates: DateEvidence,
    /// What they say as numbers.
    pub numbers: Evidence,
    /// The currencies beside them.
    pub currencies: Currencies,
    /// What they say as durations.
    pub durations: DurationEvidence,
    /// What they say as ids.
    pub ids: IdEvidence,
    /// Values with an `@`.
    pub mails: u64,
    /// Words among the values that usually stand for nothing (`N/A`, `Select`), with their counts.
    pub blanks: Vec<(String, u64)>,
    /// Some of the distinct values where there are too many to be counted one by one.
    pub(crate) sample: Vec<String>,
}

impl Column {
    /// Up to here `distinct` is exact.
    pub const EXACT: u64 = SMALLEST as u64;

    /// Values that stand for the column: all of them if they are few.
    pub fn shown(&self) -> impl Iterator<Item = &str> {
        let counted = self.values.iter().flatten().map(|(value, _)| value.as_str());
        counted.chain(self.sample.iter().map(String::as_str))
    }

    /// True for money that cannot be added up: its values are in several currencies.
    pub fn is_mixed_money(&self) -> bool {
        self.inferred == Inferred::Number && self.currencies.are_mixed()
    }

    /// How the column would be read, as a sentence.
    pub fn reading(&self) -> String {
        match self.inferred {
            Inferred::Empty => "Every row is blank.".to_owned(),
            Inferred::Date => match self.dates.order() {
                DateOrder::Clear => "Dates that can be read in one way only.".to_owned(),
                DateOrder::Proved(Order::DayFirst) => {
                    format!("Dates, day first; {} values prove it.", self.dates.day_first)
                }
                DateOrder::Proved(_) => {
                    format!("Dates, month first; {} values prove it.", self.dates.month_first)
                }
                DateOrder::Ambiguous => {
                    "Dates; no value shows whether the day or the month comes first.".to_owned()
                }
                DateOrder::Contradictory => {
                    "Dates; some values have the day first and some the month.".to_owned()
                }
            },
            Inferred::Number => "Numbers.".to_owned(),
            Inferred::Duration => "Durations; read as hours where a number is wanted.".to_owned(),
            Inferred::Flag => "Yes or no.".to_owned(),
            Inferred::Mail => "E-mail addresses.".to_owned(),
            Inferred::Text => "Text.".to_owned(),
        }
    }
}

/// Gathers what [`Column`] tells, one value at a time.
pub(crate) struct Gauge {
    header: String,
    index: usize,
    unnamed: bool,
    filled: u64,
    first: Vec<String>,
    counts: Option<FxHashMap<Box<str>, u64>>,
    smallest: Smallest,
    dates: DateEvidence,
    numbers: Evidence,
    currencies: Currencies,
    durations: DurationEvidence,
    ids: IdEvidence,
    mails: u64,
    flags: u64,
    blanks: Vec<(String, u64)>,
    sample: Vec<String>,
    pub(super) wanted: Wanted,
}

/// How much is to be told of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// How many rows have a value.
    Filled,
    /// What the values are as well, but not how many of them are distinct if there are many.
    Kind,
    /// Everything.
    All,
}

impl Gauge {
    pub(crate) fn new(header: String, index: usize, unnamed: bool, wanted: Wanted) -> Gauge {
        Gauge {
            header,
            index,
            unnamed,
            wanted,
            filled: 0,
            first: Vec::new(),
            counts: Some(FxHashMap::default()),
            smallest: Smallest::default(),
            dates: DateEvidence::default(),
            numbers: Evidence::default(),
            currencies: Currencies::default(),
            durations: DurationEvidence::default(),
            ids: IdEvidence::default(),
            mails: 0,
            flags: 0,
            blanks: Vec::new(),
            sample: Vec::new(),
        }
    }

    /// Takes the trimmed value of one row; blanks count as nothing.
    ///
    /// While a column has few distinct values they are only counted; what they are is asked once per value, at the end.
    #[inline]
    pub(crate) fn add(&mut self, value: &str) {
        if value.is_empty() {
            return;
        }
        self.filled += 1;
        if self.wanted == Wanted::Filled {
            return;
        }
        let Some(counts) = &mut self.counts else {
            self.distinct(value);
            self.kind(value, 1);
            return;
        };
        if let Some(count) = counts.get_mut(value) {
            *count += 1;
            return;
        }
        if self.first.len() < SHOWN {
            self.first.push(shortened(value));
        }
        if counts.len() < COUNTED && value.len() <= LONGEST {
            counts.insert(value.into(), 1);
            return;
        }
        self.stop_counting();
        self.distinct(value);
        self.kind(value, 1);
    }

    #[inline]
    fn distinct(&mut self, value: &str) {
        if self.wanted == Wanted::All {
            self.smallest.add(value);
        }
    }

    fn stop_counting(&mut self) {
        for (value, count) in self.counts.take().into_iter().flatten() {
            self.distinct(&value);
            if self.sample.len() < SAMPLE {
                self.sample.push(value.clone().into());
            }
            self.kind(&value, count);
        }
    }

    /// Takes into account what `count` cells with this value are.
    #[inline]
    fn kind(&mut self, value: &str, count: u64) {
        let bytes = value.as_bytes();
        match bytes[0] {
            b'0'..=b'9' => {
                // A date is no number, and the other way round.
                if !self.dates.add(value, count) {
                    self.ids.add(value, count);
                    self.number(value, count);
                }
            }
            first if first.is_ascii_alphabetic() => {
                if !self.dates.add(value, count) {
                    self.word(value, count);
                }
            }
            _ => self.number(value, count),
        }
        if value.len() <= 9
            && matches!(bytes[0], b'S' | b'N' | b'n' | b'#' | b'(' | b'-' | b'k' | b'u' | b'[' | 0xe2)
        {
            self.blank(value, count);
        }
    }

    fn number(&mut self, value: &str, count: u64) {
        if self.numbers.add(value, count) {
            self.currencies.add(value, count);
        } else if value.contains('@') {
            self.mails += count;
        } else {
            self.durations.add(value, count);
        }
    }

    fn word(&mut self, value: &str, count: u64) {
        if memchr::memchr(b'@', value.as_bytes()).is_some() {
            self.mails += count;
        } else if is_flag(value) {
            self.flags += count;
        } else if value.as_bytes()[0] == b'P' {
            self.number(value, count);
        } else if self.numbers.add(value, count) {
            self.currencies.add(value, count);
        }
    }

    fn blank(&mut self, value: &str, count: u64) {
        if let Some((_, known)) = self.blanks.iter_mut().find(|(word, _)| word == value) {
            *known += count;
        } else if blank(value).is_some() {
            self.blanks.push((value.to_owned(), count));
        }
    }

    pub(crate) fn finish(mut self) -> Column {
        let values = self.counts.take().map(|counts| {
            let mut values: Vec<(String, u64)> =
                counts.into_iter().map(|(value, count)| (value.into(), count)).collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            values
        });
        for (value, count) in values.iter().flatten() {
            self.kind(value, *count);
        }
        let inferred = self.inferred();
        let distinct = match &values {
            Some(values) => values.len() as u64,
            None => self.smallest.estimate().min(self.filled),
        };
        Column {
            header: self.header,
            index: self.index,
            unnamed: self.unnamed,
            filled: self.filled,
            distinct,
            first: self.first,
            values,
            inferred,
            dates: self.dates,
            numbers: self.numbers,
            currencies: self.currencies,
            durations: self.durations,
            ids: self.ids,
            mails: self.mails,
            blanks: self.blanks,
            sample: self.sample,
        }
    }

    /// Nine of ten values decide: the tenth may be a missing-value word or a mistake.
    fn inferred(&self) -> Inferred {
        let most = |count: u64| count > 0 && count * 10 >= self.filled * 9;
        if self.filled == 0 {
            Inferred::Empty
        } else if most(self.dates.dates()) {
            Inferred::Date
        } else if most(self.numbers.numbers()) {
            Inferred::Number
        } else if most(self.durations.durations()) {
            Inferred::Duration
        } else if most(self.flags) {
            Inferred::Flag
        } else if most(self.mails) {
            Inferred::Mail
        } else {
            Inferred::Text
        }
    }
}

fn is_flag(value: &str) -> bool {
    value.len() <= 5 && ["true", "false", "yes", "no"].iter().any(|word| value.eq_ignore_ascii_case(word))
}

/// The beginning of a value that is too long to show.
fn shortened(value: &str) -> String {
    match value.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: impl IntoIterator<Item = String>) -> Column {
        let mut gauge = Gauge::new("x".into(), 0, false, Wanted::All);
        values.into_iter().for_each(|value| gauge.add(&value));
        gauge.finish()
    }

    #[test]
    fn distinct_values_are_exact_when_few_and_close_when_many() {
        for many in [37_u64, 401, 5_000, Column::EXACT] {
            assert_eq!(column((0..2 * many).map(|i| format!("lead-{}", i % many))).distinct, many);
        }
        for many in [Column::EXACT + 1, 113_999, 114_000, 150_000, 600_000] {
            let estimate = column((0..2 * many).map(|i| format!("lead-{}", i % many))).distinct;
            let off = estimate.abs_diff(many) as f64 / many as f64;
            assert!(off < 0.013, "{estimate} for {many}: the standard error of 100 000 hashes is 0.3 %");
            assert!(column((0..many).map(|i| format!("lead-{i}"))).distinct <= many, "no more than rows");
        }
    }

    #[test]
    fn a_few_odd_values_do_not_change_what_a_column_is() {
        let numbers = (0..100).map(|i| if i % 20 == 0 { "N/A".to_owned() } else { i.to_string() });
        assert_eq!(column(numbers).inferred, Inferred::Number);
        let dates =
            (0..100).map(|i| if i == 7 { "soon".into() } else { format!("2026-01-{:02}", i % 28 + 1) });
        assert_eq!(column(dates).inferred, Inferred::Date);
        assert_eq!(column(["yes".into(), "No".into()]).inferred, Inferred::Flag);
        assert_eq!(column(["7a@x.example".into(), "\u{e4}@x.example".into()]).inferred, Inferred::Mail);
        assert_eq!(column([]).inferred, Inferred::Empty);
        let took = ["10:30:00", "2:05:00", "31:00:00", "0:12:44"].map(str::to_owned);
        assert_eq!(column(took).inferred, Inferred::Duration, "one of them is longer than a day");
        assert_eq!(column(["10:30".into(), "14:05".into()]).inferred, Inferred::Text, "times of day");
        assert_eq!(column(["$1.2M".into(), "3k".into()]).inferred, Inferred::Number);
    }
}
