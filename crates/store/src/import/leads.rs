//! A lead per row: which lead, what is new about it, and the statements that write it down.
//!
//! Where a file of a later moment says something else than the one before it, the change is kept as `bounded` between the two:
//! canonical fields and headers alike, but only where there was a value before (a field that is told for the first time has
//! not changed). A file of an earlier moment, taken in late, fills blanks and adds dated events; it overwrites nothing.

use std::collections::{HashMap, hash_map::Entry};

use plumbline_domain::{
    field::Field,
    ids::{BatchId, LeadId},
    problem::Rule,
    record::{Chunk, Record},
    stage::Stage,
};
use rusqlite::Statement;
use rustc_hash::FxHashMap;

use super::{
    activity::shown,
    against::Before,
    cells::{self, Columns},
    conflict,
    derived::Derived,
    events::{Events, Said},
    fields::FieldChanges,
    fill::{Fill, Own, Refers},
    ledger::Ledger,
    merged::{MergedRows, Turn},
    new_leads::NewLeads,
    overruled::Overruled,
    people::{Match, People, text},
    print::Print,
    seen,
    story::{Effect, Frame, Story},
    update::{Update, contacted, created_at, replaced, says_again},
};
use crate::{
    error::StoreError,
    table::{lead::COLUMNS, stage_event},
};

const REPEATED: &str = "This lead came earlier in the file with other values; the first row stands.";

/// Rows that room is made for at once, at most.
const MOST_EXPECTED: usize = 1 << 25;

/// Columns of `select_lead` before the fields.
const FIELDS_FROM: usize = 3;

/// Takes in leads.
pub(crate) struct LeadRows<'c> {
    people: People<'c>,
    /// Contents of created leads, in their order.
    created: Vec<u64>,
    /// Contents of the rows that met a lead from before this import.
    met: FxHashMap<LeadId, u64>,
    /// Leads a row was refused for: it spoke of somebody else.
    refused: Vec<LeadId>,
    merged: MergedRows,
    story: Story,
    events: Events<'c>,
    changes: FieldChanges<'c>,
    insert_lead: NewLeads<'c>,
    update_lead: HashMap<Columns, Statement<'c>>,
    derived: Derived<'c>,
    overruled: Overruled<'c>,
    select_lead: Statement<'c>,
    insert_key: Statement<'c>,
    /// Leads to fill from contacts and companies, if there are any of these.
    fill: Option<Fill<'c>>,
}

