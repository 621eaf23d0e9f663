//! One row out of a text: the innermost loop of an import.
//!
//! Written over `memchr` instead of a CSV crate for three reasons: cells stay borrowed from the block; a quotation mark
//! that is never closed costs one line instead of the rest of the file; and what was odd about a row is counted, which
//! the choice of the dialect needs.

use memchr::{memchr, memchr3};

use super::Dialect;

/// The cells of one row, as places in the text it was split from.
#[derive(Debug, Default)]
pub(crate) struct Row {
    cells: Vec<Cell>,
    /// Cells that do not stand in the text as they are (doubled quotation marks).
    own: String,
    /// First byte of the row in the text.
    pub(crate) start: usize,
    /// The byte after its last, before the line end.
    pub(crate) end: usize,
    /// Cells with text after the closing quotation mark.
    pub(crate) stray: usize,
    /// Cells that were in quotation marks.
    pub(crate) quoted: usize,
    /// A quotation mark is opened in this row and never closed; the row is its first line, as one cell.
    pub(crate) open_quote: bool,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    start: u32,
    end: u32,
    own: bool,
}

impl Row {
    /// Number of cells.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The cell at `index`, empty beyond the last; `text` is what the row was split from.
    pub(crate) fn cell<'a>(&'a self, text: &'a str, index: usize) -> &'a str {
        let Some(cell) = self.cells.get(index) else { return "" };
        let from = if cell.own { self.own.as_str() } else { text };
        from.get(cell.start as usize..cell.end as usize).unwrap_or_default()
    }

    /// All cells.
    pub(crate) fn cells<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'a str> {
        (0..self.len()).map(move |index| self.cell(text, index))
    }

    fn clear(&mut self, start: usize) {
        self.cells.clear();
        self.own.clear();
        (self.start, self.end) = (start, start);
        (self.stray, self.quoted) = (0, 0);
        self.open_quote = false;
    }

    fn push(&mut self, start: usize, end: usize, own: bool) {
        self.cells.push(Cell { start: start as u32, end: end as u32, own });
    }
}

/// What became of an attempt to split a row off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// A row; the next one begins here.
    Row(usize),
    /// The text ends inside a row; `in_quote` if inside quotation marks.
    Incomplete { in_quote: bool },
    /// Nothing is left.
    End,
}

/// What stands behind a cell.
enum After {
    Cell(usize),
    Row { end: usize, next: usize },
    Cut { in_quote: bool },
}

/// Splits one row off `text` at `from`. `whole` says that the text is complete to its end.
pub(crate) fn split(text: &str, from: usize, whole: bool, dialect: Dialect, row: &mut Row) -> Split {
    row.clear(from);
    let bytes = text.as_bytes();
    if from >= bytes.len() {
        return if whole { Split::End } else { Split::Incomplete { in_quote: false } };
    }
    let mut at = from;
    loop {
        let after = match quote_at(bytes, at, dialect) {
            Some(quote) => quoted(text, quote, whole, dialect, row),
            None => plain(bytes, at, whole, dialect, row),
        };
        match after {
            After::Cell(next) => at = next,
            After::Row { end, next } => {
                row.end = end;
                // A mark that closes in the middle of a later line was opened by mistake in an earlier one.
                if row.stray > 0 && memchr::memchr2(b'\n', b'\r', &bytes[from..end]).is_some() {
                    return Split::Row(give_up_quote(bytes, from, dialect, row));
                }
                return Split::Row(next);
            }
            After::Cut { in_quote: true } if whole => {
                return Split::Row(give_up_quote(bytes, from, dialect, row));
            }
            After::Cut { in_quote } => return Split::Incomplete { in_quote },
        }
    }
}

/// Makes the first line of a row that never closes its quotation mark a row of its own; returns where the next begins.
pub(crate) fn give_up_quote(bytes: &[u8], from: usize, dialect: Dialect, row: &mut Row) -> usize {
    row.clear(from);
    row.open_quote = true;
    let (end, next) = match line_end(bytes, from, dialect) {
        Some((end, next)) => (end, next),
        None => (bytes.len(), bytes.len()),
    };
    row.push(from, end, false);
    row.end = end;
    next
}

fn line_end(bytes: &[u8], from: usize, dialect: Dialect) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let hit = at + memchr::memchr2(b'\n', b'\r', &bytes[at..])?;
        match (bytes[hit], bytes.get(hit + 1)) {
            (b'\n', _) => return Some((hit, hit + 1)),
            (_, Some(b'\n')) => return Some((hit, hit + 2)),
            _ if dialect.lone_cr => return Some((hit, hit + 1)),
            _ => at = hit + 1,
        }
    }
}

/// The place of the opening quotation mark, if the cell at `at` has one; blanks may stand before it.
#[inline]
fn quote_at(bytes: &[u8], at: usize, dialect: Dialect) -> Option<usize> {
    match bytes.get(at) {
        Some(byte) if *byte == dialect.quote => Some(at),
        Some(b' ') if dialect.delimiter != b' ' => {
            let blanks = bytes[at..].iter().take_while(|byte| **byte == b' ').count();
            (bytes.get(at + blanks) == Some(&dialect.quote)).then_some(at + blanks)
        }
        _ => None,
    }
}

