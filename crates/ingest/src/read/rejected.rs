//! Rows given back as they stood in the file: refused ones with what is wrong, ready to be corrected and imported again;
//! others as a list of what an import did.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    io::{self, Write},
};

use plumbline_domain::{
    formula_guard::{guard_to_return, unguarded},
    problem::{Problem, Rule},
};

use super::{ReadError, problem::is_damaged};
use crate::{
    look::Look,
    source::Source,
    table::{Records, records::Entry},
};

/// The column that says what was wrong. When the file comes back it is asked only about rows whose cells alone would not
/// show that nobody has repaired them (see [`Unrepaired`]).
pub const PROBLEM_COLUMN: &str = "plumbline.problem";

/// Writes the header and every row that has a problem to `out`, each as it stands in the file behind one cell more that
/// says why; returns the number of rows. That cell comes first, so that a row that was cut off stays one.
///
/// What stands above the header and below the table is written too, so that a mapping that counts those rows fits the
/// new file as it fitted the old one. In UTF-8 with a byte order mark, so that a spreadsheet reads it right. A cell that a
/// spreadsheet could run begins with an apostrophe, which is taken off again when the file comes back.
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
        if Unrepaired::ASKED.contains(&problem.rule) {
            why.push_str(&format!(" [{}]", problem.rule.slug()));
        }
    }
    let last = by_row.last_key_value().map_or(0, |(row, _)| *row).max(look.header_row);
    let why = |row: u64| by_row.get(&row).map(String::as_str);
    write(source, look, last, out, &|row| why(row).map(Some), Some(PROBLEM_COLUMN))
}

/// A row of a file of refused rows whose problem cannot be seen in its cells alone: what it contradicted is not in this
/// file, or a spreadsheet that saved the file has filled it up with blanks, closed its quotation mark or taken the place
/// of what could not be read for text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unrepaired {
    /// Nothing stands beyond the cells it had.
    Cut(usize),
    /// It still has characters that are none.
    Damaged,
    /// Nobody has emptied the cell that says so.
    Said(Rule),
}

impl Unrepaired {
    /// The rules that are asked about.
    const ASKED: [Rule; 4] = [Rule::RowTooShort, Rule::RowQuotes, Rule::TextInvalid, Rule::IdentityRepeated];

    /// What is still wrong with a row whose cell at `own` says why it was refused.
    pub(super) fn of(entry: &Entry<'_>, own: usize) -> Option<Unrepaired> {
        let said = entry.cell(own).trim().strip_suffix(']')?;
        let mut words = said.rsplit_once('[')?.1.split(' ');
        let rule = Rule::from_slug(words.next()?)?;
        let others = || entry.cells().enumerate().filter(|(index, _)| *index != own).map(|(_, cell)| cell);
        match rule {
            Rule::RowTooShort => {
                let had: usize = words.next()?.parse().ok()?;
                (last_filled(others()) <= had).then_some(Unrepaired::Cut(had))
            }
            Rule::TextInvalid => others().any(is_damaged).then_some(Unrepaired::Damaged),
            _ => Unrepaired::ASKED.contains(&rule).then_some(Unrepaired::Said(rule)),
        }
    }

    /// The rule it breaks, and what is to be done about it.
    pub(super) fn rule_and_message(self) -> (Rule, String) {
        match self {
            Unrepaired::Cut(had) => (
                Rule::RowTooShort,
                format!(
                    "The row was cut off and still ends with its cell {had}; fill in what is missing, or empty its cell \
                     in {PROBLEM_COLUMN} if nothing is."
                ),
            ),
            Unrepaired::Damaged => (
                Rule::TextInvalid,
                "The row still has characters that could not be read; write them anew.".to_owned(),
            ),
            Unrepaired::Said(Rule::IdentityRepeated) => (
                Rule::IdentityRepeated,
                format!(
                    "The row said something else than an earlier one of its file about the same; delete it, or empty \
                     its cell in {PROBLEM_COLUMN} if it is the right one."
                ),
            ),
            Unrepaired::Said(rule) => (
                rule,
                format!(
                    "The quotation marks of this row were wrong, so that its cells may be, too; correct them, and \
                     empty its cell in {PROBLEM_COLUMN}."
                ),
            ),
        }
    }
}

/// How many cells there are up to the last that is not blank.
fn last_filled<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    cells
        .enumerate()
        .filter(|(_, cell)| !cell.trim().is_empty())
        .map(|(index, _)| index + 1)
        .max()
        .unwrap_or(0)
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
            match column {
                Some(_) if !is_safe(&entry, look) => write_cells(out, look, guarded(&entry, look))?,
                _ => out.write_all(raw(&entry).as_bytes())?,
            }
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

/// A row as it stands in the file and `why`, if it is said, in the column of problems before it.
fn write_row(out: &mut dyn Write, look: &Look, entry: &Entry<'_>, why: Option<&str>) -> io::Result<()> {
    let Some(why) = why else {
        out.write_all(raw(entry).as_bytes())?;
        return out.write_all(b"\r\n");
    };
    let own = look.problem_column;
    let cells = || entry.cells().enumerate().filter(|(index, _)| Some(*index) != own).map(|(_, cell)| cell);
    let cut = format!("[{}]", Rule::RowTooShort.slug());
    let why = match why.strip_suffix(cut.as_str()) {
        // What a spreadsheet fills the row up with is not to be taken for a repair.
        Some(said) => format!("{said}[{} {}]", Rule::RowTooShort.slug(), last_filled(cells())),
        None => why.to_owned(),
    };
    let delimiter = char::from(look.dialect.delimiter);
    write!(out, "{}{delimiter}", quoted(&guard_to_return(&why), look))?;
    // A file that has been here before: the old answer gives way to the new one.
    if own.is_some() || !is_safe(entry, look) {
        write_cells(out, look, guarded(entry, look))?;
    } else {
        out.write_all(raw(entry).as_bytes())?;
    }
    // The rows of a sheet end at their last filled cell and are not cut off.
    let missing = if look.sheet.is_some() { look.width.saturating_sub(entry.row.len()) } else { 0 };
    let pad: String = std::iter::repeat_n(delimiter, missing).collect();
    write!(out, "{pad}\r\n")
}

/// True if no cell of a row, as it stands in the file, could run or would come back as another one.
fn is_safe(entry: &Entry<'_>, look: &Look) -> bool {
    let given = entry.cells().enumerate().filter(|(index, _)| Some(*index) != look.problem_column);
    guarded(entry, look).zip(given).all(|(guarded, (_, cell))| guarded == cell)
}

/// The cells of a row without the answer it had, each with its guard.
fn guarded<'a>(entry: &'a Entry<'a>, look: &'a Look) -> impl Iterator<Item = Cow<'a, str>> {
    let cells = entry.cells().enumerate().filter(|(index, _)| Some(*index) != look.problem_column);
    cells.map(|(_, cell)| guard_to_return(if look.is_guarded() { unguarded(cell) } else { cell }))
}

fn write_cells<'a>(
    out: &mut dyn Write,
    look: &Look,
    cells: impl Iterator<Item = Cow<'a, str>>,
) -> io::Result<()> {
    let delimiter = char::from(look.dialect.delimiter);
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            write!(out, "{delimiter}")?;
        }
        write!(out, "{}", quoted(&cell, look))?;
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
