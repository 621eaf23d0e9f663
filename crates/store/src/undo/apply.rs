//! Puts rows back as the journal says.

use plumbline_domain::ids::OperationId;
use rusqlite::{Connection, params_from_iter, types::Value};

use super::row::{Columns, TRACKED, decode, tracked};
use crate::error::StoreError;

/// Which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// The old rows, last change first.
    Back,
    /// The new rows, first change first.
    Forward,
}

/// Applies what `operation` kept, inside the caller's transaction.
pub(crate) fn apply(
    conn: &Connection,
    operation: OperationId,
    direction: Direction,
) -> Result<(), StoreError> {
    // Rows come back in the order they went, which can cross a foreign key for a moment.
    conn.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let tables = TRACKED
        .iter()
        .map(|(table, _)| Writing::new(Columns::of(conn, *table)?))
        .collect::<Result<Vec<_>, StoreError>>()?;
    let order = match direction {
        Direction::Back => "SELECT tbl, old, new FROM undo_step WHERE operation = ?1 ORDER BY seq DESC",
        Direction::Forward => "SELECT tbl, new, old FROM undo_step WHERE operation = ?1 ORDER BY seq",
    };
    let mut steps = conn.prepare_cached(order)?;
    let mut rows = steps.query([operation.0])?;
    while let Some(row) = rows.next()? {
        let table = tracked(row.get_ref(0)?.as_str().map_err(|_| StoreError::Malformed("undo table"))?)?;
        let text = |index| {
            let cell = row.get_ref(index)?;
            cell.as_str_or_null().map_err(|_| StoreError::Malformed("undo row"))
        };
        tables[table as usize].put(conn, text(1)?, text(2)?)?;
    }
    Ok(())
}

/// The statements that write rows of one table.
struct Writing {
    columns: Columns,
    insert: String,
    update: String,
    delete: String,
}

impl Writing {
    fn new(columns: Columns) -> Result<Writing, StoreError> {
        if columns.key.is_empty() {
            return Err(StoreError::Malformed("table without key"));
        }
        let width = columns.names.len();
        let marks: Vec<String> = (1..=width).map(|n| format!("?{n}")).collect();
        let sets: Vec<String> =
            columns.names.iter().zip(&marks).map(|(name, mark)| format!("{name} = {mark}")).collect();
        let key = |first: usize| {
            let tests = columns.key.iter().enumerate();
            tests
                .map(|(n, column)| format!("{} = ?{}", columns.names[*column], first + n))
                .collect::<Vec<_>>()
                .join(" AND ")
        };
        let table = columns.table;
        Ok(Writing {
            insert: format!("INSERT INTO {table}({}) VALUES({})", columns.names.join(","), marks.join(",")),
            update: format!("UPDATE {table} SET {} WHERE {}", sets.join(","), key(width + 1)),
            delete: format!("DELETE FROM {table} WHERE {}", key(1)),
            columns,
        })
    }

    /// Makes the row `now` into `then`; a missing row is a journal that does not fit the file.
    fn put(&self, conn: &Connection, then: Option<&str>, now: Option<&str>) -> Result<(), StoreError> {
        let width = self.columns.names.len();
        let then = then.map(|json| decode(json, width)).transpose()?;
        let now = now.map(|json| decode(json, width)).transpose()?;
        let changed = match (then, now) {
            (Some(then), None) => conn.prepare_cached(&self.insert)?.execute(params_from_iter(then))?,
            (Some(then), Some(now)) => {
                let values = then.into_iter().chain(self.key_of(&now));
                conn.prepare_cached(&self.update)?.execute(params_from_iter(values))?
            }
            (None, Some(now)) => {
                conn.prepare_cached(&self.delete)?.execute(params_from_iter(self.key_of(&now)))?
            }
            (None, None) => 0,
        };
        if changed == 1 { Ok(()) } else { Err(StoreError::Malformed("undo journal")) }
    }

    fn key_of(&self, row: &[Value]) -> Vec<Value> {
        self.columns.key.iter().filter_map(|index| row.get(*index).cloned()).collect()
    }
}
