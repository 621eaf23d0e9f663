//! The statement that writes new leads: the innermost of a first import.

use plumbline_domain::{
    ids::{BatchId, LeadId},
    record::{Chunk, Record},
    stage::Stage,
};
use rusqlite::{Connection, Statement, types::Null};

use super::cells::{self, Columns};
use crate::error::StoreError;

/// Leads that are written by one statement, which costs about as much to start as a lead to write. More of them would have
/// more text bound at once than SQLite has small pieces of memory at hand.
const TOGETHER: usize = 4;

/// Writes new leads. Those that came last wait for others to come; see [`NewLeads::flush`].
///
/// The statement does not take back what it has done if it fails ([`Columns::insert_sql`]): the import ends then, and takes
/// back everything.
#[derive(Default)]
pub(crate) struct NewLeads<'c> {
    /// The columns some row has told so far. Those the file never fills are left out of the statement.
    columns: Columns,
    statement: Option<Statement<'c>>,
    /// The columns that were last bound in each place: a parameter keeps its value, and most that are blank are blank in row
    /// after row.
    bound: [Columns; TOGETHER],
    waiting: usize,
}

impl<'c> NewLeads<'c> {
    /// Writes a lead that a row tells, and the columns the row says something about.
    pub(crate) fn write(
        &mut self,
        conn: &'c Connection,
        (lead, stage, batch): (LeadId, Option<Stage>, BatchId),
        chunk: &Chunk,
        (record, told): (&Record, Columns),
    ) -> Result<(), StoreError> {
        if self.statement.is_none() || !self.columns.covers(told) {
            self.flush()?;
            self.columns.join(told);
            let mut statement = conn.prepare(&self.columns.insert_sql(TOGETHER))?;
            statement.raw_bind_parameter(2, batch.0)?;
            self.statement = Some(statement);
            self.bound = [Columns::default(); TOGETHER];
        }
        let (Some(statement), Some(bound)) = (&mut self.statement, self.bound.get_mut(self.waiting)) else {
            return Ok(());
        };
        let mut index = 3 + self.waiting * (3 + self.columns.len());
        statement.raw_bind_parameter(index, lead.0)?;
        statement.raw_bind_parameter(index + 1, chunk.text(record.identity))?;
        statement.raw_bind_parameter(index + 2, stage.map(Stage::code))?;
        index += 3;
        for field in self.columns.fields() {
            if told.has(field) {
                cells::bind(statement, index, chunk, field, record.cells[field.index()])?;
            } else if bound.has(field) {
                statement.raw_bind_parameter(index, Null)?;
            }
            index += 1;
        }
        if told.has_extra() {
            statement.raw_bind_parameter(index, chunk.text(record.extra))?;
        } else if bound.has_extra() {
            statement.raw_bind_parameter(index, Null)?;
        }
        *bound = told;
        self.waiting += 1;
        if self.waiting == TOGETHER { self.flush() } else { Ok(()) }
    }

    /// Writes the leads that wait for others. They have to be there before anything that refers to them, and before leads are
    /// read.
    pub(crate) fn flush(&mut self) -> Result<(), StoreError> {
        let waiting = std::mem::take(&mut self.waiting);
        if let Some(statement) = self.statement.as_mut().filter(|_| waiting > 0) {
            statement.raw_bind_parameter(1, waiting as i64)?;
            statement.raw_execute()?;
        }
        Ok(())
    }
}
