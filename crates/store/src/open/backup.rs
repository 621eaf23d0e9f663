//! Verified copies: `VACUUM INTO` a temporary name, check, fsync, rename. Never by copying the open file.

use std::{
    fs::{File, OpenOptions},
    io,
    path::{Path, PathBuf},
};

use plumbline_domain::moment::Moment;
use rusqlite::Connection;

use super::{connection, lock::beside};

/// Where the backup of `path` made at `now` goes.
pub(crate) fn name(path: &Path, now: Moment) -> PathBuf {
    let stamp = now.utc().map_or_else(|| now.0.to_string(), |at| at.format("%Y%m%d-%H%M%S").to_string());
    beside(path, &format!(".backup-{stamp}"))
}

/// Writes a copy of the database behind `conn` to `target`, which must not exist; the copy has been checked and is
/// on the disk when this returns.
pub(crate) fn write(conn: &Connection, target: &Path) -> io::Result<()> {
    // A log or journal left beside a file that is gone would be played into the copy.
    for name in [target.to_owned(), beside(target, "-wal"), beside(target, "-journal")] {
        if name.try_exists()? {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
    }
    let partial = beside(target, ".partial");
    remove_if_there(&partial)?;
    // The file is made by us first, so that it is never readable by others, not even for a moment.
    drop(private(&partial)?);
    let copied = fill(conn, &partial).and_then(|()| File::open(&partial)?.sync_all());
    if let Err(error) = copied {
        let _ = remove_if_there(&partial);
        return Err(error);
    }
    std::fs::rename(&partial, target)?;
    sync_folder(target)
}

fn fill(conn: &Connection, partial: &Path) -> io::Result<()> {
    conn.execute("VACUUM INTO ?1", [partial.to_string_lossy()]).map_err(io::Error::other)?;
    let copy = connection::reading(partial).map_err(io::Error::other)?;
    let verdict: String =
        copy.pragma_query_value(None, "integrity_check", |row| row.get(0)).map_err(io::Error::other)?;
    if verdict == "ok" { Ok(()) } else { Err(io::Error::from(io::ErrorKind::InvalidData)) }
}

/// Makes an empty file that only its owner can read.
pub(crate) fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the name of `path` durable: without this a power cut can forget a rename.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
