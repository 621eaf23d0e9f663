//! One pass over all rows: counts, kinds, totals at the end.

use plumbline_domain::formula_guard::unguarded;
use rustc_hash::FxHashSet;

use super::{
    Column, Decoded, LeftOut, Look, LookError, Overrides,
    changed::Tally,
    column::{Gauge, Wanted},
    gauges::Gauges,
    layout,
};
use crate::{
    dictionary, own,
    read::PROBLEM_COLUMN,
    source::Source,
    table::{
        Dialect, Records,
        records::{Entry, Stop},
    },
};

/// Rows above the header that are shown, at most.
const SHOWN: usize = 50;

impl From<Stop> for LookError {
    fn from(stop: Stop) -> LookError {
        match stop {
            Stop::Io(error) => LookError::Io(error),
            Stop::RowTooBig(row) => LookError::RowTooBig(row),
        }
    }
}

/// Columns right of the header that a sheet may have, at most; what stands further right is a problem of its row.
const UNNAMED: usize = 64;

/// Rows of a footer, at most; more are rows of the table.
const LONGEST_FOOTER: usize = 200;

/// A row that is part of the footer unless a row of the table follows.
struct Held {
    left_out: LeftOut,
    cells: Vec<String>,
    /// It says so itself.
    is_sure: bool,
}

struct Profile {
    headers: Vec<String>,
    gauges: Gauges,
    tally: Option<Tally>,
    held: Vec<Held>,
    rows: u64,
    last_row: u64,
    blank_rows: u64,
    repeated_headers: u64,
    /// Rows of sums between those of the table.
    totals: Vec<u64>,
    /// A row with a sum's name and numbers is one of the table: this program wrote the file, or somebody says so.
    keeps_totals: bool,
    after_blank: bool,
}

/// Reads every row once.
pub(super) fn profile(
    source: &Source,
    mut records: Records,
    decoded: Decoded,
    dialect: Dialect,
    header_row: u64,
    overrides: &Overrides,
    wanted: &dyn Fn(&str) -> Wanted,
) -> Result<Look, LookError> {
    let mut preamble = Vec::new();
    let mut headers = loop {
        let Some(entry) = records.next()? else { return Err(LookError::NoSuchHeader(header_row)) };
        if entry.number == header_row {
            if entry.is_blank() {
                return Err(LookError::NoSuchHeader(header_row));
            }
            break entry.cells().map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        }
        if !entry.is_blank() && preamble.len() < SHOWN {
            preamble.push(LeftOut { row: entry.number, text: shown(&entry) });
        }
    };
    let is_own = own::is_own(&headers);
    // The guard against formulas is one of text files: a cell of a workbook is text or a formula, never both.
    let problem_column = headers.iter().position(|header| header == PROBLEM_COLUMN);
    records.guarded = (is_own || problem_column.is_some()) && source.read_sheet().is_none();
    let named = headers.len();
    if let Some(sheet) = source.read_sheet() {
        // Rows of a sheet end at their last filled cell, and so does that of the header.
        headers.resize(sheet.width.min(named + UNNAMED).max(named), String::new());
    }
    let mut profile = Profile::new(&headers, header_row, wanted, records.guarded);
    profile.keeps_totals = is_own || overrides.keep_totals;
    match overrides.footer_rows {
        None => profile.read_all(&mut records)?,
        Some(count) => profile.read_but_last(&mut records, count)?,
    }
    let mut columns: Vec<Column> = profile.gauges.finish().into_iter().map(Gauge::finish).collect();
    while headers.len() > named && columns.pop_if(|column| column.filled == 0).is_some() {
        headers.pop();
    }
    let held = profile.held.iter().map(|held| held.cells.iter().map(String::as_str));
    let sums = profile.totals.len() + held.filter(|cells| layout::is_row_of_sums(cells.clone())).count();
    let dictionary = dictionary::recognise(columns.iter().map(|column| column.header.as_str()));
    Ok(Look {
        name: source.name().to_owned(),
        size: source.size(),
        own: is_own,
        decoded,
        dialect,
        header_row,
        preamble,
        footer: profile.held.into_iter().map(|held| held.left_out).collect(),
        rows: profile.rows,
        blank_rows: profile.blank_rows,
        repeated_headers: profile.repeated_headers,
        sums: sums as u64,
        totals: profile.totals,
        last_row: profile.last_row,
        columns,
        changed: profile.tally.map(Tally::finish).unwrap_or_default(),
        problem_column,
        width: headers.len(),
        raw_headers: headers,
        dictionary,
        sheet: None,
        sheets: Vec::new(),
        unread_sheets: Vec::new(),
        merged_cells: 0,
    })
}

