//! A table of text as a file.

use plumbline_domain::formula_guard::guard;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// Most rows a sheet can hold, with its header.
pub const SHEET_ROWS: usize = 1_048_576;

/// Why a table could not be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A sheet is full.
    #[error(
        "A spreadsheet holds {SHEET_ROWS} rows and this table has {0}. Export it as CSV, or narrow the filter."
    )]
    TooManyRows(usize),
    /// The CSV writer failed.
    #[error("The table could not be written: {0}")]
    Csv(#[from] csv::Error),
    /// The workbook writer failed.
    #[error("The workbook could not be written: {0}")]
    Xlsx(#[from] XlsxError),
}

/// Columns and rows of text, as they are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Names the sheet: what is in it, with filter, basis and date.
    pub caption: String,
    /// Headers.
    pub columns: Vec<String>,
    /// Cells, each row as long as `columns`.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// UTF-8 CSV with CRLF ends; every cell that a spreadsheet could run is guarded.
    ///
    /// # Errors
    /// The rows are not all as long as the header.
    pub fn csv(&self) -> Result<Vec<u8>, TableError> {
        let mut writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::with_capacity(1 << 16));
        for row in std::iter::once(&self.columns).chain(&self.rows) {
            writer.write_record(row.iter().map(|cell| guard(cell).into_owned()))?;
        }
        Ok(writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
    }

    /// A workbook with one sheet of text cells: nothing in it can run, and long ids keep their digits.
    ///
    /// # Errors
    /// More rows than a sheet holds, or a cell of more than 32,767 characters.
    pub fn xlsx(&self) -> Result<Vec<u8>, TableError> {
        if self.rows.len() >= SHEET_ROWS {
            return Err(TableError::TooManyRows(self.rows.len()));
        }
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        let bold = Format::new().set_bold();
        for (column, header) in (0_u16..).zip(&self.columns) {
            sheet.write_string_with_format(0, column, header, &bold)?;
        }
        for (row, cells) in (1_u32..).zip(&self.rows) {
            for (column, cell) in (0_u16..).zip(cells) {
                if !cell.is_empty() {
                    sheet.write_string(row, column, cell)?;
                }
            }
        }
        Ok(workbook.save_to_buffer()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        Table {
            caption: "Leads".into(),
            columns: vec!["id".into(), "note".into()],
            rows: vec![
                vec!["5805028000056864695".into(), "=1+1".into()],
                vec!["-5".into(), "a \"b\", c".into()],
            ],
        }
    }

    #[test]
    fn csv_quotes_guards_and_keeps_long_ids() {
        let text = String::from_utf8(table().csv().unwrap()).unwrap();
        assert_eq!(text, "id,note\r\n5805028000056864695,'=1+1\r\n-5,\"a \"\"b\"\", c\"\r\n");
    }

    #[test]
    fn a_workbook_is_a_zip_and_a_full_sheet_is_refused_before_it_is_filled() {
        assert!(table().xlsx().unwrap().starts_with(b"PK"));
        let full = Table { rows: vec![Vec::new(); SHEET_ROWS], ..Table::default() };
        assert!(matches!(full.xlsx(), Err(TableError::TooManyRows(_))));
    }
}
