//! The numbers of a chart with their types: as people read them, and as files have them.

use plumbline_stats::Interval;

use crate::{chart::Table, words};

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// There is no such number.
    Nothing,
    /// A name.
    Text(String),
    /// How many.
    Count(u64),
    /// A proportion from 0 to 1.
    Share(f64),
    /// A difference of proportions.
    Points(f64),
    /// Hours.
    Hours(f64),
    /// Money.
    Amount(f64),
    /// The interval of a proportion.
    Shares(Interval),
    /// The interval of a difference.
    PointsBetween(Interval),
    /// The interval of an amount; without an upper end if that is infinite.
    Amounts(Interval),
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As people read it.
    pub label: String,
    /// As files have it. A column of intervals becomes two: this with `lower` and with `upper` behind it.
    pub key: String,
    /// True for a column of intervals.
    pub is_interval: bool,
}

/// Rows of typed cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Data {
    /// What is shown.
    pub caption: String,
    /// Headers.
    pub columns: Vec<Column>,
    /// As many cells per row as there are columns.
    pub rows: Vec<Vec<Value>>,
}

impl Column {
    /// A column of single values.
    pub fn new(label: impl Into<String>, key: impl Into<String>) -> Column {
        Column { label: label.into(), key: key.into(), is_interval: false }
    }

    /// A column of 95 % intervals; `prefix` stands before `lower` and `upper`.
    pub fn interval(label: impl Into<String>, prefix: impl Into<String>) -> Column {
        Column { label: label.into(), key: prefix.into(), is_interval: true }
    }
}

impl Value {
    /// A proportion, if there is one.
    pub fn share(share: Option<f64>) -> Value {
        share.map_or(Value::Nothing, Value::Share)
    }

    /// The interval of a proportion, if there is one.
    pub fn shares(interval: Option<Interval>) -> Value {
        interval.map_or(Value::Nothing, Value::Shares)
    }

    /// As people read it.
    fn words(&self) -> String {
        match self {
            Value::Nothing => "–".to_owned(),
            Value::Text(text) => text.clone(),
            Value::Count(n) => words::count(*n),
            Value::Share(share) => words::percent(*share),
            Value::Points(difference) => words::points(*difference),
            Value::Hours(hours) => format!("{hours:.1}\u{a0}h"),
            Value::Amount(amount) => words::amount(*amount),
            Value::Shares(interval) => words::interval(*interval),
            Value::PointsBetween(interval) => words::points_between(*interval),
            Value::Amounts(interval) if interval.upper.is_finite() => {
                format!("{} to {}", words::amount(interval.lower), words::amount(interval.upper))
            }
            Value::Amounts(interval) => format!("{} or more", words::amount(interval.lower)),
        }
    }

    /// The ends of an interval; `None` for other values.
    fn ends(&self) -> Option<Interval> {
        match self {
            Value::Shares(interval) | Value::PointsBetween(interval) | Value::Amounts(interval) => {
                Some(*interval)
            }
            _ => None,
        }
    }
}

/// A plain value of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Plain {
    /// No value.
    Nothing,
    /// Text.
    Text(String),
    /// A whole number.
    Count(u64),
    /// Any other number: shares from 0 to 1, durations in hours.
    Number(f64),
}

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Plain::Nothing => Ok(()),
            Plain::Text(text) => f.write_str(text),
            Plain::Count(n) => write!(f, "{n}"),
            Plain::Number(number) => write!(f, "{number:.4}"),
        }
    }
}

impl Data {
    /// As people read it.
    pub fn table(&self) -> Table {
        Table {
            caption: self.caption.clone(),
            columns: self.columns.iter().map(|column| column.label.clone()).collect(),
            rows: self.rows.iter().map(|row| row.iter().map(Value::words).collect()).collect(),
        }
    }

    /// The keys of its plain columns.
    pub fn keys(&self) -> Vec<String> {
        let keys = self.columns.iter().flat_map(|column| match column.is_interval {
            false => vec![column.key.clone()],
            true => vec![format!("{}lower", column.key), format!("{}upper", column.key)],
        });
        keys.collect()
    }

    /// Its rows as plain values, as many as there are keys.
    pub fn plain(&self) -> Vec<Vec<Plain>> {
        let number = |number: f64| if number.is_finite() { Plain::Number(number) } else { Plain::Nothing };
        let cell = |(column, value): (&Column, &Value)| match (column.is_interval, value) {
            (true, value) => match value.ends() {
                Some(ends) => vec![number(ends.lower), number(ends.upper)],
                None => vec![Plain::Nothing, Plain::Nothing],
            },
            (false, Value::Text(text)) => vec![Plain::Text(text.clone())],
            (false, Value::Count(n)) => vec![Plain::Count(*n)],
            (false, Value::Share(x) | Value::Points(x) | Value::Hours(x) | Value::Amount(x)) => {
                vec![number(*x)]
            }
            (false, _) => vec![Plain::Nothing],
        };
        self.rows.iter().map(|row| self.columns.iter().zip(row).flat_map(cell).collect()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_is_one_cell_for_people_and_two_for_files() {
        let data = Data {
            caption: "Acceptance".to_owned(),
            columns: vec![Column::new("Source", "source"), Column::interval("95 % interval", "before_")],
            rows: vec![
                vec![Value::Text("Event".to_owned()), Value::Shares(Interval { lower: 0.5, upper: 0.75 })],
                vec![Value::Text("Referral".to_owned()), Value::Nothing],
            ],
        };
        assert_eq!(data.keys(), ["source", "before_lower", "before_upper"]);
        assert_eq!(data.table().rows[0][1], "50 to 75\u{a0}%");
        let plain: Vec<Vec<String>> =
            data.plain().iter().map(|row| row.iter().map(ToString::to_string).collect()).collect();
        assert_eq!(plain, [["Event", "0.5000", "0.7500"], ["Referral", "", ""]]);
        assert_eq!(
            Value::PointsBetween(Interval { lower: -0.023, upper: 0.311 }).words(),
            "−2.3 to +31.1\u{a0}points"
        );
    }
}
