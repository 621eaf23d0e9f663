//! Teams: who works leads together.

use plumbline_domain::{ids::TeamId, moment::Moment};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// As shown.
    pub name: String,
    /// Since when it is no longer offered.
    pub retired_at: Option<Moment>,
}

impl Reader {
    /// All teams, retired ones included, by name.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn teams(&self) -> Result<Vec<Team>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT id, name, retired_at FROM team ORDER BY name")?;
        let rows = read.query_map((), |row| {
            Ok(Team {
                id: TeamId(row.get(0)?),
                name: row.get(1)?,
                retired_at: row.get::<_, Option<i64>>(2)?.map(Moment),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Adds a team; one that was retired is offered again.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if there is one of this name in use.
    pub fn add_team(&mut self, name: &str) -> Result<TeamId, StoreError> {
        let mut add = self.conn.prepare_cached(
            "INSERT INTO team(name) VALUES(?1) ON CONFLICT(name) DO UPDATE SET retired_at = NULL
             WHERE retired_at IS NOT NULL RETURNING id",
        )?;
        let mut rows = add.query([name])?;
        let id = match rows.next()? {
            Some(row) => TeamId(row.get(0)?),
            None => return Err(StoreError::Taken("team")),
        };
        // Until it is asked for more, SQLite has not finished the statement.
        while rows.next()?.is_some() {}
        Ok(id)
    }

    /// Renames a team.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none; [`StoreError::Taken`] if another has this name.
    pub fn rename_team(&mut self, team: TeamId, name: &str) -> Result<(), StoreError> {
        let taken = self
            .conn
            .prepare_cached("SELECT 1 FROM team WHERE name = ?2 AND id <> ?1")?
            .exists((team.0, name))?;
        if taken {
            return Err(StoreError::Taken("team"));
        }
        let mut rename = self.conn.prepare_cached("UPDATE team SET name = ?2 WHERE id = ?1")?;
        if rename.execute((team.0, name))? == 0 { Err(StoreError::NotFound("team")) } else { Ok(()) }
    }

    /// Stops offering a team.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such team in use.
    pub fn retire_team(&mut self, team: TeamId) -> Result<(), StoreError> {
        let mut retire = self
            .conn
            .prepare_cached("UPDATE team SET retired_at = ?2 WHERE id = ?1 AND retired_at IS NULL")?;
        if retire.execute((team.0, self.now.0))? == 0 { Err(StoreError::NotFound("team")) } else { Ok(()) }
    }
}