#[inline]
fn plain(bytes: &[u8], start: usize, whole: bool, dialect: Dialect, row: &mut Row) -> After {
    let (end, after) = to_border(bytes, start, whole, dialect);
    if !matches!(after, After::Cut { .. }) {
        row.push(start, end, false);
    }
    after
}

/// The end of the text at `start` and what follows it.
#[inline]
fn to_border(bytes: &[u8], start: usize, whole: bool, dialect: Dialect) -> (usize, After) {
    let mut at = start;
    loop {
        let Some(hit) = memchr3(dialect.delimiter, b'\n', b'\r', &bytes[at..]).map(|hit| at + hit) else {
            let end = bytes.len();
            let after = if whole { After::Row { end, next: end } } else { After::Cut { in_quote: false } };
            return (end, after);
        };
        if bytes[hit] == dialect.delimiter {
            return (hit, After::Cell(hit + 1));
        }
        if bytes[hit] == b'\n' {
            return (hit, After::Row { end: hit, next: hit + 1 });
        }
        match bytes.get(hit + 1) {
            Some(b'\n') => return (hit, After::Row { end: hit, next: hit + 2 }),
            Some(_) if !dialect.lone_cr => at = hit + 1,
            None if !whole => return (hit, After::Cut { in_quote: false }),
            _ => return (hit, After::Row { end: hit, next: hit + 1 }),
        }
    }
}

fn quoted(text: &str, quote: usize, whole: bool, dialect: Dialect, row: &mut Row) -> After {
    let bytes = text.as_bytes();
    let start = quote + 1;
    let (mut at, mut doubled) = (start, false);
    let close = loop {
        let Some(hit) = memchr(dialect.quote, &bytes[at..]).map(|hit| at + hit) else {
            return After::Cut { in_quote: true };
        };
        match bytes.get(hit + 1) {
            Some(next) if *next == dialect.quote => {
                doubled = true;
                at = hit + 2;
            }
            None if !whole => return After::Cut { in_quote: true },
            _ => break hit,
        }
    };
    let (end, after) = to_border(bytes, close + 1, whole, dialect);
    if matches!(after, After::Cut { .. }) {
        return after;
    }
    row.quoted += 1;
    let behind = text.get(close + 1..end).unwrap_or_default();
    let stray = behind.bytes().any(|byte| byte != b' ');
    if !doubled && !stray {
        row.push(start, close, false);
        return after;
    }
    row.stray += usize::from(stray);
    let own = row.own.len();
    undouble(text.get(start..close).unwrap_or_default(), dialect.quote, &mut row.own);
    if stray {
        row.own.push_str(behind);
    }
    row.push(own, row.own.len(), true);
    after
}

fn undouble(text: &str, quote: u8, out: &mut String) {
    let mut rest = text;
    while let Some(hit) = memchr(quote, rest.as_bytes()) {
        out.push_str(&rest[..=hit]);
        rest = rest.get(hit + 2..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
        let (mut row, mut at, mut all) = (Row::default(), 0, Vec::new());
        while let Split::Row(next) = split(text, at, true, dialect, &mut row) {
            all.push(row.cells(text).map(str::to_owned).collect());
            at = next;
        }
        all
    }

    #[test]
    fn cells_rows_and_quotes() {
        let text = "a,b\r\n\"x\"\"y\",\" 1\n2\"\n,\n \"q\" ,r\"s\nlast";
        let expected: [&[&str]; 5] = [&["a", "b"], &["x\"y", " 1\n2"], &["", ""], &["q", "r\"s"], &["last"]];
        assert_eq!(rows(text, Dialect::COMMA), expected);
    }

    #[test]
    fn a_lone_carriage_return_ends_a_row_only_where_the_dialect_says_so() {
        let mac = Dialect { lone_cr: true, ..Dialect::COMMA };
        assert_eq!(rows("a,b\rc,d\r", mac), [["a", "b"], ["c", "d"]]);
        assert_eq!(rows("a,b\rc,d\n", Dialect::COMMA), [["a", "b\rc", "d"]]);
    }

    #[test]
    fn an_open_quote_costs_its_line_and_no_more() {
        for later in ["3,\"\"\"three\"\"\"\n", "3,\"\"\n4,\"four\"\n"] {
            open_in_the_second_row(&format!("a,b\n1,\"open\n2,two\n{later}"));
        }
    }

    fn open_in_the_second_row(text: &str) {
        let (mut row, mut at, mut seen) = (Row::default(), 0, Vec::new());
        while let Split::Row(next) = split(text, at, true, Dialect::COMMA, &mut row) {
            seen.push((row.open_quote, row.cell(text, row.len() - 1).to_owned()));
            at = next;
        }
        let start = [(false, "b".to_owned()), (true, "1,\"open".to_owned()), (false, "two".to_owned())];
        assert_eq!(seen[..3], start, "{text}");
        assert!(seen[3..].iter().all(|(open, _)| !open), "{text}: {seen:?}");
    }

    #[test]
    fn a_cut_text_is_incomplete_at_every_byte_or_splits_the_same() {
        let text = "ab,\"c\"\"d\"\r\n";
        let mut row = Row::default();
        for cut in 0..text.len() {
            let outcome = split(&text[..cut], 0, false, Dialect::COMMA, &mut row);
            assert!(matches!(outcome, Split::Incomplete { .. }), "cut at {cut}: {outcome:?}");
        }
        assert_eq!(split(text, 0, false, Dialect::COMMA, &mut row), Split::Row(text.len()));
    }
}
