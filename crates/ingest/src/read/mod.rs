//! Rows of a file to rows of its shape and to problems, a chunk at a time.

mod activity;
mod cells;
mod change;
mod deal;
mod derived;
mod either;
mod measure;
mod memory;
mod name;
mod picklist;
mod plan;
mod problem;
mod reason;
mod reference;
mod rejected;
mod remarks;
mod row;
mod rows;
mod spend;
mod suspect;
mod time;
mod value;
mod who;
mod words;

pub use rejected::{PROBLEM_COLUMN, write_rejected, write_rows};
pub use remarks::{Noticed, Remarks};

use std::io;

use plumbline_domain::{
    calendar::Calendar,
    persona::PersonaRule,
    problem::Problem,
    record::{Chunk, Reasons},
};

use crate::{
    look::{Look, repeats},
    mapping::{KnownReason, Mapping, MappingError},
    source::Source,
    table::{Records, records::Stop},
};
use rows::{Rows, Taken};

/// The column in which this program's exports keep the identity of a lead, so that a lead of any system is known again
/// when its row comes back.
pub const IDENTITY_COLUMN: &str = "plumbline.identity";

/// Rows of a full chunk.
pub const CHUNK: usize = 4096;
/// Bytes of text after which a chunk is full, however few its rows.
const CHUNK_TEXT: usize = 16 << 20;

/// What reading needs besides the file and its mapping.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// In whose zone local dates and times are.
    pub calendar: Calendar,
    /// The picklists of the workspace.
    pub reasons: Vec<KnownReason>,
    /// The rules that say who is which persona; without any, none is filled in.
    pub personas: Vec<PersonaRule>,
}

/// How far a reader has come. `read` is the sum of the rows put into chunks, `refused` and `skipped`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows of the table read so far.
    pub read: u64,
    /// Those of them with a problem.
    pub refused: u64,
    /// Those that were left out: sums, deleted in their system, or of a kind the mapping leaves out.
    pub skipped: u64,
    /// The row of the file reached, counted from 1.
    pub row: u64,
    /// Nothing is left.
    pub done: bool,
}

/// Why reading stopped early.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The mapping does not fit the file.
    #[error(transparent)]
    Mapping(#[from] MappingError),
    /// The file is another one than was looked at.
    #[error("the file was changed while it was being imported")]
    Changed,
    /// A row that no table of leads has.
    #[error("row {0} is longer than 16 MB")]
    RowTooBig(u64),
    /// The file cannot be read, or what was to be written cannot be written.
    #[error("the file cannot be read or written: {0}")]
    Io(#[from] io::Error),
}

impl ReadError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            ReadError::Mapping(error) => error.hint(),
            ReadError::Changed => "Nothing was imported. Look at the file again and repeat the import.",
            ReadError::RowTooBig(_) => "Line ends are missing, or the file is not a table of leads.",
            ReadError::Io(_) => "Check that the file is there and that the disk has room.",
        }
    }
}

impl From<Stop> for ReadError {
    fn from(stop: Stop) -> ReadError {
        match stop {
            Stop::Io(error) => ReadError::Io(error),
            Stop::RowTooBig(row) => ReadError::RowTooBig(row),
        }
    }
}

/// Reads the rows of one file.
pub struct Reader {
    source: Source,
    records: Records,
    rows: Rows,
    headers: Vec<String>,
    header_row: u64,
    last_row: u64,
    /// Rows of sums inside the table, and how many of them are behind.
    totals: Vec<u64>,
    totals_met: usize,
    progress: Progress,
}

impl Reader {
    /// Makes ready to read a file that was looked at.
    pub fn open(
        source: &Source,
        look: &Look,
        mapping: &Mapping,
        context: &Context,
    ) -> Result<Reader, ReadError> {
        mapping.check(look)?;
        if source.size() != look.size || !source.is_unchanged() {
            return Err(ReadError::Changed);
        }
        let mut records = Records::open(source, look.decoded.encoding, look.dialect)?;
        records.guarded = look.is_guarded();
        Ok(Reader {
            source: source.clone(),
            records,
            rows: Rows::new(look, mapping, context),
            headers: look.raw_headers.clone(),
            header_row: look.header_row,
            last_row: look.last_row,
            totals: look.totals.clone(),
            totals_met: 0,
            progress: Progress::default(),
        })
    }

    /// Fills `chunk` (which is emptied first) with the next rows, and appends to `problems` what was refused on the
    /// way.
    pub fn read(&mut self, chunk: &mut Chunk, problems: &mut Vec<Problem>) -> Result<Progress, ReadError> {
        chunk.clear();
        while chunk.rows() < CHUNK && chunk.arena.len() < CHUNK_TEXT && !self.progress.done {
            let Some(entry) = self.records.next()? else {
                self.progress.done = true;
                if self.progress.row < self.last_row {
                    return Err(ReadError::Changed);
                }
                break;
            };
            self.progress.row = entry.number;
            if entry.number > self.last_row {
                self.progress.done = true;
                break;
            }
            if entry.number <= self.header_row || entry.is_blank() || repeats(&entry, &self.headers) {
                continue;
            }
            self.progress.read += 1;
            if self.totals.get(self.totals_met) == Some(&entry.number) {
                self.totals_met += 1;
                self.progress.skipped += 1;
                continue;
            }
            match self.rows.take(&entry, chunk, problems) {
                Taken::Kept => {}
                Taken::Refused => self.progress.refused += 1,
                Taken::LeftOut => self.progress.skipped += 1,
            }
        }
        // Half of one file and half of another is neither.
        if self.progress.done && !self.source.is_unchanged() {
            return Err(ReadError::Changed);
        }
        Ok(self.progress)
    }

    /// What is to be said about the rows so far, besides problems.
    pub fn remarks(&self) -> Remarks {
        Remarks { totals: self.totals_met as u64, ..self.rows.remarks() }
    }

    /// The picklist entries met so far; it only grows, and the numbers in the records stay valid.
    pub fn reasons(&self) -> &Reasons {
        self.rows.reasons()
    }
}
