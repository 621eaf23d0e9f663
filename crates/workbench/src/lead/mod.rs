//! Leads: listed, shown one by one, found by name, exported.

mod cell;
mod clock_column;
mod detail;
mod duplicates;
mod exchange;
mod export;
mod fields;
mod find;
mod kin;
mod list;
mod passes;
mod record;
mod score;
mod stage_log;
mod timeline;
mod trigger;

pub(crate) use clock_column::ClockOf;
pub use detail::{DecisionTold, Detail, StayTold};
pub use duplicates::{Card, Compared, Pair, SideBySide};
pub use export::Format;
pub use fields::{FieldTold, FieldsTold};
pub use find::Found;
pub use kin::{Colleague, CompanyTold, Kin, MergedTold, Twin};
pub(crate) use list::Rows;
pub use list::{ListColumn, ListRow, Listing, Page};
pub(crate) use passes::said;
pub use passes::{ClockTold, Pass};
pub use record::Record;
pub use score::{Score, ScoreStep};
pub use timeline::{Event, What};
pub use trigger::{Action, Trigger};
