//! Reads anew what does not hold any more, and nothing else.

use plumbline_cube::{
    frame::{BLANK_TIME, Column, TextBuilder},
    patch::Patch,
};
use plumbline_domain::{
    criteria::Criteria,
    field::{Field, FieldName},
    handoff::handoffs_of,
    ids::LeadId,
    stage::Stage,
};
use plumbline_store::{Reader, Standpoint, Store, StoreError};

use super::{
    Loaded, is_timeless,
    read::{self, Filling, dates},
};
use crate::{failure::Outcome, service_level, workspace::stale::Stale};

/// So many leads are always read one by one. Of more than these, a quarter of all takes longer than reading everything.
const FEW: usize = 10_000;

impl Loaded {
    /// The same with what is stale read anew; `None` if everything is.
    pub(crate) fn renewed(mut self, store: &Store, stale: &Stale) -> Outcome<Option<Loaded>> {
        if stale.all {
            return Ok(None);
        }
        store.read(|reader| -> Outcome<Option<Loaded>> {
            // Every handoff depends on the window, and every period on the calendar.
            if stale.settings && reader.settings()? != self.settings {
                return Ok(None);
            }
            let leads: Vec<LeadId> = stale.leads.iter().copied().collect();
            if !leads.is_empty() && !self.renew_leads(reader, &leads)? {
                return Ok(None);
            }
            if stale.picklists {
                self.renew_picklists(reader)?;
            }
            if stale.desk {
                self.ladder = read::ladder(reader)?;
                if self.cube.set_people(service_level::people(reader)?) {
                    let owner = FieldName::Canonical(Field::Owner);
                    self.keep_selected(|criteria| !criteria.fields().contains(&&owner));
                }
                self.renew_desk(reader);
            }
            Ok(Some(self))
        })
    }

    /// Returns false if that takes reading everything.
    fn renew_leads(&mut self, reader: &Reader, leads: &[LeadId]) -> Result<bool, StoreError> {
        self.cube.part();
        self.blocks.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner).1.extend(leads);
        let frame = self.cube.frame();
        let rows: Option<Vec<u32>> = leads.iter().map(|lead| frame.row(*lead)).collect();
        let Some(rows) = rows.filter(|rows| rows.len() <= FEW.max(frame.rows() / 4)) else {
            return Ok(false);
        };
        let points = reader.standpoints(leads)?;
        if points.len() < leads.len() {
            return Ok(false);
        }
        let known = frame.names().into_iter().filter(|name| frame.column(name).is_some()).cloned();
        let columns = Columns::of(known).read(reader, leads, &points)?;
        let mut handoffs = Vec::new();
        for mut point in points {
            handoffs_of(&mut point.events, &self.settings, &mut handoffs);
        }
        let changed = self.cube.patch(&Patch { rows, handoffs, columns });
        self.keep_selected(|criteria| {
            is_timeless(criteria) && criteria.fields().iter().all(|name| !changed.contains(name))
        });
        Ok(true)
    }

    fn renew_picklists(&mut self, reader: &Reader) -> Result<(), StoreError> {
        let reasons = read::reasons(reader)?;
        if reasons != self.cube.reasons().entries() {
            self.cube.set_reasons(reasons);
            self.keep_selected(is_timeless);
        }
        Ok(())
    }

    /// A desk that cannot be read is said when somebody asks for clocks.
    fn renew_desk(&mut self, reader: &Reader) {
        let Some(known) = self.cube.desk() else { return };
        if service_level::desk_of(reader).is_ok_and(|desk| desk == *known) {
            return;
        }
        self.cube.forget_desk();
    }

    fn keep_selected(&mut self, holds: impl Fn(&Criteria) -> bool) {
        let kept = self.selected.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        if kept.as_ref().is_some_and(|(criteria, ..)| !holds(criteria)) {
            *kept = None;
        }
    }
}

/// Columns that somebody has asked for, and that are kept up to date.
#[derive(Default)]
struct Columns {
    stage: bool,
    stages: Vec<Stage>,
    fields: Vec<Field>,
    headers: Vec<String>,
}

impl Columns {
    fn of(names: impl Iterator<Item = FieldName>) -> Columns {
        let mut columns = Columns::default();
        for name in names {
            match name {
                FieldName::Stage => columns.stage = true,
                FieldName::StageAt(stage) => columns.stages.push(stage),
                FieldName::Canonical(field) => columns.fields.push(field),
                FieldName::Extra(header) => columns.headers.push(header),
                _ => {}
            }
        }
        columns
    }

    /// Their values for `leads`, which stand at `points`.
    fn read(
        self,
        reader: &Reader,
        leads: &[LeadId],
        points: &[Standpoint],
    ) -> Result<Vec<(FieldName, Column)>, StoreError> {
        let mut found = Vec::new();
        if self.stage {
            let mut texts = TextBuilder::with_capacity(leads.len());
            points.iter().for_each(|point| texts.push(point.stage.map_or("", Stage::slug)));
            found.push((FieldName::Stage, Column::Text(texts.finish(leads.len()))));
        }
        for stage in self.stages {
            let last = |point: &Standpoint| {
                let event = point.events.iter().rfind(|event| dates(event, stage));
                event.map_or(BLANK_TIME, |event| event.at.0)
            };
            found.push((FieldName::StageAt(stage), Column::Time(points.iter().map(last).collect())));
        }
        let at = |lead: LeadId| leads.binary_search(&lead).ok();
        let mut columns: Vec<Filling> =
            self.fields.iter().map(|field| Filling::of(field.kind(), leads.len())).collect();
        reader.fields_of(leads, &self.fields, |lead, index, value| {
            if let Some(at) = at(lead) {
                columns[index].set(at, value);
            }
        })?;
        let filled = columns.into_iter().map(|column| column.finish(leads.len()));
        found.extend(self.fields.into_iter().map(FieldName::Canonical).zip(filled));
        let mut texts: Vec<TextBuilder> =
            self.headers.iter().map(|_| TextBuilder::with_capacity(leads.len())).collect();
        let headers: Vec<&str> = self.headers.iter().map(String::as_str).collect();
        if !headers.is_empty() {
            reader.extra_of(leads, &headers, |lead, index, value| {
                if let Some(at) = at(lead) {
                    texts[index].set(at, value);
                }
            })?;
        }
        let filled = texts.into_iter().map(|text| Column::Text(text.finish(leads.len())));
        found.extend(self.headers.into_iter().map(FieldName::Extra).zip(filled));
        Ok(found)
    }
}
