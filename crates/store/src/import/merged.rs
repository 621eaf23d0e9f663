//! Rows under the identity of a lead that was merged into another.
//!
//! The kept lead's own row comes first, wherever it stands in the file: such rows wait until all others are in, and then fill
//! what those leave blank. What somebody decided by merging is not decided again by a file. A dry run has written nothing of
//! the rows before, so what they say is taken out of a row that waits, and told to the story once more; both runs count alike.

use std::collections::HashMap;

use plumbline_domain::{
    field::Field,
    ids::LeadId,
    record::{Cell, Chunk, Record, Span},
};

use super::{
    cells::{self, Object},
    known::Key,
};
use crate::error::StoreError;

/// A row that waits.
#[derive(Debug)]
struct Waiting {
    lead: LeadId,
    identity: Key,
    contents: u64,
    record: Record,
}

/// What a row that waits turned out to be.
pub(crate) enum Turn {
    /// The same row came before.
    Repeated,
    /// The same identity came before with other contents.
    Contradicts { row: u64, identity: Span },
    /// It may fill its lead with what the rows `before` it leave blank.
    Fills { lead: LeadId, record: Box<Record>, before: Vec<Record> },
}

/// The rows of leads that were merged, with a text of their own.
#[derive(Debug, Default)]
pub(crate) struct MergedRows {
    pub(crate) texts: Chunk,
    /// What the file has said of leads that others were merged into.
    told: HashMap<LeadId, Vec<Record>>,
    waiting: std::collections::VecDeque<Waiting>,
    met: HashMap<Key, u64>,
}

impl MergedRows {
    /// Keeps a row that waits.
    pub(crate) fn wait(&mut self, lead: LeadId, key: (Key, u64), chunk: &Chunk, record: &Record) {
        let record = keep(&mut self.texts, chunk, record);
        self.waiting.push_back(Waiting { lead, identity: key.0, contents: key.1, record });
    }

    /// Keeps a row that a lead was told by.
    pub(crate) fn tell(&mut self, lead: LeadId, chunk: &Chunk, record: &Record) {
        let record = keep(&mut self.texts, chunk, record);
        self.told.entry(lead).or_default().push(record);
    }

    /// The next row, in the order of the file.
    pub(crate) fn next(&mut self) -> Result<Option<Turn>, StoreError> {
        let Some(Waiting { lead, identity, contents, record }) = self.waiting.pop_front() else {
            return Ok(None);
        };
        let row = record.row;
        Ok(Some(match self.met.insert(identity, contents) {
            Some(first) if first == contents => Turn::Repeated,
            Some(first) => {
                self.met.insert(identity, first);
                Turn::Contradicts { row, identity: record.identity }
            }
            None => {
                let told = self.told.entry(lead).or_default();
                let before = told.clone();
                told.push(record.clone());
                let record = Box::new(without(&mut self.texts, record, &before)?);
                Turn::Fills { lead, record, before }
            }
        }))
    }
}

/// A row less the fields and headers that others tell. What followed from a field goes with it.
fn without(texts: &mut Chunk, mut record: Record, others: &[Record]) -> Result<Record, StoreError> {
    let mut told = cells::Columns::default();
    let mut headers = Object::new();
    for other in others {
        told.join(cells::told(other));
        if other.extra.len > 0 {
            headers.extend(cells::object(Some(texts.text(other.extra)))?);
        }
    }
    for field in Field::ALL {
        let follows =
            record.derived.contains(field) && cells::follows(field).iter().any(|source| told.has(*source));
        if told.has(field) || follows {
            record.cells[field.index()] = Cell::Blank;
        }
    }
    if record.extra.len > 0 {
        let mut extra = cells::object(Some(texts.text(record.extra)))?;
        extra.retain(|header, _| headers.get(header).is_none_or(cells::is_blank));
        record.extra = match extra.is_empty() {
            true => Span::default(),
            false => texts.keep(&serde_json::Value::Object(extra).to_string()),
        };
    }
    Ok(record)
}

/// A row with its text in `texts`.
fn keep(texts: &mut Chunk, chunk: &Chunk, record: &Record) -> Record {
    let mut kept = record.clone();
    kept.identity = texts.keep(chunk.text(record.identity));
    kept.extra = texts.keep(chunk.text(record.extra));
    for cell in &mut kept.cells {
        if let Cell::Text(span) = cell {
            *span = texts.keep(chunk.text(*span));
        }
    }
    kept
}
