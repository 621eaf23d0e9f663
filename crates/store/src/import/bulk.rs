//! The first import of a workspace, which is the large one.
//!
//! In WAL mode every page would be written twice; with a rollback journal, pages added at the end of the file are not
//! journaled at all. The index over identities is built once, sorted, after the rows. The undo journal is silent: created
//! rows are undone by their range.

use rusqlite::{Connection, ErrorCode};

use crate::open;

/// How the index over identities is written down in the schema: it comes back to the letter.
#[derive(Debug)]
pub(crate) struct Index(String);

/// Sets the connection up for a load. Where another program reads the file just then, it stays in WAL mode.
pub(crate) fn begin(conn: &Connection) -> rusqlite::Result<()> {
    match conn.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(())) {
        Err(error) if error.sqlite_error_code() != Some(ErrorCode::DatabaseBusy) => {
            return Err(error);
        }
        _ => {}
    }
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536; PRAGMA threads = 1;")
}

/// Back to how a connection works otherwise. The rows are in or out by now, so nothing here can fail the import: a
/// workspace that cannot go back to WAL mode because somebody reads it does so when it is opened next.
pub(crate) fn end(conn: &Connection) {
    let _ = conn.execute_batch("PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA threads = 0;");
    let _ = open::enter_wal(conn);
}

/// Takes the index away, inside the import's transaction: if that fails it is back.
pub(crate) fn strip(conn: &Connection) -> rusqlite::Result<Index> {
    let find = "SELECT sql FROM sqlite_schema WHERE name = 'lead_identity'";
    let index = Index(conn.query_row(find, (), |row| row.get(0))?);
    conn.execute_batch("DROP INDEX lead_identity")?;
    Ok(index)
}

/// Puts it back, over the rows that came in. As many keys as fit into the cache are sorted at a time, on another thread
/// while the next ones are read, and wait in a temporary file. Where there is no room for one, they are sorted in memory.
pub(crate) fn dress(conn: &Connection, index: &Index) -> rusqlite::Result<()> {
    conn.execute_batch("PRAGMA cache_size = -8192")?;
    match conn.execute_batch(&index.0) {
        Err(error) if !conn.is_autocommit() && is_about_files(&error) => {
            conn.execute_batch("PRAGMA cache_size = -1048576; PRAGMA threads = 0;")?;
            conn.execute_batch(&index.0)
        }
        made => made,
    }
}

fn is_about_files(error: &rusqlite::Error) -> bool {
    let codes = [ErrorCode::DiskFull, ErrorCode::CannotOpen, ErrorCode::SystemIoFailure];
    error.sqlite_error_code().is_some_and(|code| codes.contains(&code))
}
