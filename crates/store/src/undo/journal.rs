//! Writes down which rows a step changes: temporary triggers on every tracked table, on the writing connection only.
//!
//! Triggers cannot be forgotten by a verb that is written later. They are temporary because the file must not contain
//! code; they are silent unless a step is open. Rows an import brings carry its number and are undone by it, so the journal of
//! an import is silent about them.

use std::collections::BTreeSet;

use plumbline_domain::ids::{BatchId, LeadId, OperationId};
use rusqlite::Connection;

use super::row::{Columns, TRACKED};
use crate::{error::StoreError, transact::Table};

const EVENTS: [&str; 3] = ["INSERT", "UPDATE", "DELETE"];

/// Makes the triggers on a new connection.
pub(crate) fn install(conn: &Connection) -> rusqlite::Result<()> {
    conn.execute_batch(
        "CREATE TEMP TABLE open_step(operation INTEGER, batch INTEGER);
         INSERT INTO open_step(operation, batch) VALUES(NULL, NULL);",
    )?;
    for (table, _) in TRACKED {
        let columns = Columns::of(conn, table)?;
        EVENTS.iter().try_for_each(|event| make(conn, &columns, event))?;
    }
    Ok(())
}

/// Takes the triggers for `event` away from the tables whose rows carry an import: even a silent one costs time per row.
/// An import that is rolled back has them back.
pub(crate) fn pause(conn: &Connection, event: &str) -> rusqlite::Result<()> {
    for (table, name) in TRACKED {
        if Columns::of(conn, table)?.batch.is_some() {
            conn.execute_batch(&format!("DROP TRIGGER IF EXISTS temp.journal_{name}_{event}"))?;
        }
    }
    Ok(())
}

/// Makes the triggers for `event` again that were taken away.
pub(crate) fn restore(conn: &Connection, event: &str) -> rusqlite::Result<()> {
    for (table, _) in TRACKED {
        let columns = Columns::of(conn, table)?;
        if columns.batch.is_some() {
            make(conn, &columns, event)?;
        }
    }
    Ok(())
}

fn make(conn: &Connection, columns: &Columns, event: &str) -> rusqlite::Result<()> {
    let name = columns.table;
    let row = |side: &str| {
        let cells: Vec<String> = columns.names.iter().map(|column| format!("{side}.{column}")).collect();
        format!("json_array({})", cells.join(","))
    };
    let old = if event == "INSERT" { "NULL".to_owned() } else { row("old") };
    let new = if event == "DELETE" { "NULL".to_owned() } else { row("new") };
    let side = if event == "DELETE" { "old" } else { "new" };
    let before = if event == "INSERT" { "new" } else { "old" };
    let lead = columns.lead.map_or_else(|| "NULL".to_owned(), |column| format!("{side}.{column}"));
    let own = if columns.batch.is_some() {
        format!("AND (s.batch IS NULL OR {before}.batch IS NOT s.batch)")
    } else {
        String::new()
    };
    conn.execute_batch(&format!(
        "CREATE TEMP TRIGGER journal_{name}_{event} AFTER {event} ON main.{name}
         WHEN EXISTS(SELECT 1 FROM open_step s WHERE s.operation IS NOT NULL {own}) BEGIN
           INSERT INTO undo_step(operation, seq, tbl, lead, old, new)
           SELECT s.operation,
             (SELECT coalesce(max(u.seq), 0) + 1 FROM undo_step u WHERE u.operation = s.operation),
             '{name}', {lead}, {old}, {new} FROM open_step s;
         END"
    ))
}

/// From here on changes belong to `operation`; rows that come with `batch` are not written down.
pub(crate) fn begin(
    conn: &Connection,
    operation: OperationId,
    batch: Option<BatchId>,
) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE open_step SET operation = ?1, batch = ?2")?
        .execute((operation.0, batch.map(|batch| batch.0)))
        .map(drop)
}

/// From here on changes are not written down. A rollback does the same.
pub(crate) fn end(conn: &Connection) -> rusqlite::Result<()> {
    conn.prepare_cached("UPDATE open_step SET operation = NULL, batch = NULL")?.execute(()).map(drop)
}

/// What an operation changed.
#[derive(Debug)]
pub(crate) struct Touched {
    /// The tables, sorted.
    pub(crate) tables: Vec<Table>,
    /// The leads its rows are about, sorted; `None` if leads came or went.
    pub(crate) leads: Option<Vec<LeadId>>,
}

/// What `operation` changed, as far as it is written down.
pub(crate) fn touched(conn: &Connection, operation: OperationId) -> Result<Touched, StoreError> {
    // What a row was and became is longer than everything before it, and is not read for this.
    let mut read = conn
        .prepare_cached("SELECT tbl, lead, old IS NULL OR new IS NULL FROM undo_step WHERE operation = ?1")?;
    let mut rows = read.query([operation.0])?;
    let (mut tables, mut leads, mut known) = (BTreeSet::new(), Vec::new(), true);
    while let Some(row) = rows.next()? {
        let name = row.get_ref(0)?.as_str().map_err(|_| StoreError::Malformed("undo table"))?;
        let table = super::row::tracked(name)?;
        tables.insert(table);
        leads.extend(row.get::<_, Option<i64>>(1)?.map(LeadId));
        known &= !(table == Table::Lead && row.get(2)?);
    }
    leads.sort_unstable();
    leads.dedup();
    Ok(Touched { tables: tables.into_iter().collect(), leads: known.then_some(leads) })
}
