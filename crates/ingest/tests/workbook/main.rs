//! Workbooks as sources: what cells become, which sheet and which header are read, and that nothing in a workbook reaches
//! this process but a sentence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod headers;
mod hostile;
mod make;
mod problems;
#[path = "../shared/mod.rs"]
mod shared;
mod sheets;
mod values;

use std::path::Path;

use plumbline_ingest::{
    look::{Look, Overrides, look, preview},
    source::Source,
    workbook::{Program, WorkbookError},
};

/// The reading program of this crate's own.
fn program() -> Program {
    Program {
        path: env!("CARGO_BIN_EXE_plumbline-workbook-reader").into(),
        args: vec![plumbline_ingest::workbook::ARGUMENT.into()],
    }
}

fn open(path: &Path) -> Result<Source, WorkbookError> {
    Source::open_path(path, None, &program())
}

fn looked(source: &Source) -> Look {
    look(source, &Overrides::default()).unwrap()
}

/// The cells of the table below the header.
fn cells(source: &Source) -> Vec<Vec<String>> {
    preview(source, &looked(source), 100).unwrap().into_iter().map(|row| row.cells).collect()
}