impl Profile {
    fn new(headers: &[String], header_row: u64, wanted: &dyn Fn(&str) -> Wanted, guarded: bool) -> Profile {
        let shown = |header: &String| if guarded { unguarded(header).to_owned() } else { header.clone() };
        let gauges = distinct(&headers.iter().map(shown).collect::<Vec<_>>()).into_iter().enumerate().map(
            |(index, header)| {
                let own = headers[index] == PROBLEM_COLUMN;
                let wanted = wanted(&header);
                (!own).then(|| Gauge::new(header, index, headers[index].is_empty(), wanted))
            },
        );
        let gauges = Gauges::new(gauges);
        Profile {
            headers: headers.to_vec(),
            gauges,
            tally: dictionary::history(headers).map(Tally::new),
            held: Vec::new(),
            rows: 0,
            last_row: header_row,
            blank_rows: 0,
            repeated_headers: 0,
            totals: Vec::new(),
            keeps_totals: false,
            after_blank: false,
        }
    }

    fn read_all(&mut self, records: &mut Records) -> Result<(), LookError> {
        while let Some(entry) = records.next()? {
            let after_blank = std::mem::replace(&mut self.after_blank, entry.is_blank());
            if entry.is_blank() {
                self.blank_rows += 1;
            } else if self.may_be_footer(&entry, after_blank) {
                self.hold(&entry);
            } else {
                self.release(0);
                self.add(&entry);
            }
        }
        // A line by itself at the end is a title only above the lines of a footer; else it is a row that was cut off.
        if !self.held.iter().any(|held| held.is_sure) {
            self.release(0);
        }
        Ok(())
    }

    /// True for a line that reports put under a table, and below such a one for any other line that is no row of the
    /// table: the report's title, its filters. A title may also stand above them, behind a blank row.
    fn may_be_footer(&self, entry: &Entry<'_>, after_blank: bool) -> bool {
        if entry.row.open_quote || self.held.len() >= LONGEST_FOOTER {
            return false;
        }
        if layout::may_be_footer(entry.cells(), self.keeps_totals) {
            return true;
        }
        let alone = || entry.cells().filter(|cell| !cell.trim().is_empty()).count() == 1;
        let width = self.headers.len();
        if self.held.is_empty() {
            return after_blank && entry.row.len() == 1 && width > 1;
        }
        entry.row.len() == 1 && width > 1 || width > 2 && alone()
    }

