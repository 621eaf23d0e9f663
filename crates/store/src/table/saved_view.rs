//! Lists of leads somebody wants to see again.

use plumbline_domain::ids::ViewId;
use rusqlite::OptionalExtension;

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A saved list: which leads, which columns, which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its id.
    pub id: ViewId,
    /// Its name; no two views share one.
    pub name: String,
    /// Criteria text; empty for all leads.
    pub criteria: String,
    /// Column names.
    pub columns: Vec<String>,
    /// Order, if one was chosen.
    pub sort: Option<Sort>,
}

/// Order of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// Column name.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

impl Reader {
    /// All saved views by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn saved_views(&self) -> Result<Vec<SavedView>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT id, name, criteria, columns, sort_field, sort_descending FROM saved_view ORDER BY name",
        )?;
        let mut rows = read.query(())?;
        let mut views = Vec::new();
        while let Some(row) = rows.next()? {
            let columns = row.get_ref(3)?.as_str().map_err(|_| StoreError::Malformed("saved view"))?;
            let descending = row.get(5)?;
            views.push(SavedView {
                id: ViewId(row.get(0)?),
                name: row.get(1)?,
                criteria: row.get(2)?,
                columns: serde_json::from_str(columns).map_err(|_| StoreError::Malformed("saved view"))?,
                sort: row.get::<_, Option<String>>(4)?.map(|field| Sort { field, descending }),
            });
        }
        Ok(views)
    }
}

impl Change<'_> {
    /// Saves a view under its name; a view of that name is replaced.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save_view(
        &mut self,
        name: &str,
        criteria: &str,
        columns: &[String],
        sort: Option<&Sort>,
    ) -> Result<ViewId, StoreError> {
        let columns = serde_json::to_string(columns).map_err(|_| StoreError::Malformed("saved view"))?;
        let known: Option<i64> = self
            .conn
            .prepare_cached("SELECT id FROM saved_view WHERE name = ?1")?
            .query_row([name], |row| row.get(0))
            .optional()?;
        let (field, descending) = (sort.map(|sort| &sort.field), sort.is_some_and(|sort| sort.descending));
        if let Some(id) = known {
            self.conn
                .prepare_cached(
                    "UPDATE saved_view SET criteria = ?2, columns = ?3, sort_field = ?4, sort_descending = ?5
                     WHERE id = ?1",
                )?
                .execute((id, criteria, columns, field, descending))?;
            return Ok(ViewId(id));
        }
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO saved_view(name, criteria, columns, sort_field, sort_descending)
             VALUES(?1, ?2, ?3, ?4, ?5)",
        )?;
        Ok(ViewId(insert.insert((name, criteria, columns, field, descending))?))
    }

    /// Deletes a view.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none.
    pub fn delete_view(&mut self, view: ViewId) -> Result<(), StoreError> {
        match self.conn.prepare_cached("DELETE FROM saved_view WHERE id = ?1")?.execute([view.0])? {
            0 => Err(StoreError::NotFound("saved view")),
            _ => Ok(()),
        }
    }
}
