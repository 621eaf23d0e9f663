//! Leads and handoffs of a workspace in memory.
//!
//! Opening reads leads' ids and stage events only: the first chart needs no more. Every other column is read from
//! the file when a filter, a split or a list first names it.

use std::sync::{
    Arc, Mutex, PoisonError,
    mpsc::{Receiver, SyncSender, sync_channel},
};

use plumbline_cube::{
    Cube,
    activities::ActivitiesBuilder,
    frame::{BLANK_TIME, Column, Frame, TextBuilder},
    mask::Mask,
    reasons::Reason,
};
use plumbline_domain::{
    criteria::Criteria,
    event::{Provenance, StageEvent},
    field::{Field, FieldName, Kind},
    handoff::{Handoff, handoffs_of},
    ids::LeadId,
    moment::Moment,
    settings::Settings,
    stage::{LADDER, Stage},
};
use plumbline_store::{Reader, Scanned, Store, StoreError};

use crate::{failure::Outcome, service_level};

/// How many handoffs travel between the reading and the building thread at once.
const BATCH: usize = 4096;

/// What has been loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) cube: Cube,
    pub(crate) settings: Settings,
    /// Imported headers that map to no field, in the order they first came.
    pub(crate) extra: Vec<String>,
    /// Which leads match the criteria asked for last: the charts of a screen share one filter.
    selected: Mutex<Option<(Criteria, Moment, Arc<Mask>)>>,
}

/// What was loaded before somebody decided.
#[derive(Debug)]
pub(crate) struct Before {
    pub(crate) loaded: Arc<Loaded>,
    /// True if first contacts were written down with a decision.
    pub(crate) contacted: bool,
}

impl Before {
    /// True for a column that a decision leaves as it was.
    fn holds(&self, name: &FieldName) -> bool {
        match name {
            FieldName::Extra(_) => true,
            FieldName::Canonical(field) => !(self.contacted && *field == Field::FirstContactAt),
            _ => false,
        }
    }
}

impl Loaded {
    /// Reads what the first chart needs. What was decided since `before` changed stages, and first contacts if it says so;
    /// everything else is as it was.
    pub(crate) fn load(store: &Store, before: Option<&Before>) -> Outcome<Loaded> {
        Ok(store.read(|reader| -> Result<Loaded, StoreError> {
            let settings = reader.settings()?;
            let extra = reader.extra_headers()?;
            let mut frame = frame(reader, &extra)?;
            if let Some(before) = before {
                frame.share(before.loaded.cube.frame(), |name| before.holds(name));
            }
            let reasons = reader.counted_reasons()?.into_iter().map(reason).collect();
            // One thread reads and derives, the other fills the columns: each takes about half of the time.
            let (send, receive) = sync_channel(4);
            let cube = std::thread::scope(|scope| {
                let built = scope.spawn(move || Cube::new(frame, Batches::of(receive), reasons));
                let read = derive(reader, &settings, &send);
                drop(send);
                let cube = built.join().map_err(|_| StoreError::Panicked)?;
                read.map(|()| cube)
            })?;
            let cube = match before {
                Some(before) => cube.with_activities_of(&before.loaded.cube),
                None => cube,
            };
            Ok(Loaded { cube, settings, extra, selected: Mutex::default() })
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
            let (mut fields, mut stages, mut headers) = (Vec::new(), Vec::new(), Vec::new());
            for name in missing {
                match name {
                    FieldName::Canonical(field) => fields.push(*field),
                    FieldName::StageAt(stage) => stages.push(*stage),
                    FieldName::Extra(header) => headers.push(header.as_str()),
                    _ => {}
                }
            }
            fill_stages(reader, frame, &stages)?;
            fill_fields(reader, frame, &fields)?;
            fill_extra(reader, frame, &headers)
        })?)
    }

    /// Reads the activities if nobody has asked for them yet.
    pub(crate) fn ensure_activities(&self, store: &Store) -> Outcome<()> {
        if self.cube.awaits_activities() {
            let mut builder = ActivitiesBuilder::default();
            let mut at = Rows::of(self.cube.frame());
            store.read(|reader| {
                reader.scan_activities(|lead, moment, side, kind| {
                    if let Some(row) = at.of_lead(lead) {
                        builder.push(row as u32, moment, side, kind);
                    }
                })
            })?;
            self.cube.fill_activities(builder.finish());
        }
        Ok(())
    }

