//! Mappings remembered by the fingerprint of the headers they were made for.

use plumbline_domain::moment::Moment;
use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A mapping used before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RememberedMapping {
    /// The mapping file's text.
    pub toml: String,
    /// When it was used last.
    pub at: Moment,
}

/// Keeps a mapping. It outlives the undoing of its import: the next try starts from it.
pub(crate) fn remember(conn: &Connection, fingerprint: &str, toml: &str, at: Moment) -> rusqlite::Result<()> {
    conn.prepare_cached(
        "INSERT INTO mapping_memory(fingerprint, mapping, at) VALUES(?1, ?2, ?3)
         ON CONFLICT(fingerprint) DO UPDATE SET mapping = excluded.mapping, at = excluded.at",
    )?
    .execute((fingerprint, toml, at.0))
    .map(drop)
}

impl Reader {
    /// The mapping last used for files with these headers.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn remembered_mapping(&self, fingerprint: &str) -> Result<Option<RememberedMapping>, StoreError> {
        let mut read =
            self.conn.prepare_cached("SELECT mapping, at FROM mapping_memory WHERE fingerprint = ?1")?;
        let found = read
            .query_row([fingerprint], |row| {
                Ok(RememberedMapping { toml: row.get(0)?, at: Moment(row.get(1)?) })
            })
            .optional()?;
        Ok(found)
    }

    /// All mappings ever used, the newest first: a file with nearly the same headers starts from one of them.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn remembered_mappings(&self) -> Result<Vec<RememberedMapping>, StoreError> {
        let mut read = self
            .conn
            .prepare_cached("SELECT mapping, at FROM mapping_memory ORDER BY at DESC, fingerprint")?;
        let found =
            read.query_map((), |row| Ok(RememberedMapping { toml: row.get(0)?, at: Moment(row.get(1)?) }))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Keeps a mapping for files with these headers.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn remember_mapping(&mut self, fingerprint: &str, toml: &str) -> Result<(), StoreError> {
        Ok(remember(self.conn, fingerprint, toml, self.now)?)
    }
}
