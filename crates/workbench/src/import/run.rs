//! Tries an import out, or carries it out: one thread reads the file, another takes the rows in.

use std::{ops::ControlFlow, path::Path, thread::JoinHandle, time::Instant};

use plumbline_domain::{
    calendar::Calendar,
    problem::Problem,
    record::{Chunk, Record},
    stage::Stage,
};
use plumbline_ingest::{
    mapping::{Mapping, Target},
    read::{Context, ReadError, Reader},
    source::Source,
};
use plumbline_store::import::{ChannelFeed, ImportOutcome, ImportPlan, Parcel, RowSender, channel};

use super::{Edits, Report, mapping::Mapped};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::Workspace,
};

/// Parcels on their way at once: enough to keep both threads busy, few enough to bound the memory.
const DEPTH: usize = 4;

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The file is looked at.
    Looking,
    /// Rows are read and taken in.
    Reading,
    /// The last row is in; indexes are built and everything is written to the disk.
    Saving,
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Rows so far.
    pub rows: u64,
    /// Rows in all, once known.
    pub total: Option<u64>,
    /// Since the first row.
    pub rows_per_second: f64,
}

/// Told how far the import has come; may say stop.
type Tell = Box<dyn FnMut(Progress) -> ControlFlow<()> + Send>;

impl Workspace {
    /// Counts what an import would do, and lists every problem. Nothing is written.
    ///
    /// # Errors
    /// The file cannot be read, an edit is not possible, or `tell` said stop.
    pub fn try_import(
        &self,
        path: &Path,
        edits: Option<&Edits>,
        tell: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Outcome<Report> {
        self.look_and_run(path, edits, true, Box::new(tell))
    }

    /// Carries an import out: all of it, or nothing.
    ///
    /// # Errors
    /// The file cannot be read, an edit is not possible, or `tell` said stop. Nothing was changed then.
    pub fn import(
        &self,
        path: &Path,
        edits: Option<&Edits>,
        tell: impl FnMut(Progress) -> ControlFlow<()> + Send + 'static,
    ) -> Outcome<Report> {
        self.look_and_run(path, edits, false, Box::new(tell))
    }

    fn look_and_run(&self, path: &Path, edits: Option<&Edits>, dry_run: bool, tell: Tell) -> Outcome<Report> {
        let (mut tell, began) = (start(tell)?, Instant::now());
        let mapped = self.mapped(path, edits)?;
        tell = looked(tell, &mapped)?;
        self.run(mapped, dry_run, began, tell)
    }

    /// Imports (or tries out) by a mapping somebody wrote.
    ///
    /// # Errors
    /// The file cannot be read or the mapping does not fit it. Nothing was changed then.
    pub fn import_by(&self, path: &Path, mapping: Mapping, dry_run: bool) -> Outcome<Report> {
        let began = Instant::now();
        let mapped = self.mapped_by(path, mapping)?;
        self.run(mapped, dry_run, began, Box::new(|_| ControlFlow::Continue(())))
    }

    /// Imports bytes that came with the program.
    pub(crate) fn import_source(&self, source: Source, mapping: Mapping) -> Outcome<Report> {
        let began = Instant::now();
        let mapped = self.mapped_source(source, mapping)?;
        self.run(mapped, false, began, Box::new(|_| ControlFlow::Continue(())))
    }

    fn run(&self, mapped: Mapped, dry_run: bool, began: Instant, tell: Tell) -> Outcome<Report> {
        let plan = self.plan(&mapped)?;
        let (sender, feed) = channel(DEPTH);
        let reading = read_apart(&mapped, sender)?;
        let progress = watched(tell, mapped.look.rows);
        let taken = match dry_run {
            true => self.store().try_import(&plan, feed, progress),
            false => self.take_in(plan, feed, progress),
        };
        let read = reading.join().map_err(|_| {
            Failure::new(Kind::Internal, "Reading the file failed inside the program; nothing was changed.")
        })?;
        // A file that could not be read to its end is the cause; the store only saw the rows stop.
        let read = read.map_err(|error| unread(&mapped, &error))?;
        let outcome = taken?;
        if !dry_run {
            self.changed();
        }
        Ok(report(mapped, outcome, read, dry_run, began))
    }

    fn take_in(
        &self,
        plan: ImportPlan,
        feed: ChannelFeed,
        progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static,
    ) -> Result<ImportOutcome, plumbline_store::ImportError> {
        let now = plan.as_of;
        self.store().import(plan, now, feed, progress)
    }

    fn plan(&self, mapped: &Mapped) -> Outcome<ImportPlan> {
        let extra =
            mapped.look.columns.iter().filter_map(|column| match mapped.mapping.target(&column.header) {
                Target::Extra(name) if name.is_empty() => Some(column.header.clone()),
                Target::Extra(name) => Some(name),
                _ => None,
            });
        Ok(ImportPlan {
            source: mapped.look.name.clone(),
            dictionary: mapped.look.dictionary.label().to_owned(),
            mapping_toml: mapped.mapping.to_toml(),
            fingerprint: mapped.fingerprint(),
            extra_headers: extra.collect(),
            as_of: self.now()?,
            shape: mapped.mapping.shape,
            content: None,
        })
    }
}

fn start(mut tell: Tell) -> Outcome<Tell> {
    let first = Progress { phase: Phase::Looking, rows: 0, total: None, rows_per_second: 0.0 };
    go_on(tell(first))?;
    Ok(tell)
}

fn looked(mut tell: Tell, mapped: &Mapped) -> Outcome<Tell> {
    let total = Some(mapped.look.rows);
    go_on(tell(Progress { phase: Phase::Reading, rows: 0, total, rows_per_second: 0.0 }))?;
    Ok(tell)
}

fn go_on(answer: ControlFlow<()>) -> Outcome<()> {
    match answer {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(plumbline_store::ImportError::Cancelled.into()),
    }
}

fn watched(mut tell: Tell, total: u64) -> impl FnMut(u64) -> ControlFlow<()> + Send + 'static {
    let began = Instant::now();
    move |rows| {
        let seconds = began.elapsed().as_secs_f64();
        let rows_per_second = if seconds > 0.0 { rows as f64 / seconds } else { 0.0 };
        let phase = if rows >= total { Phase::Saving } else { Phase::Reading };
        tell(Progress { phase, rows, total: Some(total), rows_per_second })
    }
}

