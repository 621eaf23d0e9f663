//! File bytes to preview, mapping, neutral rows and problems.
//!
//! The order is look, map, read. [`look::look`] decides how a file is to be read and says what stands in each column;
//! [`mapping::suggest`] proposes what the columns mean; [`read::Reader`] turns rows into
//! [`plumbline_domain::record::Record`]s and [`plumbline_domain::problem::Problem`]s. Nothing is guessed silently: a
//! file either reads with counts that add up, or is refused with a sentence.

pub mod dictionary;
pub mod look;
pub mod mapping;
pub mod own;
pub mod read;
pub mod source;
mod table;
pub mod value;
pub mod workbook;
