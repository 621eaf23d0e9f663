//! Where words go: data to the standard output (or a file), messages to the standard error.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use plumbline_workbench::{
    failure::{Failure, Outcome},
    outgoing,
};

/// Prints a failure and its hint.
pub(crate) fn complain(failure: &Failure) {
    say(&failure.message);
    if let Some(hint) = &failure.hint {
        say(hint);
    }
}

/// A message for the person, on the standard error.
pub(crate) fn say(text: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Writes data to `out`, or to the standard output.
///
/// # Errors
/// The file cannot be written. A reader that closes the pipe early (`head`) has what it wanted and is no error.
pub(crate) fn data(bytes: &[u8], out: Option<&PathBuf>) -> Outcome<()> {
    match out {
        Some(path) => outgoing::write(path, bytes),
        None => match std::io::stdout().lock().write_all(bytes) {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::io("write", Path::new("the standard output"), &error))
            }
            _ => Ok(()),
        },
    }
}

/// Pretty JSON with a line end.
pub(crate) fn json(value: &impl serde::Serialize, out: Option<&PathBuf>) -> Outcome<()> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| {
        Failure::new(plumbline_workbench::failure::Kind::Internal, format!("Could not write JSON: {error}."))
    })?;
    text.push('\n');
    data(text.as_bytes(), out)
}
