//! Two leads that were made one become two again, also days later.
//!
//! A merge is a step like any other, and its journal knows every row it moved. It is taken back as a step of its own as long as
//! each of those rows is still as the merge left it: whatever was decided or imported since would be lost otherwise.

use std::collections::HashSet;

use plumbline_domain::{
    ids::{LeadId, OperationId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, types::Value};

use super::{
    apply::{Direction, apply},
    row::{Columns, TRACKED, decode, tracked},
};
use crate::{
    error::StoreError,
    reader::Reader,
    transact::{Change, OpKind, Table},
};

/// A lead that was made part of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The step.
    pub operation: OperationId,
    /// When.
    pub at: Moment,
    /// What it was called: first and last name, else e-mail, else its id; may be empty.
    pub name: String,
    /// False if something was changed since that would be lost.
    pub can_part: bool,
}

impl Reader {
    /// The leads that were made part of `keep` and still are, the newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn merged_into(&self, keep: LeadId) -> Result<Vec<Merged>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT o.id, o.at FROM operation o JOIN undo_entry e ON e.operation = o.id AND e.state = 0
             WHERE o.kind = ?1 AND EXISTS(SELECT 1 FROM undo_step s WHERE s.operation = o.id AND s.lead = ?2)
             ORDER BY o.id DESC",
        )?;
        let steps = read
            .query_map((OpKind::Merge.slug(), keep.0), |row| {
                Ok((OperationId(row.get(0)?), Moment(row.get(1)?)))
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut found = Vec::new();
        for (operation, at) in steps {
            if let Some(name) = name_of_merged(&self.conn, operation)? {
                let can_part = stands(&self.conn, operation)?;
                // Once it was parted, the lead is there again and this step has nothing left to take back.
                if can_part || !is_parted(&self.conn, operation)? {
                    found.push(Merged { operation, at, name, can_part });
                }
            }
        }
        Ok(found)
    }
}

impl Change<'_> {
    /// Takes a merge back, as a step of its own.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such merge; [`StoreError::Taken`] if one of its rows was changed since.
    pub fn part(&mut self, operation: OperationId) -> Result<(), StoreError> {
        let kind: Option<String> = self
            .conn
            .prepare_cached(
                "SELECT o.kind FROM operation o JOIN undo_entry e ON e.operation = o.id AND e.state = 0
                 WHERE o.id = ?1",
            )?
            .query_row([operation.0], |row| row.get(0))
            .optional()?;
        if kind.as_deref() != Some(OpKind::Merge.slug()) || name_of_merged(self.conn, operation)?.is_none() {
            return Err(StoreError::NotFound("merge"));
        }
        if !stands(self.conn, operation)? {
            return Err(StoreError::Taken("merge"));
        }
        apply(self.conn, operation, Direction::Back)
    }
}

/// What the lead was called that a step made part of another; `None` if it did not.
fn name_of_merged(conn: &Connection, operation: OperationId) -> Result<Option<String>, StoreError> {
    let columns = Columns::of(conn, Table::Lead)?;
    let gone: Option<String> = conn
        .prepare_cached("SELECT old FROM undo_step WHERE operation = ?1 AND tbl = 'lead' AND new IS NULL")?
        .query_row([operation.0], |row| row.get(0))
        .optional()?;
    let Some(gone) = gone else { return Ok(None) };
    let row = decode(&gone, columns.names.len())?;
    let text = |name: &str| {
        let at = columns.names.iter().position(|column| column == name);
        match at.and_then(|at| row.get(at)) {
            Some(Value::Text(text)) => text.clone(),
            _ => String::new(),
        }
    };
    let name = format!("{} {}", text("first_name"), text("last_name")).trim().to_owned();
    let known = [name, text("email"), text("external_id")].into_iter().find(|name| !name.is_empty());
    Ok(Some(known.unwrap_or_default()))
}

/// True if every row that a step changed is as the step left it.
fn stands(conn: &Connection, operation: OperationId) -> Result<bool, StoreError> {
    let tables = TRACKED.iter().map(|(table, _)| Columns::of(conn, *table)).collect::<Result<Vec<_>, _>>()?;
    let mut read =
        conn.prepare_cached("SELECT tbl, old, new FROM undo_step WHERE operation = ?1 ORDER BY seq DESC")?;
    let mut rows = read.query([operation.0])?;
    let mut seen = HashSet::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let columns = &tables[tracked(&name)? as usize];
        let (old, new): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        let Some(json) = new.as_ref().or(old.as_ref()) else { continue };
        let values = decode(json, columns.names.len())?;
        let key: Vec<Value> = columns.key.iter().filter_map(|at| values.get(*at).cloned()).collect();
        // A row that the step changed twice is as the last change left it.
        if seen.insert((name, format!("{key:?}"))) && now(conn, columns, key)? != new {
            return Ok(false);
        }
    }
    Ok(true)
}

/// True if the lead that a step took away is there.
fn is_parted(conn: &Connection, operation: OperationId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM undo_step s JOIN lead l ON l.id = s.lead
               WHERE s.operation = ?1 AND s.tbl = 'lead' AND s.new IS NULL";
    Ok(conn.prepare_cached(sql)?.exists([operation.0])?)
}

/// The row with that key, as the journal writes it.
fn now(conn: &Connection, columns: &Columns, key: Vec<Value>) -> Result<Option<String>, StoreError> {
    let tests: Vec<String> = columns
        .key
        .iter()
        .enumerate()
        .map(|(n, at)| format!("{} = ?{}", columns.names[*at], n + 1))
        .collect();
    let sql = format!(
        "SELECT json_array({}) FROM {} WHERE {}",
        columns.names.join(","),
        columns.table,
        tests.join(" AND ")
    );
    let mut read = conn.prepare_cached(&sql)?;
    Ok(read.query_row(rusqlite::params_from_iter(key), |row| row.get(0)).optional()?)
}
