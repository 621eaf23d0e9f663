//! Row by row: which lead, what is new about it, and the statements that write it down.

use std::collections::HashMap;

use plumbline_domain::{
    field::Field,
    ids::{BatchId, LeadId, OperationId, ReasonId},
    moment::Moment,
    problem::{Problem, Rule},
    record::{Cell, Chunk, ImportedReason, Record},
    stage::Stage,
};
use rusqlite::{Connection, Statement};
use rustc_hash::FxHashMap;

use super::{
    Counts, Fates, ImportOutcome, PROBLEMS_KEPT, Parcel,
    cells::{self, Columns},
    conflict,
    known::Known,
    story::{Edit, Event, Frame, Story},
};
use crate::{
    error::StoreError,
    table::{lead::COLUMNS, reason, setting, stage_event},
    undo::journal,
};

/// Whether rows are only counted or written down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    /// A dry run.
    Count,
    /// The real one.
    Write {
        /// The import the rows belong to.
        batch: BatchId,
        /// Its step in the audit.
        operation: OperationId,
    },
}

/// Takes rows in.
pub(crate) struct Intake<'c> {
    conn: &'c Connection,
    mode: Mode,
    frame: Frame,
    known: Known,
    first_new: i64,
    /// Contents of created leads, by their distance from `first_new`.
    created: Vec<u64>,
    /// Contents of the rows that met a lead from before this import.
    met: FxHashMap<LeadId, u64>,
    reasons: Vec<ReasonId>,
    counts: Counts,
    fates: Fates,
    repeated: Vec<Problem>,
    problems: Vec<Problem>,
    story: Story,
    insert_lead: (Columns, Option<Statement<'c>>),
    update_lead: HashMap<Columns, Statement<'c>>,
    insert_event: Statement<'c>,
    delete_event: Statement<'c>,
    select_lead: Statement<'c>,
    select_events: Statement<'c>,
    journaling: bool,
}

/// Columns of `select_lead` before the fields.
const FIELDS_FROM: usize = 2;

