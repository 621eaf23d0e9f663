//! Changes of fields in the file: what a history says, and what two files of leads show.

use plumbline_domain::{
    event::Provenance,
    ids::{BatchId, LeadId},
    moment::Moment,
};
use rusqlite::{Connection, OptionalExtension, Statement};

use super::story::Effect;
use crate::{error::StoreError, table::stage_event::code};

/// A change of a field, as a line of a history tells it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    pub(crate) field: &'a str,
    pub(crate) at: Moment,
    pub(crate) not_before: Moment,
    pub(crate) provenance: Provenance,
    pub(crate) old: &'a str,
    pub(crate) new: &'a str,
    pub(crate) by: Option<&'a str>,
}

/// The statements over field changes.
pub(crate) struct FieldChanges<'c> {
    known: Statement<'c>,
    told: Statement<'c>,
    forget: Statement<'c>,
    remove: Statement<'c>,
    insert: Statement<'c>,
}

impl<'c> FieldChanges<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<FieldChanges<'c>, StoreError> {
        Ok(FieldChanges {
            known: conn.prepare(
                "SELECT provenance FROM field_change WHERE lead = ?1 AND field = ?2 AND at = ?3 AND new = ?4",
            )?,
            told: conn.prepare(
                "SELECT 1 FROM field_change WHERE lead = ?1 AND field = ?2 AND new = ?3 AND at BETWEEN ?4 AND ?5
                   AND provenance = 0",
            )?,
            forget: conn.prepare(
                "DELETE FROM field_change WHERE lead = ?1 AND field = ?2 AND new = ?3 AND provenance = 2
                   AND ?4 BETWEEN coalesce(not_before, at) AND at",
            )?,
            remove: conn.prepare(
                "DELETE FROM field_change WHERE lead = ?1 AND field = ?2 AND at = ?3 AND new = ?4",
            )?,
            insert: conn.prepare(
                "INSERT INTO field_change(lead, field, at, new, old, not_before, provenance, by_name, batch)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?,
        })
    }

    /// A field changed between two files, unless a history has the moment.
    pub(crate) fn between(
        &mut self,
        lead: LeadId,
        field: &str,
        (old, new): (&str, &str),
        (from, to): (Moment, Moment),
        batch: BatchId,
    ) -> Result<(), StoreError> {
        if self.told.exists((lead.0, field, new, from.0, to.0))? {
            return Ok(());
        }
        let bounded = Provenance::Bounded;
        let line = Line { field, at: to, not_before: from, provenance: bounded, old, new, by: None };
        if self.effect(lead, line)? == Effect::Brought {
            self.insert(lead, line, batch)?;
        }
        Ok(())
    }

    /// What a line of a history would do.
    pub(crate) fn effect(&mut self, lead: LeadId, line: Line<'_>) -> Result<Effect, StoreError> {
        let key = (lead.0, line.field, line.at.0, line.new);
        let known = self.known.query_row(key, |row| Ok(code(row, 0))).optional()?.transpose()?.flatten();
        Ok(match known {
            None => Effect::Brought,
            Some(known) if line.provenance as u8 != known && known == Provenance::Bounded as u8 => {
                Effect::Changed
            }
            Some(_) => Effect::Nothing,
        })
    }

    /// Writes a line down. What two files showed gives way to the history that has the moment.
    pub(crate) fn write(
        &mut self,
        lead: LeadId,
        line: Line<'_>,
        effect: Effect,
        batch: BatchId,
    ) -> Result<(), StoreError> {
        if effect == Effect::Nothing {
            return Ok(());
        }
        if effect == Effect::Changed {
            self.remove.execute((lead.0, line.field, line.at.0, line.new))?;
        }
        if line.provenance == Provenance::Recorded {
            self.forget.execute((lead.0, line.field, line.new, line.at.0))?;
        }
        self.insert(lead, line, batch)
    }

    fn insert(&mut self, lead: LeadId, line: Line<'_>, batch: BatchId) -> Result<(), StoreError> {
        self.insert.execute(rusqlite::params![
            lead.0,
            line.field,
            line.at.0,
            line.new,
            line.old,
            (line.not_before != line.at).then_some(line.not_before.0),
            line.provenance as u8,
            line.by,
            batch.0,
        ])?;
        Ok(())
    }
}
