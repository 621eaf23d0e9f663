//! A workbook of any kind behind one face.

use std::{
    fs::File,
    io::{self, BufReader, Seek, SeekFrom},
};

use calamine::{
    Cell, Data, DataRef, Ods, OdsError, Range, Reader, Sheet as Entry, SheetType, SheetVisible, Xls,
    XlsError, Xlsb, XlsbError, Xlsx, XlsxError,
};

use super::{
    Sheet, WorkbookError,
    cell::{NOT_COMPUTED, Value},
    merged::Region,
    survey::{Kind, Survey},
};

type Input = BufReader<File>;

/// Called with row, column (from 0) and value.
type Take<'a> = dyn FnMut(u32, u32, Value<'_>) -> Result<(), WorkbookError> + 'a;

/// Cells that are looked at to find one that holds something.
const PROBED: usize = 100_000;

/// Cells that are looked at to find out how wide a sheet is.
const MEASURED: usize = 2_000;

/// An open workbook.
pub(super) enum Book {
    Xlsx(Box<Xlsx<Input>>),
    Xlsb(Box<Xlsb<Input>>),
    Xls(Box<Xls<Input>>),
    Ods(Box<Ods<Input>>),
}

impl Book {
    pub(super) fn open(mut file: File, survey: Survey) -> Result<Book, WorkbookError> {
        file.seek(SeekFrom::Start(0))?;
        let again = file.try_clone()?;
        let input = BufReader::with_capacity(64 << 10, file);
        Ok(match survey.kind {
            Kind::Xlsx => Book::Xlsx(Box::new(Xlsx::new(input)?)),
            Kind::Xlsb => Book::Xlsb(Box::new(Xlsb::new(input)?)),
            Kind::Ods => Book::Ods(Box::new(Ods::new(input)?)),
            Kind::Xls => match Xls::new(input) {
                Ok(book) => Book::Xls(Box::new(book)),
                // An encrypted workbook of any kind lies in an OLE document, where only the other reader looks for it.
                Err(XlsError::Cfb(error)) => match Xlsx::new(BufReader::new(again)) {
                    Err(XlsxError::Password) => return Err(WorkbookError::Password),
                    _ if error.to_string().starts_with("Cannot find") => {
                        return Err(WorkbookError::OtherDocument);
                    }
                    _ if error.to_string().ends_with("past end of file") => {
                        return Err(WorkbookError::CutOff);
                    }
                    _ => return Err(WorkbookError::Unreadable),
                },
                Err(error) => return Err(error.into()),
            },
        })
    }

    /// The worksheets, in the order of their tabs.
    pub(super) fn sheets(&mut self) -> Vec<Sheet> {
        let entries: Vec<Entry> = match self {
            Book::Xlsx(book) => book.sheets_metadata().to_vec(),
            Book::Xlsb(book) => book.sheets_metadata().to_vec(),
            Book::Xls(book) => book.sheets_metadata().to_vec(),
            Book::Ods(book) => book.sheets_metadata().to_vec(),
        };
        let tables = entries.into_iter().filter(|entry| entry.typ == SheetType::WorkSheet);
        tables
            .map(|entry| Sheet {
                filled: self.is_filled(&entry.name),
                hidden: entry.visible != SheetVisible::Visible,
                name: entry.name,
            })
            .collect()
    }

    /// A sheet that cannot be read counts as filled: nobody can say that there is nothing in it.
    fn is_filled(&mut self, sheet: &str) -> bool {
        match self {
            Book::Xlsx(book) => match book.worksheet_cells_reader(sheet) {
                Ok(mut cells) => probe(|| Ok::<_, XlsxError>(cells.next_cell()?.map(|cell| is_blank(&cell)))),
                Err(error) => !matches!(error, XlsxError::NotAWorksheet(_)),
            },
            Book::Xlsb(book) => match book.worksheet_cells_reader(sheet) {
                Ok(mut cells) => probe(|| Ok::<_, XlsbError>(cells.next_cell()?.map(|cell| is_blank(&cell)))),
                Err(_) => true,
            },
            Book::Xls(book) => book.worksheet_range(sheet).map_or(true, |range| !range.is_empty()),
            Book::Ods(book) => book.worksheet_range(sheet).map_or(true, |range| !range.is_empty()),
        }
    }

