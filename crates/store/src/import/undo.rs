//! Takes an import back, at once or days later.
//!
//! Leads it created are one range of ids and go by it, all other rows it brought carry its number; what it overwrote is in
//! the journal. It is refused if a later step changed any of these leads, deals or references, or told of them: see
//! [`dependents`].

use plumbline_domain::{
    ids::{BatchId, LeadId, OperationId},
    shape::Shape,
};
use rusqlite::{Connection, TransactionBehavior};

use super::{bulk, dependents};
use crate::{
    audit::{self, At},
    error::{StoreError, UndoImportError},
    table::import_batch::{self, Batch},
    transact::{Done, OpKind, Table},
    undo::{self as history, apply, apply::Direction, journal},
};

/// From this many created leads on, building the index anew is faster than taking them out of it one by one.
const MANY: i64 = 20_000;

/// Takes `id` back.
pub(crate) fn undo_import(conn: &mut Connection, id: BatchId, now: At) -> Result<Done<()>, UndoImportError> {
    let batch = import_batch::find(conn, id)?;
    if batch.undone_at.is_some() {
        return Err(UndoImportError::Undone);
    }
    if created(&batch) < MANY {
        return take_back(conn, &batch, now);
    }
    // Whether anything else refers to the leads is asked beforehand; SQLite would ask for each of them.
    conn.execute_batch("PRAGMA foreign_keys = OFF")?;
    let done = take_back(conn, &batch, now);
    // Outside a transaction this pragma has nothing to fail on; taken back or not is settled by now.
    let _ = conn.execute_batch("PRAGMA foreign_keys = ON");
    done
}

fn created(batch: &Batch) -> i64 {
    batch.created_leads.map_or(0, |(first, last)| last.0 - first.0 + 1)
}

fn take_back(conn: &mut Connection, batch: &Batch, now: At) -> Result<Done<()>, UndoImportError> {
    let id = batch.id;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Rows go before those that name them come back to what they were.
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    refuse_if_depended_on(&tx, batch)?;
    refuse_if_forgotten(&tx, batch)?;
    let operation = audit::append(&tx, now, OpKind::UndoImport, &format!("Undo import {id}"))?;
    history::forget_undone(&tx)?;
    let mut changed = journal::touched(&tx, batch.operation)?.tables;
    // What it brought goes first: what it removed comes back to the same places.
    if created(batch) < MANY {
        changed.extend(remove(&tx, batch)?);
    } else {
        let index = bulk::strip(&tx)?;
        journal::pause(&tx, "DELETE")?;
        changed.extend(remove(&tx, batch)?);
        journal::restore(&tx, "DELETE")?;
        bulk::dress(&tx, &index)?;
    }
    keep_used_reasons(&tx, batch.operation)?;
    apply::apply(&tx, batch.operation, Direction::Back)?;
    history::forget(&tx, batch.operation)?;
    tx.execute("UPDATE import_batch SET undone_at = ?2 WHERE id = ?1", (id.0, now.moment.0))?;
    tx.commit()?;
    changed.sort();
    changed.dedup();
    Ok(Done { value: (), operation, changed, leads: None })
}

/// Removes the rows that came with the import.
fn remove(conn: &Connection, batch: &Batch) -> rusqlite::Result<Vec<Table>> {
    let mut changed = Vec::new();
    if let Some((first, last)) = batch.created_leads {
        delete_range(conn, (first, last))?;
        changed.extend([Table::Lead, Table::StageEvent]);
    }
    for (table, name) in ROWS {
        let came = format!("DELETE FROM {name} WHERE batch = ?1");
        if conn.execute(&came, [batch.id.0])? > 0 {
            changed.push(*table);
        }
    }
    Ok(changed)
}

/// The tables beside `lead` whose rows carry the import they came with.
const ROWS: &[(Table, &str)] = &[
    (Table::StageEvent, "stage_event"),
    (Table::LeadKey, "lead_key"),
    (Table::Activity, "activity"),
    (Table::Opportunity, "opportunity"),
    (Table::FieldChange, "field_change"),
    (Table::Spend, "spend"),
    (Table::Reference, "reference_row"),
];

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
    let dependents = dependents::of(conn, batch)?;
    if !dependents.is_empty() {
        return Err(UndoImportError::DependedOn(dependents));
    }
    match history::wall_after(conn, batch.operation)? {
        Some(_) => Err(UndoImportError::Walled),
        None => Ok(()),
    }
}

/// An upgrade lets go of what was overwritten. An import that changed nothing, or of leads that overwrote nothing, can go all the
/// same.
fn refuse_if_forgotten(conn: &Connection, batch: &Batch) -> Result<(), UndoImportError> {
    let kept = conn.prepare("SELECT 1 FROM undo_entry WHERE operation = ?1")?.exists([batch.operation.0])?;
    let (first, last) = batch.created_leads.map_or((0, -1), |(first, last)| (first.0, last.0));
    let alone = batch.shape == Shape::LeadPerRow
        && batch.counts.updated == 0
        && !conn
            .prepare("SELECT 1 FROM opportunity WHERE lead BETWEEN ?1 AND ?2 AND batch <> ?3")?
            .exists((first, last, batch.id.0))?;
    let idle = batch.counts.created + batch.counts.updated == 0;
    if kept || alone || idle { Ok(()) } else { Err(UndoImportError::Forgotten) }
}

/// Reasons this import added stay if something that came later uses them.
fn keep_used_reasons(conn: &Connection, operation: OperationId) -> Result<(), StoreError> {
    conn.execute(include_str!("keep_used_reasons.sql"), [operation.0])?;
    Ok(())
}
