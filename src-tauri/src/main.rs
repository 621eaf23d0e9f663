//! The window.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything else: as the child that reads a workbook, this program has no window.
    if let Some(code) = plumbline_workbench::import::answer_for_workbook(std::env::args_os().skip(1)) {
        return code;
    }
    plumbline_desktop::with_safe_renderer();
    match plumbline_desktop::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            // Without a window, the terminal is the only place left to say it.
            let _ = writeln!(std::io::stderr(), "Plumbline did not start: {error}");
            ExitCode::FAILURE
        }
    }
}
