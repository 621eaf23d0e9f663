//! Numbered steps that carry a file from one format to the next.
//!
//! `PRAGMA user_version` names the format; the table `migration` keeps a checksum of every step that was run, so that a
//! step which was edited after its release is noticed. All missing steps run in one transaction: a file is either
//! in its old format or in the newest.

use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use crate::{error::OpenError, hex::hex};

/// One step: SQL that carries format `n - 1` to format `n`.
#[derive(Clone, Debug)]
pub struct Step {
    /// A word for the log.
    pub name: String,
    /// The statements.
    pub sql: String,
}

/// The steps this program knows, oldest first. A value, so that tests can bring their own.
#[derive(Clone, Debug)]
pub struct Migrations {
    steps: Vec<Step>,
}

impl Migrations {
    /// The steps of the released program.
    pub fn released() -> Migrations {
        let step = |name: &str, sql: &str| Step { name: name.to_owned(), sql: sql.to_owned() };
        Migrations::new(vec![
            step("workspace", include_str!("0001_workspace.sql")),
            step("shapes", include_str!("0002_shapes.sql")),
            step("desk", include_str!("0003_desk.sql")),
            step("entered", include_str!("0004_entered.sql")),
        ])
    }

    /// Steps of one's own, oldest first; the first makes a file out of nothing.
    pub fn new(steps: Vec<Step>) -> Migrations {
        Migrations { steps }
    }

    /// What they are.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The newest format.
    pub fn latest(&self) -> u32 {
        self.steps.len() as u32
    }

    /// Runs the steps after `from`, all or none.
    ///
    /// # Errors
    /// [`OpenError::Migration`] names the step that failed; the file is then as it was.
    pub(crate) fn run(&self, conn: &mut Connection, from: u32) -> Result<(), OpenError> {
        let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (step, version) in self.steps.iter().zip(1_u32..).skip(from as usize) {
            step.run(&tx, version).map_err(|source| OpenError::Migration { version, source })?;
        }
        if from > 0 {
            // Rows of the old shape cannot be put back into tables of the new one.
            tx.execute_batch("DELETE FROM undo_step; DELETE FROM undo_entry;")?;
        }
        tx.pragma_update(None, "user_version", self.latest())?;
        tx.commit()?;
        Ok(())
    }

    /// The tables, indexes, triggers and views a file in format `version` has, as SQLite writes them down.
    pub(crate) fn schema(&self, version: u32) -> Result<Vec<SchemaPart>, OpenError> {
        let conn = Connection::open_in_memory()?;
        for step in self.steps.iter().take(version as usize) {
            conn.execute_batch(&step.sql)?;
        }
        Ok(schema_of(&conn)?)
    }

    /// The version of the first step whose stored checksum is not ours; `None` if all agree.
    pub(crate) fn altered(&self, conn: &Connection, version: u32) -> rusqlite::Result<Option<u32>> {
        let mut stored = conn.prepare("SELECT checksum FROM migration WHERE version = ?1")?;
        for (step, number) in self.steps.iter().zip(1_u32..).take(version as usize) {
            let known: Option<String> = stored.query_row([number], |row| row.get(0)).map_or_else(
                |error| if error == rusqlite::Error::QueryReturnedNoRows { Ok(None) } else { Err(error) },
                |found| Ok(Some(found)),
            )?;
            if known.as_deref() != Some(step.checksum().as_str()) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }
}

impl Step {
    fn run(&self, conn: &Connection, version: u32) -> rusqlite::Result<()> {
        conn.execute_batch(&self.sql)?;
        conn.execute(
            "INSERT INTO migration(version, name, checksum) VALUES(?1, ?2, ?3)",
            (version, &self.name, self.checksum()),
        )?;
        Ok(())
    }

    fn checksum(&self) -> String {
        hex(&Sha256::digest(self.sql.as_bytes()))
    }
}

/// One line of `sqlite_schema`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SchemaPart {
    pub(crate) kind: String,
    pub(crate) name: String,
    pub(crate) sql: Option<String>,
}

/// What a file is made of, sorted.
pub(crate) fn schema_of(conn: &Connection) -> rusqlite::Result<Vec<SchemaPart>> {
    let mut parts = conn
        .prepare("SELECT type, name, sql FROM main.sqlite_schema")?
        .query_map((), |row| Ok(SchemaPart { kind: row.get(0)?, name: row.get(1)?, sql: row.get(2)? }))?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    parts.sort();
    Ok(parts)
}
