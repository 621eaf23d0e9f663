//! Persons who decide, own or sign: colleagues, not leads.

use plumbline_domain::{
    ids::{PersonId, TeamId},
    moment::Moment,
};
use rusqlite::OptionalExtension;

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
    /// Whom they work with.
    pub team: Option<TeamId>,
    /// Whom a missed clock is told.
    pub manager: Option<PersonId>,
    /// Their IANA zone; `None` for the workspace's.
    pub zone: Option<String>,
    /// Since when they are no longer offered.
    pub retired_at: Option<Moment>,
    /// Who they turned out to be.
    pub merged_into: Option<PersonId>,
}

/// What can be changed of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Particulars {
    /// As shown.
    pub name: String,
    /// What they decide as.
    pub role: String,
    /// Whom they work with.
    pub team: Option<TeamId>,
    /// Whom a missed clock is told.
    pub manager: Option<PersonId>,
    /// Their IANA zone; `None` for the workspace's.
    pub zone: Option<String>,
}

impl Reader {
    /// All persons, retired ones included, by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn persons(&self) -> Result<Vec<Person>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT id, name, role, retired_at, team, manager, zone, merged_into FROM person ORDER BY name, id",
        )?;
        let rows = read.query_map((), |row| {
            Ok(Person {
                id: PersonId(row.get(0)?),
                name: row.get(1)?,
                role: row.get(2)?,
                retired_at: row.get::<_, Option<i64>>(3)?.map(Moment),
                team: row.get::<_, Option<i64>>(4)?.map(TeamId),
                manager: row.get::<_, Option<i64>>(5)?.map(PersonId),
                zone: row.get(6)?,
                merged_into: row.get::<_, Option<i64>>(7)?.map(PersonId),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Reader {
    /// The values of the owner column with how many leads each has, the most first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn owners(&self) -> Result<Vec<(String, u64)>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT owner, count(*) FROM lead WHERE owner IS NOT NULL GROUP BY owner ORDER BY 2 DESC, 1",
        )?;
        let rows = read.query_map((), |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Names that differ in case or in blanks around them are one.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
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

    /// Changes what is known of a person. A name they had stays a name of theirs, like one that was merged: leads and files
    /// go on writing it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such person, team or manager, or they would manage themselves.
    pub fn set_person(&mut self, person: PersonId, now: &Particulars) -> Result<(), StoreError> {
        let mut next = now.manager;
        while let Some(manager) = next {
            if manager == person {
                return Err(StoreError::NotFound("manager"));
            }
            let above = "SELECT manager FROM person WHERE id = ?1";
            next = self
                .conn
                .prepare_cached(above)?
                .query_row([manager.0], |row| row.get::<_, Option<i64>>(0))
                .optional()?
                .ok_or(StoreError::NotFound("manager"))?
                .map(PersonId);
        }
        if let Some(team) = now.team
            && !self.conn.prepare_cached("SELECT 1 FROM team WHERE id = ?1")?.exists([team.0])?
        {
            return Err(StoreError::NotFound("team"));
        }
        let was = self
            .conn
            .prepare_cached("SELECT name, merged_into FROM person WHERE id = ?1")?
            .query_row([person.0], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))
            .optional()?;
        let (was, merged_into) = was.ok_or(StoreError::NotFound("person"))?;
        self.conn
            .prepare_cached(
                "UPDATE person SET name = ?2, role = ?3, team = ?4, manager = ?5, zone = ?6 WHERE id = ?1",
            )?
            .execute((
                person.0,
                &now.name,
                &now.role,
                now.team.map(|team| team.0),
                now.manager.map(|manager| manager.0),
                &now.zone,
            ))?;
        if folded(&was) == folded(&now.name) {
            return Ok(());
        }
        self.keep_name(merged_into.map_or(person, PersonId), &was, now)
    }

    /// `name` is another name of `person` from now on. Whoever takes back a name of theirs leaves the present one in its place.
    fn keep_name(&mut self, person: PersonId, name: &str, now: &Particulars) -> Result<(), StoreError> {
        let others = self
            .conn
            .prepare_cached("SELECT id, name FROM person WHERE merged_into = ?1 ORDER BY id")?
            .query_map([person.0], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
        match others.iter().find(|(_, other)| folded(other) == folded(&now.name)) {
            Some((id, _)) => {
                self.conn.prepare_cached("UPDATE person SET name = ?2 WHERE id = ?1")?.execute((id, name))?
            }
            None => self
                .conn
                .prepare_cached(
                    "INSERT INTO person(name, role, retired_at, merged_into) VALUES(?1, ?2, ?3, ?4)",
                )?
                .execute((name, &now.role, self.now.0, person.0))?,
        };
        Ok(())
    }

    /// Offers a person again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such retired person.
    pub fn restore_person(&mut self, person: PersonId) -> Result<(), StoreError> {
        let restored = self
            .conn
            .prepare_cached(
                "UPDATE person SET retired_at = NULL, merged_into = NULL
                 WHERE id = ?1 AND retired_at IS NOT NULL",
            )?
            .execute([person.0])?;
        if restored == 0 { Err(StoreError::NotFound("person")) } else { Ok(()) }
    }

    /// `other` is another name of `keep`: what was decided under it stays under it and counts for `keep`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if one of them is not there, or both are one.
    pub fn merge_persons(&mut self, keep: PersonId, other: PersonId) -> Result<(), StoreError> {
        let there = "SELECT 1 FROM person WHERE id = ?1 AND merged_into IS NULL";
        if keep == other || !self.conn.prepare_cached(there)?.exists([keep.0])? {
            return Err(StoreError::NotFound("person"));
        }
        let merged = self
            .conn
            .prepare_cached(
                "UPDATE person SET merged_into = ?1, retired_at = coalesce(retired_at, ?3)
                 WHERE id = ?2 AND merged_into IS NULL",
            )?
            .execute((keep.0, other.0, self.now.0))?;
        if merged == 0 {
            return Err(StoreError::NotFound("person"));
        }
        for sql in [
            // Chains stay one step long.
            "UPDATE person SET merged_into = ?1 WHERE merged_into = ?2",
            "UPDATE person SET manager = ?1 WHERE manager = ?2 AND id <> ?1",
            "UPDATE person SET manager = NULL WHERE id = ?1 AND manager = ?2",
        ] {
            self.conn.prepare_cached(sql)?.execute((keep.0, other.0))?;
        }
        Ok(())
    }
}
