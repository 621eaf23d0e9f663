//! What leaves the program as a document: CSV with the spreadsheet-formula guard.
