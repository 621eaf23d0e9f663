//! The rules that make a persona out of a job title, and the personas they made.

use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader, transact::Change};

const RULES: &str = "persona.rules";

impl Reader {
    /// The text of the rules; `None` for the ones a workspace starts with.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn persona_rules(&self) -> Result<Option<String>, StoreError> {
        rules(&self.conn)
    }
}

/// The text of the rules, if there are others than a workspace starts with.
pub(crate) fn rules(conn: &Connection) -> Result<Option<String>, StoreError> {
    let mut read = conn.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(read.query_row([RULES], |row| row.get(0)).optional()?)
}

impl Change<'_> {
    /// Replaces the rules; `None` for the ones a workspace starts with. Personas stay: see [`Change::set_personas`].
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_persona_rules(&mut self, rules: Option<&str>) -> Result<(), StoreError> {
        match rules {
            Some(text) => self
                .conn
                .prepare_cached(
                    "INSERT INTO setting(key, value) VALUES(?1, ?2)
                     ON CONFLICT(key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
                )?
                .execute((RULES, text))?,
            None => self.conn.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([RULES])?,
        };
        Ok(())
    }

    /// Gives every lead whose persona is what the old rules say the one the new rules say; personas that came from
    /// elsewhere stay. `rules` is asked with job title and seniority (empty if blank) and answers old and new. Returns how
    /// many leads changed.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn set_personas(
        &mut self,
        mut rules: impl FnMut(&str, &str) -> (Option<String>, Option<String>),
    ) -> Result<u64, StoreError> {
        let mut changed = Vec::new();
        let mut read = self.conn.prepare("SELECT id, title, persona, seniority FROM lead ORDER BY id")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let text = |index| {
                let cell = row.get_ref(index)?;
                cell.as_str_or_null().map_err(|_| StoreError::Malformed("lead"))
            };
            let (old, new) = rules(text(1)?.unwrap_or_default(), text(3)?.unwrap_or_default());
            if old != new && text(2)? == old.as_deref() {
                changed.push((row.get::<_, i64>(0)?, new));
            }
        }
        let mut write = self.conn.prepare_cached("UPDATE lead SET persona = ?2 WHERE id = ?1")?;
        for (lead, persona) in &changed {
            write.execute((lead, persona))?;
        }
        Ok(changed.len() as u64)
    }
}
