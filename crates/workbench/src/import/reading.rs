//! The thread that reads a file while another takes its rows in.

use std::thread::JoinHandle;

use plumbline_domain::{
    calendar::Calendar,
    moment::Moment,
    problem::Problem,
    record::{Chunk, Record},
    stage::Stage,
};
use plumbline_ingest::{
    mapping::Mapping,
    read::{ReadError, Reader, Remarks},
};
use plumbline_store::import::{Parcel, RowSender};

use super::{ahead::Ahead, mapping::Mapped};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
};

/// What only the reading side saw.
#[derive(Debug, Default)]
pub(crate) struct Read {
    pub(crate) problems: Vec<Problem>,
    /// Rows with a decision and without any MQL date.
    pub(crate) without_mql: u64,
    /// Rows whose decision is dated on a day before their MQL.
    pub(crate) before_mql: u64,
    /// Rows that were left out: deleted in their system, or of a kind the mapping leaves out.
    pub(crate) skipped: u64,
    /// What is to be said besides problems.
    pub(crate) remarks: Remarks,
    /// About dates to come, as a sentence.
    pub(crate) ahead: Option<String>,
}

/// A file that is being read.
pub(crate) type Reading = JoinHandle<Result<Read, ReadError>>;

/// Begins to read a file; it waits wherever nobody takes its rows.
pub(crate) fn read_apart(mapped: &Mapped, sender: RowSender) -> Outcome<Reading> {
    let reader = Reader::open(&mapped.source, &mapped.look, &mapped.mapping, &mapped.context)
        .map_err(|error| unread(mapped, &error))?;
    let calendar = mapped.context.calendar.clone();
    let (mapping, as_of) = (mapped.mapping.clone(), mapped.as_of);
    std::thread::Builder::new()
        .name("plumbline-reader".to_owned())
        .spawn(move || read_all(reader, sender, &calendar, &mapping, as_of))
        .map_err(|error| {
            Failure::new(Kind::Internal, format!("The reading thread could not be started: {error}."))
        })
}

fn read_all(
    mut reader: Reader,
    sender: RowSender,
    calendar: &Calendar,
    mapping: &Mapping,
    as_of: Moment,
) -> Result<Read, ReadError> {
    let (mut read, mut ahead) = (Read::default(), Ahead::of(as_of));
    let (mut chunk, mut refused, mut reasons) = (Chunk::default(), 0, 0);
    loop {
        let mut problems = Vec::new();
        let progress = reader.read(&mut chunk, &mut problems)?;
        read.without_mql += chunk.records.iter().filter(|record| is_undated(record)).count() as u64;
        read.before_mql +=
            chunk.records.iter().filter(|record| is_before_mql(record, calendar)).count() as u64;
        ahead.look_at(&chunk, mapping);
        read.problems.extend(problems.iter().cloned());
        let parcel = Parcel {
            chunk,
            reasons: reader.reasons().0[reasons..].to_vec(),
            problems,
            rejected: progress.refused - refused,
            skipped: progress.skipped - read.skipped,
        };
        (refused, reasons) = (progress.refused, reader.reasons().0.len());
        read.skipped = progress.skipped;
        if progress.done {
            read.remarks = reader.remarks();
            read.ahead = ahead.sentence(&wording::day(calendar.day(as_of)));
        }
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

/// Why a file could not be read to its end.
pub(crate) fn unread(mapped: &Mapped, error: &ReadError) -> Failure {
    let kind = match error {
        ReadError::Mapping(_) => Kind::BadInput,
        _ => Kind::NoSuchFile,
    };
    Failure::new(kind, format!("{} was not imported: {error}.", mapped.look.name)).hint(error.hint())
}
