//! Clocks that were read follow what happens since: time passes, a few leads change, the desk promises something else.
//!
//! What cannot have changed is not read again. The answer is that of reading everything anew.

use std::sync::Arc;

use plumbline_domain::{
    field::{Field, FieldName},
    moment::Moment,
    settings::Settings,
};

use super::{columns::Clocks, desk::Desk, lanes::Lanes, reader::ClockReader};
use crate::{cube::Cube, facts::Splice};

/// From this share of all handoffs on, reading everything (several threads do) is faster than reading those one by one.
const MOST: usize = 4;

impl Clocks {
    /// True if these are the clocks of that moment.
    pub(super) fn holds(&self, desk: &Arc<Desk>, as_of: Moment, settings: &Settings) -> bool {
        let is_known = self.stale.is_empty() && !self.doubts_lanes && Arc::ptr_eq(desk, &self.desk);
        is_known && self.as_of == as_of && self.calendar == settings.calendar
    }

    /// True if those of that moment follow from these.
    pub(super) fn leads_to(&self, desk: &Desk, as_of: Moment, settings: &Settings) -> bool {
        self.as_of <= as_of && self.calendar == settings.calendar && self.desk.hours == desk.hours
    }

    /// Makes them those of `as_of` by `desk`.
    pub(super) fn follow(&mut self, cube: &Cube, desk: &Arc<Desk>, settings: &Settings, as_of: Moment) {
        let doubts_lanes = self.doubts_lanes || **desk != *self.desk;
        if doubts_lanes || !desk.is_timeless() && self.as_of != as_of {
            let lanes = Lanes::of(cube, desk, settings, as_of);
            let facts = cube.facts();
            let others = (0..facts.len()).filter(|handoff| lanes.differs(&self.lanes, facts.lead[*handoff]));
            self.stale.extend(others.map(|handoff| handoff as u32));
            self.lanes = Arc::new(lanes);
        }
        (self.desk, self.as_of, self.doubts_lanes) = (Arc::clone(desk), as_of, false);
        let mut again = std::mem::take(&mut self.stale);
        again.extend(self.live.iter().filter(|(_, until)| *until <= as_of.0).map(|(handoff, _)| *handoff));
        again.sort_unstable();
        again.dedup();
        let reader = ClockReader::of(self, cube);
        // Where the first routing is written down, every lead that is not routed waits from then on.
        if reader.records != self.records || again.len() > cube.facts().len() / MOST {
            self.read_all(cube);
            return;
        }
        let read: Vec<_> = again.iter().map(|handoff| reader.of_handoff(*handoff as usize)).collect();
        self.live.retain(|(handoff, _)| again.binary_search(handoff).is_err());
        for (handoff, (rows, until)) in again.into_iter().zip(read) {
            self.live.extend(until.map(|until| (handoff, until)));
            for (kind, row) in rows.into_iter().enumerate() {
                self.rows.set(handoff as usize * 4 + kind, row);
            }
        }
    }

    /// Makes room for other handoffs of a few leads, of which `changed` columns have other values.
    pub(crate) fn splice(&mut self, splice: &Splice, changed: &[FieldName]) {
        let rows = &mut self.rows;
        splice.column(&mut rows.marks, &vec![0; splice.coming() * 4], 4);
        let nothing = vec![0; splice.coming() * 4];
        for column in [&mut rows.started, &mut rows.due, &mut rows.stopped] {
            splice.column(column, &nothing, 4);
        }
        let moved = |handoff: u32| splice.moved(handoff as usize).map(|handoff| handoff as u32);
        let live = self.live.drain(..).filter_map(|(handoff, until)| Some((moved(handoff)?, until)));
        self.live = live.collect();
        let stale = self.stale.drain(..).filter_map(moved);
        self.stale = stale.chain(splice.came().map(|handoff| handoff as u32)).collect();
        // Where tiers ask for what is computed from handoffs, who is decided about may be of another one.
        let of_lanes = [Field::Owner, Field::Team].map(FieldName::Canonical);
        let asked = |name: &FieldName| of_lanes.contains(name) || self.desk.fields().contains(&name);
        self.doubts_lanes |= !self.desk.is_timeless() || changed.iter().any(asked);
    }

    /// Says that owners count as others: tiers may ask for owners.
    pub(crate) fn doubt_owners(&mut self) {
        self.doubts_lanes |= self.desk.fields().contains(&&FieldName::Canonical(Field::Owner));
    }

    /// Says that picklists are others: tiers may ask for reasons.
    pub(crate) fn doubt_lanes(&mut self) {
        self.doubts_lanes |= !self.desk.is_timeless();
    }
}
