//! Which step gave each value of a lead: as far as the undo journal goes back.

use std::collections::HashMap;

use plumbline_domain::{
    field::Field,
    ids::{BatchId, LeadId},
};
use rusqlite::types::Value;

use super::lead::COLUMN;
use crate::{
    error::StoreError,
    reader::Reader,
    transact::Table,
    undo::row::{Columns, decode},
};

/// What gave a value last, after the import that made the lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The import; `None` for a step that somebody took here.
    pub batch: Option<BatchId>,
    /// What the step was called: "Disqualify 3 leads".
    pub label: String,
}

impl Reader {
    /// What changed each field of a lead last, by slug or header. Fields that are as they came with the lead are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn origins_of(&self, lead: LeadId) -> Result<HashMap<String, Origin>, StoreError> {
        let columns = Columns::of(&self.conn, Table::Lead)?;
        let width = columns.names.len();
        let place = |name: &str| columns.names.iter().position(|column| column == name);
        let mut read = self.conn.prepare_cached(
            "SELECT s.old, s.new, b.id, o.label FROM undo_step s
             JOIN undo_entry e ON e.operation = s.operation AND e.state = 0
             JOIN operation o ON o.id = s.operation LEFT JOIN import_batch b ON b.operation = s.operation
             WHERE s.tbl = 'lead' AND s.lead = ?1 AND s.old IS NOT NULL AND s.new IS NOT NULL
             ORDER BY s.operation, s.seq",
        )?;
        let mut found = HashMap::new();
        let mut rows = read.query([lead.0])?;
        while let Some(row) = rows.next()? {
            let (old, new): (String, String) = (row.get(0)?, row.get(1)?);
            let (old, new) = (decode(&old, width)?, decode(&new, width)?);
            let origin = Origin { batch: row.get::<_, Option<i64>>(2)?.map(BatchId), label: row.get(3)? };
            let mut told = |name: String| drop(found.insert(name, origin.clone()));
            for field in Field::ALL {
                if place(&COLUMN[field.index()]).is_some_and(|at| old[at] != new[at]) {
                    told(field.slug().to_owned());
                }
            }
            if let Some(at) = place("extra") {
                let (old, new) = (headers(&old[at])?, headers(&new[at])?);
                new.iter().filter(|pair| !old.contains(pair)).for_each(|(header, _)| told(header.clone()));
            }
        }
        Ok(found)
    }
}

fn headers(cell: &Value) -> Result<Vec<(String, String)>, StoreError> {
    match cell {
        Value::Text(json) => super::lead::extra_pairs(json),
        _ => Ok(Vec::new()),
    }
}
