//! Leads: listed, shown one by one, found by name, exported.

mod cell;
mod detail;
mod duplicates;
mod exchange;
mod export;
mod find;
mod list;
mod record;
mod stage_log;
mod timeline;

pub use detail::Detail;
pub use duplicates::{Card, Compared, Pair, SideBySide};
pub use export::Format;
pub use find::Found;
pub(crate) use list::Rows;
pub use list::{ListColumn, ListRow, Listing, Page};
pub use record::Record;
pub use timeline::{Event, What};
