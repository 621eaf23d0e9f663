//! The walk over a whole source, row by row.

use std::io;

use encoding_rs::Encoding;
use plumbline_domain::formula_guard::unguarded;

use super::{Dialect, Row, Split, split, split::give_up_quote};
use crate::source::{Blocks, Source};

/// The largest row that is taken for a row. Beyond it, an open quotation mark has swallowed the file.
pub(crate) const MAX_ROW: usize = 16 << 20;

/// Why the walk ended early.
#[derive(Debug)]
pub(crate) enum Stop {
    Io(io::Error),
    RowTooBig(u64),
}

/// One row and the text its cells stand in.
pub(crate) struct Entry<'a> {
    /// Counted from 1; blank lines count, as in a spreadsheet.
    pub(crate) number: u64,
    pub(crate) text: &'a str,
    pub(crate) row: &'a Row,
    guarded: bool,
}

impl<'a> Entry<'a> {
    /// The cell at `index`, empty beyond the last.
    pub(crate) fn cell(&self, index: usize) -> &'a str {
        let cell = self.row.cell(self.text, index);
        if self.guarded { unguarded(cell) } else { cell }
    }

    /// All cells.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let guarded = self.guarded;
        self.row.cells(self.text).map(move |cell| if guarded { unguarded(cell) } else { cell })
    }

    /// The row as it stands in the file, without its line end.
    pub(crate) fn raw(&self) -> &'a str {
        self.text.get(self.row.start..self.row.end).unwrap_or_default()
    }

    /// True if no cell holds anything.
    pub(crate) fn is_blank(&self) -> bool {
        !self.row.open_quote && self.cells().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a source, one at a time.
pub(crate) struct Records {
    blocks: Blocks,
    dialect: Dialect,
    row: Row,
    at: usize,
    number: u64,
    /// Cells carry the guard of this program's own files, which is taken off.
    pub(crate) guarded: bool,
}

impl Records {
    pub(crate) fn open(
        source: &Source,
        encoding: &'static Encoding,
        dialect: Dialect,
    ) -> io::Result<Records> {
        let blocks = Blocks::open(source, encoding)?;
        Ok(Records { blocks, dialect, row: Row::default(), at: 0, number: 0, guarded: false })
    }

    /// The next row, or `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Entry<'_>>, Stop> {
        loop {
            let (text, whole) = (self.blocks.text(), self.blocks.ended());
            match split(text, self.at, whole, self.dialect, &mut self.row) {
                Split::End => return Ok(None),
                Split::Row(next) => {
                    self.at = next;
                    break;
                }
                Split::Incomplete { in_quote } => {
                    if text.len() - self.at > MAX_ROW {
                        if !in_quote {
                            return Err(Stop::RowTooBig(self.number + 1));
                        }
                        self.at = give_up_quote(text.as_bytes(), self.at, self.dialect, &mut self.row);
                        break;
                    }
                    self.blocks.advance(self.at).map_err(Stop::Io)?;
                    self.at = 0;
                }
            }
        }
        self.number += 1;
        let (number, text, guarded) = (self.number, self.blocks.text(), self.guarded);
        Ok(Some(Entry { number, text, row: &self.row, guarded }))
    }
}