    /// Treats the last `count` rows that are not blank as the footer, whatever they say.
    fn read_but_last(&mut self, records: &mut Records, count: u64) -> Result<(), LookError> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        while let Some(entry) = records.next()? {
            if entry.is_blank() {
                self.blank_rows += 1;
                continue;
            }
            if count == 0 {
                self.add(&entry);
                continue;
            }
            self.hold(&entry);
            self.release(count);
        }
        Ok(())
    }

    fn hold(&mut self, entry: &Entry<'_>) {
        let left_out = LeftOut { row: entry.number, text: shown(entry) };
        let is_sure = layout::may_be_footer(entry.cells(), self.keeps_totals);
        self.held.push(Held { left_out, cells: entry.cells().map(str::to_owned).collect(), is_sure });
    }

    /// Counts held rows as rows of the table, but for the last `keep`.
    fn release(&mut self, keep: usize) {
        let count = self.held.len().saturating_sub(keep);
        for held in self.held.drain(..count) {
            self.rows += 1;
            self.last_row = held.left_out.row;
            if !self.keeps_totals && layout::is_total(held.cells.iter().map(String::as_str)) {
                self.totals.push(held.left_out.row);
                continue;
            }
            let cell = |index: usize| held.cells.get(index).map_or("", |cell| cell.trim());
            self.gauges.add(cell);
            if let Some(tally) = &mut self.tally {
                tally.add(cell(tally.field), cell(tally.new));
            }
        }
    }

    fn add(&mut self, entry: &Entry<'_>) {
        if repeats(entry, &self.headers) {
            self.repeated_headers += 1;
            return;
        }
        self.rows += 1;
        self.last_row = entry.number;
        if entry.row.open_quote {
            return;
        }
        if !self.keeps_totals && layout::is_total(entry.cells()) {
            self.totals.push(entry.number);
            return;
        }
        self.gauges.add(|index| trimmed(entry.cell(index)));
        if let Some(tally) = &mut self.tally {
            tally.add(trimmed(entry.cell(tally.field)), trimmed(entry.cell(tally.new)));
        }
    }
}

/// True if a row is the header once more, as in exports that were pasted together.
pub(crate) fn repeats(entry: &Entry<'_>, headers: &[String]) -> bool {
    // A row of a sheet ends at its last filled cell.
    entry.row.len() <= headers.len()
        && headers.iter().enumerate().all(|(index, header)| trimmed(entry.cell(index)) == header.as_str())
}

/// `cell` without blanks around it; quick where there are none.
#[inline]
pub(crate) fn trimmed(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    match (bytes.first(), bytes.last()) {
        (Some(b'!'..=b'~'), Some(b'!'..=b'~')) => cell,
        (None, _) => cell,
        _ => cell.trim(),
    }
}

fn shown(entry: &Entry<'_>) -> String {
    let raw = entry.raw().trim();
    match raw.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &raw[..end]),
        None => raw.to_owned(),
    }
}

/// Keys for all headers: blank ones are numbered, repeated ones are counted. A file of refused rows has the columns of the file
/// they came from, under the same names.
fn distinct(headers: &[String]) -> Vec<String> {
    let mut taken: FxHashSet<String> = headers.iter().filter(|header| !header.is_empty()).cloned().collect();
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut keys = Vec::with_capacity(headers.len());
    let own = headers.iter().position(|header| header == PROBLEM_COLUMN);
    for (index, header) in headers.iter().enumerate() {
        if !header.is_empty() && seen.insert(header) {
            keys.push(header.clone());
            continue;
        }
        let key = if header.is_empty() {
            let before = own.is_some_and(|own| own < index);
            let plain = format!("Column {}", index + 1 - usize::from(before));
            if taken.contains(&plain) { free(&taken, &plain) } else { plain }
        } else {
            free(&taken, header)
        };
        taken.insert(key.clone());
        keys.push(key);
    }
    keys
}

fn free(taken: &FxHashSet<String>, header: &str) -> String {
    let mut count = 2;
    loop {
        let key = format!("{header} ({count})");
        if !taken.contains(&key) {
            return key;
        }
        count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_gets_a_key_of_its_own() {
        let headers = ["Name", "", "Name", "Name (2)", "", "Column 2"].map(str::to_owned);
        let keys = distinct(&headers);
        assert_eq!(keys, ["Name", "Column 2 (2)", "Name (3)", "Name (2)", "Column 5", "Column 2"]);
        let refused = [PROBLEM_COLUMN, "Name", "", ""].map(str::to_owned);
        assert_eq!(
            distinct(&refused)[1..],
            distinct(&refused[1..]),
            "refused rows keep their columns' names"
        );
    }
}
