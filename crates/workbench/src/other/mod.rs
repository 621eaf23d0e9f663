//! The "Other" desk: what people write where no reason fits, what becomes a standing reason, and how each rep uses the picklist.

mod groups;
mod picklist;
mod promote;

pub use groups::{OtherDesk, OtherGroup, OtherText};
pub use picklist::{FEWEST, Habit, HabitKind, MostUsed, PicklistUse, RepUse, Used};
pub use plumbline_stats::Rate;
pub use promote::{OtherShare, Promote, Promoted, Promotion};
