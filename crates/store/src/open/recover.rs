//! What a crash left half written: a rollback journal beside the file.
//!
//! Until it is played back the file cannot be read at all, and playing it back is a write. So whether the file is ours is
//! told from its first bytes, which no transaction of ours changes, and only then is it touched, under the lock: whoever
//! holds that is at work, and the journal is theirs.

use std::{fs::File, io::Read, path::Path};

use super::{connection, connection::APPLICATION_ID, lock::beside};
use crate::{error::OpenError, migration::Migrations};

/// The start of every SQLite file.
const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// True if a journal with contents lies beside the file. Refuses a file that must not be touched on that account.
pub(crate) fn is_needed(path: &Path, migrations: &Migrations) -> Result<bool, OpenError> {
    let left = std::fs::metadata(beside(path, "-journal")).is_ok_and(|journal| journal.len() > 0);
    if left {
        check_header(path, migrations)?;
    }
    Ok(left)
}

/// Takes back what was not committed; the caller holds the lock.
pub(crate) fn roll_back(path: &Path) -> Result<(), OpenError> {
    // SQLite does it before the first read of a connection that may write.
    connection::writing(path)?.query_row("SELECT count(*) FROM sqlite_schema", (), |_| Ok(()))?;
    Ok(())
}

/// Where the header keeps the two numbers: <https://sqlite.org/fileformat2.html#the_database_header>.
fn check_header(path: &Path, migrations: &Migrations) -> Result<(), OpenError> {
    let mut header = Vec::with_capacity(100);
    let file = File::open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => OpenError::NoSuchFile(path.to_owned()),
        _ => error.into(),
    })?;
    file.take(100).read_to_end(&mut header)?;
    let number = |at: usize| header.get(at..)?.first_chunk().copied().map(u32::from_be_bytes);
    let (Some(version), Some(application)) = (number(60), number(68)) else {
        return Err(OpenError::NotOurs);
    };
    if !header.starts_with(MAGIC) || i64::from(application) != APPLICATION_ID {
        return Err(OpenError::NotOurs);
    }
    let known = migrations.latest();
    if version > known {
        return Err(OpenError::Newer { found: version, known });
    }
    Ok(())
}
