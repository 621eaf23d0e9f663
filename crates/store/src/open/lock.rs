//! One writing Plumbline per file.
//!
//! SQLite's own locks last for one transaction, ours for as long as the workspace is open: a small file beside it holds
//! an advisory lock of the operating system, which ends with the process however it ends. Locking the database file
//! itself was rejected: on Unix, closing any handle of it would drop SQLite's locks, on Windows it would shut out readers.

use std::{
    ffi::OsString,
    fs::{File, OpenOptions, TryLockError},
    path::{Path, PathBuf},
};

use crate::error::OpenError;

/// Held while a workspace is open for writing; released, and its file removed, on drop.
#[derive(Debug)]
pub(crate) struct FileLock {
    file: File,
    path: PathBuf,
}

impl FileLock {
    /// Takes the lock of the workspace at `path`, or says at once that another Plumbline has it.
    pub(crate) fn take(path: &Path) -> Result<FileLock, OpenError> {
        let path = beside(path, "-lock");
        loop {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            let file = options.open(&path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(OpenError::InUse),
                Err(TryLockError::Error(error)) => return Err(error.into()),
            }
            // The previous holder removes the file before it lets go: then this lock is on a file nobody else
            // will find, and has to be taken again.
            if is_still_at(&file, &path)? {
                return Ok(FileLock { file, path });
            }
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // A file that stays behind is harmless: it is the lock that counts.
        let _ = std::fs::remove_file(&self.path);
        let _ = self.file.unlock();
    }
}

/// `path` with `suffix` behind its name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

#[cfg(unix)]
fn is_still_at(file: &File, path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match std::fs::metadata(path) {
        Ok(found) => Ok((found.dev(), found.ino()) == (held.dev(), held.ino())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn is_still_at(_: &File, path: &Path) -> std::io::Result<bool> {
    path.try_exists()
}
