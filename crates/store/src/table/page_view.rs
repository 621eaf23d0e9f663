//! Views of the home screen somebody wants to see again: a name, and a text that whoever shows the screen reads.

use crate::{error::StoreError, reader::Reader, transact::Change};

/// What the key of a view's setting begins with; the name follows.
const KEY: &str = "handoff.view.";

/// A named view of the home screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageView {
    /// Its name; no two share one.
    pub name: String,
    /// What it shows.
    pub text: String,
}

impl Reader {
    /// All of them by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn page_views(&self) -> Result<Vec<PageView>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT substr(key, length(?1) + 1), value FROM setting WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let views = read.query_map([KEY], |row| Ok(PageView { name: row.get(0)?, text: row.get(1)? }))?;
        Ok(views.collect::<Result<_, _>>()?)
    }
}

impl Change<'_> {
    /// Saves a view under its name; a view of that name is replaced.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save_page_view(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "INSERT INTO setting(key, value) VALUES(?1 || ?2, ?3)
                 ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            )?
            .execute((KEY, name, text))?;
        Ok(())
    }

    /// Deletes a view.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none.
    pub fn delete_page_view(&mut self, name: &str) -> Result<(), StoreError> {
        match self.conn.prepare_cached("DELETE FROM setting WHERE key = ?1 || ?2")?.execute((KEY, name))? {
            0 => Err(StoreError::NotFound("saved view")),
            _ => Ok(()),
        }
    }
}
