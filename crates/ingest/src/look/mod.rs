//! The first look at a file: how it is to be read, and what stands in it.

mod blank;
mod changed;
mod column;
mod dates;
mod distinct;
mod encoding;
mod error;
mod gauges;
mod ids;
mod inferred;
mod layout;
mod money;
mod preview;
mod profile;
mod sniff;

pub(crate) use blank::{Blank, blank};
pub use changed::Changed;
pub use column::Column;
use column::Wanted;
pub use dates::{DateEvidence, DateOrder};
pub use encoding::Decoded;
pub use error::LookError;
pub use ids::{Damage, IdEvidence};
pub(crate) use ids::{is_cut, is_shortened};
pub use inferred::Inferred;
pub(crate) use layout::header_row;
pub use money::Currencies;
pub use preview::{PreviewRow, preview};
pub(crate) use profile::{repeats, trimmed};

pub use crate::table::Dialect;
use crate::{
    dictionary::Dictionary,
    mapping::fingerprint,
    own,
    source::{Blocks, Source},
    table::Records,
    workbook::ReadSheet,
};

/// Rows named one by one.
const NAMED: usize = 10;

/// Where detection is overruled: `[source]` of a mapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// Name of an encoding, as the web platform knows it.
    pub encoding: Option<String>,
    /// One ASCII character.
    pub delimiter: Option<String>,
    /// The row that names the columns, counted from 1.
    pub header_row: Option<u64>,
    /// Rows at the end that are not part of the table.
    pub footer_rows: Option<u64>,
    /// A sheet; refused for text files, which have none.
    pub sheet: Option<String>,
    /// A row that begins with a word for a sum and holds numbers is one of the table: somebody is called Total.
    pub keep_totals: bool,
}

/// A row that is shown and left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Counted from 1.
    pub row: u64,
    /// As it stands in the file.
    pub text: String,
}

/// Everything a look at a file finds.
#[derive(Clone, Debug)]
pub struct Look {
    /// The file's name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its encoding.
    pub decoded: Decoded,
    /// Its dialect.
    pub dialect: Dialect,
    /// The row that names the columns, counted from 1.
    pub header_row: u64,
    /// Rows above the header.
    pub preamble: Vec<LeftOut>,
    /// Rows below the table: totals, notices.
    pub footer: Vec<LeftOut>,
    /// Rows of the table that will be read, with those of sums.
    pub rows: u64,
    /// Blank rows, left out.
    pub blank_rows: u64,
    /// Repeated headers inside the table, left out.
    pub repeated_headers: u64,
    /// Rows of sums inside the table, left out: counted from 1.
    pub totals: Vec<u64>,
    /// Rows left out, inside the table or below it, that [`Overrides::keep_totals`] would keep.
    pub sums: u64,
    /// The last row of the table, counted from 1.
    pub last_row: u64,
    /// The columns in file order, without the program's own (see [`crate::read::PROBLEM_COLUMN`]).
    pub columns: Vec<Column>,
    /// In a history of fields: the new values of each, most frequent field first. Empty for any other file.
    pub changed: Vec<Changed>,
    /// Position of the program's own column of problems, which is not read again.
    pub problem_column: Option<usize>,
    /// Number of columns of the header row.
    pub width: usize,
    /// The header row as it stands in the file, trimmed.
    pub(crate) raw_headers: Vec<String>,
    /// The system whose headers these are.
    pub dictionary: Dictionary,
    /// This program wrote it to read it again (see [`crate::own`]).
    pub own: bool,
    /// The sheet that was read, if the file is a workbook. Its encoding and dialect are those of the text it came as.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
    /// Visible sheets with cells that were not read.
    pub unread_sheets: Vec<String>,
    /// Merged cells below the header, of which each has its value only in its first row and column.
    pub merged_cells: u64,
}

impl Look {
    /// True for a text file of ours: its cells have a guard against formulas, which is taken off. A cell of a workbook is text
    /// or a formula, never both.
    pub(crate) fn is_guarded(&self) -> bool {
        (self.own || self.problem_column.is_some()) && self.sheet.is_none()
    }

