//! How a connection is set up before anybody uses it.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

/// `PLMB`: marks the file as ours.
pub(crate) const APPLICATION_ID: i64 = 0x504C_4D42;

/// Long enough for a checkpoint, short enough that "in use" is said within a second.
const BUSY: Duration = Duration::from_millis(800);

/// Opens `path` for reading: nothing that goes through this connection can change the file.
pub(crate) fn reading(path: &Path) -> rusqlite::Result<Connection> {
    let conn = open(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    conn.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;")?;
    Ok(conn)
}

/// Opens `path`, which must exist, for writing, without changing it.
pub(crate) fn writing(path: &Path) -> rusqlite::Result<Connection> {
    let conn = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // What does not fit into memory is sorted in a temporary file: held in memory, the keys of an index over millions of
    // leads would take more of it than everything else.
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA temp_store = FILE;",
    )?;
    Ok(conn)
}

fn open(path: &Path, access: OpenFlags) -> rusqlite::Result<Connection> {
    // One thread at a time uses a connection, which the types ensure: SQLite's own mutex would be paid per call.
    let conn = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(64);
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    Ok(conn)
}
