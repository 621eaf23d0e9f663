//! Folders whose exports are offered for import.

use plumbline_domain::ids::FolderId;

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A folder to look into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WatchedFolder {
    /// Its id.
    pub id: FolderId,
    /// Where it is.
    pub folder: String,
    /// Which files: a name with `*` and `?`.
    pub pattern: String,
}

impl Reader {
    /// All watched folders by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn watched_folders(&self) -> Result<Vec<WatchedFolder>, StoreError> {
        let mut read = self
            .conn
            .prepare_cached("SELECT id, folder, pattern FROM watched_folder ORDER BY folder, pattern")?;
        let rows = read.query_map((), |row| {
            Ok(WatchedFolder { id: FolderId(row.get(0)?), folder: row.get(1)?, pattern: row.get(2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Looks into a folder from now on.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if it is watched with this pattern.
    pub fn watch_folder(&mut self, folder: &str, pattern: &str) -> Result<FolderId, StoreError> {
        let mut add = self.conn.prepare_cached(
            "INSERT INTO watched_folder(folder, pattern) VALUES(?1, ?2) ON CONFLICT DO NOTHING RETURNING id",
        )?;
        let mut rows = add.query((folder, pattern))?;
        let Some(row) = rows.next()? else { return Err(StoreError::Taken("watched folder")) };
        let id = FolderId(row.get(0)?);
        // Only a statement that has been run to its end has done its work.
        while rows.next()?.is_some() {}
        Ok(id)
    }

    /// Looks into it no more.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if it is not watched.
    pub fn unwatch_folder(&mut self, folder: FolderId) -> Result<(), StoreError> {
        match self.conn.prepare_cached("DELETE FROM watched_folder WHERE id = ?1")?.execute([folder.0])? {
            0 => Err(StoreError::NotFound("watched folder")),
            _ => Ok(()),
        }
    }
}
