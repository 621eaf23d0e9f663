//! The shell: a window, a bridge to the use cases, and nothing that decides.
//!
//! Commands live in [`commands`], one file per noun; what crosses the bridge in [`dto`]. Every use case runs on a thread
//! of its own: a command that touched the workspace on the window's thread would freeze the window.

mod commands;
pub mod dto;
pub mod error;
mod startup;
mod window;
mod work;

#[cfg(test)]
mod contract;

pub use startup::{OpenPath, with_safe_renderer};
use tauri_plugin_window_state::StateFlags;

/// Opens the window and returns when it is closed.
///
/// # Errors
/// The system cannot show a window.
pub fn run() -> tauri::Result<()> {
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
            window::keep_reachable(app)?;
            Ok(())
        })
        .run(tauri::generate_context!())
}
