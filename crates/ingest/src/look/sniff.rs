//! Which delimiter and quotation mark a file uses, by trying each and scoring the table that results.

use std::collections::BTreeMap;

use crate::table::{Dialect, Row, Split, split};

/// Delimiters that are tried, the likeliest first.
pub(crate) const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are scored.
const ROWS: usize = 1000;

/// The dialect that makes the best table of `sample`; `whole` says that the sample is all of the file.
pub(crate) fn dialect(sample: &str, whole: bool, delimiter: Option<u8>) -> Dialect {
    let declared = delimiter.or_else(|| declared_delimiter(sample));
    let only = declared.map(|byte| vec![byte]);
    let delimiters = only.unwrap_or_else(|| DELIMITERS.to_vec());
    let mut best = (Dialect::COMMA, f64::MIN);
    let mut try_one = |dialect: Dialect, bonus: f64| {
        let score = score(sample, whole, dialect) * bonus;
        if score > best.1 {
            best = (dialect, score);
        }
    };
    let returns = line_ends(sample);
    for delimiter in delimiters {
        for lone_cr in returns {
            let plain = Dialect { delimiter, quote: b'"', lone_cr: *lone_cr };
            try_one(plain, 1.0);
            if cell_starts_with(sample, delimiter, b'\'') {
                try_one(Dialect { quote: b'\'', ..plain }, 0.95);
            }
        }
    }
    best.0
}

/// `sep=;` in the first line: how Excel is told.
pub(crate) fn declared_delimiter(sample: &str) -> Option<u8> {
    let first = sample.lines().next()?.trim().trim_matches('"');
    match first.strip_prefix("sep=")?.as_bytes() {
        [one] if one.is_ascii() => Some(*one),
        [] => Some(b'\t'),
        _ => None,
    }
}

/// Whether lone carriage returns may end rows: they do if nothing else does, and have to be tried if both occur outside
/// of quotation marks.
fn line_ends(sample: &str) -> &'static [bool] {
    let bytes = sample.as_bytes();
    let (mut quoted, mut feeds, mut returns) = (false, 0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => feeds += 1,
            b'\r' if !quoted && bytes.get(at + 1) != Some(&b'\n') => returns += 1,
            _ => {}
        }
    }
    match (feeds, returns) {
        (_, 0) => &[false],
        // One at the very end may be half of a CR LF that the sample cuts.
        (0, 1) => &[false, true],
        (0, _) => &[true],
        _ => &[false, true],
    }
}

fn cell_starts_with(sample: &str, delimiter: u8, quote: u8) -> bool {
    let bytes = sample.as_bytes();
    memchr::memchr_iter(quote, bytes).any(|at| at == 0 || [delimiter, b'\n', b'\r'].contains(&bytes[at - 1]))
}

/// What a sample looks like in one dialect.
#[derive(Default)]
struct Table {
    widths: BTreeMap<usize, usize>,
    rows: usize,
    cells: usize,
    stray: usize,
    foreign: usize,
    open: usize,
    /// Rows with a carriage return inside, outside of quotation marks.
    returns: usize,
    /// Widths of the first rows that consist of names alone.
    titles: Vec<usize>,
}

impl Table {
    fn of(sample: &str, whole: bool, dialect: Dialect) -> Table {
        let (mut table, mut row, mut at) = (Table::default(), Row::default(), 0);
        while table.rows < ROWS {
            let Split::Row(next) = split(sample, at, whole, dialect, &mut row) else { break };
            at = next;
            if row.len() == 1 && row.cell(sample, 0).trim().is_empty() && row.quoted == 0 {
                continue;
            }
            table.add(sample, &row, dialect);
        }
        table
    }

    fn add(&mut self, sample: &str, row: &Row, dialect: Dialect) {
        *self.widths.entry(row.len()).or_default() += 1;
        self.rows += 1;
        self.cells += row.len();
        self.stray += row.stray;
        self.open += usize::from(row.open_quote);
        let others = DELIMITERS.into_iter().filter(|other| *other != dialect.delimiter);
        let raw = sample.as_bytes().get(row.start..row.end).unwrap_or_default();
        if row.quoted == 0 {
            self.returns += usize::from(memchr::memchr(b'\r', raw).is_some());
            self.foreign += others.filter(|other| memchr::memchr(*other, raw).is_some()).count();
        }
        if self.rows <= 20 && row.cells(sample).all(is_title) {
            self.titles.push(row.len());
        }
    }
}

/// Could `cell` be the name of a column?
pub(crate) fn is_title(cell: &str) -> bool {
    let cell = cell.trim();
    let mail = cell.contains('@') && !cell.contains(' ');
    !mail
        && cell.chars().any(|c| c.is_alphabetic() || !c.is_ascii())
        && crate::value::date::dissect(cell).is_none()
}

/// Consistent widths are good, many columns are better, and quotation marks in the middle of cells, other delimiters in
/// bare cells and rows that swallow the rest are bad.
fn score(sample: &str, whole: bool, dialect: Dialect) -> f64 {
    let table = Table::of(sample, whole, dialect);
    let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
    // A table may be shorter than what stands above it, so that its width is not that of most rows.
    let tables = table.widths.iter().map(|(width, count)| {
        let consistent = share(*count, table.rows);
        let columns = if *width == 1 { 0.2 } else { (1.0 + *width as f64).ln() };
        let titled = if table.titles.contains(width) { 1.3 } else { 1.0 };
        consistent * consistent * columns * titled
    });
    let clean = (1.0 - 4.0 * share(table.stray, table.cells)).max(0.05)
        * (1.0 - 0.95 * share(table.returns, table.rows))
        * (1.0 - share(table.open, table.rows)).max(0.05)
        * (1.0 - 0.1 * share(table.foreign, table.rows)).max(0.5);
    tables.fold(0.0, f64::max) * clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_delimiter_is_found() {
        for delimiter in DELIMITERS {
            let text = "Name,Mail,Size\nAnn; x|y,a@x.example,5\n\"Bo, b\",b@x.example,7\n";
            let text: String = match delimiter {
                b',' => text.to_owned(),
                other => text.replace("; x|y", "").replace(',', &char::from(other).to_string()),
            };
            assert_eq!(dialect(&text, true, None).delimiter, delimiter, "{text}");
        }
    }

    #[test]
    fn decimal_commas_do_not_make_columns() {
        assert_eq!(dialect("a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5\n", true, None).delimiter, b';');
        let short =
            "Leads by owner\n\nFilters: none\n\nAs of today\n\nLead ID,Email,Company\n1,a@x.example,Acme\n";
        assert_eq!(dialect(short, true, None).delimiter, b',', "the table is shorter than its title");
    }

    #[test]
    fn quotes_line_ends_and_declarations() {
        assert_eq!(dialect("'a','b'\n'1,2','3'\n'4,5','6'\n", true, None).quote, b'\'');
        assert_eq!(dialect("a,b\n'tis,1\nx,2\n", true, None).quote, b'"');
        assert!(dialect("a,b\r1,2\r3,4\r", true, None).lone_cr);
        assert!(!dialect("a,b\n1,x\ry\n3,4\n", true, None).lone_cr);
        assert_eq!(dialect("sep=|\na|b,c,d\n1|2,3,4\n", true, None).delimiter, b'|');
    }
}
