//! What stands in a column, over all rows.

use rustc_hash::{FxHashMap, FxHashSet};

use super::dates::{DateEvidence, DateOrder};
use crate::value::{date::Order, number::Evidence};

/// Values that are counted one by one.
const COUNTED: usize = 400;
/// Bytes of the longest value that is counted.
const LONGEST: usize = 200;
/// First values that are shown.
const SHOWN: usize = 5;
/// Hashes kept to count distinct values; beyond them their density tells the count.
const SMALLEST: usize = 100_000;
/// Hashes gathered before all but the smallest are dropped: what a set of 2^17 places holds without growing.
const GATHERED: usize = 114_000;

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
    /// Values with an `@`.
    pub mails: u64,
    /// Words among the values that usually stand for nothing (`N/A`, `Select`), with their counts.
    pub blanks: Vec<(String, u64)>,
}

/// Words that usually stand for nothing.
const BLANKS: [&str; 14] = [
    "Select", "N/A", "n/a", "NA", "#N/A", "null", "NULL", "Null", "(null)", "-", "--", "None", "none",
    "(blank)",
];

/// What the values of a column are, taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inferred {
    /// No value at all.
    Empty,
    /// Dates in a known form.
    Date,
    /// Numbers.
    Number,
    /// `true` / `false`, `yes` / `no`.
    Flag,
    /// E-mail addresses.
    Mail,
    /// Anything else.
    Text,
}

impl Inferred {
    /// As shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Inferred::Empty => "empty",
            Inferred::Date => "date",
            Inferred::Number => "number",
            Inferred::Flag => "yes or no",
            Inferred::Mail => "e-mail",
            Inferred::Text => "text",
        }
    }
}

impl Column {
    /// Up to here `distinct` is exact.
    pub const EXACT: u64 = SMALLEST as u64;

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
    mails: u64,
    flags: u64,
    blanks: Vec<(String, u64)>,
    /// Only the fill rate is wanted.
    is_brief: bool,
}

impl Gauge {
    pub(crate) fn new(header: String, index: usize, unnamed: bool, is_brief: bool) -> Gauge {
        Gauge {
            header,
            index,
            unnamed,
            is_brief,
            filled: 0,
            first: Vec::new(),
            counts: Some(FxHashMap::default()),
            smallest: Smallest::default(),
            dates: DateEvidence::default(),
            numbers: Evidence::default(),
            mails: 0,
            flags: 0,
            blanks: Vec::new(),
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
        if self.is_brief {
            return;
        }
        let Some(counts) = &mut self.counts else {
            self.smallest.add(value);
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
        self.smallest.add(value);
        self.kind(value, 1);
    }

    fn stop_counting(&mut self) {
        for (value, count) in self.counts.take().into_iter().flatten() {
            self.smallest.add(&value);
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
                    self.numbers.add(value, count);
                }
            }
            first if first.is_ascii_alphabetic() => {
                if !self.dates.add(value, count) {
                    self.word(value, count);
                }
            }
            _ => self.numbers.add(value, count),
        }
        if value.len() <= 7 && matches!(bytes[0], b'S' | b'N' | b'n' | b'#' | b'(' | b'-') {
            self.blank(value, count);
        }
    }

    fn word(&mut self, value: &str, count: u64) {
        if memchr::memchr(b'@', value.as_bytes()).is_some() {
            self.mails += count;
        } else if is_flag(value) {
            self.flags += count;
        } else {
            self.numbers.add(value, count);
        }
    }

    fn blank(&mut self, value: &str, count: u64) {
        if let Some((_, known)) = self.blanks.iter_mut().find(|(word, _)| word == value) {
            *known += count;
        } else if BLANKS.contains(&value) {
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
            mails: self.mails,
            blanks: self.blanks,
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

/// The k smallest of all hashes: the largest of them tells how many distinct values there are (Bar-Yossef et al. 2002).
///
/// Some more are gathered before the largest are dropped, so that a value costs one look into a set.
struct Smallest {
    hashes: FxHashSet<u64>,
    /// Hashes above are not among the smallest.
    limit: u64,
}

impl Default for Smallest {
    fn default() -> Self {
        Smallest { hashes: FxHashSet::default(), limit: u64::MAX }
    }
}

impl Smallest {
    #[inline]
    fn add(&mut self, value: &str) {
        let hash = hash(value.as_bytes());
        if hash <= self.limit && self.hashes.insert(hash) && self.hashes.len() >= GATHERED {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let mut sorted: Vec<u64> = self.hashes.iter().copied().collect();
        let (_, limit, _) = sorted.select_nth_unstable(SMALLEST - 1);
        self.limit = *limit;
        let limit = self.limit;
        self.hashes.retain(|hash| *hash <= limit);
    }

    fn estimate(mut self) -> u64 {
        if self.hashes.len() <= SMALLEST && self.limit == u64::MAX {
            return self.hashes.len() as u64;
        }
        self.cut();
        let share = self.limit as f64 / u64::MAX as f64;
        ((SMALLEST - 1) as f64 / share).round() as u64
    }
}

/// A hash whose bits are even enough to count by: Fx, stirred once (the finish of splitmix64).
fn hash(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut state = rustc_hash::FxHasher::default();
    state.write(bytes);
    let mut mixed = state.finish();
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: impl IntoIterator<Item = String>) -> Column {
        let mut gauge = Gauge::new("x".into(), 0, false, false);
        values.into_iter().for_each(|value| gauge.add(&value));
        gauge.finish()
    }

    #[test]
    fn distinct_values_are_exact_when_few_and_close_when_many() {
        assert_eq!(column((0..4000).map(|i| format!("v{}", i % 37))).distinct, 37);
        for many in [401_u64, 5_000, Column::EXACT] {
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
        assert_eq!(column(["a@x.example".into()]).inferred, Inferred::Mail);
        assert_eq!(column([]).inferred, Inferred::Empty);
    }
}
