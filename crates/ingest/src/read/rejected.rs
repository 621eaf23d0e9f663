//! Rows given back as they stood in the file: refused ones with what is wrong, ready to be corrected and imported again;
//! others as a list of what an import did.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use plumbline_domain::problem::Problem;

use super::ReadError;
use crate::{
    look::Look,
    source::Source,
    table::{Records, records::Entry},
};

/// The column that says what was wrong; it is not read when the file comes back.
pub const PROBLEM_COLUMN: &str = "plumbline.problem";

/// Writes the header and every row that has a problem to `out`, each as it stands in the file with one cell more that
/// says why; returns the number of rows.
///
/// What stands above the header and below the table is written too, so that a mapping that counts those rows fits the
/// new file as it fitted the old one. In UTF-8 with a byte order mark, so that a spreadsheet reads it right.
pub fn write_rejected(
    source: &Source,
    look: &Look,
    problems: &[Problem],
    out: &mut dyn Write,
) -> Result<u64, ReadError> {
    let mut by_row: BTreeMap<u64, String> = BTreeMap::new();
    for problem in problems {
        // The row's number goes first: a cell must not begin with what a spreadsheet takes for a formula.
        let why = by_row.entry(problem.row).or_insert_with(|| format!("Row {}:", problem.row));
        why.push(' ');
        why.push_str(&problem.message);
    }
    let last = by_row.last_key_value().map_or(0, |(row, _)| *row).max(look.header_row);
    let why = |row: u64| by_row.get(&row).map(String::as_str);
    write(source, look, last, out, &|row| why(row).map(Some), Some(PROBLEM_COLUMN))
}

/// Writes the header and every row for which `wanted` holds to `out`, each as it stands in the file; returns the number
/// of rows.
pub fn write_rows(
    source: &Source,
    look: &Look,
    wanted: &dyn Fn(u64) -> bool,
    out: &mut dyn Write,
) -> Result<u64, ReadError> {
    write(source, look, look.last_row, out, &|row| wanted(row).then_some(None), None)
}

/// Why a row is written, `Some(None)` if nothing has to be said; `None` leaves it out.
type Reason<'a> = dyn Fn(u64) -> Option<Option<&'a str>> + 'a;

fn write<'a>(
    source: &Source,
    look: &Look,
    last: u64,
    out: &mut dyn Write,
    reason: &Reason<'a>,
    column: Option<&str>,
) -> Result<u64, ReadError> {
    let mut records = Records::open(source, look.decoded.encoding, look.dialect)?;
    let mut written = 0;
    out.write_all("\u{feff}".as_bytes())?;
    while let Some(entry) = records.next()? {
        if entry.number == look.header_row {
            write_row(out, look, &entry, column)?;
        } else if entry.number < look.header_row || (entry.number > look.last_row && !entry.is_blank()) {
            out.write_all(raw(&entry).as_bytes())?;
            out.write_all(b"\r\n")?;
        } else if let Some(why) = reason(entry.number) {
            write_row(out, look, &entry, why)?;
            written += 1;
        }
        if entry.number >= last && look.footer.is_empty() {
            break;
        }
    }
    Ok(written)
}

fn raw<'a>(entry: &Entry<'a>) -> &'a str {
    let raw = entry.raw().trim_end_matches(['\r', '\n']);
    raw.strip_prefix('\u{feff}').unwrap_or(raw)
}

/// A row as it stands in the file and `why`, if it is said, in the column of problems.
fn write_row(out: &mut dyn Write, look: &Look, entry: &Entry<'_>, why: Option<&str>) -> io::Result<()> {
    let Some(why) = why else {
        out.write_all(raw(entry).as_bytes())?;
        return out.write_all(b"\r\n");
    };
    let delimiter = char::from(look.dialect.delimiter);
    let cells = entry.row.len();
    if look.problem_column.is_some() {
        // The file has been here before: the old answer gives way to the new one.
        write_cells(out, look, entry.cells().take(look.width.min(cells)).enumerate(), why)?;
    } else {
        let missing = if entry.row.open_quote { 0 } else { look.width.saturating_sub(cells) };
        let pad: String = std::iter::repeat_n(delimiter, missing).collect();
        write!(out, "{}{pad}{delimiter}{}", raw(entry), quoted(why, look))?;
    }
    out.write_all(b"\r\n")
}

fn write_cells<'a>(
    out: &mut dyn Write,
    look: &Look,
    cells: impl Iterator<Item = (usize, &'a str)>,
    why: &str,
) -> io::Result<()> {
    let delimiter = char::from(look.dialect.delimiter);
    for (index, cell) in cells {
        if index > 0 {
            write!(out, "{delimiter}")?;
        }
        let cell = if look.problem_column == Some(index) { why } else { cell };
        write!(out, "{}", quoted(cell, look))?;
    }
    Ok(())
}

fn quoted(text: &str, look: &Look) -> String {
    let quote = char::from(look.dialect.quote);
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for c in text.chars() {
        if c == quote {
            out.push(quote);
        }
        out.push(c);
    }
    out.push(quote);
    out
}