    /// Reads what clocks are read with and from, if nobody has asked for them yet.
    pub(crate) fn ensure_clocks(&self, store: &Store) -> Outcome<()> {
        if !self.cube.awaits_desk() {
            return Ok(());
        }
        let desk = service_level::desk(store)?;
        let read_from =
            [Field::RoutedAt, Field::FirstContactAt, Field::FeedbackAt, Field::Owner, Field::Team];
        self.ensure(store, &read_from.map(FieldName::Canonical))?;
        self.ensure(store, desk.fields())?;
        self.ensure_activities(store)?;
        self.cube.fill_desk(desk);
        Ok(())
    }

    /// Which leads match, reading the columns that the criteria need.
    pub(crate) fn select(&self, store: &Store, criteria: &Criteria, as_of: Moment) -> Outcome<Arc<Mask>> {
        self.ensure(store, criteria.fields())?;
        if criteria.counts_activities() {
            self.ensure_activities(store)?;
        }
        // What was imported does not depend on the moment; what is computed from handoffs does.
        let timeless = criteria.fields().iter().all(|name| {
            matches!(name, FieldName::Canonical(_) | FieldName::StageAt(_) | FieldName::Extra(_))
        }) && !criteria.counts_activities();
        let moment = if timeless { Moment::MIN } else { as_of };
        let mut kept = self.selected.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, at, mask)) = &*kept
            && known == criteria
            && *at == moment
        {
            return Ok(Arc::clone(mask));
        }
        let mask = Arc::new(self.cube.select(criteria, as_of, &self.settings));
        *kept = Some((criteria.clone(), moment, Arc::clone(&mask)));
        Ok(mask)
    }
}

fn frame(reader: &Reader, extra: &[String]) -> Result<Frame, StoreError> {
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

/// A column that is being read.
enum Filling {
    Text(TextBuilder),
    Number(Vec<f64>),
    Time(Vec<i64>),
}

impl Filling {
    fn of(kind: Kind, rows: usize) -> Filling {
        match kind {
            Kind::Text => Filling::Text(TextBuilder::with_capacity(rows)),
            Kind::Number => Filling::Number(vec![f64::NAN; rows]),
            Kind::Time => Filling::Time(vec![BLANK_TIME; rows]),
        }
    }

    fn set(&mut self, row: usize, value: Scanned<'_>) {
        match (self, value) {
            (Filling::Text(column), Scanned::Text(text)) => column.set(row, text),
            (Filling::Number(column), Scanned::Number(number)) => put(column, row, number),
            (Filling::Time(column), Scanned::Time(at)) => put(column, row, at.0),
            // The store gives each field values of its own kind.
            _ => {}
        }
    }

    fn finish(self, rows: usize) -> Column {
        match self {
            Filling::Text(column) => Column::Text(column.finish(rows)),
            Filling::Number(column) => Column::Number(column),
            Filling::Time(column) => Column::Time(column),
        }
    }
}

/// The last known moment of each stage; events come in the order of time.
fn fill_stages(reader: &Reader, frame: &Frame, stages: &[Stage]) -> Result<(), StoreError> {
    if stages.is_empty() {
        return Ok(());
    }
    let rows = frame.rows();
    let mut columns: Vec<Vec<i64>> = stages.iter().map(|_| vec![BLANK_TIME; rows]).collect();
    let mut at = Rows::of(frame);
    reader.scan_events(|event| {
        let column = stages.iter().position(|stage| *stage == event.stage);
        if let (Some(column), Some(row)) = (column, at.of_lead(event.lead))
            && event.provenance != Provenance::Bounded
        {
            put(&mut columns[column], row, event.at.0);
        }
    })?;
    for (stage, column) in stages.iter().zip(columns) {
        frame.fill(&FieldName::StageAt(*stage), Column::Time(column));
    }
    Ok(())
}

fn fill_fields(reader: &Reader, frame: &Frame, fields: &[Field]) -> Result<(), StoreError> {
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

fn fill_extra(reader: &Reader, frame: &Frame, headers: &[&str]) -> Result<(), StoreError> {
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
struct Rows<'a> {
    leads: &'a [LeadId],
    next: usize,
}

impl<'a> Rows<'a> {
    fn of(frame: &'a Frame) -> Rows<'a> {
        Rows { leads: frame.leads(), next: 0 }
    }

    /// `None` for a lead that was added between two readings: it comes with the next load.
    fn of_lead(&mut self, lead: LeadId) -> Option<usize> {
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