    /// Most cells that hold something in one row, among the first cells of a sheet; 0 for one that cannot be read.
    pub(super) fn width(&mut self, sheet: &str) -> usize {
        let (mut seen, mut at, mut here, mut most) = (0, 0, 0, 0);
        // What is found is enough to choose by; what is wrong with a sheet is said when it is read.
        let _ = self.cells(sheet, &mut |row, _, value| {
            (at, here) = if row == at { (at, here) } else { (row, 0) };
            here += usize::from(!matches!(value, Value::Blank | Value::Text("")));
            (most, seen) = (most.max(here), seen + 1);
            if seen < MEASURED { Ok(()) } else { Err(WorkbookError::NoCells) }
        });
        most
    }

    /// All cells of a sheet that hold something, row by row.
    pub(super) fn cells(&mut self, sheet: &str, take: &mut Take<'_>) -> Result<(), WorkbookError> {
        match self {
            Book::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet)?;
                while let Some(cell) = cells.next_cell_with_formula_metadata()? {
                    let value = match Value::from(&cell.value) {
                        // Written by a program that computes nothing: what the cell would say, only a spreadsheet knows.
                        Value::Blank if cell.formula.is_some() => Value::Error(NOT_COMPUTED),
                        value => value,
                    };
                    take(cell.pos.0, cell.pos.1, value)?;
                }
                Ok(())
            }
            Book::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet)?;
                while let Some(cell) = cells.next_cell()? {
                    let (row, column) = cell.get_position();
                    take(row, column, cell.get_value().into())?;
                }
                Ok(())
            }
            Book::Xls(book) => each(&book.worksheet_range(sheet)?, take),
            Book::Ods(book) => each(&book.worksheet_range(sheet)?, take),
        }
    }

    /// Merged cells of a sheet; of XLSB and ODS the reader knows none.
    pub(super) fn merged(&mut self, sheet: &str) -> Result<Vec<Region>, WorkbookError> {
        let regions = match self {
            Book::Xlsx(book) => book.merge_cells_by_sheet_name(sheet)?,
            Book::Xls(book) => book.merge_cells_by_sheet_name(sheet)?,
            Book::Xlsb(_) | Book::Ods(_) => Vec::new(),
        };
        let ordered = regions
            .into_iter()
            .filter(|region| region.start.0 <= region.end.0 && region.start.1 <= region.end.1);
        Ok(ordered
            .map(|region| Region {
                rows: (region.start.0, region.end.0),
                columns: (region.start.1, region.end.1),
            })
            .collect())
    }
}

fn is_blank(cell: &Cell<DataRef<'_>>) -> bool {
    matches!(Value::from(cell.get_value()), Value::Blank | Value::Text(""))
}

/// True if one of the first cells is not blank. `next` says whether the next one is.
fn probe<E>(mut next: impl FnMut() -> Result<Option<bool>, E>) -> bool {
    for _ in 0..PROBED {
        match next() {
            Ok(Some(true)) => {}
            Ok(Some(false)) | Err(_) => return true,
            Ok(None) => return false,
        }
    }
    false
}

fn each(range: &Range<Data>, take: &mut Take<'_>) -> Result<(), WorkbookError> {
    let Some((top, left)) = range.start() else { return Ok(()) };
    for (row, column, value) in range.used_cells() {
        let place = |from: u32, at: usize| u32::try_from(at).unwrap_or(u32::MAX).saturating_add(from);
        take(place(top, row), place(left, column), value.into())?;
    }
    Ok(())
}

/// What a reader gave up on, told apart as far as people can act on it.
fn given_up(error: &(dyn std::error::Error + 'static)) -> WorkbookError {
    let mut causes = std::iter::successors(Some(error), |error| error.source());
    let ends = causes.any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::UnexpectedEof)
    });
    if ends { WorkbookError::CutOff } else { WorkbookError::Unreadable }
}

/// The readers' errors: a password and the disk are told apart, the rest is damage.
macro_rules! from_reader {
    ($($error:ident),*) => {$(
        impl From<$error> for WorkbookError {
            fn from(error: $error) -> WorkbookError {
                match error {
                    $error::Password => WorkbookError::Password,
                    $error::Io(error) if error.raw_os_error().is_some() => WorkbookError::Io(error),
                    other => given_up(&other),
                }
            }
        }
    )*};
}

from_reader!(XlsxError, XlsbError, XlsError);

impl From<OdsError> for WorkbookError {
    fn from(error: OdsError) -> WorkbookError {
        match error {
            OdsError::Password => WorkbookError::Password,
            OdsError::CellLimitExceeded { requested, .. } => {
                WorkbookError::TooMuch(format!("{requested} cells"))
            }
            OdsError::Io(error) if error.raw_os_error().is_some() => WorkbookError::Io(error),
            // A text or a drawing of the same office programs.
            OdsError::InvalidMime(_) => WorkbookError::OtherDocument,
            other => given_up(&other),
        }
    }
}
