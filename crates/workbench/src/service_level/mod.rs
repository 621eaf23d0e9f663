//! Promises between marketing and sales: what was promised, which clocks run, which promises were kept, and what follows
//! where they were not.

mod agree;
mod asked;
mod board;
mod clocks;
mod escalations;
mod evidence;
mod firing;
mod items_table;
mod letter;
mod met;
mod names;
mod pact;
mod settings;
pub(crate) mod terms;
pub(crate) mod volume;

pub use agree::Disagreement;
pub use board::{ClockBoard, Kept, KeptClock, Waits};
pub use clocks::{ClockNow, ClocksNow};
pub use escalations::{Escalations, Item, RuleNow};
pub use firing::{Firing, Odds, Past};
pub use letter::Letter;
pub use met::Met;
pub(crate) use met::sum_of;
pub use pact::{ClockPromise, Pact, Verdict, VolumeKept, VolumePromise, target_words};
pub use plumbline_cube::clocks::{
    ClockRow, ClockSelection, ClockSeries, ClockState, ClockTally, OwnerWaiting, Tallies,
};
pub use plumbline_domain::clock::ClockKind;
pub use plumbline_store::{DeskText, EscalationState};
pub use settings::{DeskMistake, DeskSetting};
pub(crate) use terms::{desk, desk_of, people};
