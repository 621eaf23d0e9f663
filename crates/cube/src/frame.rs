//! Leads as columns: what criteria, splits, lists and sorting read.

mod patch;

use std::{
    hash::BuildHasher,
    sync::{Arc, OnceLock},
};

use plumbline_domain::{
    field::{FieldName, Kind},
    ids::LeadId,
    moment::Moment,
};
use rustc_hash::{FxBuildHasher, FxHashMap};

/// The blank value of a [`Column::Time`].
pub const BLANK_TIME: i64 = i64::MIN;

/// One field of all leads, in the order of the frame's rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Dictionary-encoded text.
    Text(TextColumn),
    /// Numbers; NaN is blank.
    Number(Vec<f64>),
    /// Milliseconds since 1970 (UTC); [`BLANK_TIME`] is blank.
    Time(Vec<i64>),
}

impl Column {
    /// A column of `rows` blanks.
    pub fn blank(kind: Kind, rows: usize) -> Column {
        match kind {
            Kind::Text => Column::Text(TextColumn::blank(rows)),
            Kind::Number => Column::Number(vec![f64::NAN; rows]),
            Kind::Time => Column::Time(vec![BLANK_TIME; rows]),
        }
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        match self {
            Column::Text(text) => text.codes.len(),
            Column::Number(numbers) => numbers.len(),
            Column::Time(times) => times.len(),
        }
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What its values are.
    pub fn kind(&self) -> Kind {
        match self {
            Column::Text(_) => Kind::Text,
            Column::Number(_) => Kind::Number,
            Column::Time(_) => Kind::Time,
        }
    }

    /// The value of a row; blank for a row that does not exist.
    pub fn value(&self, row: usize) -> Value<'_> {
        match self {
            Column::Text(text) => match text.text(row) {
                "" => Value::Blank,
                text => Value::Text(text),
            },
            Column::Number(numbers) => match numbers.get(row) {
                Some(number) if !number.is_nan() => Value::Number(*number),
                _ => Value::Blank,
            },
            Column::Time(times) => match times.get(row) {
                Some(&at) if at != BLANK_TIME => Value::Time(Moment(at)),
                _ => Value::Blank,
            },
        }
    }
}

/// One value of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// The lead has none.
    Blank,
    /// Text, not empty.
    Text(&'a str),
    /// A number.
    Number(f64),
    /// A moment.
    Time(Moment),
}

/// Text by code: each distinct text is kept once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextColumn {
    /// The distinct texts; entry 0 is the empty text and means blank.
    pub dictionary: Vec<Box<str>>,
    /// One index into the dictionary per row.
    pub codes: Vec<u32>,
}

impl TextColumn {
    /// A column of `rows` blanks.
    pub fn blank(rows: usize) -> TextColumn {
        TextColumn { dictionary: vec![Box::from("")], codes: vec![0; rows] }
    }

    /// The text of a row; empty if blank or if there is no such row.
    pub fn text(&self, row: usize) -> &str {
        let entry = self.codes.get(row).and_then(|&code| self.dictionary.get(code as usize));
        entry.map_or("", |text| text)
    }

    /// The code of `text`, if some row ever had it. Looks at every entry: for queries, not for rows.
    pub fn code_of(&self, text: &str) -> Option<u32> {
        self.dictionary.iter().position(|entry| **entry == *text).map(|code| code as u32)
    }
}

/// Builds a [`TextColumn`] row by row from borrowed text.
#[derive(Debug)]
pub struct TextBuilder {
    column: TextColumn,
    // Hash of a text -> its first code; the few collisions are found by comparing and chained through `next`.
    heads: FxHashMap<u64, u32>,
    next: Vec<u32>,
}

impl Default for TextBuilder {
    fn default() -> Self {
        TextBuilder::with_capacity(0)
    }
}

impl TextBuilder {
    /// A builder with room for `rows`.
    pub fn with_capacity(rows: usize) -> TextBuilder {
        let column = TextColumn { dictionary: vec![Box::from("")], codes: Vec::with_capacity(rows) };
        TextBuilder { column, heads: FxHashMap::default(), next: vec![0] }
    }

    /// Appends a row; empty text is blank.
    pub fn push(&mut self, text: &str) {
        let code = self.code(text);
        self.column.codes.push(code);
    }

    /// Sets a row that may lie beyond the last one; rows skipped are blank.
    pub fn set(&mut self, row: usize, text: &str) {
        let code = self.code(text);
        if row >= self.column.codes.len() {
            self.column.codes.resize(row + 1, 0);
        }
        self.column.codes[row] = code;
    }

    /// The column, padded with blanks to at least `rows`.
    pub fn finish(mut self, rows: usize) -> TextColumn {
        if self.column.codes.len() < rows {
            self.column.codes.resize(rows, 0);
        }
        self.column
    }

    /// The column whose rows have these of the codes that [`TextBuilder::code`] gave.
    pub(crate) fn finish_with(self, codes: Vec<u32>) -> TextColumn {
        TextColumn { codes, ..self.column }
    }