impl<'c> Intake<'c> {
    pub(crate) fn new(conn: &'c Connection, as_of: Moment, mode: Mode) -> Result<Intake<'c>, StoreError> {
        let settings = setting::read(conn)?;
        let last: i64 = conn.query_row("SELECT coalesce(max(id), 0) FROM lead", (), |row| row.get(0))?;
        let events = stage_event::COLUMNS;
        Ok(Intake {
            conn,
            mode,
            frame: Frame { as_of, window_hours: settings.decision_window_hours },
            known: Known::load(conn)?,
            first_new: last + 1,
            created: Vec::new(),
            met: FxHashMap::default(),
            reasons: Vec::new(),
            counts: Counts::default(),
            fates: Fates::default(),
            repeated: Vec::new(),
            problems: Vec::new(),
            story: Story::default(),
            insert_lead: (Columns::default(), None),
            update_lead: HashMap::new(),
            insert_event: conn.prepare(
                "INSERT INTO stage_event(lead, at, stage, not_before, provenance, reason, batch)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?,
            delete_event: conn
                .prepare("DELETE FROM stage_event WHERE lead = ?1 AND at = ?2 AND stage = ?3")?,
            select_lead: conn
                .prepare(&format!("SELECT stage, extra, {} FROM lead WHERE id = ?1", *COLUMNS))?,
            select_events: conn.prepare(&format!("SELECT {events} FROM stage_event WHERE lead = ?1"))?,
            journaling: false,
        })
    }

    /// Rows read so far.
    pub(crate) fn rows(&self) -> u64 {
        self.counts.read
    }

    /// Takes in the rows of a parcel and hands its chunk back.
    pub(crate) fn take(&mut self, parcel: Parcel) -> Result<Chunk, StoreError> {
        let Parcel { chunk, reasons, problems, rejected, skipped } = parcel;
        for met in &reasons {
            let id = self.reason(met)?;
            self.reasons.push(id);
        }
        self.counts.read += rejected + skipped + chunk.records.len() as u64;
        self.counts.rejected += rejected;
        self.counts.skipped += skipped;
        self.keep_problems(problems);
        for record in &chunk.records {
            self.row(&chunk, record)?;
        }
        Ok(chunk)
    }

    /// The counts, and the problems to keep.
    pub(crate) fn finish(self, batch: Option<BatchId>) -> (ImportOutcome, Vec<Problem>) {
        let count = self.created.len() as i64;
        let range = (LeadId(self.first_new), LeadId(self.first_new + count - 1));
        let outcome = ImportOutcome {
            batch,
            counts: self.counts,
            created_leads: (count > 0).then_some(range),
            repeated: self.repeated,
            fates: self.fates,
            joined: super::Joined::default(),
            unmatched: Vec::new(),
        };
        (outcome, self.problems)
    }

    fn keep_problems(&mut self, problems: Vec<Problem>) {
        let room = PROBLEMS_KEPT.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
    }

    fn reason(&mut self, met: &ImportedReason) -> Result<ReasonId, StoreError> {
        if let Some(known) = reason::find(self.conn, met.list, &met.key)? {
            return Ok(known);
        }
        match self.mode {
            // Counting needs a reason that differs from all known ones, no more.
            Mode::Count => Ok(ReasonId(-1 - self.reasons.len() as i64)),
            Mode::Write { .. } => {
                self.journal(true)?;
                Ok(reason::add(self.conn, met.list, &met.key, &met.label)?)
            }
        }
    }

    /// Created leads are undone by their range; everything else is written into the journal.
    fn journal(&mut self, on: bool) -> Result<(), StoreError> {
        if let Mode::Write { operation, .. } = self.mode
            && self.journaling != on
        {
            if on {
                journal::begin(self.conn, operation)?;
            } else {
                journal::end(self.conn)?;
            }
            self.journaling = on;
        }
        Ok(())
    }

    fn row(&mut self, chunk: &Chunk, record: &Record) -> Result<(), StoreError> {
        let identity = chunk.text(record.identity);
        if identity.is_empty() {
            let message = "This row names nobody: give it an id, an e-mail, or a company domain and a name.";
            self.refuse(record, "", Rule::IdentityMissing, message);
            return Ok(());
        }
        let contents = cells::contents(chunk, record);
        let next = LeadId(self.first_new + self.created.len() as i64);
        let Some(lead) = self.known.find_or_add(identity, next) else {
            self.created.push(contents);
            self.counts.created += 1;
            self.fates.created.add(record.row);
            return self.create(next, chunk, record);
        };
        let before = match usize::try_from(lead.0 - self.first_new) {
            Ok(index) => self.created.get(index).copied(),
            Err(_) => self.met.insert(lead, contents),
        };
        match before {
            None => self.update(lead, chunk, record),
            Some(first) => {
                self.met.entry(lead).and_modify(|kept| *kept = first);
                self.repeat(chunk, record, first == contents);
                Ok(())
            }
        }
    }

    fn repeat(&mut self, chunk: &Chunk, record: &Record, identical: bool) {
        if identical {
            self.counts.skipped += 1;
            return;
        }
        let message = "This lead came earlier in the file with other values; the first row stands.";
        self.refuse(record, chunk.text(record.identity), Rule::IdentityRepeated, message);
    }

    fn refuse(&mut self, record: &Record, value: &str, rule: Rule, message: &str) {
        self.counts.rejected += 1;
        let problem = Problem {
            row: record.row,
            column: String::new(),
            value: value.to_owned(),
            rule,
            message: message.to_owned(),
        };
        self.keep_problems(vec![problem.clone()]);
        self.repeated.push(problem);
    }

    fn create(&mut self, lead: LeadId, chunk: &Chunk, record: &Record) -> Result<(), StoreError> {
        let Mode::Write { batch, .. } = self.mode else {
            return Ok(());
        };
        self.journal(false)?;
        self.story.clear();
        let stage = self.story.tell(record, &self.reasons, None, created_at(record), self.frame);
        self.insert_lead(lead, stage, batch, chunk, record)?;
        self.story.events.sort_unstable_by_key(|event| (event.at, event.stage));
        for index in 0..self.story.events.len() {
            self.insert_event(lead, self.story.events[index], batch)?;
        }
        Ok(())
    }

    fn insert_lead(
        &mut self,
        lead: LeadId,
        stage: Option<Stage>,
        batch: BatchId,
        chunk: &Chunk,
        record: &Record,
    ) -> Result<(), StoreError> {
        let told = cells::told(record);
        // Columns the file never fills are left out of the statement: fewer values to bind per row.
        if self.insert_lead.1.is_none() || !self.insert_lead.0.covers(told) {
            self.insert_lead.0.join(told);
            self.insert_lead.1 = Some(self.conn.prepare(&self.insert_lead.0.insert_sql())?);
        }
        let (columns, Some(statement)) = &mut self.insert_lead else {
            return Ok(());
        };
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, chunk.text(record.identity))?;
        statement.raw_bind_parameter(3, stage.map(Stage::code))?;
        statement.raw_bind_parameter(4, batch.0)?;
        let mut index = 5;
        for field in columns.fields() {
            cells::bind(statement, index, chunk, field, record.cells[field.index()])?;
            index += 1;
        }
        if columns.has_extra() {
            let extra = (record.extra.len > 0).then(|| chunk.text(record.extra));
            statement.raw_bind_parameter(index, extra)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    fn insert_event(&mut self, lead: LeadId, event: Event, batch: BatchId) -> Result<(), StoreError> {
        let statement = &mut self.insert_event;
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, event.at.0)?;
        statement.raw_bind_parameter(3, event.stage.code())?;
        statement.raw_bind_parameter(4, (event.not_before != event.at).then_some(event.not_before.0))?;
        statement.raw_bind_parameter(5, event.provenance as u8)?;
        statement.raw_bind_parameter(6, event.reason.map(|reason| reason.0))?;
        statement.raw_bind_parameter(7, batch.0)?;
        statement.raw_execute()?;
        Ok(())
    }

    fn update(&mut self, lead: LeadId, chunk: &Chunk, record: &Record) -> Result<(), StoreError> {
        self.story.clear();
        let mut rows = self.select_events.query([lead.0])?;
        while let Some(row) = rows.next()? {
            let known = stage_event::event(row)?;
            self.story.events.push(Event {
                at: known.at,
                stage: known.stage,
                not_before: known.not_before,
                provenance: known.provenance,
                reason: known.reason,
            });
        }
        drop(rows);
        let mut rows = self.select_lead.query([lead.0])?;
        let row = rows.next()?.ok_or(StoreError::Malformed("lead"))?;
        if conflict::is_another_person(row, FIELDS_FROM, chunk, record) {
            drop(rows);
            let id = conflict::id(chunk, record);
            self.refuse(record, id, Rule::IdentityConflict, &conflict::message(id));
            return Ok(());
        }
        let current = stage_event::code(row, 0)?.and_then(Stage::from_code);
        let created = created_at(record)
            .or_else(|| row.get(FIELDS_FROM + Field::CreatedAt.index()).ok().flatten().map(Moment));
        let stage = self.story.tell(record, &self.reasons, current, created, self.frame);
        let mut differing = cells::differing(row, FIELDS_FROM, chunk, record)?;
        let mut extra = None;
        if record.extra.len > 0 {
            let known = row.get_ref(1)?.as_str_or_null().map_err(|_| StoreError::Malformed("extra"))?;
            extra = cells::merge_extra(known, chunk.text(record.extra))?;
        }
        drop(rows);
        if extra.is_some() {
            differing.add_extra();
        }
        if differing.is_empty() && stage == current && self.story.edits.is_empty() {
            self.counts.unchanged += 1;
            return Ok(());
        }
        self.counts.updated += 1;
        self.fates.updated.add(record.row);
        if let Mode::Write { batch, .. } = self.mode {
            self.journal(true)?;
            if !differing.is_empty() || stage != current {
                self.update_lead(lead, stage, differing, extra.as_deref(), chunk, record)?;
            }
            self.write_edits(lead, batch)?;
        }
        Ok(())
    }

    fn update_lead(
        &mut self,
        lead: LeadId,
        stage: Option<Stage>,
        columns: Columns,
        extra: Option<&str>,
        chunk: &Chunk,
        record: &Record,
    ) -> Result<(), StoreError> {
        if !self.update_lead.contains_key(&columns) {
            self.update_lead.insert(columns, self.conn.prepare(&columns.update_sql())?);
        }
        let Some(statement) = self.update_lead.get_mut(&columns) else {
            return Ok(());
        };
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, stage.map(Stage::code))?;
        let mut index = 3;
        for field in columns.fields() {
            cells::bind(statement, index, chunk, field, record.cells[field.index()])?;
            index += 1;
        }
        if columns.has_extra() {
            statement.raw_bind_parameter(index, extra)?;
        }
        statement.raw_execute()?;
        Ok(())
    }

    /// All removals come first: a correction may move an event to where another one was.
    fn write_edits(&mut self, lead: LeadId, batch: BatchId) -> Result<(), StoreError> {
        let edits = std::mem::take(&mut self.story.edits);
        for edit in &edits {
            if let Edit::Replace { old, .. } = edit {
                self.delete_event.execute((lead.0, old.at.0, old.stage.code()))?;
            }
        }
        for edit in &edits {
            let (Edit::Insert(new) | Edit::Replace { new, .. }) = edit;
            self.insert_event(lead, *new, batch)?;
        }
        self.story.edits = edits;
        Ok(())
    }
}

fn created_at(record: &Record) -> Option<Moment> {
    match record.cells[Field::CreatedAt.index()] {
        Cell::Time(at) => Some(at),
        _ => None,
    }
}
