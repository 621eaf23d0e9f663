//! Cells in the order of a sheet to CSV.

use std::io::{self, BufWriter, Write};

use super::{
    WorkbookError,
    cell::{self, Value},
    limits,
    merged::{self, Region},
};

/// The filled cells of a row: column and text.
pub(super) type Row = Vec<(u32, String)>;

/// Rows that are held back to find the header among merged cells.
pub(super) const HEAD: usize = 64;

/// Writes cells as CSV: comma, every filled cell in quotation marks, one record per row of the sheet.
pub(super) struct Rows<W: Write> {
    out: Lines<W>,
    /// The row that is being filled.
    row: u32,
    cells: Cells,
    /// The first rows, as long as they are held back, and the merged cells they wait for.
    head: Option<(Vec<Row>, Vec<Region>)>,
    header_row: Option<u64>,
}

/// The cells of a row, their texts one behind the other.
#[derive(Default)]
struct Cells {
    places: Vec<(u32, usize, usize)>,
    text: String,
}

impl<W: Write> Rows<W> {
    /// Nothing is held back if there are no merged cells.
    pub(super) fn new(out: W, merged: Vec<Region>) -> Rows<W> {
        let out = Lines {
            out: BufWriter::with_capacity(256 << 10, out),
            next: 0,
            width: 0,
            written: 0,
            padding: 0,
        };
        let head = (!merged.is_empty()).then(|| (Vec::new(), merged));
        Rows { out, row: 0, cells: Cells::default(), head, header_row: None }
    }

    /// Takes the next cell, counted from 0. Cells of a row may come in any order, rows may not.
    pub(super) fn cell(&mut self, row: u32, column: u32, value: Value<'_>) -> Result<(), WorkbookError> {
        if matches!(value, Value::Blank | Value::Text("")) {
            return Ok(());
        }
        if row >= limits::ROWS || column >= limits::COLUMNS {
            return Err(WorkbookError::TooMuch(format!(
                "a cell beyond row {} or column {}",
                limits::ROWS,
                limits::COLUMNS
            )));
        }
        if row != self.row {
            if row < self.row {
                return Err(WorkbookError::Damaged(format!("row {} follows row {}", row + 1, self.row + 1)));
            }
            self.end_row()?;
            self.row = row;
        }
        let from = self.cells.text.len();
        cell::write(value, &mut self.cells.text);
        self.cells.places.push((column, from, self.cells.text.len()));
        if self.cells.text.len() > limits::ROW_TEXT {
            return Err(WorkbookError::TooMuch(format!("more than 15 MB of text in row {}", row + 1)));
        }
        Ok(())
    }

    /// Writes what is left; returns the width of the sheet and the header that merged cells show.
    pub(super) fn finish(mut self) -> Result<(usize, Option<u64>), WorkbookError> {
        self.end_row()?;
        self.let_go()?;
        self.out.out.flush()?;
        Ok((self.out.width as usize, self.header_row))
    }

    fn end_row(&mut self) -> Result<(), WorkbookError> {
        if self.cells.places.is_empty() {
            return Ok(());
        }
        self.cells.places.sort_by_key(|(column, ..)| *column);
        if let Some(pair) = self.cells.places.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let text = format!("row {} has two cells in column {}", self.row + 1, pair[0].0 + 1);
            return Err(WorkbookError::Damaged(text));
        }
        if self.row as usize >= HEAD {
            self.let_go()?;
        }
        let Cells { places, text } = &mut self.cells;
        let cells = places.iter().map(|(column, from, to)| (*column, &text[*from..*to]));
        match &mut self.head {
            Some((head, _)) => {
                head.resize(self.row as usize, Row::new());
                head.push(cells.map(|(column, text)| (column, text.to_owned())).collect());
            }
            None => self.out.line(self.row, cells)?,
        }
        places.clear();
        text.clear();
        Ok(())
    }

    fn let_go(&mut self) -> Result<(), WorkbookError> {
        let Some((mut head, regions)) = self.head.take() else { return Ok(()) };
        self.header_row = merged::settle(&mut head, &regions);
        for (row, cells) in (0..).zip(&head) {
            if !cells.is_empty() {
                self.out.line(row, cells.iter().map(|(column, text)| (*column, text.as_str())))?;
            }
        }
        Ok(())
    }
}

/// CSV with its account.
struct Lines<W: Write> {
    out: BufWriter<W>,
    next: u32,
    width: u32,
    written: u64,
    padding: u64,
}

impl<W: Write> Lines<W> {
    fn line<'a>(
        &mut self,
        row: u32,
        cells: impl Iterator<Item = (u32, &'a str)>,
    ) -> Result<(), WorkbookError> {
        while self.next < row {
            self.out.write_all(b"\n")?;
            self.next += 1;
        }
        let mut at = 0;
        for (column, text) in cells {
            // The delimiter before each cell but the first counts as its own; those of blank cells are padding.
            self.padding += u64::from(column.saturating_sub(at + 1));
            while at < column {
                self.out.write_all(b",")?;
                at += 1;
            }
            self.written += text.len() as u64 + 3;
            quoted(&mut self.out, text)?;
            self.width = self.width.max(column + 1);
        }
        self.out.write_all(b"\n")?;
        self.next = row + 1;
        let scattered = self.padding > limits::PADDING && self.padding / 20 > self.written;
        if scattered {
            return Err(WorkbookError::TooMuch(
                "a few cells that lie far apart and next to nothing between".to_owned(),
            ));
        }
        if self.written + self.padding > limits::TEXT {
            return Err(WorkbookError::TooMuch("more than 8 GB of text".to_owned()));
        }
        Ok(())
    }
}

fn quoted(out: &mut dyn Write, text: &str) -> io::Result<()> {
    out.write_all(b"\"")?;
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'"', rest.as_bytes()) {
        out.write_all(&rest.as_bytes()[..=at])?;
        out.write_all(b"\"")?;
        rest = &rest[at + 1..];
    }
    out.write_all(rest.as_bytes())?;
    out.write_all(b"\"")
}

/// The first rows as text, for finding the header in.
pub(super) fn sample(head: &[Row]) -> String {
    let mut out = Vec::new();
    let mut lines = Lines { out: BufWriter::new(&mut out), next: 0, width: 0, written: 0, padding: 0 };
    for (row, cells) in (0..).zip(head) {
        if !cells.is_empty() {
            // Memory takes everything, and rows this far up were weighed before.
            let _ = lines.line(row, cells.iter().map(|(column, text)| (*column, text.as_str())));
        }
    }
    drop(lines);
    String::from_utf8(out).unwrap_or_default()
}
