//! What leaves the program as a document: tables as CSV (with the spreadsheet-formula guard) and as XLSX.

pub mod formula_guard;
pub mod table;
