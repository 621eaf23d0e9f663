//! Why a workbook cannot be read.

use std::io;

/// A workbook that is refused as a whole, with a sentence.
#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    /// An archive of something else.
    #[error("this is a ZIP archive, not a workbook")]
    Archive,
    /// A text document, a presentation, a mail.
    #[error("this is a document of another kind, not a workbook")]
    OtherDocument,
    /// Encrypted.
    #[error("the workbook is protected by a password")]
    Password,
    /// The sheet that was asked for.
    #[error("the workbook has no sheet `{asked}`; it has {present}")]
    NoSuchSheet {
        /// What was asked for.
        asked: String,
        /// What there is.
        present: String,
    },
    /// Nothing to read.
    #[error("no visible sheet of the workbook holds a cell")]
    NoCells,
    /// Parts that unpack to more than a table of leads has.
    #[error("the workbook would unpack to {0}, which no table of leads needs")]
    TooBig(String),
    /// Memory.
    #[error("the workbook asks for more memory than a table of leads needs")]
    Memory,
    /// Rows, columns or text beyond what a sheet may hold.
    #[error("the sheet holds {0}")]
    TooMuch(String),
    /// Entities that expand.
    #[error("the workbook declares XML entities of its own, as no spreadsheet program does")]
    Entities,
    /// Silence.
    #[error("reading the workbook led nowhere for {0} seconds and was stopped")]
    Stuck(u64),
    /// What is inside contradicts itself, in words of ours.
    #[error("the workbook is damaged; {0}")]
    Damaged(String),
    /// It ends too early.
    #[error("the workbook is damaged; its end is missing, as when a download breaks off")]
    CutOff,
    /// A reader gave up on it. What readers say of it speaks of their format, and helps nobody who has a file.
    #[error("the workbook is damaged; a part of it cannot be read")]
    Unreadable,
    /// The reading program ended without a word.
    #[error("the workbook broke the program that reads it; nothing else was harmed")]
    Broken,
    /// The reading program did not start.
    #[error("the program that reads workbooks did not start: {0}")]
    NoReader(io::Error),
    /// The sheet's text could not be put down.
    #[error("the sheet could not be unpacked to the folder for temporary files: {0}")]
    NoRoom(io::Error),
    /// The file cannot be opened or read.
    #[error("the file cannot be read: {0}")]
    Io(#[from] io::Error),
}

impl WorkbookError {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            WorkbookError::Archive => "Unpack it and import the files inside.",
            WorkbookError::OtherDocument => "Choose a workbook (.xlsx, .xlsb, .xls, .ods) or a text file.",
            WorkbookError::Password => "Open it in a spreadsheet program, remove the password, and save it.",
            WorkbookError::NoSuchSheet { .. } => "Name one of the sheets as its tab does.",
            WorkbookError::NoCells => "Export it again, or name a hidden sheet.",
            WorkbookError::TooBig(_) | WorkbookError::Memory | WorkbookError::TooMuch(_) => {
                "If it is an export all the same, save the sheet as CSV and import that."
            }
            WorkbookError::Entities => "Do not open this file in other programs; ask where it comes from.",
            WorkbookError::CutOff => "Download or export it again.",
            WorkbookError::Stuck(_)
            | WorkbookError::Damaged(_)
            | WorkbookError::Unreadable
            | WorkbookError::Broken => {
                "Open and save it in a spreadsheet program, or save the sheet as CSV, and import that."
            }
            WorkbookError::NoReader(_) => "Install the program again, or save the sheet as CSV.",
            WorkbookError::NoRoom(_) => "Make room on that disk and try again.",
            WorkbookError::Io(_) => "Check that the file is there and not open in another program.",
        }
    }

    /// The word and the detail by which a child tells its parent. What only a parent can know has no word.
    pub(super) fn told(&self) -> (&'static str, String) {
        match self {
            WorkbookError::Archive => ("archive", String::new()),
            WorkbookError::OtherDocument => ("other-document", String::new()),
            WorkbookError::Password => ("password", String::new()),
            WorkbookError::NoSuchSheet { .. } => ("no-such-sheet", String::new()),
            WorkbookError::NoCells => ("no-cells", String::new()),
            WorkbookError::TooBig(size) => ("too-big", size.clone()),
            WorkbookError::Memory => ("memory", String::new()),
            WorkbookError::TooMuch(what) => ("too-much", what.clone()),
            WorkbookError::Entities => ("entities", String::new()),
            WorkbookError::Damaged(how) => ("damaged", how.clone()),
            WorkbookError::CutOff => ("cut-off", String::new()),
            WorkbookError::Unreadable => ("unreadable", String::new()),
            WorkbookError::Io(error) | WorkbookError::NoRoom(error) | WorkbookError::NoReader(error) => {
                ("io", error.to_string())
            }
            WorkbookError::Broken | WorkbookError::Stuck(_) => ("broken", String::new()),
        }
    }

    /// What a child told. A missing sheet is named by the parent, who asked for it.
    pub(super) fn heard(word: &str, detail: &str) -> WorkbookError {
        match word {
            "archive" => WorkbookError::Archive,
            "other-document" => WorkbookError::OtherDocument,
            "password" => WorkbookError::Password,
            "no-such-sheet" => WorkbookError::NoSuchSheet { asked: String::new(), present: String::new() },
            "no-cells" => WorkbookError::NoCells,
            "too-big" => WorkbookError::TooBig(detail.to_owned()),
            "memory" => WorkbookError::Memory,
            "too-much" => WorkbookError::TooMuch(detail.to_owned()),
            "entities" => WorkbookError::Entities,
            "damaged" => WorkbookError::Damaged(detail.to_owned()),
            "cut-off" => WorkbookError::CutOff,
            "unreadable" => WorkbookError::Unreadable,
            "io" => WorkbookError::Io(io::Error::other(detail.to_owned())),
            _ => WorkbookError::Broken,
        }
    }
}
