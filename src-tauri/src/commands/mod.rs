//! What the page can ask: one file per noun, the same nouns as in `permissions/`.
//!
//! A command unpacks its input, runs one use case on a thread of its own and packs the answer. It decides nothing.

pub(crate) mod pick;
pub(crate) mod settings;

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

use crate::startup::OpenPath;

/// Every command and event, with its types. Made in one place so that the handler, the bindings and the permissions can be
/// compared.
pub(crate) fn bridge() -> Builder<tauri::Wry> {
    Builder::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .events(collect_events![OpenPath])
        .commands(collect_commands![
            pick::pick_workspace,
            pick::pick_new_workspace,
            pick::pick_import,
            pick::pick_export,
            settings::time_zones,
        ])
}
