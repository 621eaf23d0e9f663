//! Stage events in the file: reads a lead's story and writes down what changed.

use plumbline_domain::{
    ids::{BatchId, LeadId, ReasonId},
    moment::Moment,
    stage::Stage,
};
use rusqlite::{Connection, Statement};

use super::story::{Event, Story};
use crate::{error::StoreError, table::stage_event};

/// What is kept with an event and plays no part in the story.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) by: Option<i64>,
    pub(crate) note: Option<String>,
}

/// The statements over stage events.
pub(crate) struct Events<'c> {
    select: Statement<'c>,
    insert: Statement<'c>,
    delete: Statement<'c>,
}

impl<'c> Events<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Events<'c>, StoreError> {
        let columns = stage_event::COLUMNS;
        Ok(Events {
            select: conn.prepare(&format!("SELECT {columns}, batch FROM stage_event WHERE lead = ?1"))?,
            insert: conn.prepare(
                "INSERT INTO stage_event(lead, at, stage, not_before, provenance, reason, batch, by_person, note)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?,
            delete: conn.prepare(
                "DELETE FROM stage_event WHERE lead = ?1 AND at = ?2 AND stage = ?3 RETURNING by_person, note",
            )?,
        })
    }

    /// Reads the events of `lead`.
    pub(crate) fn load(&mut self, lead: LeadId, story: &mut Story) -> Result<(), StoreError> {
        story.clear();
        let mut rows = self.select.query([lead.0])?;
        while let Some(row) = rows.next()? {
            let known = stage_event::event(row)?;
            story.push_known(Event {
                at: known.at,
                stage: known.stage,
                not_before: known.not_before,
                provenance: known.provenance,
                reason: known.reason,
                here: row.get::<_, Option<i64>>(6)?.is_none(),
                from: None,
                line: None,
            });
        }
        Ok(())
    }

    /// Writes the events of a new lead.
    pub(crate) fn create(
        &mut self,
        lead: LeadId,
        story: &mut Story,
        batch: BatchId,
    ) -> Result<(), StoreError> {
        story.events.sort_unstable_by_key(|event| (event.at, event.stage));
        for event in &story.events {
            self.insert(lead, event, batch, &Said::default())?;
        }
        Ok(())
    }

    /// Writes what changed. All removals come first: a correction may move an event to where another one was.
    pub(crate) fn write(
        &mut self,
        lead: LeadId,
        story: &Story,
        batch: BatchId,
        say: impl Fn(u32) -> Said,
    ) -> Result<(), StoreError> {
        let mut said: Vec<(u32, Said)> = Vec::new();
        for (known, position) in story.known.iter().zip(0_u32..) {
            if !story.events.contains(known) {
                said.push((position, self.delete(lead, known.at, known.stage)?));
            }
        }
        for event in &story.events {
            if story.known.contains(event) {
                continue;
            }
            let kept = said.iter().find(|(position, _)| event.from == Some(*position));
            let mut now = kept.map(|(_, kept)| kept.clone()).unwrap_or_default();
            if let Some(line) = event.line {
                let told = say(line);
                now = Said { by: told.by.or(now.by), note: told.note.or(now.note) };
            }
            self.insert(lead, event, batch, &now)?;
        }
        Ok(())
    }

    fn delete(&mut self, lead: LeadId, at: Moment, stage: Stage) -> Result<Said, StoreError> {
        let mut rows = self.delete.query((lead.0, at.0, stage.code()))?;
        let mut said = Said::default();
        while let Some(row) = rows.next()? {
            said = Said { by: row.get(0)?, note: row.get(1)? };
        }
        Ok(said)
    }

    fn insert(&mut self, lead: LeadId, event: &Event, batch: BatchId, said: &Said) -> Result<(), StoreError> {
        let statement = &mut self.insert;
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, event.at.0)?;
        statement.raw_bind_parameter(3, event.stage.code())?;
        let not_before = event.not_before != event.at;
        statement.raw_bind_parameter(4, not_before.then_some(event.not_before.0))?;
        statement.raw_bind_parameter(5, event.provenance as u8)?;
        statement.raw_bind_parameter(6, event.reason.map(|ReasonId(id)| id))?;
        // What was written down here stays what was written down here.
        statement.raw_bind_parameter(7, (!event.here).then_some(batch.0))?;
        statement.raw_bind_parameter(8, said.by)?;
        statement.raw_bind_parameter(9, said.note.as_deref())?;
        statement.raw_execute()?;
        Ok(())
    }
}
