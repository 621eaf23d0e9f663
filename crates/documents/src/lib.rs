//! What leaves the program as a document: tables as CSV (with the spreadsheet-formula guard) and as XLSX.

pub mod figures;
mod row_writer;
pub mod table;

pub use row_writer::RowWriter;
