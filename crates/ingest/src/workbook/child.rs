//! The reading process: one workbook, one answer, then it ends.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Write},
    process::ExitCode,
};

use super::{
    Sheet, WorkbookError,
    book::Book,
    limits,
    report::Report,
    rows::Rows,
    survey::{Survey, survey},
};

/// The request: list the sheets.
pub(super) const LIST: &str = "list";
/// The request: the rows of a sheet.
pub(super) const READ: &str = "read";

/// Answers the request in the arguments: what to do, the path, and perhaps a sheet.
pub(super) fn run(mut args: impl Iterator<Item = OsString>) -> ExitCode {
    // A panic is told by the exit code; a backtrace would take longer than the reading.
    std::panic::set_hook(Box::new(|_| {}));
    limits::hold_back();
    let mut report = Report::default();
    let outcome = match (args.next(), args.next()) {
        (Some(request), Some(path)) => {
            let sheet = args.next().map(|sheet| sheet.to_string_lossy().into_owned());
            File::open(path).map_err(WorkbookError::Io).and_then(|file| {
                let rows = request == READ;
                answer(file, rows.then(|| io::stdout().lock()), sheet.as_deref(), &mut report)
            })
        }
        _ => Err(WorkbookError::Broken),
    };
    let is_done = outcome.is_ok();
    report.ended = Some(outcome);
    let told = report.tell(&mut io::stderr().lock());
    if is_done && told.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Says in `report` what is found, and writes the rows if there is somewhere to write them.
pub(super) fn answer(
    mut file: File,
    out: Option<impl Write>,
    sheet: Option<&str>,
    report: &mut Report,
) -> Result<(), WorkbookError> {
    let survey = survey(&mut file)?;
    let mut book = Book::open(file, survey)?;
    report.sheets = book.sheets();
    let Some(out) = out else { return Ok(()) };
    let chosen = choose(&mut book, &report.sheets, sheet)?;
    report.chosen = Some(chosen);
    let name = report.sheets[chosen].name.clone();
    write(&mut book, survey, &name, out, report)
}

/// Columns of a sheet that looks like notes, at most, and of one that looks like a table beside it, at least.
const NOTES: usize = 2;
const TABLE: usize = 4;

/// The sheet that is asked for, else the first visible one that has cells; where that looks like notes and another like a
/// table, the table.
fn choose(book: &mut Book, sheets: &[Sheet], asked: Option<&str>) -> Result<usize, WorkbookError> {
    let Some(asked) = asked else {
        let mut shown = (0..sheets.len()).filter(|at| sheets[*at].filled && !sheets[*at].hidden);
        let first = shown.next().ok_or(WorkbookError::NoCells)?;
        let mut others = shown.peekable();
        if others.peek().is_none() || book.width(&sheets[first].name) > NOTES {
            return Ok(first);
        }
        return Ok(others.find(|at| book.width(&sheets[*at].name) >= TABLE).unwrap_or(first));
    };
    let alike = |sheet: &Sheet| sheet.name.trim().to_lowercase() == asked.trim().to_lowercase();
    sheets
        .iter()
        .position(|sheet| sheet.name == asked)
        .or_else(|| sheets.iter().position(alike))
        .ok_or_else(|| WorkbookError::NoSuchSheet { asked: asked.to_owned(), present: String::new() })
}

fn write(
    book: &mut Book,
    survey: Survey,
    sheet: &str,
    out: impl Write,
    report: &mut Report,
) -> Result<(), WorkbookError> {
    let merged = if survey.merges { book.merged(sheet)? } else { Vec::new() };
    for region in &merged {
        report.merged.add(u64::from(region.rows.0) + 1);
    }
    let mut rows = Rows::new(out, merged);
    book.cells(sheet, &mut |row, column, value| rows.cell(row, column, value))?;
    (report.width, report.header_row) = rows.finish()?;
    Ok(())
}
