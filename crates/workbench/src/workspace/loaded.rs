//! Leads and handoffs of a workspace in memory.
//!
//! Opening reads leads' ids and stage events only: the first chart needs no more. Every other column is read from
//! the file when a filter, a split or a list first names it.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use plumbline_cube::{
    Cube,
    frame::{Column, Frame, TextBuilder},
    reasons::Reason,
};
use plumbline_domain::{
    criteria::Criteria,
    event::StageEvent,
    field::{Field, FieldName, Kind},
    handoff::{Handoff, handoffs_of},
    settings::Settings,
};
use plumbline_store::{Reader, Store, StoreError};

use crate::failure::Outcome;

/// How many handoffs travel between the reading and the building thread at once.
const BATCH: usize = 4096;

/// What has been loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) cube: Cube,
    pub(crate) settings: Settings,
    /// Imported headers that map to no field, in the order they first came.
    pub(crate) extra: Vec<String>,
}

impl Loaded {
    pub(crate) fn load(store: &Store) -> Outcome<Loaded> {
        Ok(store.read(|reader| -> Result<Loaded, StoreError> {
            let settings = reader.settings()?;
            let extra = reader.extra_headers()?;
            let frame = frame(reader, &extra)?;
            let reasons = reader.reasons()?.into_iter().map(reason).collect();
            // One thread reads and derives, the other fills the columns: each takes about half of the time.
            let (send, receive) = sync_channel(4);
            let cube = std::thread::scope(|scope| {
                let built = scope.spawn(move || Cube::new(frame, Batches::of(receive), reasons));
                let read = derive(reader, &settings, &send);
                drop(send);
                let cube = built.join().map_err(|_| StoreError::Panicked)?;
                read.map(|()| cube)
            })?;
            Ok(Loaded { cube, settings, extra })
        })?)
    }

    /// Reads the columns that `names` need and that nobody has asked for yet.
    pub(crate) fn ensure<'a>(
        &self,
        store: &Store,
        names: impl IntoIterator<Item = &'a FieldName>,
    ) -> Outcome<()> {
        let frame = self.cube.frame();
        let missing: Vec<&FieldName> = names.into_iter().filter(|name| frame.awaits(name)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Ok(store.read(|reader| -> Result<(), StoreError> {
            let mut headers = Vec::new();
            for name in missing {
                match name {
                    FieldName::Canonical(field) => frame.fill(name, canonical(reader, frame, *field)?),
                    FieldName::Extra(header) => headers.push(header.as_str()),
                    _ => {}
                }
            }
            fill_extra(reader, frame, &headers)
        })?)
    }

    /// Reads what a criteria expression needs.
    pub(crate) fn ensure_criteria(&self, store: &Store, criteria: &Criteria) -> Outcome<()> {
        self.ensure(store, criteria.fields())
    }
}

fn frame(reader: &Reader, extra: &[String]) -> Result<Frame, StoreError> {
    let mut leads = Vec::with_capacity(reader.lead_count()? as usize);
    let mut stages = TextBuilder::with_capacity(leads.capacity());
    reader.scan_leads(|id, stage, _| {
        leads.push(id);
        stages.push(stage.map_or("", plumbline_domain::stage::Stage::slug));
    })?;
    let rows = leads.len();
    let mut frame = Frame::new(leads);
    frame.set_column(FieldName::Stage, Column::Text(stages.finish(rows)));
    for field in Field::ALL {
        frame.declare(FieldName::Canonical(field));
    }
    for header in extra {
        frame.declare(FieldName::Extra(header.clone()));
    }
    Ok(frame)
}

fn reason(stored: plumbline_store::Reason) -> Reason {
    Reason { id: stored.id, list: stored.list, key: stored.key, label: stored.label }
}

/// Turns stage events, which come lead by lead, into handoffs.
fn derive(reader: &Reader, settings: &Settings, send: &SyncSender<Vec<Handoff>>) -> Result<(), StoreError> {
    let mut events: Vec<StageEvent> = Vec::new();
    let mut batch = Vec::with_capacity(BATCH);
    let mut pass_on = |events: &mut Vec<StageEvent>, last: bool| {
        handoffs_of(events, settings, &mut batch);
        events.clear();
        if batch.len() >= BATCH || last {
            // The receiver is gone only if the cube's thread died, which joining it reports.
            let _ = send.send(std::mem::replace(&mut batch, Vec::with_capacity(BATCH)));
        }
    };
    reader.scan_events(|event| {
        if events.first().is_some_and(|first| first.lead != event.lead) {
            pass_on(&mut events, false);
        }
        events.push(*event);
    })?;
    pass_on(&mut events, true);
    Ok(())
}

/// Handoffs out of batches.
struct Batches {
    receive: Receiver<Vec<Handoff>>,
    current: std::vec::IntoIter<Handoff>,
}

impl Batches {
    fn of(receive: Receiver<Vec<Handoff>>) -> Batches {
        Batches { receive, current: Vec::new().into_iter() }
    }
}

impl Iterator for Batches {
    type Item = Handoff;

    fn next(&mut self) -> Option<Handoff> {
        loop {
            if let Some(handoff) = self.current.next() {
                return Some(handoff);
            }
            self.current = self.receive.recv().ok()?.into_iter();
        }
    }
}

fn canonical(reader: &Reader, frame: &Frame, field: Field) -> Result<Column, StoreError> {
    let rows = frame.rows();
    let mut column = Column::blank(field.kind(), rows);
    match (&mut column, field.kind()) {
        (Column::Number(numbers), Kind::Number) => {
            reader.scan_numbers(field, |lead, number| put(numbers, frame.row(lead), number))?;
        }
        (Column::Time(times), Kind::Time) => {
            reader.scan_times(field, |lead, at| put(times, frame.row(lead), at.0))?;
        }
        _ => {
            let mut text = TextBuilder::with_capacity(rows);
            reader.scan_text(field, |lead, value| set(&mut text, frame.row(lead), value))?;
            column = Column::Text(text.finish(rows));
        }
    }
    Ok(column)
}

fn fill_extra(reader: &Reader, frame: &Frame, headers: &[&str]) -> Result<(), StoreError> {
    if headers.is_empty() {
        return Ok(());
    }
    let rows = frame.rows();
    let mut texts: Vec<TextBuilder> = headers.iter().map(|_| TextBuilder::with_capacity(rows)).collect();
    reader.scan_extra(headers, |lead, index, value| set(&mut texts[index], frame.row(lead), value))?;
    for (header, text) in headers.iter().zip(texts) {
        frame.fill(&FieldName::Extra((*header).to_owned()), Column::Text(text.finish(rows)));
    }
    Ok(())
}

fn put<T>(values: &mut [T], row: Option<u32>, value: T) {
    if let Some(slot) = row.and_then(|row| values.get_mut(row as usize)) {
        *slot = value;
    }
}

fn set(text: &mut TextBuilder, row: Option<u32>, value: &str) {
    // A lead added between two readings is not in this frame; it comes with the next load.
    if let Some(row) = row {
        text.set(row as usize, value);
    }
}
