//! The clocks of one lead.

use plumbline_domain::{clock::ClockKind, moment::Moment, settings::Settings};

use super::ClockRow;
use crate::cube::Cube;

impl Cube {
    /// The clocks that have started of the lead at `row`, by pass and then in the order of [`ClockKind::ALL`]: those that
    /// counts of clocks are made of. Nothing until somebody has said what clocks are read with.
    pub fn clocks_of(&self, row: u32, as_of: Moment, settings: &Settings) -> Vec<ClockRow> {
        let Some(clocks) = self.clocks(as_of, settings) else { return Vec::new() };
        let rows = self.facts().of_lead(row).flat_map(|handoff| {
            let told = ClockKind::ALL.into_iter().map(move |kind| (handoff, kind));
            told.filter_map(|(handoff, kind)| self.clock_row(&clocks, handoff, kind))
        });
        rows.collect()
    }
}
