//! What kind of file this is, found out without changing it.

use std::{fs::File, io::Read, path::Path};

use rusqlite::Connection;

use super::{connection, connection::APPLICATION_ID, lock::beside};
use crate::{
    error::OpenError,
    migration::{Migrations, schema_of},
};

/// Files up to this size are checked whole at every open: it takes well under a second.
const SMALL: u64 = 32 << 20;

/// What a file turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// The newest format.
    Current,
    /// An older one.
    Older(u32),
}

/// True if a file begins as every workspace does, damaged or newer ones included. It is not opened as a database: asking
/// changes nothing, also where somebody is writing it.
pub fn is_workspace(path: &Path) -> bool {
    /// Where SQLite keeps the id of the program a file belongs to.
    const MARK: usize = 68;
    let mut head = [0; MARK + 4];
    // Asking a pipe would wait for somebody to write into it.
    let read = path.is_file() && File::open(path).and_then(|mut file| file.read_exact(&mut head)).is_ok();
    let mark = head[MARK..].iter().fold(0, |mark, byte| mark << 8 | i64::from(*byte));
    read && head.starts_with(b"SQLite format 3\0") && mark == APPLICATION_ID
}

/// Looks at the file through a read-only connection; refuses what is not ours, newer, altered or damaged. One that was
/// `interrupted` while being written is checked whole, however large.
pub(crate) fn identify(path: &Path, migrations: &Migrations, interrupted: bool) -> Result<Format, OpenError> {
    let size = match std::fs::metadata(path) {
        Ok(found) if found.is_file() => found.len(),
        Ok(_) => return Err(OpenError::NotOurs),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(OpenError::NoSuchFile(path.to_owned()));
        }
        Err(error) => return Err(error.into()),
    };
    if size == 0 {
        return Err(OpenError::NotOurs);
    }
    let unclean = interrupted || beside(path, "-wal").exists();
    inspect(&connection::reading(path)?, migrations, unclean || size <= SMALL)
}

fn inspect(conn: &Connection, migrations: &Migrations, whole: bool) -> Result<Format, OpenError> {
    let application: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(OpenError::NotOurs);
    }
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = migrations.latest();
    match version {
        0 => return Err(OpenError::NotOurs),
        _ if version > known => return Err(OpenError::Newer { found: version, known }),
        _ => {}
    }
    compare(conn, migrations, version)?;
    if whole {
        let verdict: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if verdict != "ok" {
            return Err(OpenError::Damaged);
        }
    }
    if let Some(step) = migrations.altered(conn, version)? {
        return Err(OpenError::ForeignParts(format!("migration {step}")));
    }
    Ok(if version == known { Format::Current } else { Format::Older(version) })
}

/// Refuses triggers, views, columns and tables that our steps do not make: they could act on their own.
fn compare(conn: &Connection, migrations: &Migrations, version: u32) -> Result<(), OpenError> {
    let expected = migrations.schema(version)?;
    let found = schema_of(conn)?;
    if let Some(extra) = found.iter().find(|part| !expected.contains(part)) {
        return Err(OpenError::ForeignParts(format!("{} {}", extra.kind, extra.name)));
    }
    if let Some(missing) = expected.iter().find(|part| !found.contains(part)) {
        return Err(OpenError::ForeignParts(format!("{} {} is missing", missing.kind, missing.name)));
    }
    Ok(())
}
