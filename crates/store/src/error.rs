//! What can go wrong, per family of operations: a sentence for a person, and a hint what to do.
//!
//! SQLite's own words never name rows or values here: constraint texts carry table and column names only.

use std::path::PathBuf;

use plumbline_domain::ids::OperationId;

/// A workspace could not be opened or created. The file is left as it was found.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Nothing there.
    #[error("there is no workspace at {0}")]
    NoSuchFile(PathBuf),
    /// Something is there already.
    #[error("something is at {0} already")]
    Exists(PathBuf),
    /// Not a Plumbline file.
    #[error("this file is not a Plumbline workspace")]
    NotOurs,
    /// Written by a newer program.
    #[error("this workspace was written by a newer Plumbline (format {found}, this program knows {known})")]
    Newer {
        /// Format of the file.
        found: u32,
        /// Newest format this program knows.
        known: u32,
    },
    /// Written by an older program, and opened for reading only.
    #[error("this workspace is in an older format ({found}) and has to be upgraded first")]
    Older {
        /// Format of the file.
        found: u32,
    },
    /// The tables are not the ones this program makes.
    #[error("this workspace contains parts that Plumbline did not make: {0}")]
    ForeignParts(String),
    /// SQLite calls the file malformed.
    #[error("this workspace is damaged")]
    Damaged,
    /// Another program holds it.
    #[error("this workspace is open in another Plumbline")]
    InUse,
    /// The backup before an upgrade failed; nothing was upgraded.
    #[error("the backup before the upgrade failed, so nothing was upgraded")]
    Backup(#[source] std::io::Error),
    /// A step of the upgrade failed; the file is as before.
    #[error("the upgrade failed at step {version}; the workspace is as it was before")]
    Migration {
        /// The step that failed.
        version: u32,
        /// Why.
        #[source]
        source: rusqlite::Error,
    },
    /// The file system refused.
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite refused.
    #[error("the database refused: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// The linked SQLite has known faults.
    #[error("this program was built with SQLite {0}, which is too old to keep your data safe")]
    OldSqlite(&'static str),
}

impl OpenError {
    /// What a person can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            OpenError::NoSuchFile(_) => "Check the path, or create a new workspace there.",
            OpenError::Exists(_) => "Choose another name, or open the existing workspace.",
            OpenError::NotOurs => "Choose a workspace that Plumbline made.",
            OpenError::Newer { .. } => "Update Plumbline on this computer; the file was not touched.",
            OpenError::Older { .. } => "Open it once for writing; a backup is made first.",
            OpenError::ForeignParts(_) => "Ask whoever sent the file; it was not touched.",
            OpenError::Damaged => "The file was not touched. If there is a backup beside it, open that.",
            OpenError::InUse => "Close the other window first.",
            OpenError::Backup(_) => "Make room on the disk and open it again.",
            OpenError::Migration { .. } => "The backup is beside the file; the older program still opens it.",
            OpenError::Io(_) => "Check the disk and your permissions.",
            OpenError::Sqlite(_) | OpenError::OldSqlite(_) => return None,
        })
    }
}

/// True if SQLite itself is content, but a row is not as this program writes it.
fn is_malformed(error: &rusqlite::Error) -> bool {
    use rusqlite::Error::{
        FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, QueryReturnedNoRows, Utf8Error,
    };
    matches!(
        error,
        FromSqlConversionFailure(..)
            | IntegralValueOutOfRange(..)
            | InvalidColumnType(..)
            | QueryReturnedNoRows
            | Utf8Error(..)
    )
}

impl From<rusqlite::Error> for OpenError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseCorrupt, DatabaseLocked, NotADatabase};
        match error.sqlite_error_code() {
            Some(NotADatabase) => OpenError::NotOurs,
            Some(DatabaseCorrupt) => OpenError::Damaged,
            Some(DatabaseBusy | DatabaseLocked) => OpenError::InUse,
            _ if is_malformed(&error) => OpenError::Damaged,
            _ => OpenError::Sqlite(error),
        }
    }
}

