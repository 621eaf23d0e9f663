//! Entries of picklists: made, named anew, retired and offered again.

use plumbline_domain::{
    ids::ReasonId,
    moment::Moment,
    problem::Rule,
    reason::{Bucket, List},
    record::{ImportedReason, ReasonRow},
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    known::Keys,
    ledger::{Ledger, problem},
    story::Effect,
};
use crate::{error::StoreError, table::reason};

/// Takes in picklist entries.
#[derive(Debug)]
pub(crate) struct ReasonRows {
    keys: Keys,
    met: Vec<ImportedReason>,
}

impl ReasonRows {
    pub(crate) fn new() -> ReasonRows {
        ReasonRows { keys: Keys::new(), met: Vec::new() }
    }

    /// The entries rows refer to by their place in the file.
    pub(crate) fn meet(&mut self, met: Vec<ImportedReason>) {
        self.met.extend(met);
    }

    /// Takes a row in.
    pub(crate) fn row(&mut self, ledger: &mut Ledger<'_>, row: &ReasonRow) -> Result<(), StoreError> {
        let entry = self.met.get(usize::from(row.reason)).ok_or(StoreError::Malformed("reason"))?;
        let label = if entry.label.is_empty() { &entry.key.slug } else { &entry.label };
        let key = self.keys.of(&format!("{}|{}", entry.list as u8, entry.key));
        let contents = self.keys.of(&format!("{}|{label}", row.retired))[0];
        if !ledger.is_first(row.row, key, contents, label) {
            return Ok(());
        }
        let conn = ledger.conn;
        let Some(id) = reason::find(conn, entry.list, &entry.key)? else {
            ledger.count(row.row, Effect::Brought);
            if ledger.batch().is_some() {
                let id = reason::add(conn, entry.list, &entry.key, label)?;
                if row.retired {
                    retire(ledger, id.0, Some(ledger.as_of))?;
                }
            }
            return Ok(());
        };
        if id == ReasonId::NOT_GIVEN {
            // Our own list names it; it is as it is.
            ledger.count(row.row, Effect::Nothing);
            return Ok(());
        }
        let known: Option<(String, Option<i64>)> = conn
            .prepare_cached("SELECT label, retired_at FROM reason WHERE id = ?1")?
            .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((known, retired_at)) = known else { return Err(StoreError::Malformed("reason")) };
        let (renamed, mut turned) = (known != *label, retired_at.is_some() != row.retired);
        // What the form refuses, no file does either; the rest of the row is taken.
        if turned && row.retired && is_last(conn, id, entry.list, entry.key.bucket)? {
            turned = false;
            ledger.keep(vec![problem(row.row, label, Rule::ReasonInvalid, STAYS)]);
        }
        ledger.count(row.row, if renamed || turned { Effect::Changed } else { Effect::Nothing });
        if ledger.batch().is_some() {
            if renamed {
                conn.prepare_cached("UPDATE reason SET label = ?2 WHERE id = ?1")?.execute((id.0, label))?;
            }
            if turned {
                retire(ledger, id.0, row.retired.then_some(ledger.as_of))?;
            }
        }
        Ok(())
    }
}

/// What is said of an entry that stays in use.
const STAYS: &str = "This reason stays in use: it is the last of its picklist, or the last that asks for words where no other \
                     reason fits. Add another one before it is retired.";

/// True if without this entry nobody could decide any more, or nobody could say in words what no other reason says.
fn is_last(conn: &Connection, id: ReasonId, list: List, bucket: Bucket) -> rusqlite::Result<bool> {
    let others = |of_bucket: Option<Bucket>| -> rusqlite::Result<bool> {
        conn.prepare_cached(
            "SELECT 1 FROM reason WHERE id <> ?1 AND id <> ?2 AND list = ?3 AND retired_at IS NULL
             AND (?4 IS NULL OR bucket = ?4)",
        )?
        .exists((id.0, ReasonId::NOT_GIVEN.0, list as u8, of_bucket.map(|bucket| bucket as u8)))
    };
    let asks = list == List::Rejection && bucket == Bucket::Other;
    Ok(!others(None)? || asks && !others(Some(Bucket::Other))?)
}

fn retire(ledger: &Ledger<'_>, reason: i64, at: Option<Moment>) -> rusqlite::Result<()> {
    ledger
        .conn
        .prepare_cached("UPDATE reason SET retired_at = ?2 WHERE id = ?1")?
        .execute((reason, at.map(|at| at.0)))
        .map(drop)
}

/// Bucket and label of an entry.
pub(crate) fn bucket_and_label(conn: &Connection, id: ReasonId) -> Result<(Bucket, String), StoreError> {
    let (bucket, label): (u8, String) = conn
        .prepare_cached("SELECT bucket, label FROM reason WHERE id = ?1")?
        .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((*Bucket::ALL.get(usize::from(bucket)).ok_or(StoreError::Malformed("bucket"))?, label))
}
