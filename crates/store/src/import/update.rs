//! What a row says about a lead that is here.

use plumbline_domain::{
    field::Field,
    moment::Moment,
    record::{Cell, Chunk, Record},
    stage::Stage,
};
use rusqlite::Row;

use super::{
    cells::{self, Columns, MergedExtra},
    story::Frame,
};
use crate::error::StoreError;

/// What a row changes about a lead that is here.
pub(super) struct Update {
    pub(super) stage: Option<Stage>,
    pub(super) columns: Columns,
    pub(super) extra: Option<MergedExtra>,
    /// The identity it had, if it takes a new one.
    pub(super) left: Option<String>,
}

/// The fields that had another value before, where the file is of a later moment than the one before it: name,
/// old, new. `first` is the position of the first field in `row`.
pub(super) fn replaced(
    (row, first): (&Row<'_>, usize),
    columns: Columns,
    (chunk, record): (&Chunk, &Record),
    frame: Frame,
) -> Result<Vec<(String, String, String)>, StoreError> {
    let mut replaced = Vec::new();
    if frame.seen.is_none_or(|seen| seen >= frame.as_of) {
        return Ok(replaced);
    }
    for field in columns.fields() {
        let old = cells::text_of(row.get_ref(first + field.index())?);
        if !old.is_empty() {
            let new = cells::text_of_cell(chunk, record.cells[field.index()]);
            replaced.push((field.slug().to_owned(), old, new));
        }
    }
    Ok(replaced)
}

/// True if the row's status is the one that is known, to the letter; `first` is the position of the first field in `known`.
pub(super) fn says_again(known: &Row<'_>, first: usize, chunk: &Chunk, told: &Record) -> bool {
    let Cell::Text(status) = told.cells[Field::Status.index()] else { return false };
    let known = known.get_ref(first + Field::Status.index()).ok().and_then(|cell| cell.as_str().ok());
    known == Some(chunk.text(status))
}

/// When the row says the lead was created.
pub(super) fn created_at(record: &Record) -> Option<Moment> {
    time(record, Field::CreatedAt)
}

/// When the row says sales first reached the lead.
pub(super) fn contacted(record: &Record) -> Option<Moment> {
    time(record, Field::FirstContactAt)
}

fn time(record: &Record, field: Field) -> Option<Moment> {
    match record.cells[field.index()] {
        Cell::Time(at) => Some(at),
        _ => None,
    }
}