/// A change or a question failed; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The workspace was opened for reading only.
    #[error("this workspace is open for reading only")]
    ReadOnly,
    /// The id names nothing.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// The name or key is taken.
    #[error("a {0} of this name exists already")]
    Taken(&'static str),
    /// Nothing to undo or redo.
    #[error("there is nothing to {0}")]
    NothingTo(&'static str),
    /// The file holds what this program never writes.
    #[error("the workspace holds a value Plumbline does not understand ({0})")]
    Malformed(&'static str),
    /// A closure panicked; its transaction was rolled back.
    #[error("the change failed inside the program and was taken back")]
    Panicked,
    /// The workspace is closed.
    #[error("the workspace is closed")]
    Closed,
    /// SQLite calls the file malformed.
    #[error("this workspace is damaged")]
    Damaged,
    /// No room left.
    #[error("the disk is full")]
    DiskFull,
    /// Another program holds the file.
    #[error("the workspace is busy")]
    Busy,
    /// The file system refused.
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    /// SQLite refused.
    #[error("the database refused: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl StoreError {
    /// What a person can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            StoreError::ReadOnly => "Close the other Plumbline and open it again.",
            StoreError::Taken(_) => "Choose another name.",
            StoreError::Damaged => "Close it and open one of the backups beside it.",
            StoreError::DiskFull => "Make room on the disk and try again; nothing was changed.",
            StoreError::Busy => "Try again in a moment.",
            StoreError::Io(_) => "Check the disk and your permissions.",
            StoreError::Panicked => "Nothing was changed. Please report what you did.",
            _ => return None,
        })
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{
            DatabaseBusy, DatabaseCorrupt, DatabaseLocked, DiskFull, NotADatabase, ReadOnly,
        };
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => StoreError::Damaged,
            Some(DatabaseBusy | DatabaseLocked) => StoreError::Busy,
            Some(DiskFull) => StoreError::DiskFull,
            Some(ReadOnly) => StoreError::ReadOnly,
            _ if is_malformed(&error) => StoreError::Malformed("a row"),
            _ => StoreError::Sqlite(error),
        }
    }
}

/// An import was not carried out; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// Somebody said stop.
    #[error("the import was cancelled; nothing was changed")]
    Cancelled,
    /// The rows ended without their end being announced.
    #[error("the source stopped before its end; nothing was changed")]
    Broken,
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// A statement is interrupted only because somebody said stop, however deep inside it was running.
impl From<StoreError> for ImportError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Sqlite(inner)
                if inner.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) =>
            {
                ImportError::Cancelled
            }
            other => ImportError::Store(other),
        }
    }
}

/// An import could not be undone; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum UndoImportError {
    /// It was undone before.
    #[error("this import was undone before")]
    Undone,
    /// Later steps changed or told again what it brought.
    #[error("{} later step(s) changed or told again what this import brought", .0.len())]
    DependedOn(Vec<Dependent>),
    /// A later step that cannot be undone stands in the way.
    #[error("a later step that cannot be undone stands in the way")]
    Walled,
    /// The values it overwrote are no longer kept.
    #[error("the values this import overwrote were let go by an upgrade of the workspace")]
    Forgotten,
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UndoImportError {
    /// What a person can do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            UndoImportError::DependedOn(_) => Some("Undo those steps first, the newest one first."),
            UndoImportError::Store(error) => error.hint(),
            UndoImportError::Undone | UndoImportError::Walled | UndoImportError::Forgotten => None,
        }
    }
}

impl From<rusqlite::Error> for UndoImportError {
    fn from(error: rusqlite::Error) -> Self {
        UndoImportError::Store(error.into())
    }
}

/// A later step that needs what an import brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependent {
    /// Which.
    pub operation: OperationId,
    /// Its label.
    pub label: String,
    /// How many leads of the import it changed or told again; 0 if it is about something else.
    pub leads: u32,
}
