//! Cells of a row against the columns of a lead.

use std::hash::{Hash, Hasher};

use plumbline_domain::{
    field::{Field, Kind},
    record::{Cell, Chunk, Record},
};
use rusqlite::{
    Statement,
    types::{ToSqlOutput, ValueRef},
};
use rustc_hash::FxHasher;

use crate::{error::StoreError, table::lead::COLUMN};

/// A set of columns of a lead: one bit per field, and one for `extra`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Columns(u64);

impl Columns {
    const EXTRA: u64 = 1 << Field::COUNT;

    pub(crate) fn add(&mut self, field: Field) {
        self.0 |= 1 << field.index();
    }

    /// The statement that writes so many new leads with these columns, or the first `?1` of them. The number of their import
    /// is `?2`; then come id, identity, stage and the columns of one lead after the other.
    pub(crate) fn insert_sql(self, leads: usize) -> String {
        let names: Vec<&str> = ["id", "identity", "stage"].into_iter().chain(self.names()).collect();
        let row = |lead: usize| {
            let first = 3 + lead * names.len();
            let marks: Vec<String> = (first..first + names.len()).map(|n| format!("?{n}")).collect();
            format!("({},?2)", marks.join(","))
        };
        let rows: Vec<String> = (0..leads).map(row).collect();
        format!(
            // A parameter alone as the limit would have the statement planned anew each time it is bound.
            "INSERT OR FAIL INTO lead({},batch) SELECT * FROM (VALUES {}) LIMIT ?1 + 0",
            names.join(","),
            rows.join(",")
        )
    }

    /// The statement that overwrites identity, stage and these columns of a lead.
    pub(crate) fn update_sql(self) -> String {
        let sets: Vec<String> = std::iter::once("stage")
            .chain(self.names())
            .zip(3..)
            .map(|(name, n)| format!("{name} = ?{n}"))
            .collect();
        format!("UPDATE lead SET identity = coalesce(?2, identity), {} WHERE id = ?1", sets.join(", "))
    }

    pub(crate) fn has(self, field: Field) -> bool {
        self.0 & 1 << field.index() != 0
    }

    /// These less the others.
    pub(crate) fn without(self, others: Columns) -> Columns {
        Columns(self.0 & !others.0)
    }

    pub(crate) fn remove(&mut self, field: Field) {
        self.0 &= !(1 << field.index());
    }

    pub(crate) fn add_extra(&mut self) {
        self.0 |= Self::EXTRA;
    }

    pub(crate) fn join(&mut self, other: Columns) {
        self.0 |= other.0;
    }

    pub(crate) fn covers(self, other: Columns) -> bool {
        other.0 & !self.0 == 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    pub(crate) fn has_extra(self) -> bool {
        self.0 & Self::EXTRA != 0
    }

    pub(crate) fn fields(self) -> impl Iterator<Item = Field> {
        let mut left = self.0 & (Self::EXTRA - 1);
        std::iter::from_fn(move || {
            let field = Field::ALL.get(left.trailing_zeros() as usize).copied()?;
            left &= left - 1;
            Some(field)
        })
    }

    /// Their names, in storage order.
    pub(crate) fn names(self) -> impl Iterator<Item = &'static str> {
        let extra = self.has_extra().then_some("extra");
        self.fields().map(|field| COLUMN[field.index()].as_str()).chain(extra)
    }
}

/// The columns a row says something about.
pub(crate) fn told(record: &Record) -> Columns {
    let mut columns = Columns::default();
    for field in Field::ALL {
        if is_told(field, record.cells[field.index()]) {
            columns.add(field);
        }
    }
    if record.extra.len > 0 {
        columns.add_extra();
    }
    columns
}

/// A cell of another kind than its field, or a number that is none, says nothing.
fn is_told(field: Field, cell: Cell) -> bool {
    match (field.kind(), cell) {
        (Kind::Text, Cell::Text(span)) => span.len > 0,
        (Kind::Number, Cell::Number(number)) => number.is_finite(),
        (Kind::Time, Cell::Time(_)) => true,
        _ => false,
    }
}

/// Binds a cell, borrowed from the chunk.
pub(crate) fn bind(
    statement: &mut Statement<'_>,
    index: usize,
    chunk: &Chunk,
    field: Field,
    cell: Cell,
) -> rusqlite::Result<()> {
    let value = match cell {
        _ if !is_told(field, cell) => ValueRef::Null,
        Cell::Blank => ValueRef::Null,
        Cell::Text(span) => ValueRef::Text(chunk.text(span).as_bytes()),
        Cell::Number(number) => ValueRef::Real(number),
        Cell::Time(at) => ValueRef::Integer(at.0),
    };
    statement.raw_bind_parameter(index, ToSqlOutput::Borrowed(value))
}

