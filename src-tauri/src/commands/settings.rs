//! What a workspace decides once.

use plumbline_workbench::{failure::Failure, service_level::DeskText, workspace};

use super::rules::step;
use crate::{
    desk::Shared,
    dto::workspace::{SettingsInput, WorkspaceView},
    error::Answer,
};

/// Saves the settings.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_settings(desk: Shared<'_>, input: SettingsInput) -> Answer<WorkspaceView> {
    desk.with(move |workspace| {
        workspace.save_settings(&input.into())?;
        Ok(workspace.summary()?.into())
    })
    .await
}

/// Brings back what a workspace starts with: `ladder`, `hours`, `tiers`, `levels`, `commitments` or `consequences`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_desk(desk: Shared<'_>, which: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| {
        let which = DeskText::from_slug(&which).ok_or_else(|| {
            let names = DeskText::ALL.map(DeskText::slug);
            Failure::bad_input("which", format!("Nothing of the desk is called \u{201c}{which}\u{201d}."))
                .hint(format!("It is one of {}.", names.join(", ")))
        })?;
        workspace.restore_desk(which)
    })
    .await
}

/// The zones a workspace can be in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn time_zones() -> Answer<Vec<String>> {
    Ok(workspace::time_zones().into_iter().map(str::to_owned).collect())
}
