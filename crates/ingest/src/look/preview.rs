//! The first rows of the table as they will be read, before they mean anything.

use super::{Look, LookError, repeats};
use crate::{source::Source, table::Records};

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewRow {
    /// Counted from 1.
    pub row: u64,
    /// Its cells as they stand in the file; a ragged row has fewer or more than the header.
    pub cells: Vec<String>,
}

/// The first `limit` rows of the table.
pub fn preview(source: &Source, look: &Look, limit: usize) -> Result<Vec<PreviewRow>, LookError> {
    let mut records = Records::open(source, look.decoded.encoding, look.dialect)?;
    let mut rows = Vec::new();
    while rows.len() < limit
        && let Some(entry) = records.next()?
    {
        if entry.number > look.last_row {
            break;
        }
        let is_left_out = || look.totals.contains(&entry.number) || repeats(&entry, &look.raw_headers);
        if entry.number <= look.header_row || entry.is_blank() || is_left_out() {
            continue;
        }
        rows.push(PreviewRow { row: entry.number, cells: entry.cells().map(str::to_owned).collect() });
    }
    Ok(rows)
}