    /// The column with this header.
    pub fn column(&self, header: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.header == header)
    }

    /// The headers in file order.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|column| column.header.as_str())
    }

    /// The headers by which a file is known again: how many blank columns stand beside a table, and what they are numbered, is
    /// up to whoever saved it.
    pub fn fingerprint(&self) -> String {
        let named = self.columns.iter().filter(|column| !column.unnamed);
        fingerprint(named.map(|column| column.header.as_str()))
    }

    /// The encoding's name for people.
    pub fn encoding_name(&self) -> String {
        let mark = if self.decoded.bom { ", with byte order mark" } else { "" };
        format!("{}{mark}", self.decoded.encoding.name())
    }

    /// What a person should know about how the file was read, as sentences.
    pub fn notes(&self) -> Vec<String> {
        let mut notes = self.sheet_notes();
        if let Some(perhaps) = self.decoded.perhaps {
            let found = self.decoded.encoding.name();
            let perhaps = perhaps.name();
            notes.push(format!("Read as {found}; if names look wrong, try encoding = \"{perhaps}\"."));
        }
        if self.decoded.damaged && self.decoded.encoding == encoding_rs::UTF_8 {
            notes.push("Some places are not valid UTF-8; their rows are refused.".to_owned());
        }
        for (count, what) in [
            (self.preamble.len() as u64, "above the header"),
            (self.footer.len() as u64, "below the table (totals and notices)"),
            (self.repeated_headers, "that repeat the header"),
        ] {
            match count {
                0 => {}
                1 => notes.push(format!("1 row {what} was left out.")),
                _ => notes.push(format!("{count} rows {what} were left out.")),
            }
        }
        notes.extend(self.note_of_totals());
        notes.extend(self.columns.iter().filter_map(|column| column.ids.note(&column.header, column.filled)));
        let mixed = self.columns.iter().filter(|column| column.is_mixed_money());
        notes.extend(mixed.filter_map(|column| column.currencies.note(&column.header)));
        notes
    }

    /// `2 rows of totals inside the table were left out: row 12, row 40.`
    fn note_of_totals(&self) -> Option<String> {
        let named: Vec<String> = self.totals.iter().take(NAMED).map(|row| format!("row {row}")).collect();
        let more = match self.totals.len() - named.len() {
            0 => String::new(),
            rest => format!(" and {rest} more"),
        };
        let were = match self.totals.len() {
            0 => return None,
            1 => "1 row of totals inside the table was".to_owned(),
            count => format!("{count} rows of totals inside the table were"),
        };
        let keep = "Should one of them be a row like all others, keep rows of totals.";
        Some(format!("{were} left out: {}{more}. {keep}", named.join(", ")))
    }

    fn sheet_notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        let Some(sheet) = &self.sheet else { return notes };
        match self.unread_sheets.as_slice() {
            [] => {}
            [one] => notes.push(format!("Read from sheet {sheet}; {one} was not read.")),
            [most @ .., last] if most.len() < NAMED => {
                notes.push(format!("Read from sheet {sheet}; {} and {last} were not read.", most.join(", ")));
            }
            many => {
                let (named, rest) = (many[..NAMED].join(", "), many.len() - NAMED);
                notes.push(format!("Read from sheet {sheet}; {named} and {rest} more were not read."));
            }
        }
        match self.merged_cells {
            0 => {}
            1 => notes.push(
                "1 merged cell lies below the header; its value counts in its first row only.".to_owned(),
            ),
            count => notes.push(format!(
                "{count} merged cells lie below the header; the value of each counts in its first row only."
            )),
        }
        notes
    }

    /// What only a workbook has to say.
    fn add_sheet(&mut self, read: &ReadSheet) {
        self.sheet = Some(read.sheet().name.clone());
        self.sheets = read.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        self.unread_sheets = read.unread().map(str::to_owned).collect();
        self.merged_cells = read.merged_below(self.header_row);
    }
}

/// Bytes of text that the dialect and the header are found in.
const SAMPLE: usize = 512 << 10;

/// Looks at a whole file.
pub fn look(source: &Source, overrides: &Overrides) -> Result<Look, LookError> {
    look_for(source, overrides, &|_| Wanted::All)
}

/// The same for a file whose mapping is known. Columns for which `is_plain` holds are taken as text whatever stands in them, so
/// that of them only the fill rate is told: not their kind, their first or their distinct values. Of the others, distinct
/// values are told if they are few.
pub fn look_at(
    source: &Source,
    overrides: &Overrides,
    is_plain: &dyn Fn(&str) -> bool,
) -> Result<Look, LookError> {
    look_for(source, overrides, &|header| if is_plain(header) { Wanted::Filled } else { Wanted::Kind })
}

fn look_for(
    source: &Source,
    overrides: &Overrides,
    wanted: &dyn Fn(&str) -> Wanted,
) -> Result<Look, LookError> {
    let read = source.read_sheet();
    // The text of a sheet was written by this program: nothing about it has to be found out but its header.
    let encoding = read.map_or(overrides.encoding.as_deref(), |_| Some(encoding_rs::UTF_8.name()));
    let delimiter = overrides.delimiter.as_deref().map(one_character).transpose()?;
    let decoded = encoding::decide(source, encoding)?;
    let (sample, whole) = sample(source, decoded)?;
    if sample.trim().is_empty() && whole {
        return Err(LookError::Empty);
    }
    let own = own::dialect(&sample).filter(|_| read.is_some() || delimiter.is_none());
    let dialect = match read {
        Some(_) => Dialect::COMMA,
        None => own.unwrap_or_else(|| sniff::dialect(&sample, whole, delimiter)),
    };
    let header_row = match overrides.header_row.or(read.and_then(|read| read.header_row)) {
        Some(row) => row,
        None if own.is_some() => 1,
        None => header_row(&sample, whole, dialect).ok_or(LookError::NoHeader)?,
    };
    let records = Records::open(source, decoded.encoding, dialect)?;
    let mut look = profile::profile(source, records, decoded, dialect, header_row, overrides, wanted)?;
    match (read, &overrides.sheet) {
        (Some(read), _) => look.add_sheet(read),
        // Refused rows of a workbook come back as text, and its mapping has to fit them.
        (None, Some(sheet)) if look.problem_column.is_none() => {
            return Err(LookError::NoSheets(sheet.clone()));
        }
        (None, _) => {}
    }
    Ok(look)
}

fn one_character(text: &str) -> Result<u8, LookError> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err(LookError::BadDelimiter(text.to_owned())),
    }
}

fn sample(source: &Source, decoded: Decoded) -> Result<(String, bool), LookError> {
    let mut blocks = Blocks::open(source, decoded.encoding)?;
    while blocks.text().len() < SAMPLE && !blocks.ended() {
        blocks.advance(0)?;
    }
    let text = blocks.text();
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Ok((text[..end].to_owned(), blocks.ended() && end == text.len()))
}
