//! Undo and redo, across restarts.
//!
//! Every step leaves the rows it changed in `undo_step`, old and new. Undoing puts the old ones back in reverse order, redoing
//! the new ones forward. SQLite's session extension would do the journal, but needs bindings generated with libclang at
//! build time; undo as SQL text (as in SQLite's own example) would execute whatever a stranger's file holds.

pub(crate) mod apply;
pub(crate) mod journal;
mod part;
pub(crate) mod row;

pub use part::Merged;

use plumbline_domain::ids::{BatchId, OperationId};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

use crate::{
    audit::{self, At},
    error::{StoreError, UndoImportError},
    import,
    reader::Reader,
    transact::{Done, OpKind},
};
use apply::Direction;

/// A step that can be undone or redone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStep {
    /// Which.
    pub operation: OperationId,
    /// For the menu.
    pub label: String,
    /// False for an import: taking it back throws its rows away, so the file has to be imported again.
    pub redoable: bool,
    /// The import it is, if it is one.
    pub batch: Option<BatchId>,
}

/// What Undo and Redo would do now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoState {
    /// The newest step that can be undone.
    pub undo: Option<UndoStep>,
    /// The step that was undone last. An import is not redone: import the file again.
    pub redo: Option<UndoStep>,
}

const DONE: i64 = 0;
const UNDONE: i64 = 1;
/// A step that cannot be undone, and behind which nothing can.
const WALL: i64 = 2;

/// Puts a step on top of the history.
pub(crate) fn record(conn: &Connection, operation: OperationId, undoable: bool) -> rusqlite::Result<()> {
    forget_undone(conn)?;
    if !undoable {
        conn.execute("DELETE FROM undo_step WHERE operation = ?1", [operation.0])?;
    }
    let state = if undoable { DONE } else { WALL };
    conn.prepare_cached("INSERT INTO undo_entry(operation, state) VALUES(?1, ?2)")?
        .execute((operation.0, state))?;
    Ok(())
}

/// Puts an import on top of the history.
pub(crate) fn record_import(conn: &Connection, operation: OperationId, batch: i64) -> rusqlite::Result<()> {
    forget_undone(conn)?;
    conn.execute(
        "INSERT INTO undo_entry(operation, state, batch) VALUES(?1, ?2, ?3)",
        (operation.0, DONE, batch),
    )?;
    Ok(())
}

/// What was undone stays undone once something new happens.
pub(crate) fn forget_undone(conn: &Connection) -> rusqlite::Result<()> {
    let undone = conn
        .prepare_cached("SELECT operation FROM undo_entry WHERE state = ?1")?
        .query_map([UNDONE], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for operation in undone {
        forget(conn, OperationId(operation))?;
    }
    Ok(())
}

/// Takes a step out of the history, with the rows it kept.
pub(crate) fn forget(conn: &Connection, operation: OperationId) -> rusqlite::Result<()> {
    conn.execute("DELETE FROM undo_step WHERE operation = ?1", [operation.0])?;
    conn.execute("DELETE FROM undo_entry WHERE operation = ?1", [operation.0])?;
    Ok(())
}

/// True if a step that cannot be undone came after `operation`.
pub(crate) fn wall_after(conn: &Connection, operation: OperationId) -> rusqlite::Result<Option<OperationId>> {
    conn.query_row(
        "SELECT operation FROM undo_entry WHERE state = ?1 AND operation > ?2 LIMIT 1",
        (WALL, operation.0),
        |row| Ok(OperationId(row.get(0)?)),
    )
    .optional()
}

struct Entry {
    step: UndoStep,
    batch: Option<i64>,
}

fn top(conn: &Connection) -> rusqlite::Result<Option<Entry>> {
    let found = conn
        .prepare_cached(
            "SELECT e.operation, coalesce('Import ' || b.source, o.label), e.batch, e.state
             FROM undo_entry e JOIN operation o ON o.id = e.operation LEFT JOIN import_batch b ON b.id = e.batch
             WHERE e.state <> ?1 ORDER BY e.operation DESC LIMIT 1",
        )?
        .query_row([UNDONE], |row| Ok((entry(row)?, row.get::<_, i64>(3)?)))
        .optional()?;
    Ok(found.and_then(|(entry, state)| (state == DONE).then_some(entry)))
}

fn undone(conn: &Connection) -> rusqlite::Result<Option<Entry>> {
    conn.prepare_cached(
        "SELECT e.operation, o.label, e.batch FROM undo_entry e JOIN operation o ON o.id = e.operation
         WHERE e.state = ?1 ORDER BY e.operation LIMIT 1",
    )?
    .query_row([UNDONE], entry)
    .optional()
}

fn entry(row: &rusqlite::Row<'_>) -> rusqlite::Result<Entry> {
    let batch = row.get::<_, Option<i64>>(2)?;
    let step = UndoStep {
        operation: OperationId(row.get(0)?),
        label: row.get(1)?,
        redoable: batch.is_none(),
        batch: batch.map(BatchId),
    };
    Ok(Entry { step, batch })
}

impl Reader {
    /// What Undo and Redo would do now.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn undo_state(&self) -> Result<UndoState, StoreError> {
        Ok(UndoState {
            undo: top(&self.conn)?.map(|entry| entry.step),
            redo: undone(&self.conn)?.map(|entry| entry.step),
        })
    }
}

/// Takes the newest step back.
pub(crate) fn undo(conn: &mut Connection, now: At) -> Result<Done<UndoStep>, UndoImportError> {
    let Some(entry) = top(conn)? else {
        return Err(StoreError::NothingTo("undo").into());
    };
    match entry.batch {
        Some(batch) => {
            let done = import::undo::undo_import(conn, BatchId(batch), now)?;
            Ok(Done {
                value: entry.step,
                operation: done.operation,
                changed: done.changed,
                leads: done.leads,
            })
        }
        None => Ok(turn(conn, entry.step, Direction::Back, now)?),
    }
}

/// Does the step that was undone last again.
pub(crate) fn redo(conn: &mut Connection, now: At) -> Result<Done<UndoStep>, StoreError> {
    let entry = undone(conn)?.ok_or(StoreError::NothingTo("redo"))?;
    turn(conn, entry.step, Direction::Forward, now)
}

fn turn(
    conn: &mut Connection,
    step: UndoStep,
    direction: Direction,
    now: At,
) -> Result<Done<UndoStep>, StoreError> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let (kind, state) = match direction {
        Direction::Back => (OpKind::Undo, UNDONE),
        Direction::Forward => (OpKind::Redo, DONE),
    };
    let operation = audit::append(&tx, now, kind, &step.label)?;
    apply::apply(&tx, step.operation, direction)?;
    let journal::Touched { tables, leads } = journal::touched(&tx, step.operation)?;
    tx.execute("UPDATE undo_entry SET state = ?2 WHERE operation = ?1", (step.operation.0, state))?;
    tx.commit()?;
    Ok(Done { value: step, operation, changed: tables, leads })
}
