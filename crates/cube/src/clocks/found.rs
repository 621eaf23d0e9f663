//! Late clocks as somebody would have found them who had looked now and then.

use plumbline_domain::{clock::ClockKind, ids::LeadId, moment::Moment, settings::Settings};

use super::reader::ClockReader;
use crate::cube::Cube;

/// A clock that was late while somebody waited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundLate {
    /// Its lead.
    pub lead: LeadId,
    /// Which pass of that lead.
    pub pass: u16,
    /// When that pass began.
    pub mql: Moment,
    /// Its owner, under the name they count as; empty for none.
    pub owner: String,
    /// The first of the looks that found it, from 0.
    pub look: usize,
}

impl Cube {
    /// The clocks of one kind and of one tier (by the tiers of `as_of`) that at least one of `looks` finds late and not stopped,
    /// in the order of leads and passes. `looks` ascend and are not later than `as_of`; each finds what was known then.
    ///
    /// `None` if nobody has said what clocks are read with.
    pub fn found_late(
        &self,
        kind: ClockKind,
        tier: &str,
        looks: &[Moment],
        as_of: Moment,
        settings: &Settings,
    ) -> Option<Vec<FoundLate>> {
        let clocks = self.clocks(as_of, settings)?;
        let reader = ClockReader::of(&clocks, self);
        let facts = self.facts();
        let lanes = &clocks.lanes;
        let of_tier = |handoff: &usize| lanes.tier.text(facts.lead[*handoff] as usize) == tier;
        let found = (0..facts.len()).filter(of_tier).filter_map(|handoff| {
            let mql = Moment(facts.mql[handoff]);
            let begun = looks.partition_point(|look| *look < mql);
            let look = begun + first(&reader, handoff, kind, &looks[begun..])?;
            let row = facts.lead[handoff];
            let owner = lanes.owner.text(row as usize).to_owned();
            Some(FoundLate { lead: self.frame().lead(row)?, pass: facts.pass[handoff], mql, owner, look })
        });
        Some(found.collect())
    }
}

/// The first look that finds a clock late and not stopped. What has stopped does not start again.
fn first(reader: &ClockReader<'_>, handoff: usize, kind: ClockKind, looks: &[Moment]) -> Option<usize> {
    for (nth, look) in looks.iter().enumerate() {
        let (is_late, is_open) = reader.at(handoff, kind, *look);
        if is_late && is_open {
            return Some(nth);
        }
        if !is_open {
            return None;
        }
    }
    None
}
