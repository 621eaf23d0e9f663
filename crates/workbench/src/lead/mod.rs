//! Leads: listed, shown one by one, found by name, exported.

mod cell;
mod detail;
mod export;
mod find;
mod list;
mod record;

pub use detail::{Detail, Event};
pub use export::Format;
pub use find::Found;
pub(crate) use list::Rows;
pub use list::{ListColumn, ListRow, Listing, Page};
pub use record::Record;
