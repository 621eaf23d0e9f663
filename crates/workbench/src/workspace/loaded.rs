//! Leads and handoffs of a workspace in memory.
//!
//! Opening reads leads' ids and stage events only: the first chart needs no more. Every other column is read from
//! the file when a filter, a split or a list first names it.

mod read;
mod renew;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError, mpsc::sync_channel},
};

use plumbline_cube::{Cube, activities::ActivitiesBuilder, mask::Mask, spend::SpendRow};
use plumbline_domain::{
    criteria::Criteria,
    field::{Field, FieldName},
    ids::LeadId,
    ladder::Ladder,
    moment::Moment,
    settings::Settings,
};
use plumbline_store::{Blocks, Reader, Spend, Store, StoreError};

use crate::{failure::Outcome, service_level};
use read::{Batches, Rows};

/// What has been loaded.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) cube: Cube,
    pub(crate) settings: Settings,
    /// Imported headers that map to no field, in the order they first came.
    pub(crate) extra: Vec<String>,
    /// What stages are called.
    pub(crate) ladder: Ladder,
    /// Which leads match the criteria asked for last: the charts of a screen share one filter.
    selected: Mutex<Option<(Criteria, Moment, Arc<Mask>)>>,
    /// Who may be the same person as whom, once somebody asked, and the leads that may have changed since.
    blocks: Mutex<(Option<Arc<Blocks>>, Vec<LeadId>)>,
}

impl Clone for Loaded {
    /// A second one that can be changed while others go on reading the first.
    fn clone(&self) -> Loaded {
        let selected = self.selected.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Loaded {
            cube: self.cube.clone(),
            settings: self.settings.clone(),
            extra: self.extra.clone(),
            ladder: self.ladder.clone(),
            selected: Mutex::new(selected),
            blocks: Mutex::new(self.blocks.lock().unwrap_or_else(PoisonError::into_inner).clone()),
        }
    }
}

impl Loaded {
    /// Reads what the first chart needs.
    pub(crate) fn load(store: &Store) -> Outcome<Loaded> {
        Ok(store.read(|reader| -> Result<Loaded, StoreError> {
            let settings = reader.settings()?;
            let extra = reader.extra_headers()?;
            let ladder = read::ladder(reader)?;
            let frame = read::frame(reader, &extra)?;
            let reasons = read::reasons(reader)?;
            // One thread reads and derives, the other fills the columns: each takes about half of the time.
            let (send, receive) = sync_channel(4);
            let mut cube = std::thread::scope(|scope| {
                let built = scope.spawn(move || Cube::new(frame, Batches::of(receive), reasons));
                let read = read::derive(reader, &settings, &send);
                drop(send);
                let cube = built.join().map_err(|_| StoreError::Panicked)?;
                read.map(|()| cube)
            })?;
            cube.set_people(service_level::people(reader)?);
            Ok(Loaded { cube, settings, extra, ladder, selected: Mutex::default(), blocks: Mutex::default() })
        })?)
    }

    /// Reads the columns that `names` need and that nobody has asked for yet.
    pub(crate) fn ensure<'a>(
        &self,
        store: &Store,
        names: impl IntoIterator<Item = &'a FieldName>,
    ) -> Outcome<()> {
        let frame = self.cube.frame();
        let missing: BTreeSet<&FieldName> = names.into_iter().filter(|name| frame.awaits(name)).collect();
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
            read::fill_stages(reader, frame, &stages)?;
            read::fill_fields(reader, frame, &fields)?;
            read::fill_extra(reader, frame, &headers)
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
        self.ensure_clocks_and(store, &[])
    }

    /// The same, and in the same pass over the leads some columns that are shown beside clocks.
    pub(crate) fn ensure_clocks_and(&self, store: &Store, also: &[Field]) -> Outcome<()> {
        let also: Vec<FieldName> = also.iter().copied().map(FieldName::Canonical).collect();
        if !self.cube.awaits_desk() {
            return self.ensure(store, &also);
        }
        let desk = service_level::desk(store)?;
        let read_from =
            [Field::RoutedAt, Field::FirstContactAt, Field::FeedbackAt, Field::Owner, Field::Team];
        let read_from = read_from.map(FieldName::Canonical);
        // One thread reads the leads, another what they did: both take about as long.
        std::thread::scope(|scope| {
            let activities = scope.spawn(|| self.ensure_activities(store));
            let fields = self.ensure(store, read_from.iter().chain(desk.fields()).chain(&also));
            let activities = activities.join().unwrap_or_else(|_| self.ensure_activities(store));
            fields.and(activities)
        })?;
        self.cube.fill_desk(desk);
        Ok(())
    }

    /// Who may be the same person as whom.
    pub(crate) fn blocks(&self, reader: &Reader) -> Result<Arc<Blocks>, StoreError> {
        let mut kept = self.blocks.lock().unwrap_or_else(PoisonError::into_inner);
        let doubted = std::mem::take(&mut kept.1);
        if let Some(known) = kept.0.take()
            && known.hold(reader, &doubted)?
        {
            kept.0 = Some(Arc::clone(&known));
            return Ok(known);
        }
        let read = Arc::new(reader.blocks()?);
        kept.0 = Some(Arc::clone(&read));
        Ok(read)
    }

    /// Reads what was spent if nobody has asked for it yet. A day that is none has no period and takes no part.
    pub(crate) fn ensure_spend(&self, store: &Store) -> Outcome<()> {
        if self.cube.awaits_spend() {
            let rows = store.read(Reader::spend)?;
            let rows = rows.into_iter().filter_map(|row| {
                let day = row.day.parse().ok()?;
                let Spend { source, campaign, channel, currency, amount, .. } = row;
                Some(SpendRow { day, source, campaign, channel, currency, amount })
            });
            self.cube.fill_spend(rows.collect());
        }
        Ok(())
    }

    /// Which leads match, reading the columns that the criteria need.
    pub(crate) fn select(&self, store: &Store, criteria: &Criteria, as_of: Moment) -> Outcome<Arc<Mask>> {
        self.ensure(store, criteria.fields())?;
        if criteria.counts_activities() {
            self.ensure_activities(store)?;
        }
        let timeless = is_timeless(criteria);
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

/// What was imported does not depend on the moment; what is computed from handoffs does.
fn is_timeless(criteria: &Criteria) -> bool {
    let imported = |name: &&FieldName| {
        matches!(name, FieldName::Canonical(_) | FieldName::StageAt(_) | FieldName::Extra(_))
    };
    criteria.fields().iter().all(imported) && !criteria.counts_activities()
}

#[cfg(test)]
mod tests;
