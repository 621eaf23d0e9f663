//! What a workspace decides once.

use plumbline_workbench::workspace;

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

/// The zones a workspace can be in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn time_zones() -> Answer<Vec<String>> {
    Ok(workspace::time_zones().into_iter().map(str::to_owned).collect())
}
