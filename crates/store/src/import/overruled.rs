//! Values that somebody decided against by merging two leads. The files of both go on saying theirs: saying one again is no
//! news, until it is another one.

use plumbline_domain::{
    ids::LeadId,
    record::{Chunk, Record},
};
use rusqlite::{Connection, Row, Statement};

use super::cells::{self, Columns, text_of, text_of_cell};
use crate::error::StoreError;

/// Finds them: a merge keeps them as changes of fields that were made here.
pub(crate) struct Overruled<'c> {
    select: Statement<'c>,
}

impl<'c> Overruled<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Overruled<'c>, StoreError> {
        Ok(Overruled {
            select: conn.prepare(
                "SELECT 1 FROM field_change
                 WHERE lead = ?1 AND field = ?2 AND old = ?3 AND new = ?4 AND batch IS NULL",
            )?,
        })
    }

    /// The fields of which a row says again what was decided against; `first` is the position of the first field in `known`.
    pub(crate) fn told_again(
        &mut self,
        lead: LeadId,
        (known, first): (&Row<'_>, usize),
        chunk: &Chunk,
        record: &Record,
    ) -> Result<Columns, StoreError> {
        let mut again = Columns::default();
        for field in cells::told(record).fields() {
            let (told, cell) = (record.cells[field.index()], known.get_ref(first + field.index())?);
            if cells::differs(chunk, told, cell)
                && self.select.exists((lead.0, field.slug(), text_of_cell(chunk, told), text_of(cell)))?
            {
                again.add(field);
            }
        }
        Ok(again)
    }
}
