//! Pictures and texts on the clipboard. Webviews fail at it silently on some systems, so it is done here and read back.

use plumbline_workbench::failure::{Failure, Kind, Outcome};
use tauri::{AppHandle, image::Image};
use tauri_plugin_clipboard_manager::ClipboardExt;

/// Puts PNG bytes onto the clipboard and looks whether they arrived.
///
/// # Errors
/// This system's clipboard takes no pictures.
pub(crate) fn put_picture(app: &AppHandle, png: &[u8]) -> Outcome<()> {
    let picture = Image::from_bytes(png).map_err(|error| refused(&error))?;
    app.clipboard().write_image(&picture).map_err(|error| refused(&error))?;
    let found = app.clipboard().read_image().map_err(|error| refused(&error))?;
    let is_ours = (found.width(), found.height()) == (picture.width(), picture.height());
    if is_ours { Ok(()) } else { Err(refused(&"another program changed it")) }
}

/// Puts text onto the clipboard and looks whether it arrived.
///
/// # Errors
/// This system's clipboard takes no text.
pub(crate) fn put_text(app: &AppHandle, text: &str) -> Outcome<()> {
    let refused = |why: &dyn std::fmt::Display| {
        Failure::new(Kind::Refused, format!("The text did not reach the clipboard: {why}."))
            .hint("Export the list instead.")
    };
    app.clipboard().write_text(text).map_err(|error| refused(&error))?;
    let found = app.clipboard().read_text().map_err(|error| refused(&error))?;
    // Some systems write line ends of their own.
    let same = found.lines().eq(text.lines());
    if same { Ok(()) } else { Err(refused(&"another program changed it")) }
}

fn refused(why: &dyn std::fmt::Display) -> Failure {
    Failure::new(Kind::Refused, format!("The picture did not reach the clipboard: {why}."))
        .hint("Save it as PNG instead.")
}
