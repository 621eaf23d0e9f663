//! What a start is asked to do: program arguments, environment, and the second start that hands its path over.

use std::path::{Path, PathBuf};

use plumbline_workbench::clock::{BadClock, Clock};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{AppHandle, Manager};
use tauri_specta::Event;

/// Names a workspace to open at start; a program argument wins over it.
const OPEN: &str = "PLUMBLINE_OPEN";

/// Tells the page that a second start asked for a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type, Event)]
#[serde(rename_all = "camelCase")]
pub struct OpenPath {
    /// Absolute path of the workspace.
    pub path: String,
}

/// Sets the clock, as `--as-of` does for the command line, so that pending and lapsed can be repeated.
const AS_OF: &str = "PLUMBLINE_AS_OF";

/// The clock this start goes by.
///
/// # Errors
/// The variable is set to something that is no date.
pub(crate) fn clock() -> Result<Clock, BadClock> {
    match std::env::var(AS_OF) {
        Ok(text) if !text.is_empty() => Clock::parse(&text),
        _ => Ok(Clock::System),
    }
}

/// The workspace this start was asked to open.
pub(crate) fn requested() -> Option<PathBuf> {
    let folder = std::env::current_dir().unwrap_or_default();
    let arguments: Vec<String> = std::env::args().collect();
    let named = std::env::var_os(OPEN).filter(|path| !path.is_empty());
    path_in(&arguments, &folder).or_else(|| named.map(|path| folder.join(path)))
}

/// The first argument that is no option, made absolute. The first element is the program.
fn path_in(arguments: &[String], folder: &Path) -> Option<PathBuf> {
    let path =
        arguments.iter().skip(1).find(|argument| !argument.starts_with('-') && !argument.is_empty())?;
    Some(folder.join(path))
}

/// What the first start does when a second one hands its arguments over: comes to the front and opens the file.
pub(crate) fn second(app: &AppHandle, arguments: &[String], folder: &str) {
    if let Some(window) = app.get_webview_window(crate::window::LABEL) {
        // A window manager may refuse to raise a window; the file is opened all the same.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    if let Some(path) = path_in(arguments, Path::new(folder)) {
        let _ = OpenPath { path: path.display().to_string() }.emit(app);
    }
}

/// The variable that keeps some Linux graphics drivers from showing a blank window.
#[cfg(target_os = "linux")]
const RENDERER: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

/// Starts the program again with [`RENDERER`] set when nobody has decided about it. The process stays the same one, so
/// that whoever started it can wait for it; setting the variable from within would need `unsafe`.
#[cfg(target_os = "linux")]
pub fn with_safe_renderer() {
    use std::os::unix::process::CommandExt;

    if std::env::var_os(RENDERER).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        // `exec` returns only when it failed; the window is then shown with the driver's own way.
        let _ =
            std::process::Command::new(program).args(std::env::args_os().skip(1)).env(RENDERER, "1").exec();
    }
}

/// Other systems need nothing of the kind.
#[cfg(not(target_os = "linux"))]
pub fn with_safe_renderer() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_is_the_first_argument_that_is_no_option() {
        let read = |arguments: &[&str]| {
            let all: Vec<String> = std::iter::once("plumbline-desktop")
                .chain(arguments.iter().copied())
                .map(String::from)
                .collect();
            path_in(&all, Path::new("/home/ann"))
        };
        assert_eq!(read(&[]), None);
        assert_eq!(read(&["--flag", ""]), None);
        assert_eq!(read(&["acme.plumbline"]), Some("/home/ann/acme.plumbline".into()));
        assert_eq!(read(&["--flag", "/data/acme.plumbline"]), Some("/data/acme.plumbline".into()));
    }
}
