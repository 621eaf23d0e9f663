//! Connections that only read, kept for the next reader.
//!
//! Readers run on the thread that asks, each on its own connection and in its own snapshot. While the first
//! import fills an empty workspace the file leaves WAL mode (everything would be written twice) and readers wait at the
//! gate; there is nothing to read yet.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError, RwLock, RwLockWriteGuard},
};

use rusqlite::Connection;

use crate::{error::StoreError, open};

/// One consistent view of the workspace.
#[derive(Debug)]
pub struct Reader {
    pub(crate) conn: Connection,
}

/// Idle read-only connections.
#[derive(Debug)]
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Reader>>,
    gate: RwLock<()>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf) -> Readers {
        Readers { path, idle: Mutex::default(), gate: RwLock::default() }
    }

    pub(crate) fn read<T, E: From<StoreError>>(
        &self,
        question: impl FnOnce(&Reader) -> Result<T, E>,
    ) -> Result<T, E> {
        let _inside = self.gate.read().unwrap_or_else(PoisonError::into_inner);
        let idle = self.idle().pop();
        let reader = match idle {
            Some(reader) => reader,
            None => Reader { conn: open::reading(&self.path).map_err(StoreError::from)? },
        };
        let answer = {
            let _snapshot = reader.conn.unchecked_transaction().map_err(StoreError::from)?;
            question(&reader)
        };
        self.idle().push(reader);
        answer
    }

    /// Shuts the gate, waits for the readers inside to leave, and closes their connections.
    pub(crate) fn shut_out(&self) -> RwLockWriteGuard<'_, ()> {
        let alone = self.gate.write().unwrap_or_else(PoisonError::into_inner);
        self.idle().clear();
        alone
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Reader>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
