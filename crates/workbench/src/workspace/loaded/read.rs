//! Columns and handoffs out of the file.

use std::sync::mpsc::{Receiver, SyncSender};

use plumbline_cube::{
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
    reasons::Reason,
};
use plumbline_domain::{
    event::{Provenance, StageEvent},
    field::{Field, FieldName, Kind},
    handoff::{Handoff, handoffs_of},
    ids::{LeadId, ReasonId},
    ladder::Ladder,
    settings::Settings,
    stage::{LADDER, Stage},
};
use plumbline_store::{DeskText, Reader, Scanned, StoreError};

/// How many handoffs travel between the reading and the building thread at once.
const BATCH: usize = 4096;

pub(super) fn frame(reader: &Reader, extra: &[String]) -> Result<Frame, StoreError> {
    let mut leads = Vec::with_capacity(reader.lead_count()? as usize);
    let mut stages = TextBuilder::with_capacity(leads.capacity());
    reader.scan_leads(|id, stage, _| {
        leads.push(id);
        stages.push(stage.map_or("", Stage::slug));
    })?;
    let rows = leads.len();
    let mut frame = Frame::new(leads);
    frame.set_column(FieldName::Stage, Column::Text(stages.finish(rows)));
    for field in Field::ALL {
        frame.declare(FieldName::Canonical(field));
    }
    for step in &LADDER {
        frame.declare(FieldName::StageAt(step.stage));
    }
    for header in extra {
        frame.declare(FieldName::Extra(header.clone()));
    }
    Ok(frame)
}

/// What stages are called. Whoever decides is told about a ladder that cannot be read; for names the usual ones do.
pub(super) fn ladder(reader: &Reader) -> Result<Ladder, StoreError> {
    Ok(reader.desk_text(DeskText::Ladder)?.and_then(|text| Ladder::parse(&text).ok()).unwrap_or_default())
}

/// What was given counts as one of these. A key that a reason had before it was moved stands for it, as one that was merged
/// stands for what it was merged into: criteria were written with it.
pub(super) fn reasons(reader: &Reader) -> Result<Vec<Reason>, StoreError> {
    let mut reasons: Vec<Reason> = reader.counted_reasons()?.into_iter().map(reason).collect();
    let mut former = Vec::new();
    for ((key, id), nth) in reader.former_reason_keys()?.into_iter().zip(0..) {
        if let Some(moved) = reasons.iter().find(|reason| reason.id == id) {
            let counts_as = Some(moved.counts_as.unwrap_or(id));
            // No entry has such a number, and no event names it.
            former.push(Reason { id: ReasonId(i64::MIN + nth), key, counts_as, ..moved.clone() });
        }
    }
    reasons.extend(former);
    Ok(reasons)
}

fn reason(stored: plumbline_store::Reason) -> Reason {
    Reason {
        id: stored.id,
        list: stored.list,
        key: stored.key,
        label: stored.label,
        counts_as: stored.merged_into,
    }
}

