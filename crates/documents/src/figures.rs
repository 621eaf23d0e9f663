//! Numbers of a chart as a file that says what they are: of what, by which basis, as of when.

use rust_xlsxwriter::{Format, Workbook, Worksheet};

use crate::table::{SHEET_ROWS, Table, TableError};

/// A table of figures, and what must be known to read them, each with its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// The figures.
    pub table: Table,
    /// What they are: names as a header writes them, and values.
    pub about: Vec<(String, String)>,
}

/// Digits that a spreadsheet's numbers keep.
const DIGITS: usize = 15;

impl Figures {
    /// CSV in which every row says what it is, so that rows of several files can be put together.
    ///
    /// # Errors
    /// As [`Table::csv`].
    pub fn csv(&self) -> Result<Vec<u8>, TableError> {
        let (names, values): (Vec<String>, Vec<String>) = self.about.iter().cloned().unzip();
        let wide =
            |row: &Vec<String>, more: &[String]| row.iter().chain(more).cloned().collect::<Vec<String>>();
        let table = Table {
            caption: self.table.caption.clone(),
            columns: wide(&self.table.columns, &names),
            rows: self.table.rows.iter().map(|row| wide(row, &values)).collect(),
        };
        table.csv()
    }

    /// A workbook with the figures as numbers on one sheet and what they are on another.
    ///
    /// # Errors
    /// As [`Table::xlsx`].
    pub fn xlsx(&self) -> Result<Vec<u8>, TableError> {
        if self.table.rows.len() >= SHEET_ROWS {
            return Err(TableError::TooManyRows(self.table.rows.len()));
        }
        let mut workbook = Workbook::new();
        let bold = Format::new().set_bold();
        let sheet = workbook.add_worksheet().set_name("Numbers")?;
        for (column, header) in (0_u16..).zip(&self.table.columns) {
            sheet.write_string_with_format(0, column, header, &bold)?;
            let cells: Vec<&str> = self
                .table
                .rows
                .iter()
                .filter_map(|row| row.get(usize::from(column)).map(String::as_str))
                .collect();
            write_column(sheet, column, &cells)?;
        }
        let about = workbook.add_worksheet().set_name("About")?;
        about.set_column_width(0, 18)?.set_column_width(1, 60)?;
        for (row, (name, value)) in (0_u32..).zip(&self.about) {
            about.write_string_with_format(row, 0, name, &bold)?;
            about.write_string(row, 1, value)?;
        }
        Ok(workbook.save_to_buffer()?)
    }
}

/// A column is of numbers if all its cells are: a name that looks like a number stays the text it is.
fn write_column(sheet: &mut Worksheet, column: u16, cells: &[&str]) -> Result<(), TableError> {
    let numbers: Option<Vec<Option<f64>>> = cells.iter().map(|cell| number(cell)).collect();
    for (row, cell) in (1_u32..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
        match numbers.as_ref().and_then(|all| all.get(row as usize - 1).copied().flatten()) {
            Some(number) => sheet.write_number(row, column, number)?,
            None => sheet.write_string(row, column, *cell)?,
        };
    }
    Ok(())
}

/// The number of a cell, `Some(None)` of an empty one, `None` of a text.
fn number(cell: &str) -> Option<Option<f64>> {
    if cell.is_empty() {
        return Some(None);
    }
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let is_plain = digits.len() <= DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    // A leading zero belongs to a name.
    let is_name = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
    cell.parse::<f64>().ok().filter(|number| is_plain && !is_name && number.is_finite()).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures() -> Figures {
        let text = |text: &str| text.to_owned();
        Figures {
            table: Table {
                caption: text("Acceptance"),
                columns: vec![text("from"), text("n"), text("value")],
                rows: vec![
                    vec![text("2026-03-30"), text("187"), text("0.7778")],
                    vec![text("2026-04-06"), text("0"), text("")],
                ],
            },
            about: vec![(text("basis"), text("cohort")), (text("filter"), text("=source"))],
        }
    }

    #[test]
    fn every_row_of_a_csv_says_what_it_is_and_nothing_in_it_runs() {
        let text = String::from_utf8(figures().csv().unwrap()).unwrap();
        assert_eq!(
            text,
            "from,n,value,basis,filter\r\n2026-03-30,187,0.7778,cohort,'=source\r\n2026-04-06,0,,cohort,'=source\r\n"
        );
    }

    #[test]
    fn a_workbook_has_numbers_that_add_up_and_names_that_stay() {
        assert!(figures().xlsx().unwrap().starts_with(b"PK"));
        assert_eq!(number("0.7778"), Some(Some(0.7778)));
        assert_eq!(number("-3"), Some(Some(-3.0)));
        assert_eq!((number(""), number("0")), (Some(None), Some(Some(0.0))));
        for name in ["007", "1e5", "2026-03-30", "inf", "5805028000056864695", "+1", "1,204"] {
            assert_eq!(number(name), None, "{name} is a text");
        }
    }
}