/// True if a row says something else of a field than what is stored.
pub(crate) fn differs(chunk: &Chunk, told: Cell, stored: ValueRef<'_>) -> bool {
    match (told, stored) {
        (Cell::Text(span), ValueRef::Text(text)) => chunk.text(span).as_bytes() != text,
        (Cell::Number(told), ValueRef::Real(known)) => told != known,
        (Cell::Time(told), ValueRef::Integer(known)) => told.0 != known,
        _ => true,
    }
}

/// What a field is derived from where a file has no column for it.
pub(crate) fn follows(field: Field) -> &'static [Field] {
    match field {
        Field::Persona => &[Field::Title, Field::Seniority],
        Field::Domain | Field::EmailKind => &[Field::Email],
        _ => &[],
    }
}

/// Headers and values, as `extra` holds them.
pub(crate) type Object = serde_json::Map<String, serde_json::Value>;

/// Reads `extra`; nothing stored is an empty object.
pub(crate) fn object(json: Option<&str>) -> Result<Object, StoreError> {
    json.map_or_else(
        || Ok(Object::new()),
        |json| serde_json::from_str(json).map_err(|_| StoreError::Malformed("extra")),
    )
}

/// True for values that say nothing.
pub(crate) fn is_blank(value: &serde_json::Value) -> bool {
    value.is_null() || value == ""
}

/// What a row makes of the headers a lead has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MergedExtra {
    /// All of them afterwards, as JSON.
    pub(crate) json: String,
    /// Those that had another value before: header, old, new.
    pub(crate) replaced: Vec<(String, String, String)>,
}

/// `known` with what `told` says on top; `None` if that changes nothing. Blank values say nothing, and a late file
/// speaks for blank ones only.
pub(crate) fn merge_extra(
    known: Option<&str>,
    told: &str,
    late: bool,
) -> Result<Option<MergedExtra>, StoreError> {
    if known == Some(told) {
        return Ok(None);
    }
    let mut merged = object(known)?;
    let (mut changed, mut replaced) = (false, Vec::new());
    for (header, value) in object(Some(told))? {
        let before = merged.get(&header).filter(|before| !is_blank(before));
        if is_blank(&value) || before == Some(&value) || late && before.is_some() {
            continue;
        }
        if let Some(before) = before {
            replaced.push((header.clone(), shown(before), shown(&value)));
        }
        merged.insert(header, value);
        changed = true;
    }
    Ok(changed.then(|| MergedExtra { json: serde_json::Value::Object(merged).to_string(), replaced }))
}

/// A value as text.
pub(crate) fn shown(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A stored value as text; empty for a blank.
pub(crate) fn text_of(stored: ValueRef<'_>) -> String {
    match stored {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Integer(at) => at.to_string(),
        ValueRef::Null | ValueRef::Blob(_) => String::new(),
    }
}

/// A told value as text; empty for a blank.
pub(crate) fn text_of_cell(chunk: &Chunk, cell: Cell) -> String {
    match cell {
        Cell::Blank => String::new(),
        Cell::Text(span) => chunk.text(span).to_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Time(at) => at.0.to_string(),
    }
}

/// A hash of everything a row says: rows of one identity with the same hash are the same row.
pub(crate) fn contents(chunk: &Chunk, record: &Record) -> u64 {
    let mut hash = FxHasher::default();
    for (index, cell) in record.cells.iter().enumerate() {
        match cell {
            Cell::Blank => {}
            Cell::Text(span) => (index, chunk.text(*span)).hash(&mut hash),
            Cell::Number(number) => (index, number.to_bits()).hash(&mut hash),
            Cell::Time(at) => (index, at).hash(&mut hash),
        }
    }
    chunk.text(record.extra).hash(&mut hash);
    for passage in record.passages() {
        (passage.stage, passage.at, passage.provenance, passage.reason).hash(&mut hash);
    }
    record.status.hash(&mut hash);
    hash.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extra_values_are_laid_over_the_known_ones_and_blanks_say_nothing() {
        let (known, told) = (r#"{"A":"1","B":"2"}"#, r#"{"B":"","A":"3","C":"4"}"#);
        let merged = merge_extra(Some(known), told, false).unwrap().unwrap();
        assert_eq!(merged.json, r#"{"A":"3","B":"2","C":"4"}"#);
        assert_eq!(merged.replaced, [("A".to_owned(), "1".to_owned(), "3".to_owned())]);
        assert_eq!(merge_extra(Some(&merged.json), r#"{"C":"4","A":null}"#, false).unwrap(), None);
        assert_eq!(merge_extra(None, r#"{"A":""}"#, false).unwrap(), None);
        assert!(
            merge_extra(Some("{"), "{}", false).is_err(),
            "a damaged value is not taken for an empty one"
        );
        let late = merge_extra(Some(known), told, true).unwrap().unwrap();
        assert_eq!(late.json, r#"{"A":"1","B":"2","C":"4"}"#, "a late file fills what is blank");
    }
}
