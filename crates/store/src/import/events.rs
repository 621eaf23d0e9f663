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

/// Events of new leads that are written by one statement: one of them costs more to start than a row to write.
const TOGETHER: usize = 64;

/// Values of an event.
const VALUES: usize = 9;

/// The statements over stage events.
pub(crate) struct Events<'c> {
    conn: &'c Connection,
    select: Statement<'c>,
    insert: Statement<'c>,
    /// For an import of many; most are of few, and it is long.
    insert_many: Option<Statement<'c>>,
    /// Events of new leads that are not written yet.
    waiting: Vec<(LeadId, Event)>,
    delete: Statement<'c>,
}

impl<'c> Events<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Events<'c>, StoreError> {
        let columns = stage_event::COLUMNS;
        Ok(Events {
            conn,
            select: conn.prepare(&format!("SELECT {columns}, batch FROM stage_event WHERE lead = ?1"))?,
            insert: conn.prepare(&insert_sql(1))?,
            insert_many: None,
            waiting: Vec::with_capacity(TOGETHER),
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

    /// Writes the events of a new lead, at the latest when [`Events::flush`] says so.
    pub(crate) fn create(
        &mut self,
        lead: LeadId,
        story: &mut Story,
        batch: BatchId,
    ) -> Result<(), StoreError> {
        story.events.sort_unstable_by_key(|event| (event.at, event.stage));
        for event in &story.events {
            self.waiting.push((lead, *event));
            if self.waiting.len() == TOGETHER {
                self.insert_waiting(batch)?;
            }
        }
        Ok(())
    }

    fn insert_waiting(&mut self, batch: BatchId) -> Result<(), StoreError> {
        let mut statement = match self.insert_many.take() {
            Some(statement) => statement,
            None => self.conn.prepare(&insert_sql(TOGETHER))?,
        };
        for ((lead, event), first) in self.waiting.drain(..).zip((1..).step_by(VALUES)) {
            bind(&mut statement, first, lead, &event, batch, &Said::default())?;
        }
        statement.raw_execute()?;
        self.insert_many = Some(statement);
        Ok(())
    }

    /// Writes the events of new leads that wait for more to come.
    pub(crate) fn flush(&mut self, batch: BatchId) -> Result<(), StoreError> {
        while let Some((lead, event)) = self.waiting.pop() {
            self.insert(lead, &event, batch, &Said::default())?;
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
        bind(&mut self.insert, 1, lead, event, batch, said)?;
        self.insert.raw_execute()?;
        Ok(())
    }
}

fn insert_sql(rows: usize) -> String {
    let row = format!("({})", ["?"; VALUES].join(","));
    format!(
        "INSERT INTO stage_event(lead, at, stage, not_before, provenance, reason, batch, by_person, note) VALUES {}",
        vec![row; rows].join(",")
    )
}

/// Binds an event to the parameters from `first` on.
fn bind(
    statement: &mut Statement<'_>,
    first: usize,
    lead: LeadId,
    event: &Event,
    batch: BatchId,
    said: &Said,
) -> rusqlite::Result<()> {
    statement.raw_bind_parameter(first, lead.0)?;
    statement.raw_bind_parameter(first + 1, event.at.0)?;
    statement.raw_bind_parameter(first + 2, event.stage.code())?;
    let not_before = event.not_before != event.at;
    statement.raw_bind_parameter(first + 3, not_before.then_some(event.not_before.0))?;
    statement.raw_bind_parameter(first + 4, event.provenance as u8)?;
    statement.raw_bind_parameter(first + 5, event.reason.map(|ReasonId(id)| id))?;
    // What was written down here stays what was written down here.
    statement.raw_bind_parameter(first + 6, (!event.here).then_some(batch.0))?;
    statement.raw_bind_parameter(first + 7, said.by)?;
    statement.raw_bind_parameter(first + 8, said.note.as_deref())
}
