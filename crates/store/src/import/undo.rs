//! Takes an import back, at once or days later.
//!
//! Leads it created are one range of ids and go by it; what it overwrote is in the journal. It is refused if a later step
//! changed any of these leads: putting the old values back would silently take that step back too.

use plumbline_domain::{
    ids::{BatchId, LeadId, OperationId},
    moment::Moment,
};
use rusqlite::{Connection, TransactionBehavior};

use super::bulk;
use crate::{
    audit,
    error::{Dependent, StoreError, UndoImportError},
    table::import_batch::{self, Batch},
    transact::{Done, OpKind, Table},
    undo::{self as history, apply, apply::Direction, journal},
};

/// From this many created leads on, building the index anew is faster than taking them out of it one by one.
const MANY: u64 = 20_000;

/// Takes `id` back.
pub(crate) fn undo_import(
    conn: &mut Connection,
    id: BatchId,
    now: Moment,
) -> Result<Done<()>, UndoImportError> {
    let batch = import_batch::find(conn, id)?;
    if batch.undone_at.is_some() {
        return Err(UndoImportError::Undone);
    }
    if batch.counts.created < MANY {
        return take_back(conn, &batch, now);
    }
    // Nothing but their events refers to leads, and those go with them.
    conn.execute_batch("PRAGMA foreign_keys = OFF")?;
    let done = take_back(conn, &batch, now);
    // Outside a transaction this pragma has nothing to fail on; taken back or not is settled by now.
    let _ = conn.execute_batch("PRAGMA foreign_keys = ON");
    done
}

fn take_back(conn: &mut Connection, batch: &Batch, now: Moment) -> Result<Done<()>, UndoImportError> {
    let id = batch.id;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    refuse_if_depended_on(&tx, batch)?;
    let operation = audit::append(&tx, now, OpKind::UndoImport, &format!("Undo import {id}"))?;
    history::forget_undone(&tx)?;
    let mut changed = journal::tables(&tx, batch.operation)?;
    if batch.counts.updated > 0 && changed.is_empty() {
        return Err(UndoImportError::Forgotten);
    }
    // Created leads go first: nothing else names them, and reasons they used become free.
    if let Some((first, last)) = batch.created_leads {
        if batch.counts.created < MANY {
            delete_range(&tx, (first, last))?;
        } else {
            let index = bulk::strip(&tx)?;
            delete_range(&tx, (first, last))?;
            bulk::dress(&tx, &index)?;
        }
        changed.extend([Table::Lead, Table::StageEvent]);
    }
    keep_used_reasons(&tx, batch.operation)?;
    apply::apply(&tx, batch.operation, Direction::Back)?;
    history::forget(&tx, batch.operation)?;
    tx.execute("UPDATE import_batch SET undone_at = ?2 WHERE id = ?1", (id.0, now.0))?;
    tx.commit()?;
    changed.sort();
    changed.dedup();
    Ok(Done { value: (), operation, changed })
}

fn delete_range(conn: &Connection, (first, last): (LeadId, LeadId)) -> rusqlite::Result<()> {
    let others =
        "SELECT EXISTS(SELECT 1 FROM lead WHERE id < ?1) OR EXISTS(SELECT 1 FROM lead WHERE id > ?2)";
    let range = (first.0, last.0);
    if conn.query_row(others, range, |row| row.get(0))? {
        conn.execute("DELETE FROM stage_event WHERE lead BETWEEN ?1 AND ?2", range)?;
        conn.execute("DELETE FROM lead WHERE id BETWEEN ?1 AND ?2", range)?;
    } else {
        // Without a condition SQLite lets go of whole tables instead of rows.
        conn.execute_batch("DELETE FROM stage_event; DELETE FROM lead;")?;
    }
    Ok(())
}

fn refuse_if_depended_on(conn: &Connection, batch: &Batch) -> Result<(), UndoImportError> {
    let (first, last) = batch.created_leads.map_or((0, -1), |(first, last)| (first.0, last.0));
    let dependents = conn
        .prepare(include_str!("dependents.sql"))?
        .query_map((batch.operation.0, first, last), |row| {
            Ok(Dependent { operation: OperationId(row.get(0)?), label: row.get(1)?, leads: row.get(2)? })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    if !dependents.is_empty() {
        return Err(UndoImportError::DependedOn(dependents));
    }
    match history::wall_after(conn, batch.operation)? {
        Some(_) => Err(UndoImportError::Walled),
        None => Ok(()),
    }
}

/// Reasons this import added stay if something that came later uses them.
fn keep_used_reasons(conn: &Connection, operation: OperationId) -> Result<(), StoreError> {
    conn.execute(include_str!("keep_used_reasons.sql"), [operation.0])?;
    Ok(())
}
