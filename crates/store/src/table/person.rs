//! Persons who decide, own or sign: colleagues, not leads.

use plumbline_domain::{ids::PersonId, moment::Moment};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A colleague.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The id.
    pub id: PersonId,
    /// As shown.
    pub name: String,
    /// What they decide as ("SDR lead").
    pub role: String,
    /// Since when they are no longer offered.
    pub retired_at: Option<Moment>,
}

impl Reader {
    /// All persons, retired ones included, by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn persons(&self) -> Result<Vec<Person>, StoreError> {
        let mut read =
            self.conn.prepare_cached("SELECT id, name, role, retired_at FROM person ORDER BY name, id")?;
        let rows = read.query_map((), |row| {
            Ok(Person {
                id: PersonId(row.get(0)?),
                name: row.get(1)?,
                role: row.get(2)?,
                retired_at: row.get::<_, Option<i64>>(3)?.map(Moment),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Adds a person.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn add_person(&mut self, name: &str, role: &str) -> Result<PersonId, StoreError> {
        let mut add = self.conn.prepare_cached("INSERT INTO person(name, role) VALUES(?1, ?2)")?;
        Ok(PersonId(add.insert((name, role))?))
    }

    /// Stops offering a person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such person in use.
    pub fn retire_person(&mut self, person: PersonId) -> Result<(), StoreError> {
        let retired = self
            .conn
            .prepare_cached("UPDATE person SET retired_at = ?2 WHERE id = ?1 AND retired_at IS NULL")?
            .execute((person.0, self.now.0))?;
        if retired == 0 { Err(StoreError::NotFound("person")) } else { Ok(()) }
    }
}
