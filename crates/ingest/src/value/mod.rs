//! Cells to numbers and moments, and what a whole column says about how its cells are written.

mod clock;
mod cursor;
pub mod date;
pub mod format;
pub mod number;
pub mod zone;

pub use format::DateFormat;