/// Turns stage events, which come lead by lead, into handoffs.
pub(super) fn derive(
    reader: &Reader,
    settings: &Settings,
    send: &SyncSender<Vec<Handoff>>,
) -> Result<(), StoreError> {
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
pub(super) struct Batches {
    receive: Receiver<Vec<Handoff>>,
    current: std::vec::IntoIter<Handoff>,
}

impl Batches {
    pub(super) fn of(receive: Receiver<Vec<Handoff>>) -> Batches {
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

/// A column that is being read.
pub(super) enum Filling {
    Text(TextBuilder),
    Number(Vec<f64>),
    Time(Vec<i64>),
}

impl Filling {
    pub(super) fn of(kind: Kind, rows: usize) -> Filling {
        match kind {
            Kind::Text => Filling::Text(TextBuilder::with_capacity(rows)),
            Kind::Number => Filling::Number(vec![f64::NAN; rows]),
            Kind::Time => Filling::Time(vec![BLANK_TIME; rows]),
        }
    }

    pub(super) fn set(&mut self, row: usize, value: Scanned<'_>) {
        match (self, value) {
            (Filling::Text(column), Scanned::Text(text)) => column.set(row, text),
            (Filling::Number(column), Scanned::Number(number)) => put(column, row, number),
            (Filling::Time(column), Scanned::Time(at)) => put(column, row, at.0),
            // The store gives each field values of its own kind.
            _ => {}
        }
    }

    pub(super) fn finish(self, rows: usize) -> Column {
        match self {
            Filling::Text(column) => Column::Text(column.finish(rows)),
            Filling::Number(column) => Column::Number(column),
            Filling::Time(column) => Column::Time(column),
        }
    }
}

/// True for an event that dates its stage: of a bounded one nobody knows the moment.
pub(super) fn dates(event: &StageEvent, stage: Stage) -> bool {
    event.stage == stage && event.provenance != Provenance::Bounded
}

/// The last known moment of each stage; events come in the order of time.
pub(super) fn fill_stages(reader: &Reader, frame: &Frame, stages: &[Stage]) -> Result<(), StoreError> {
    if stages.is_empty() {
        return Ok(());
    }
    let rows = frame.rows();
    let mut columns: Vec<Vec<i64>> = stages.iter().map(|_| vec![BLANK_TIME; rows]).collect();
    let mut at = Rows::of(frame);
    reader.scan_events(|event| {
        let column = stages.iter().position(|stage| dates(event, *stage));
        if let (Some(column), Some(row)) = (column, at.of_lead(event.lead)) {
            put(&mut columns[column], row, event.at.0);
        }
    })?;
    for (stage, column) in stages.iter().zip(columns) {
        frame.fill(&FieldName::StageAt(*stage), Column::Time(column));
    }
    Ok(())
}

pub(super) fn fill_fields(reader: &Reader, frame: &Frame, fields: &[Field]) -> Result<(), StoreError> {
    if fields.is_empty() {
        return Ok(());
    }
    let rows = frame.rows();
    let mut columns: Vec<Filling> = fields.iter().map(|field| Filling::of(field.kind(), rows)).collect();
    let mut at = Rows::of(frame);
    reader.scan_fields(fields, |lead, index, value| {
        if let Some(row) = at.of_lead(lead) {
            columns[index].set(row, value);
        }
    })?;
    for (field, column) in fields.iter().zip(columns) {
        frame.fill(&FieldName::Canonical(*field), column.finish(rows));
    }
    Ok(())
}

pub(super) fn fill_extra(reader: &Reader, frame: &Frame, headers: &[&str]) -> Result<(), StoreError> {
    if headers.is_empty() {
        return Ok(());
    }
    let rows = frame.rows();
    let mut texts: Vec<TextBuilder> = headers.iter().map(|_| TextBuilder::with_capacity(rows)).collect();
    let mut at = Rows::of(frame);
    reader.scan_extra(headers, |lead, index, value| {
        if let Some(row) = at.of_lead(lead) {
            texts[index].set(row, value);
        }
    })?;
    for (header, text) in headers.iter().zip(texts) {
        frame.fill(&FieldName::Extra((*header).to_owned()), Column::Text(text.finish(rows)));
    }
    Ok(())
}

/// The rows of leads that come in ascending order, without a search for each.
pub(super) struct Rows<'a> {
    leads: &'a [LeadId],
    next: usize,
}

impl<'a> Rows<'a> {
    pub(super) fn of(frame: &'a Frame) -> Rows<'a> {
        Rows { leads: frame.leads(), next: 0 }
    }

    /// `None` for a lead that was added between two readings: it comes with the next load.
    pub(super) fn of_lead(&mut self, lead: LeadId) -> Option<usize> {
        while self.leads.get(self.next).is_some_and(|known| *known < lead) {
            self.next += 1;
        }
        (self.leads.get(self.next) == Some(&lead)).then_some(self.next)
    }
}

fn put<T>(values: &mut [T], row: usize, value: T) {
    if let Some(slot) = values.get_mut(row) {
        *slot = value;
    }
}
