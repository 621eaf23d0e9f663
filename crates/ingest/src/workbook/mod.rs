//! Workbooks: XLSX, XLSB, XLS and ODS as sources of rows.
//!
//! A workbook is a program's memory image in disguise: a few kilobytes can declare tables of gigabytes, and the libraries
//! that read them allocate what is declared. A child process with a memory limit therefore reads it and writes the chosen
//! sheet as plain CSV; this process copies that into an unnamed temporary file and goes on as with any text file. What
//! kills the child costs a sentence. See `docs/adr/0008-workbooks.md`.

mod book;
mod cell;
mod child;
mod error;
mod limits;
mod merged;
mod parent;
mod report;
mod rows;
mod survey;

use std::{
    ffi::{OsStr, OsString},
    fs::File,
    io::{self, Read, Seek, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

pub(crate) use cell::NOT_COMPUTED;
pub use cell::is_error;
pub use error::WorkbookError;

use crate::source::Source;

/// The hidden first argument by which a program is asked to read a workbook and do nothing else.
pub const ARGUMENT: &str = "--read-workbook";

/// The program that is started to read a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// Where it is.
    pub path: PathBuf,
    /// What it is told before the request.
    pub args: Vec<OsString>,
}

impl Program {
    /// This program itself, asked by [`ARGUMENT`]; its `main` begins with [`answer`].
    pub fn this() -> Program {
        Program { path: own_path(), args: vec![ARGUMENT.into()] }
    }
}

/// The kernel's name for the running program stays true when an update has replaced the file.
#[cfg(target_os = "linux")]
fn own_path() -> PathBuf {
    PathBuf::from("/proc/self/exe")
}

#[cfg(not(target_os = "linux"))]
fn own_path() -> PathBuf {
    std::env::current_exe().unwrap_or_default()
}

/// Reads a workbook for a parent process if the arguments (without the program's name) ask for it; the program then ends
/// with the returned code. To be called before anything else in `main`.
pub fn answer(mut args: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    (args.next()? == OsStr::new(ARGUMENT)).then(|| child::run(args))
}

/// Writes the rows of a workbook's first sheet with cells as CSV, within this process and without the limits of another one: a
/// hostile workbook can end the process or take all of its memory. For fuzzing; the product asks a [`Program`].
///
/// # Errors
/// It is no workbook, protected, damaged or wants too much.
pub fn read_here(workbook: &[u8], out: &mut dyn Write) -> Result<(), WorkbookError> {
    let mut file = tempfile::tempfile().map_err(WorkbookError::NoRoom)?;
    file.write_all(workbook).map_err(WorkbookError::NoRoom)?;
    file.rewind()?;
    child::answer(file, Some(out), None, &mut report::Report::default())
}

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// As on its tab.
    pub name: String,
    /// Hidden sheets are read only if they are asked for.
    pub hidden: bool,
    /// At least one cell holds something.
    pub filled: bool,
}

/// A workbook on disk.
#[derive(Clone, Debug)]
pub struct Workbook {
    path: PathBuf,
    program: Program,
    sheets: Vec<Sheet>,
}

impl Workbook {
    /// Opens the workbook at `path` with the help of `program`.
    ///
    /// # Errors
    /// It is no workbook, protected, damaged or wants too much.
    pub fn open(path: &Path, program: &Program) -> Result<Workbook, WorkbookError> {
        let report = parent::list(program, path)?;
        Ok(Workbook { path: path.to_owned(), program: program.clone(), sheets: report.sheets })
    }

    /// Its sheets, without charts and macros.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// The rows of a sheet: the named one, else the first visible one that has cells.
    ///
    /// # Errors
    /// There is no such sheet, or the workbook cannot be read to its end.
    pub fn source(&self, sheet: Option<&str>) -> Result<Source, WorkbookError> {
        parent::read(&self.program, &self.path, sheet)
    }
}

impl Source {
    /// The file at `path`, whatever it is: a text file as it stands, or a sheet of a workbook (the named one, else the first
    /// visible one that has cells), read by `program`.
    ///
    /// A sheet that is asked for is refused for text files by [`crate::look::look`], not here.
    ///
    /// # Errors
    /// The file is not there, or is a workbook that cannot be read.
    pub fn open_path(path: &Path, sheet: Option<&str>, program: &Program) -> Result<Source, WorkbookError> {
        let source = Source::file(path)?;
        if is_workbook(path)? { parent::read(program, path, sheet) } else { Ok(source) }
    }
}

/// True if the file begins like a workbook, whatever its name: a ZIP archive (XLSX, XLSB, ODS) or an OLE document (XLS).
///
/// # Errors
/// The file cannot be read.
pub fn is_workbook(path: &Path) -> io::Result<bool> {
    let mut head = Vec::new();
    File::open(path)?.take(8).read_to_end(&mut head)?;
    Ok(is_zip(&head) || is_ole(&head))
}

/// The second form begins an archive without entries.
fn is_zip(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06")
}

fn is_ole(head: &[u8]) -> bool {
    head.starts_with(b"\xd0\xcf\x11\xe0")
}

/// A sheet that was read: its text, and what text cannot say.
#[derive(Debug)]
pub(crate) struct ReadSheet {
    /// All sheets of the workbook.
    pub(crate) sheets: Vec<Sheet>,
    /// Which of them this is.
    pub(crate) chosen: usize,
    /// The row that merged cells show to be the header, counted from 1.
    pub(crate) header_row: Option<u64>,
    /// Cells up to the last filled one of the widest row.
    pub(crate) width: usize,
    merged: report::Merged,
    text: Arc<File>,
}

impl ReadSheet {
    /// The sheet's entry in the list.
    pub(crate) fn sheet(&self) -> &Sheet {
        &self.sheets[self.chosen]
    }

    /// Merged cells that begin below a row, counted from 1.
    pub(crate) fn merged_below(&self, row: u64) -> u64 {
        self.merged.below(row)
    }

    /// Visible sheets with cells that were not read.
    pub(crate) fn unread(&self) -> impl Iterator<Item = &str> {
        let others = self.sheets.iter().enumerate().filter(|(index, _)| *index != self.chosen);
        others.filter(|(_, sheet)| sheet.filled && !sheet.hidden).map(|(_, sheet)| sheet.name.as_str())
    }

    /// The rows as CSV, from the beginning.
    pub(crate) fn text(&self) -> Positional {
        Positional { file: Arc::clone(&self.text), at: 0 }
    }
}

/// Reads a shared file without moving anybody else's place in it.
pub(crate) struct Positional {
    file: Arc<File>,
    at: u64,
}

impl Read for Positional {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let count = std::os::unix::fs::FileExt::read_at(&*self.file, out, self.at)?;
        #[cfg(windows)]
        let count = std::os::windows::fs::FileExt::seek_read(&*self.file, out, self.at)?;
        self.at += count as u64;
        Ok(count)
    }
}
