//! The life cycle of a workspace file: new, current, older, newer, not ours, altered, damaged, in use.
//!
//! Looking comes before touching: a file is identified through a read-only connection, and only a file that is ours and
//! not newer is opened for writing. What a crash left half written is taken back first. An older one is upgraded after a verified backup.

mod backup;
mod connection;
mod identify;
mod lock;
mod recover;

use std::path::{Path, PathBuf};

use plumbline_domain::{moment::Moment, settings::Settings};
use rusqlite::Connection;

use crate::{audit, error::OpenError, migration::Migrations, table, transact::OpKind};

pub(crate) use backup::write as write_backup;
pub(crate) use connection::reading;
use connection::{APPLICATION_ID, writing};
pub use identify::is_workspace;
use identify::{Format, identify};
pub(crate) use lock::FileLock;
use lock::beside;

/// SQLite before this release could corrupt a WAL file that two connections reset at once.
const OLDEST_SQLITE: i32 = 3_051_003;

/// Larger pages make rows of a million leads cheaper to append and to scan; edits touch few pages either way.
const PAGE_SIZE: i64 = 8192;

/// How a workspace came to be open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// It was just made.
    New,
    /// It was in the newest format.
    Current,
    /// It was in an older format and has been upgraded.
    Upgraded {
        /// The format it was in.
        from: u32,
        /// The copy made before the upgrade.
        backup: PathBuf,
    },
}

/// Makes a workspace at `path`, complete or not at all.
pub(crate) fn create(
    path: &Path,
    settings: &Settings,
    now: Moment,
    migrations: &Migrations,
) -> Result<(), OpenError> {
    check_sqlite()?;
    // A log or journal left beside a file that is gone would be played into the new one.
    for name in [path.to_owned(), beside(path, "-wal"), beside(path, "-journal")] {
        if name.try_exists()? {
            return Err(OpenError::Exists(name));
        }
    }
    let partial = beside(path, ".partial");
    for left in [beside(&partial, "-journal"), partial.clone()] {
        if left.try_exists()? {
            std::fs::remove_file(&left)?;
        }
    }
    drop(backup::private(&partial)?);
    let made = fill(&partial, settings, now, migrations);
    if let Err(error) = made.and_then(|()| Ok(std::fs::rename(&partial, path)?)) {
        let _ = std::fs::remove_file(&partial);
        return Err(error);
    }
    Ok(backup::sync_folder(path)?)
}

fn fill(path: &Path, settings: &Settings, now: Moment, migrations: &Migrations) -> Result<(), OpenError> {
    let mut conn = writing(path)?;
    conn.pragma_update(None, "page_size", PAGE_SIZE)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrations.run(&mut conn, 0)?;
    let tx = conn.transaction()?;
    audit::begin(&tx)?;
    audit::append(&tx, now, OpKind::CreateWorkspace, "New workspace")?;
    table::setting::write(&tx, settings)?;
    table::reason::seed(&tx)?;
    tx.commit()?;
    conn.close().map_err(|(_, error)| error.into())
}

/// Opens a workspace for writing; the caller holds its lock.
pub(crate) fn for_writing(
    path: &Path,
    now: Moment,
    migrations: &Migrations,
) -> Result<(Connection, Opened), OpenError> {
    check_sqlite()?;
    let interrupted = recover::is_needed(path, migrations)?;
    if interrupted {
        recover::roll_back(path)?;
    }
    let format = identify(path, migrations, interrupted)?;
    let mut conn = writing(path)?;
    let opened = match format {
        Format::Current => Opened::Current,
        Format::Older(from) => {
            let backup = backup::name(path, now);
            backup::write(&conn, &backup).map_err(OpenError::Backup)?;
            migrations.run(&mut conn, from)?;
            Opened::Upgraded { from, backup }
        }
    };
    enter_wal(&conn)?;
    Ok((conn, opened))
}

/// Checks that a workspace can be read as it is, or makes it so after a crash.
pub(crate) fn for_reading(path: &Path, migrations: &Migrations) -> Result<(), OpenError> {
    check_sqlite()?;
    let interrupted = recover::is_needed(path, migrations)?;
    if interrupted {
        let _lock = FileLock::take(path)?;
        recover::roll_back(path)?;
    }
    match identify(path, migrations, interrupted)? {
        Format::Current => Ok(()),
        Format::Older(found) => Err(OpenError::Older { found }),
    }
}

/// Readers go on while somebody writes.
pub(crate) fn enter_wal(conn: &Connection) -> rusqlite::Result<()> {
    // The pragma leaves the connection reading, which would keep a checkpoint out; the next statement ends that.
    conn.execute_batch("PRAGMA journal_mode = WAL; SELECT count(*) FROM sqlite_schema;")
}

/// Brings everything into the one file and closes the connection.
pub(crate) fn settle(conn: Connection) -> rusqlite::Result<()> {
    let settled = conn.execute_batch("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;");
    conn.close().map_err(|(_, error)| error)?;
    match settled.as_ref().err().and_then(rusqlite::Error::sqlite_error_code) {
        // Both give way to a reader in another program; the next close finishes the work.
        Some(rusqlite::ErrorCode::DatabaseBusy) => Ok(()),
        _ => settled,
    }
}

fn check_sqlite() -> Result<(), OpenError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(OpenError::OldSqlite(rusqlite::version()));
    }
    Ok(())
}
