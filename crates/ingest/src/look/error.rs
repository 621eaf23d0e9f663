//! Why a file cannot be read at all.

use std::io;

/// A file that is refused as a whole, with a sentence.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// Not one row.
    #[error("the file is empty")]
    Empty,
    /// Another format.
    #[error("this is {0}, not a table in a text file")]
    OtherFormat(&'static str),
    /// No row that could name the columns.
    #[error("no row of the file names its columns: the first rows hold values, not headers")]
    NoHeader,
    /// `header_row` of the mapping lies outside the file or on a blank line.
    #[error("row {0} is given as the header, but the file has no such row or it is blank")]
    NoSuchHeader(u64),
    /// A row that no table of leads has.
    #[error("row {0} is longer than 16 MB")]
    RowTooBig(u64),
    /// `encoding` of the mapping is unknown.
    #[error("the encoding `{0}` is not known")]
    UnknownEncoding(String),
    /// `sheet` of the mapping, and the file has none.
    #[error("the sheet `{0}` is asked for, but a text file has no sheets")]
    NoSheets(String),
    /// `delimiter` of the mapping is no single ASCII character.
    #[error("the delimiter `{0}` is not a single character such as , ; | or a tab")]
    BadDelimiter(String),
    /// The file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl LookError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            LookError::Empty => "Export it again; an export that stops early leaves an empty file.",
            LookError::OtherFormat(_) => "Unpack it, or save it as CSV in the program it comes from.",
            LookError::NoHeader => {
                "Put the names of the columns into the first row, or give header_row under [source] in the mapping."
            }
            LookError::NoSuchHeader(_) => {
                "Rows count from 1 and blank lines count; give the row that names the columns."
            }
            LookError::RowTooBig(_) => "Line ends are missing, or the file is not a table of leads.",
            LookError::UnknownEncoding(_) => "Use a name such as utf-8, utf-16le, windows-1252 or shift_jis.",
            LookError::NoSheets(_) => "Leave sheet out of [source] in the mapping.",
            LookError::BadDelimiter(_) => "Write delimiter = \";\" or delimiter = \"\\t\" under [source].",
            LookError::Io(_) => "Check that the file is there and not open in another program.",
        }
    }
}
