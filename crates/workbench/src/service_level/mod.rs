//! Promises between marketing and sales: what was promised, which clocks run, which promises were kept, and what follows
//! where they were not.

mod agree;
mod clocks;
mod escalations;
mod firing;
mod met;
mod settings;
pub(crate) mod terms;

pub use agree::Disagreement;
pub use clocks::{ClockNow, ClocksNow, OwnerClocks};
pub use escalations::{Escalations, Item, RuleNow};
pub(crate) use firing::Numbers;
pub use firing::{Firing, Odds, Past};
pub use met::Met;
pub(crate) use met::sum_of;
pub use plumbline_cube::clocks::{ClockRow, ClockSelection, ClockSeries, ClockState, ClockTally, Tallies};
pub use plumbline_domain::clock::ClockKind;
pub use plumbline_store::{DeskText, EscalationState};
pub use settings::{DeskMistake, DeskSetting};
pub(crate) use terms::desk;
