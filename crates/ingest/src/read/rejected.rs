//! Refused rows given back as they stood in the file, ready to be corrected and imported again.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use plumbline_domain::problem::Problem;

use super::ReadError;
use crate::{look::Look, source::Source, table::Records};

/// The column that says what was wrong; it is not read when the file comes back.
pub const PROBLEM_COLUMN: &str = "plumbline.problem";

/// Writes the header and every row that has a problem to `out`, each as it stands in the file with one cell more that
/// says why. In UTF-8 with a byte order mark, so that a spreadsheet reads it right; returns the number of rows.
pub fn write_rejected(
    source: &Source,
    look: &Look,
    problems: &[Problem],
    out: &mut dyn Write,
) -> Result<u64, ReadError> {
    let mut by_row: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for problem in problems {
        by_row.entry(problem.row).or_default().push(&problem.message);
    }
    let mut records = Records::open(source, look.decoded.encoding, look.dialect)?;
    let delimiter = char::from(look.dialect.delimiter);
    let mut written = 0;
    while let Some(entry) = records.next()? {
        let why = if entry.number == look.header_row {
            write!(out, "\u{feff}")?;
            PROBLEM_COLUMN.to_owned()
        } else if let Some(messages) = by_row.get(&entry.number) {
            written += 1;
            messages.join(" ")
        } else {
            continue;
        };
        let cells = entry.row.len();
        if look.problem_column.is_some() {
            // The file has been here before: the old answer gives way to the new one.
            write_cells(out, look, entry.cells().take(look.width.min(cells)).enumerate(), &why)?;
        } else {
            let pad: String = std::iter::repeat_n(delimiter, look.width.saturating_sub(cells)).collect();
            let raw = entry.raw().trim_end_matches(['\r', '\n']);
            let raw = raw.strip_prefix('\u{feff}').unwrap_or(raw);
            let pad = if entry.row.open_quote { String::new() } else { pad };
            write!(out, "{raw}{pad}{delimiter}{}", quoted(&why, look))?;
        }
        out.write_all(b"\r\n")?;
        if by_row.last_key_value().is_none_or(|(last, _)| entry.number >= (*last).max(look.header_row)) {
            break;
        }
    }
    Ok(written)
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