impl<'c> LeadRows<'c> {
    pub(crate) fn new(ledger: &Ledger<'c>) -> Result<LeadRows<'c>, StoreError> {
        let conn = ledger.conn;
        Ok(LeadRows {
            people: People::load(conn, LeadId(ledger.first_new))?,
            created: Vec::new(),
            met: FxHashMap::default(),
            refused: Vec::new(),
            merged: MergedRows::default(),
            story: Story::default(),
            events: Events::new(conn)?,
            changes: FieldChanges::new(conn)?,
            insert_lead: NewLeads::default(),
            update_lead: HashMap::new(),
            derived: Derived::new(conn),
            overruled: Overruled::new(conn)?,
            select_lead: conn
                .prepare(&format!("SELECT stage, extra, identity, {} FROM lead WHERE id = ?1", *COLUMNS))?,
            insert_key: conn.prepare(
                "INSERT INTO lead_key(identity, lead, batch) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING",
            )?,
            fill: Fill::if_needed(conn)?,
        })
    }

    /// Makes room for about so many rows.
    pub(crate) fn expect(&mut self, rows: u64) {
        let rows = usize::try_from(rows).unwrap_or_default().min(MOST_EXPECTED);
        self.people.known.expect(rows);
        self.created.reserve(rows);
    }

    /// Takes a row in.
    pub(crate) fn row(
        &mut self,
        ledger: &mut Ledger<'c>,
        chunk: &Chunk,
        record: &Record,
        print: &Print,
    ) -> Result<(), StoreError> {
        let identity = chunk.text(record.identity);
        if identity.is_empty() {
            let message = "This row names nobody: give it an id, an e-mail, or a company domain and a name.";
            ledger.refuse(record.row, "", Rule::IdentityMissing, message);
            return Ok(());
        }
        let contents = print.contents;
        // Who has no id of a system is looked for among the e-mails of the leads, also of those the file has just brought.
        if !identity.starts_with("x:") {
            self.insert_lead.flush()?;
        }
        let (lead, adopts) = match self.people.of_record(chunk, record, print.identity)? {
            Match::Lead(lead) if self.people.known.is_merged(identity) => {
                self.merged.wait(lead, (print.identity, contents), chunk, record);
                return Ok(());
            }
            Match::Lead(lead) => (lead, false),
            Match::Also(lead) => {
                self.people.known.add_also(identity, lead);
                if let Some(batch) = ledger.batch() {
                    self.insert_key.execute((identity, lead.0, batch.0))?;
                }
                (lead, false)
            }
            // A lead that came earlier in the file was told apart by the file itself.
            Match::Adopts(lead) if !ledger.is_new(lead) && !self.met.contains_key(&lead) => (lead, true),
            Match::Adopts(_) | Match::Nobody => {
                let lead = ledger.next_lead();
                self.people.known.add_at(print.identity, identity, lead);
                if let Some(email) = print.email {
                    self.people.has_email(email, lead, ledger.batch().is_some());
                }
                self.created.push(contents);
                ledger.created += 1;
                ledger.count(record.row, Effect::Brought);
                return self.create(ledger, lead, chunk, (record, print.told));
            }
        };
        let before = match usize::try_from(lead.0 - ledger.first_new) {
            Ok(index) => self.created.get(index).copied(),
            Err(_) => self.met.insert(lead, contents),
        };
        match before {
            None => {
                self.update(ledger, lead, adopts, (chunk, record), &[])?;
                if self.people.known.has_merged(lead) && self.refused.last() != Some(&lead) {
                    self.merged.tell(lead, chunk, record);
                }
                Ok(())
            }
            Some(first) => {
                self.met.entry(lead).and_modify(|kept| *kept = first);
                if first == contents {
                    ledger.counts.skipped += 1;
                } else {
                    ledger.refuse(record.row, shown(identity), Rule::IdentityRepeated, REPEATED);
                }
                Ok(())
            }
        }
    }

    /// After the last row: fills from contacts and companies. Returns the leads told, as they are written with the batch.
    pub(crate) fn finish(&mut self, ledger: &mut Ledger<'c>) -> Result<Option<String>, StoreError> {
        self.insert_lead.flush()?;
        if let Some(batch) = ledger.batch() {
            self.events.flush(batch)?;
        }
        self.take_merged(ledger)?;
        let Some(_) = ledger.batch() else { return Ok(None) };
        let created = ledger.first_new..ledger.first_new + ledger.created;
        if let Some(fill) = &mut self.fill {
            for lead in created.clone() {
                fill.blanks(LeadId(lead), &Refers::default(), &Own::default())?;
            }
        }
        let refused: std::collections::HashSet<LeadId> = self.refused.drain(..).collect();
        let met = self.met.keys().filter(|lead| !refused.contains(lead)).map(|lead| lead.0);
        let mut told: Vec<i64> = met.collect();
        told.extend(created);
        Ok(seen::written(told))
    }

    /// Takes in the rows of leads that were merged into others.
    fn take_merged(&mut self, ledger: &mut Ledger<'c>) -> Result<(), StoreError> {
        let mut merged = std::mem::take(&mut self.merged);
        while let Some(turn) = merged.next()? {
            match turn {
                Turn::Repeated => ledger.counts.skipped += 1,
                Turn::Contradicts { row, identity } => {
                    ledger.refuse(row, shown(merged.texts.text(identity)), Rule::IdentityRepeated, REPEATED);
                }
                Turn::Fills { lead, record, before } => {
                    self.met.entry(lead).or_default();
                    self.update(ledger, lead, false, (&merged.texts, &record), &before)?;
                }
            }
        }
        Ok(())
    }

    fn create(
        &mut self,
        ledger: &mut Ledger<'c>,
        lead: LeadId,
        chunk: &Chunk,
        (record, told): (&Record, Columns),
    ) -> Result<(), StoreError> {
        let is_rejected = record.passages[usize::from(Stage::Rejected.code())].is_some();
        ledger.against(chunk, record, &Before::default());
        if ledger.batch().is_none() && !is_rejected && record.left.is_none() {
            return Ok(());
        }
        self.story.clear();
        let frame = ledger.frame(None);
        let stage = self.story.tell(record, &ledger.reasons, None, created_at(record), frame);
        if is_rejected {
            ledger.decided(record.row, (lead, contacted(record)), &self.story)?;
        }
        if let Some(left) = record.left {
            ledger.left(left, (lead, contacted(record)), &self.story)?;
        }
        let Some(batch) = ledger.batch() else { return Ok(()) };
        self.insert_lead.write(ledger.conn, (lead, stage, batch), chunk, (record, told))?;
        if self.events.are_due(&self.story) {
            self.insert_lead.flush()?;
        }
        self.events.create(lead, &mut self.story, batch)
    }

    fn update(
        &mut self,
        ledger: &mut Ledger<'c>,
        lead: LeadId,
        adopts: bool,
        (chunk, record): (&Chunk, &Record),
        before: &[Record],
    ) -> Result<(), StoreError> {
        self.events.load(lead, &mut self.story)?;
        let mut frame = ledger.frame(Some(lead));
        frame.merged = self.people.known.has_merged(lead);
        // Files the lead was merged from say again what was decided here.
        frame.fills = frame.merged && frame.seen.is_some_and(|seen| seen >= frame.as_of);
        let merged = self.people.known.is_merged(chunk.text(record.identity));
        let mut rows = self.select_lead.query([lead.0])?;
        let row = rows.next()?.ok_or(StoreError::Malformed("lead"))?;
        if !merged && !frame.merged && conflict::is_another_person(row, FIELDS_FROM, chunk, record) {
            drop(rows);
            self.refused.push(lead);
            let id = conflict::id(chunk, record);
            ledger.refuse(record.row, id, Rule::IdentityConflict, &conflict::message(id));
            return Ok(());
        }
        let unheard = match frame.merged {
            true => self.overruled.told_again(lead, (row, FIELDS_FROM), chunk, record)?,
            false => Columns::default(),
        };
        frame.repeats = unheard.has(Field::Status) || says_again(row, FIELDS_FROM, chunk, record);
        let mut current = stage_event::code(row, 0)?.and_then(Stage::from_code);
        for told in before {
            let fills = frame.fills || self.people.known.is_merged(chunk.text(told.identity));
            let frame = Frame { fills, ..frame };
            current = self.story.tell(told, &ledger.reasons, current, created_at(told), frame);
        }
        let events = (!before.is_empty()).then(|| self.story.events.clone());
        frame.fills |= merged;
        let frame = frame;
        let stage = self.story.tell(record, &ledger.reasons, current, created_at(record), frame);
        let mut columns = self.derived.differing((row, FIELDS_FROM), chunk, record, frame)?.without(unheard);
        self.derived.settle(&mut columns, (row, FIELDS_FROM), record)?;
        let mut extra = None;
        if record.extra.len > 0 {
            let known = row.get_ref(1)?.as_str_or_null().map_err(|_| StoreError::Malformed("extra"))?;
            extra = cells::merge_extra(known, chunk.text(record.extra), frame.is_late())?;
        }
        if extra.is_some() {
            columns.add_extra();
        }
        let left = if adopts { Some(row.get::<_, String>(2)?) } else { None };
        let is_told = events.map_or_else(|| self.story.is_changed(), |events| events != self.story.events);
        ledger.compare(record.row, (current, stage), is_told);
        let known = Before::of(row, FIELDS_FROM)?;
        let first = match known.contact {
            Some(contact) if frame.is_late() => Some(contact),
            contact => contacted(record).or(contact),
        };
        if let Some(left) = record.left {
            ledger.left(left, (lead, first), &self.story)?;
        }
        if is_told {
            ledger.decided(record.row, (lead, first), &self.story)?;
            ledger.against(chunk, record, &known);
        }
        let nothing = columns.is_empty() && stage == current && left.is_none() && !is_told;
        if columns.fields().any(|field| field == Field::Email) {
            let before: Option<String> = row.get(FIELDS_FROM + Field::Email.index())?;
            self.people.told_email(before.as_deref().unwrap_or_default(), lead);
            self.people.told_email(text(chunk, record, Field::Email), lead);
        }
        let replaced = replaced((row, FIELDS_FROM), columns, (chunk, record), frame)?;
        let refers = Refers::of(row, FIELDS_FROM)?;
        drop(rows);
        if nothing {
            ledger.count(record.row, Effect::Nothing);
            return Ok(());
        }
        ledger.count(record.row, Effect::Changed);
        if adopts {
            self.people.known.add(chunk.text(record.identity), lead);
        }
        let Some(batch) = ledger.batch() else { return Ok(()) };
        let update = Update { stage, columns, extra, left };
        if !update.columns.is_empty() || stage != current || adopts {
            self.write(ledger, lead, &update, batch, chunk, record)?;
        }
        self.events.write(lead, &self.story, batch, |_| Said::default())?;
        if let Some(seen) = frame.seen
            && seen < frame.as_of
        {
            let extras = update.extra.iter().flat_map(|extra| &extra.replaced);
            for (field, old, new) in replaced.iter().chain(extras) {
                self.changes.between(lead, field, (old, new), (seen, frame.as_of), batch)?;
            }
        }
        if let Some(fill) = &mut self.fill {
            let extra = (record.extra.len > 0).then(|| chunk.text(record.extra));
            let own = Own { columns: cells::told(record), extra: cells::object(extra)? };
            fill.blanks(lead, &refers, &own)?;
        }
        Ok(())
    }

    fn write(
        &mut self,
        ledger: &Ledger<'c>,
        lead: LeadId,
        update: &Update,
        batch: BatchId,
        chunk: &Chunk,
        record: &Record,
    ) -> Result<(), StoreError> {
        let columns = update.columns;
        let statement = match self.update_lead.entry(columns) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(ledger.conn.prepare(&columns.update_sql())?),
        };
        // The identity stays unless the row brings the lead's own.
        let identity = update.left.is_some().then(|| chunk.text(record.identity));
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, identity)?;
        statement.raw_bind_parameter(3, update.stage.map(Stage::code))?;
        let mut index = 4;
        for field in columns.fields() {
            cells::bind(statement, index, chunk, field, record.cells[field.index()])?;
            index += 1;
        }
        if columns.has_extra() {
            statement.raw_bind_parameter(index, update.extra.as_ref().map(|extra| extra.json.as_str()))?;
        }
        statement.raw_execute()?;
        if let Some(left) = &update.left {
            self.insert_key.execute((left, lead.0, batch.0))?;
        }
        Ok(())
    }
}
