//! Rows on their way into a file that this program will read again.

use plumbline_domain::formula_guard::guard_to_return;
use rust_xlsxwriter::{Format, Workbook};

use crate::table::{SHEET_ROWS, TableError};

/// Writes a table row by row: a million leads are never a million rows in memory, only their bytes.
///
/// Nothing in either file can run, and reading it gives back every text as it was: in CSV by a guard that can be taken off
/// again, in a workbook because its cells are text.
pub struct RowWriter(File);

enum File {
    Csv(Box<csv::Writer<Vec<u8>>>),
    Xlsx { workbook: Box<Workbook>, rows: usize },
}

impl RowWriter {
    /// UTF-8 CSV with CRLF ends.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn csv<'a>(columns: impl IntoIterator<Item = &'a str>) -> Result<RowWriter, TableError> {
        let writer = csv::WriterBuilder::new()
            .terminator(csv::Terminator::CRLF)
            .from_writer(Vec::with_capacity(1 << 16));
        let mut writer = RowWriter(File::Csv(Box::new(writer)));
        writer.row(columns)?;
        Ok(writer)
    }

    /// A workbook with one sheet of text cells.
    ///
    /// # Errors
    /// The header cannot be written.
    pub fn xlsx<'a>(columns: impl IntoIterator<Item = &'a str>) -> Result<RowWriter, TableError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        let bold = Format::new().set_bold();
        for (column, header) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, column, header, &bold)?;
        }
        Ok(RowWriter(File::Xlsx { workbook: Box::new(workbook), rows: 1 }))
    }

    /// Adds a row, as long as the header.
    ///
    /// # Errors
    /// The row is not as long as the header, a sheet is full, or a cell is longer than a sheet can hold.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> Result<(), TableError> {
        match &mut self.0 {
            File::Csv(writer) => {
                for cell in cells {
                    writer.write_field(guard_to_return(cell).as_bytes())?;
                }
                writer.write_record(None::<&[u8]>)?;
            }
            File::Xlsx { workbook, rows } => {
                if *rows >= SHEET_ROWS {
                    return Err(TableError::TooManyRows(*rows));
                }
                let sheet = workbook.worksheet_from_index(0)?;
                for (column, cell) in (0_u16..).zip(cells) {
                    if !cell.is_empty() {
                        sheet.write_string(*rows as u32, column, cell)?;
                    }
                }
                *rows += 1;
            }
        }
        Ok(())
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// The workbook cannot be put together.
    pub fn finish(self) -> Result<Vec<u8>, TableError> {
        match self.0 {
            File::Csv(writer) => {
                Ok(writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?)
            }
            File::Xlsx { mut workbook, .. } => Ok(workbook.save_to_buffer()?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_is_written_where_one_is_needed_and_where_one_seems_to_be() {
        let mut writer = RowWriter::csv(["id", "=note"]).unwrap();
        writer.row(["1", "=1+1"]).unwrap();
        writer.row(["2", "'=1+1"]).unwrap();
        writer.row(["3", "it's"]).unwrap();
        let text = String::from_utf8(writer.finish().unwrap()).unwrap();
        assert_eq!(text, "id,'=note\r\n1,'=1+1\r\n2,''=1+1\r\n3,it's\r\n");
    }

    #[test]
    fn rows_of_another_length_are_refused() {
        let mut writer = RowWriter::csv(["id", "note"]).unwrap();
        assert!(matches!(writer.row(["1"]), Err(TableError::Csv(_))), "a file that cannot be read is none");
    }

    #[test]
    fn a_workbook_is_a_zip() {
        let mut writer = RowWriter::xlsx(["id", "note"]).unwrap();
        writer.row(["1", "=1+1"]).unwrap();
        assert!(writer.finish().unwrap().starts_with(b"PK"));
    }
}
