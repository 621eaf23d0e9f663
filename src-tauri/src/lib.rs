//! The shell: a window, a bridge to the use cases, and nothing that decides.
//!
//! Commands live in [`commands`], one file per noun; what crosses the bridge in [`dto`]. Every use case runs on a thread
//! of its own: a command that touched the workspace on the window's thread would freeze the window.

mod clipboard;
mod commands;
mod desk;
pub mod dto;
pub mod error;
mod export;
mod running;
mod startup;
mod window;
mod work;

#[cfg(test)]
mod contract;

use std::sync::Arc;

use plumbline_workbench::clock::BadClock;
pub use startup::{OpenPath, with_safe_renderer};
use tauri::Manager;
use tauri_plugin_window_state::StateFlags;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The clock was set to something that is no date.
    #[error(transparent)]
    Clock(#[from] BadClock),
    /// The system cannot show one.
    #[error("the system shows no window: {0}")]
    Window(#[from] tauri::Error),
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// The clock cannot be read, or the system cannot show a window.
pub fn run() -> Result<(), StartError> {
    let clock = startup::clock()?;
    let bridge = commands::bridge();
    let remembered = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            startup::second(app, &arguments, &folder);
        }))
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(remembered).build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_clipboard_manager::init())
        .invoke_handler(bridge.invoke_handler())
        .setup(move |app| {
            bridge.mount_events(app);
            let data = app.path().app_data_dir()?;
            app.manage(Arc::new(desk::Desk::new(clock, &data, startup::requested())));
            window::keep_reachable(app)?;
            Ok(())
        })
        .run(tauri::generate_context!())?;
    Ok(())
}
