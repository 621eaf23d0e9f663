//! What a workspace decides about its handoff desk: texts that the domain reads, each absent until it is changed.

use rusqlite::OptionalExtension;

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A text of the handoff desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DeskText {
    /// Which stage may follow which ([`plumbline_domain::ladder`]).
    Ladder,
    /// When the desk is open ([`plumbline_domain::business_time`]).
    Hours,
    /// Which leads come first ([`plumbline_domain::tier`]).
    Tiers,
    /// How long each clock may run ([`plumbline_domain::clock`]).
    ServiceLevels,
    /// What marketing committed to ([`plumbline_domain::commitment`]).
    Commitments,
    /// What follows from what ([`plumbline_domain::consequence`]).
    Consequences,
}

impl DeskText {
    /// All of them.
    pub const ALL: [DeskText; 6] = [
        DeskText::Ladder,
        DeskText::Hours,
        DeskText::Tiers,
        DeskText::ServiceLevels,
        DeskText::Commitments,
        DeskText::Consequences,
    ];

    /// As written in commands.
    pub fn slug(self) -> &'static str {
        ["ladder", "hours", "tiers", "levels", "commitments", "consequences"][self as usize]
    }

    /// The text written as `slug`.
    pub fn from_slug(slug: &str) -> Option<DeskText> {
        DeskText::ALL.into_iter().find(|which| which.slug() == slug)
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Ladder", "Working hours", "Tiers", "Service levels", "Commitments", "Consequences"][self as usize]
    }

    fn key(self) -> &'static str {
        ["desk.ladder", "desk.hours", "desk.tiers", "desk.levels", "desk.commitments", "desk.consequences"]
            [self as usize]
    }
}

impl Reader {
    /// A text of the desk; `None` for what a workspace starts with.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn desk_text(&self, which: DeskText) -> Result<Option<String>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
        Ok(read.query_row([which.key()], |row| row.get(0)).optional()?)
    }
}

impl Reader {
    /// The text that was chosen when the workspace was made; `None` for what every workspace starts with.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn first_desk_text(&self, which: DeskText) -> Result<Option<String>, StoreError> {
        let mut read = self.conn.prepare_cached("SELECT value FROM setting WHERE key = ?1 || ?2")?;
        Ok(read.query_row((which.key(), FIRST), |row| row.get(0)).optional()?)
    }
}

/// Behind the key of a text: what was chosen when the workspace was made.
const FIRST: &str = ".first";

impl Change<'_> {
    /// Chooses a text when the workspace is made: it holds, and it is what the workspace goes back to.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn choose_desk_text(&mut self, which: DeskText, text: &str) -> Result<(), StoreError> {
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO setting(key, value) VALUES(?1 || ?2, ?3)")?
            .execute((which.key(), FIRST, text))?;
        self.set_desk_text(which, Some(text))
    }

    /// Replaces a text of the desk; `None` for what the workspace started with.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_desk_text(&mut self, which: DeskText, text: Option<&str>) -> Result<(), StoreError> {
        match text {
            Some(text) => self
                .conn
                .prepare_cached(
                    "INSERT INTO setting(key, value) VALUES(?1, ?2)
                     ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
                )?
                .execute((which.key(), text))?,
            None => {
                self.conn.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([which.key()])?;
                self.conn
                    .prepare_cached(
                        "INSERT INTO setting(key, value) SELECT ?1, value FROM setting WHERE key = ?1 || ?2",
                    )?
                    .execute((which.key(), FIRST))?
            }
        };
        Ok(())
    }
}
