//! The window.
#![cfg_attr(all(not(debug_assertions), target_os = "windows"), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
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
