//! Clocks per tier, by the desk as it is or as somebody thinks of changing it.

use std::sync::Arc;

use plumbline_domain::{clock::ClockKind, moment::Moment, settings::Settings};

use super::{columns::Clocks, count::Tallies, desk::Desk};
use crate::cube::Cube;

/// The leads of a tier and their clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TierClocks {
    /// The tier by the rules; empty for leads without one.
    pub tier: Box<str>,
    /// How many leads.
    pub leads: u32,
    /// All clocks of all their handoffs, by what they say.
    pub clocks: Tallies,
}

impl Cube {
    /// Leads and clocks per tier as of a moment, the leads without a tier first, then in the order of the rules. With
    /// `other`, as they would be under that desk, and nothing of it is kept. `None` if nobody has said what clocks are
    /// read with.
    ///
    /// Without `other`, the clocks are those that [`Cube::clock_counts`] counts over all periods. What `other` asks for is
    /// to be filled first, as for [`Cube::fill_desk`].
    pub fn clocks_by_tier(
        &self,
        as_of: Moment,
        settings: &Settings,
        other: Option<Desk>,
    ) -> Option<Vec<TierClocks>> {
        let clocks = match other {
            Some(desk) => Arc::new(Clocks::read(self, &Arc::new(desk), settings, as_of)),
            None => self.clocks(as_of, settings)?,
        };
        let tier = &clocks.lanes.tier;
        let none = |name: &str| TierClocks { tier: name.into(), leads: 0, clocks: Tallies::default() };
        let mut found: Vec<TierClocks> = tier.dictionary.iter().map(|name| none(name)).collect();
        for code in &tier.codes {
            found[*code as usize].leads += 1;
        }
        for (handoff, lead) in self.facts().lead.iter().enumerate() {
            let tallies = &mut found[tier.codes[*lead as usize] as usize].clocks;
            for kind in ClockKind::ALL {
                if let Some(state) = clocks.state(handoff, kind) {
                    tallies[kind as usize].count(state, clocks.is_open(handoff, kind));
                }
            }
        }
        Some(found)
    }
}
