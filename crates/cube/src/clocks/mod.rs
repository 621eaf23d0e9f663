//! Service-level clocks beside the handoffs: one row per handoff and clock, read once, counted and listed by one pass.
//!
//! A period is that of the MQL or of the decision, as the question says. A clock that nobody ever stops here (no lead has a
//! routing date, say) is unknown rather than late: silence of a column is no lapse of a person.

pub(crate) mod columns;
mod count;
mod desk;
mod follow;
mod found;
mod lanes;
mod of_lead;
mod open;
mod passes;
mod reader;
mod tiers;
mod waiting;

pub use count::{ClockRow, ClockSelection, ClockSeries, ClockTally, Tallies};
pub use desk::{Colleague, Desk};
pub use found::FoundLate;
pub(crate) use lanes::counted_owners;
pub use open::{OpenClocks, OwnerWaiting};
pub use tiers::TierClocks;
pub use waiting::Waiting;

use std::sync::Arc;

use plumbline_domain::{clock::ClockKind, moment::Moment, settings::Settings};

use crate::cube::{Cube, locked};
use columns::Clocks;

/// What a clock says to those who count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ClockState {
    /// Neither stopped nor past its due.
    Running,
    /// Stopped by what it waits for, at its due or before.
    Met,
    /// Past its due, stopped since or not.
    Missed,
    /// Stopped without a verdict: the lead was rejected in time, or the thing was done before it became an MQL.
    Stopped,
    /// The moments are known too vaguely to say, or nobody writes them down here.
    Unknown,
    /// Nothing was promised.
    Unpromised,
}

impl ClockState {
    /// All of them.
    pub const ALL: [ClockState; 6] = [
        ClockState::Running,
        ClockState::Met,
        ClockState::Missed,
        ClockState::Stopped,
        ClockState::Unknown,
        ClockState::Unpromised,
    ];

    /// As written in commands and files.
    pub fn slug(self) -> &'static str {
        ["running", "met", "missed", "stopped", "unknown", "unpromised"][self as usize]
    }

    /// The state written as `slug`.
    pub fn from_slug(slug: &str) -> Option<ClockState> {
        ClockState::ALL.into_iter().find(|state| state.slug() == slug)
    }
}

impl Cube {
    /// True until somebody has said what clocks are read with: before, questions about them are refused.
    pub fn awaits_desk(&self) -> bool {
        self.desk.get().is_none()
    }

    /// Says what clocks are read with, also while others ask; does nothing if that was said before.
    ///
    /// The columns `routed.at`, `first_contact.at`, `feedback.at`, `owner`, `team`, those tiers ask for, and the activities
    /// are to be filled first.
    pub fn fill_desk(&self, desk: Desk) {
        self.desk.get_or_init(|| Arc::new(desk));
    }

    /// The clocks whose end is written down nowhere here, so that nobody can say whether they are late; none until somebody has
    /// said what clocks are read with.
    pub fn silent_clocks(&self, as_of: Moment, settings: &Settings) -> Vec<ClockKind> {
        let Some(clocks) = self.clocks(as_of, settings) else { return Vec::new() };
        ClockKind::ALL.into_iter().filter(|kind| !clocks.records[*kind as usize]).collect()
    }

    /// The clocks as of a moment; `None` if nobody has said what they are read with.
    pub(crate) fn clocks(&self, as_of: Moment, settings: &Settings) -> Option<Arc<Clocks>> {
        let desk = self.desk.get()?;
        let mut kept = locked(&self.clocks);
        let clocks = match kept.take() {
            Some(known) if known.holds(desk, as_of, settings) => known,
            Some(known) if known.leads_to(desk, as_of, settings) => {
                let mut known = Arc::unwrap_or_clone(known);
                known.follow(self, desk, settings, as_of);
                Arc::new(known)
            }
            _ => Arc::new(Clocks::read(self, desk, settings, as_of)),
        };
        *kept = Some(Arc::clone(&clocks));
        Some(clocks)
    }
}
