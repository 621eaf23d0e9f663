//! Cells to numbers, durations and moments, and what a whole column says about how its cells are written.

mod clock;
mod currency;
mod cursor;
pub mod date;
pub mod duration;
pub mod format;
pub(crate) mod names;
pub mod number;
pub mod zone;

pub use format::DateFormat;
