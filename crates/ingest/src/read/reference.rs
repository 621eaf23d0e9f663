//! A contact or a company, found by the key that leads carry.

use plumbline_domain::{
    field::Field,
    problem::Problem,
    record::{Cell, Chunk, ReferenceRow},
    shape::Shape,
};

use super::{
    cells::{Columns, TextColumn, lacking},
    row,
};
use crate::table::records::Entry;

/// What reading contacts or companies needs to know: what reading leads does, and which field is the key.
pub(super) struct References {
    pub(super) cells: row::Rows,
    key: Field,
    key_column: TextColumn,
}

impl References {
    pub(super) fn new(columns: Columns<'_>, cells: row::Rows) -> References {
        let key = match columns.mapping.shape {
            Shape::CompanyPerRow => Field::CompanyId,
            _ => Field::ContactId,
        };
        References { cells, key, key_column: columns.text(key) }
    }

    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<ReferenceRow> {
        let record = self.cells.cells_alone(entry, chunk, problems);
        let Cell::Text(key) = record.cells[self.key.index()] else {
            problems.push(lacking(entry, &self.key_column));
            return None;
        };
        Some(ReferenceRow { row: entry.number, key, cells: record.cells, extra: record.extra })
    }
}