    /// The code of a text, which goes into the dictionary if it is not there yet.
    pub(crate) fn code(&mut self, text: &str) -> u32 {
        if text.is_empty() {
            return 0;
        }
        let hash = FxBuildHasher.hash_one(text);
        let head = self.heads.get(&hash).copied().unwrap_or(0);
        let mut code = head;
        while code != 0 {
            if *self.column.dictionary[code as usize] == *text {
                return code;
            }
            code = self.next[code as usize];
        }
        let code = self.column.dictionary.len() as u32;
        self.column.dictionary.push(Box::from(text));
        self.next.push(head);
        self.heads.insert(hash, code);
        code
    }
}

/// Leads as columns. Rows are in ascending order of [`LeadId`].
///
/// A column may be declared before its values are read: the first chart of a large workspace needs none of them, and
/// each is filled when somebody first asks for it, also while others read the frame. A copy of a frame has its columns in common
/// with it until one of both is patched.
#[derive(Clone, Debug, Default)]
pub struct Frame {
    leads: Arc<Vec<LeadId>>,
    columns: FxHashMap<FieldName, Arc<OnceLock<Column>>>,
}

impl Frame {
    /// A frame without columns. `leads` are sorted here if they are not; repeated ones are kept once.
    pub fn new(mut leads: Vec<LeadId>) -> Frame {
        if !leads.is_sorted() {
            leads.sort_unstable();
        }
        leads.dedup();
        Frame { leads: Arc::new(leads), columns: FxHashMap::default() }
    }

    /// Sets a column; a column shorter or longer than the frame is filled with blanks or cut.
    pub fn set_column(&mut self, name: FieldName, column: Column) {
        let column = self.fitted(column);
        self.columns.insert(name, Arc::new(OnceLock::from(column)));
    }

    /// Announces a column whose values come later.
    pub fn declare(&mut self, name: FieldName) {
        self.columns.entry(name).or_default();
    }

    /// Gives a declared column its values; does nothing if it has some already or was not declared.
    pub fn fill(&self, name: &FieldName, column: Column) {
        if let Some(slot) = self.columns.get(name) {
            slot.get_or_init(|| self.fitted(column));
        }
    }

    /// True for a column that was declared and has no values yet.
    pub fn awaits(&self, name: &FieldName) -> bool {
        self.columns.get(name).is_some_and(|slot| slot.get().is_none())
    }

    fn fitted(&self, mut column: Column) -> Column {
        let rows = self.leads.len();
        match &mut column {
            Column::Text(text) => text.codes.resize(rows, 0),
            Column::Number(numbers) => numbers.resize(rows, f64::NAN),
            Column::Time(times) => times.resize(rows, BLANK_TIME),
        }
        column
    }

    /// The column, if it has values.
    pub fn column(&self, name: &FieldName) -> Option<&Column> {
        self.columns.get(name)?.get()
    }

    /// The names of the columns that are set or declared, sorted.
    pub fn names(&self) -> Vec<&FieldName> {
        let mut names: Vec<&FieldName> = self.columns.keys().collect();
        names.sort_unstable();
        names
    }

    /// How many leads there are.
    pub fn rows(&self) -> usize {
        self.leads.len()
    }

    /// All leads, ascending.
    pub fn leads(&self) -> &[LeadId] {
        &self.leads
    }

    /// The lead of a row.
    pub fn lead(&self, row: u32) -> Option<LeadId> {
        self.leads.get(row as usize).copied()
    }

    /// The row of a lead.
    pub fn row(&self, lead: LeadId) -> Option<u32> {
        self.leads.binary_search(&lead).ok().map(|row| row as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_kept_once_and_blanks_have_code_zero() {
        let mut builder = TextBuilder::default();
        for text in ["Referral", "", "Event", "Referral"] {
            builder.push(text);
        }
        builder.set(6, "Event");
        let column = builder.finish(8);
        assert_eq!(column.codes, [1, 0, 2, 1, 0, 0, 2, 0]);
        assert_eq!(column.dictionary.len(), 3, "the blank and two texts");
        assert_eq!(column.text(3), "Referral");
        assert_eq!(column.text(99), "", "no such row is blank, not a panic");
    }

    #[test]
    fn a_column_always_has_one_value_per_lead() {
        let mut frame = Frame::new(vec![LeadId(9), LeadId(3), LeadId(3)]);
        frame.set_column(FieldName::parse("score"), Column::Number(vec![4.0]));
        let column = frame.column(&FieldName::parse("score")).expect("it was set");
        assert_eq!((column.value(0), column.value(1)), (Value::Number(4.0), Value::Blank));
        assert_eq!(frame.row(LeadId(9)), Some(1));
    }

    #[test]
    fn a_declared_column_is_filled_once_while_others_read() {
        let mut frame = Frame::new(vec![LeadId(3), LeadId(9)]);
        let score = FieldName::parse("score");
        frame.declare(score.clone());
        assert!(frame.awaits(&score) && frame.column(&score).is_none());
        frame.fill(&score, Column::Number(vec![1.0]));
        frame.fill(&score, Column::Number(vec![2.0]));
        assert_eq!(frame.column(&score).map(|column| column.value(0)), Some(Value::Number(1.0)));
        frame.fill(&FieldName::parse("undeclared"), Column::Number(Vec::new()));
        assert_eq!(frame.names(), [&score]);
    }
}
