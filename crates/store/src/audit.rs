//! What happened, when: a chain of hashes without personal data.
//!
//! Each row's hash covers the row and the hash before it; `audit_head` keeps the length and the last hash. An edited,
//! dropped or swapped row breaks the chain, a tail that was cut off misses the head. Whoever can rewrite the whole file
//! can rewrite the chain too: it finds accidents and hands that were not careful, it is no seal.

use std::collections::HashMap;

use plumbline_domain::{
    ids::{LeadId, OperationId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::{error::StoreError, hex::hex, reader::Reader, transact::OpKind};

/// One step of the audit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// Its number.
    pub id: OperationId,
    /// When it counts as taken.
    pub at: Moment,
    /// When it was entered, if the clock was set to another moment.
    pub entered_at: Option<Moment>,
    /// What kind of step ([`OpKind::slug`]).
    pub kind: String,
    /// What it did, in words for a menu.
    pub label: String,
}

/// Where the audit stops being true.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFault {
    /// This row was edited, or one before it is missing or was moved.
    Broken(OperationId),
    /// Rows at the end are missing or were added.
    TailCut,
}

/// The moment of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// When it counts as taken.
    pub moment: Moment,
    /// When it was entered, if the clock was set to another moment.
    pub entered_at: Option<Moment>,
}

impl From<Moment> for At {
    fn from(moment: Moment) -> At {
        At { moment, entered_at: None }
    }
}

/// Starts the chain of a new workspace.
pub(crate) fn begin(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute("INSERT INTO audit_head(one, count, hash) VALUES(1, 0, '')", ()).map(drop)
}

/// Adds a row to the chain and returns its number.
pub(crate) fn append(
    conn: &Connection,
    now: impl Into<At>,
    kind: OpKind,
    label: &str,
) -> rusqlite::Result<OperationId> {
    let At { moment, entered_at } = now.into();
    let (count, previous): (i64, String) =
        conn.query_row("SELECT count, hash FROM audit_head", (), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let operation = Operation {
        id: OperationId(count + 1),
        at: moment,
        entered_at,
        kind: kind.slug().to_owned(),
        label: label.to_owned(),
    };
    let hash = link(&previous, &operation);
    conn.prepare_cached(
        "INSERT INTO operation(id, at, kind, label, prev_hash, hash, entered_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute((
        operation.id.0,
        moment.0,
        kind.slug(),
        label,
        &previous,
        &hash,
        entered_at.map(|at| at.0),
    ))?;
    conn.prepare_cached("UPDATE audit_head SET count = ?1, hash = ?2")?.execute((operation.id.0, &hash))?;
    Ok(operation.id)
}

/// The hash of a row: every part with its length before it, so that no two rows share their bytes.
fn link(previous: &str, operation: &Operation) -> String {
    let mut hash = Sha256::new();
    let (id, at) = (operation.id.0.to_be_bytes(), operation.at.0.to_be_bytes());
    let entered = operation.entered_at.map(|at| at.0.to_be_bytes());
    let parts: [&[u8]; 6] = [
        b"plumbline operation 1",
        previous.as_bytes(),
        &id,
        &at,
        operation.kind.as_bytes(),
        operation.label.as_bytes(),
    ];
    // A step of before there was such a moment has the hash it had.
    for part in parts.into_iter().chain(entered.as_ref().map(<[u8; 8]>::as_slice)) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex(&hash.finalize())
}

impl Reader {
    /// The audit, oldest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn operations(&self) -> Result<Vec<Operation>, StoreError> {
        let mut rows =
            self.conn.prepare_cached("SELECT id, at, kind, label, entered_at FROM operation ORDER BY id")?;
        let found = rows.query_map((), |row| {
            Ok(Operation {
                id: OperationId(row.get(0)?),
                at: Moment(row.get(1)?),
                kind: row.get(2)?,
                label: row.get(3)?,
                entered_at: row.get::<_, Option<i64>>(4)?.map(Moment),
            })
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// When decisions about a lead that were made here were entered, by the moment they count from: those of a clock that was
    /// set. Each decision has a moment of its own.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn entered_of(&self, lead: LeadId) -> Result<HashMap<Moment, Moment>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT at, entered_at FROM operation WHERE entered_at IS NOT NULL AND at IN (
               SELECT at FROM stage_event WHERE lead = ?1 AND batch IS NULL
               UNION SELECT since FROM recycling WHERE lead = ?1)",
        )?;
        let found = read.query_map([lead.0], |row| Ok((Moment(row.get(0)?), Moment(row.get(1)?))))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The first fault of the audit; `None` if the chain is whole.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn verify_audit(&self) -> Result<Option<AuditFault>, StoreError> {
        let stored = self
            .conn
            .prepare_cached("SELECT prev_hash, hash FROM operation ORDER BY id")?
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, String)>>>()?;
        let mut previous = String::new();
        for ((number, operation), (before, hash)) in (1..).zip(self.operations()?).zip(stored) {
            let next = link(&previous, &operation);
            if operation.id.0 != number || before != previous || hash != next {
                return Ok(Some(AuditFault::Broken(operation.id)));
            }
            previous = next;
        }
        let head: Option<String> =
            self.conn.query_row("SELECT hash FROM audit_head", (), |row| row.get(0)).optional()?;
        Ok((head != Some(previous)).then_some(AuditFault::TailCut))
    }
}