/// What only the reading side saw.
#[derive(Debug, Default)]
struct Read {
    problems: Vec<Problem>,
    /// Rows with a decision and without any MQL date.
    without_mql: u64,
    /// Rows whose decision is dated on a day before their MQL.
    before_mql: u64,
}

fn read_apart(mapped: &Mapped, sender: RowSender) -> Outcome<JoinHandle<Result<Read, ReadError>>> {
    let context =
        Context { calendar: mapped.settings.calendar.clone(), reasons: mapped.known.reasons.clone() };
    let reader = Reader::open(&mapped.source, &mapped.look, &mapped.mapping, &context)
        .map_err(|error| unread(mapped, &error))?;
    let calendar = context.calendar;
    std::thread::Builder::new()
        .name("plumbline-reader".to_owned())
        .spawn(move || read_all(reader, sender, &calendar))
        .map_err(|error| {
            Failure::new(Kind::Internal, format!("The reading thread could not be started: {error}."))
        })
}

fn read_all(mut reader: Reader, sender: RowSender, calendar: &Calendar) -> Result<Read, ReadError> {
    let mut read = Read::default();
    let (mut chunk, mut refused, mut reasons) = (Chunk::default(), 0, 0);
    loop {
        let mut problems = Vec::new();
        let progress = reader.read(&mut chunk, &mut problems)?;
        read.without_mql += chunk.records.iter().filter(|record| is_undated(record)).count() as u64;
        read.before_mql +=
            chunk.records.iter().filter(|record| is_before_mql(record, calendar)).count() as u64;
        read.problems.extend(problems.iter().cloned());
        let parcel = Parcel {
            chunk,
            reasons: reader.reasons().0[reasons..].to_vec(),
            problems,
            rejected: progress.refused - refused,
            skipped: 0,
        };
        (refused, reasons) = (progress.refused, reader.reasons().0.len());
        let Ok(empty) = sender.send(parcel) else {
            // The import ended before its rows: it was cancelled or failed, and says so itself.
            return Ok(read);
        };
        if progress.done {
            // Nobody left to tell means that the import ended; it says so itself.
            let _ = sender.finish();
            return Ok(read);
        }
        chunk = empty;
    }
}

/// A stage that decides a handoff.
fn decides(stage: Stage) -> bool {
    stage.implies_acceptance() || stage == Stage::Rejected
}

/// A decision that no handoff can be opened for.
fn is_undated(record: &Record) -> bool {
    record.passages().any(|passage| decides(passage.stage))
        && !record.passages().any(|passage| passage.stage == Stage::Mql)
}

/// A decision on a day before the MQL: it belongs to an earlier pass whose MQL date the export has forgotten.
fn is_before_mql(record: &Record, calendar: &Calendar) -> bool {
    let mql = record.passages().find(|passage| passage.stage == Stage::Mql).and_then(|passage| passage.at);
    let decisions = record.passages().filter(|passage| decides(passage.stage));
    let first = decisions.filter_map(|passage| passage.at).min();
    // Nearly always the MQL comes first, and nobody asks the calendar.
    matches!((first, mql), (Some(first), Some(mql)) if first < mql && calendar.day(first) < calendar.day(mql))
}

fn report(mapped: Mapped, outcome: ImportOutcome, read: Read, dry_run: bool, began: Instant) -> Report {
    let mut problems = read.problems;
    problems.extend(outcome.repeated);
    problems.sort_by_key(|problem| problem.row);
    let mut notes = mapped.look.notes();
    if mapped.remembered {
        notes.push("Read as last time: the mapping used before for these headers.".to_owned());
    }
    if read.without_mql > 0 {
        notes.push(format!(
            "{} a decision and no MQL date. Without it no handoff can be dated, so they count in no rate.",
            wording::counted(read.without_mql, "row has", "rows have")
        ));
    }
    if read.before_mql > 0 {
        notes.push(format!(
            "{} a decision dated before the MQL. It is taken for an earlier pass and decides nothing about this one.",
            wording::counted(read.before_mql, "row has", "rows have")
        ));
    }
    Report {
        batch: outcome.batch,
        source: mapped.look.name.clone(),
        shape: mapped.mapping.shape.slug(),
        counts: outcome.counts,
        seconds: began.elapsed().as_secs_f64(),
        notes,
        problems,
        dry_run,
        file: mapped.source,
        look: mapped.look,
    }
}

fn unread(mapped: &Mapped, error: &ReadError) -> Failure {
    let kind = match error {
        ReadError::Mapping(_) => Kind::BadInput,
        _ => Kind::NoSuchFile,
    };
    Failure::new(kind, format!("{} was not imported: {error}.", mapped.look.name)).hint(error.hint())
}
