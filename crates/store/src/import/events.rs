//! Stage events in the file: reads a lead's story and writes down what changed.

use plumbline_domain::{
    event::Told,
    ids::{BatchId, LeadId, ReasonId},
    moment::Moment,
};
use rusqlite::{Connection, Statement};

use super::story::{Event, Story};
use crate::{error::StoreError, table::stage_event};

/// What is kept with an event and plays no part in the story.
#[derive(Clone, Debug, Default)]
pub(crate) struct Said {
    pub(crate) by: Option<i64>,
    /// Who did it, as the file calls somebody who is no person here.
    pub(crate) by_name: Option<String>,
    pub(crate) note: Option<String>,
}

/// Events of new leads that are written by one statement: one of them costs more to start than a row to write.
const TOGETHER: usize = 64;

/// Values of an event of a new lead, after the import's number, which all of them share.
const VALUES: usize = 6;

/// The statements over stage events.
pub(crate) struct Events<'c> {
    conn: &'c Connection,
    select: Statement<'c>,
    insert: Statement<'c>,
    /// For an import of many; most are of few, and it is long.
    insert_many: Option<Many<'c>>,
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
            insert: conn.prepare(
                "INSERT INTO stage_event(lead, at, stage, not_before, provenance, reason, batch, by_person, note,
                   by_name)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?,
            insert_many: None,
            waiting: Vec::with_capacity(TOGETHER),
            delete: conn.prepare(
                "DELETE FROM stage_event WHERE lead = ?1 AND at = ?2 AND stage = ?3 RETURNING by_person, note,
                   by_name",
            )?,
        })
    }

    /// Reads the events of `lead`.
    pub(crate) fn load(&mut self, lead: LeadId, story: &mut Story) -> Result<(), StoreError> {
        story.clear();
        let mut rows = self.select.query([lead.0])?;
        while let Some(row) = rows.next()? {
            let Told { event: known, says } = stage_event::told(row)?;
            story.push_known(Event {
                at: known.at,
                stage: known.stage,
                says,
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

    /// True if those of a new lead would make some be written: the leads they belong to have to be there then.
    pub(crate) fn are_due(&self, story: &Story) -> bool {
        self.waiting.len() + story.events.len() >= TOGETHER
    }

    /// Writes the events of a new lead, at the latest when [`Events::flush`] says so.
    pub(crate) fn create(
        &mut self,
        lead: LeadId,
        story: &mut Story,
        batch: BatchId,
    ) -> Result<(), StoreError> {
        story.events.sort_unstable_by_key(|event| (event.at, event.code()));
        for event in &story.events {
            self.waiting.push((lead, *event));
            if self.waiting.len() == TOGETHER {
                self.insert_waiting(batch)?;
            }
        }
        Ok(())
    }

    fn insert_waiting(&mut self, batch: BatchId) -> Result<(), StoreError> {
        let many = match &mut self.insert_many {
            Some(many) => many,
            none => none.insert(Many::new(self.conn, batch)?),
        };
        for (slot, (lead, event)) in self.waiting.drain(..).enumerate() {
            many.bind(slot, lead, &event)?;
        }
        many.statement.raw_execute()?;
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
                said.push((position, self.delete(lead, known.at, known.code())?));
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
                now = match told {
                    Said { by: None, by_name: None, note } => Said { note: note.or(now.note), ..now },
                    told => Said { note: told.note.or(now.note), ..told },
                };
            }
            self.insert(lead, event, batch, &now)?;
        }
        Ok(())
    }

    fn delete(&mut self, lead: LeadId, at: Moment, code: u8) -> Result<Said, StoreError> {
        let mut rows = self.delete.query((lead.0, at.0, code))?;
        let mut said = Said::default();
        while let Some(row) = rows.next()? {
            said = Said { by: row.get(0)?, note: row.get(1)?, by_name: row.get(2)? };
        }
        Ok(said)
    }

    fn insert(&mut self, lead: LeadId, event: &Event, batch: BatchId, said: &Said) -> Result<(), StoreError> {
        let statement = &mut self.insert;
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, event.at.0)?;
        statement.raw_bind_parameter(3, event.code())?;
        statement.raw_bind_parameter(4, not_before(event))?;
        statement.raw_bind_parameter(5, event.provenance as u8)?;
        statement.raw_bind_parameter(6, reason(event))?;
        // What was written down here stays what was written down here.
        statement.raw_bind_parameter(7, (!event.here).then_some(batch.0))?;
        statement.raw_bind_parameter(8, said.by)?;
        statement.raw_bind_parameter(9, said.note.as_deref())?;
        statement.raw_bind_parameter(10, said.by_name.as_deref())?;
        statement.raw_execute()?;
        Ok(())
    }
}

/// The statement for many events of new leads, which nobody here has written down.
struct Many<'c> {
    statement: Statement<'c>,
    /// What is bound for each event besides its lead, moment and stage: seldom anything else than for the one before.
    bound: Vec<(Option<i64>, u8, Option<i64>)>,
}

impl<'c> Many<'c> {
    fn new(conn: &'c Connection, batch: BatchId) -> Result<Many<'c>, StoreError> {
        let row = |slot: usize| {
            let marks: Vec<String> = (0..VALUES).map(|value| format!("?{}", first(slot) + value)).collect();
            format!("({},?1)", marks.join(","))
        };
        let rows: Vec<String> = (0..TOGETHER).map(row).collect();
        // OR FAIL: an event that fails ends the import, which takes all of it back. A statement that took back what it had
        // done itself would have to keep a copy of each page it touches.
        let mut statement = conn.prepare(&format!(
            "INSERT OR FAIL INTO stage_event(lead, at, stage, not_before, provenance, reason, batch) VALUES {}",
            rows.join(",")
        ))?;
        statement.raw_bind_parameter(1, batch.0)?;
        // No event has this provenance, so that the first of each place is bound in full.
        Ok(Many { statement, bound: vec![(None, u8::MAX, None); TOGETHER] })
    }

    fn bind(&mut self, slot: usize, lead: LeadId, event: &Event) -> rusqlite::Result<()> {
        let first = first(slot);
        self.statement.raw_bind_parameter(first, lead.0)?;
        self.statement.raw_bind_parameter(first + 1, event.at.0)?;
        self.statement.raw_bind_parameter(first + 2, event.code())?;
        let rest = (not_before(event), event.provenance as u8, reason(event));
        if self.bound.get(slot) == Some(&rest) {
            return Ok(());
        }
        self.statement.raw_bind_parameter(first + 3, rest.0)?;
        self.statement.raw_bind_parameter(first + 4, rest.1)?;
        self.statement.raw_bind_parameter(first + 5, rest.2)?;
        if let Some(bound) = self.bound.get_mut(slot) {
            *bound = rest;
        }
        Ok(())
    }
}

/// The first parameter of an event.
fn first(slot: usize) -> usize {
    2 + slot * VALUES
}

/// NULL where it equals `at`.
fn not_before(event: &Event) -> Option<i64> {
    (event.not_before != event.at).then_some(event.not_before.0)
}

fn reason(event: &Event) -> Option<i64> {
    event.reason.map(|ReasonId(id)| id)
}
