//! How fields of leads changed, as a history says it or as two files that came one after the other show.

use plumbline_domain::{
    event::Provenance,
    ids::{BatchId, LeadId},
    moment::Moment,
};
use rusqlite::Row;

use super::stage_event::code;
use crate::{error::StoreError, reader::Reader};

/// A field of a lead changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// Whose.
    pub lead: LeadId,
    /// Slug of a canonical field, or a header.
    pub field: String,
    /// When (latest possible).
    pub at: Moment,
    /// Earliest possible; equals `at` unless bounded.
    pub not_before: Moment,
    /// Before; empty for a blank.
    pub old: String,
    /// After; empty for a blank. Moments are milliseconds since 1970.
    pub new: String,
    /// Recorded in a history, or bounded between two files.
    pub provenance: Provenance,
    /// Who did it, as the file names them.
    pub by: Option<String>,
    /// The import it came with.
    pub batch: Option<BatchId>,
}

fn change(row: &Row<'_>) -> Result<FieldChange, StoreError> {
    let at: i64 = row.get(2)?;
    Ok(FieldChange {
        lead: LeadId(row.get(0)?),
        field: row.get(1)?,
        at: Moment(at),
        not_before: Moment(row.get::<_, Option<i64>>(3)?.unwrap_or(at)),
        old: row.get(4)?,
        new: row.get(5)?,
        provenance: code(row, 6)?
            .and_then(Provenance::from_code)
            .ok_or(StoreError::Malformed("field change"))?,
        by: row.get(7)?,
        batch: row.get::<_, Option<i64>>(8)?.map(BatchId),
    })
}

impl Reader {
    /// How the fields of one lead changed, in time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn field_changes_of(&self, lead: LeadId) -> Result<Vec<FieldChange>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT lead, field, at, not_before, old, new, provenance, by_name, batch FROM field_change
             WHERE lead = ?1 ORDER BY at, field, new",
        )?;
        read.query_and_then([lead.0], change)?.collect()
    }
}
