//! How a file separates cells and rows.

/// Delimiter, quotation mark and what ends a row.
///
/// A line feed and CR LF always end a row outside quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// The ASCII character between two cells.
    pub delimiter: u8,
    /// The ASCII character around cells that contain delimiters or line ends; doubled inside.
    pub quote: u8,
    /// True if a carriage return on its own ends a row too.
    pub lone_cr: bool,
}

impl Dialect {
    /// Comma and double quotation mark (RFC 4180).
    pub const COMMA: Dialect = Dialect { delimiter: b',', quote: b'"', lone_cr: false };

    /// The delimiter as a word for people.
    pub fn delimiter_name(&self) -> String {
        match self.delimiter {
            b',' => "comma".to_owned(),
            b';' => "semicolon".to_owned(),
            b'\t' => "tab".to_owned(),
            b'|' => "vertical bar".to_owned(),
            b' ' => "space".to_owned(),
            other => format!("`{}`", char::from(other)),
        }
    }
}
