//! Reads a workbook for a parent process, as the programs do when they are asked by their hidden argument. The tests of
//! this crate have no other program to start.

use std::process::ExitCode;

fn main() -> ExitCode {
    plumbline_ingest::workbook::answer(std::env::args_os().skip(1)).unwrap_or(ExitCode::FAILURE)
}
