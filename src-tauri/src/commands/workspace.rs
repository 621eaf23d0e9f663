//! The open file: create, open, close, undo, redo.

use std::path::PathBuf;

use plumbline_workbench::workspace::Choices;

use crate::{
    desk::{Desk, Shared},
    dto::workspace::{SettingsInput, WorkspaceView},
    error::Answer,
};

/// Makes a workspace and opens it. `levels` names the service levels it starts with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_workspace(
    desk: Shared<'_>,
    path: PathBuf,
    settings: SettingsInput,
    levels: Option<String>,
) -> Answer<WorkspaceView> {
    desk.on(move |desk| {
        let choices = Choices { levels, ..settings.into() };
        Ok(desk.create(&path, &choices)?.into())
    })
    .await
}

/// Opens a workspace in place of the one that is open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_workspace(desk: Shared<'_>, path: PathBuf) -> Answer<WorkspaceView> {
    desk.on(move |desk| Ok(desk.open(&path)?.into())).await
}

/// Opens the sample, which is made on first use.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sample(desk: Shared<'_>) -> Answer<WorkspaceView> {
    desk.on(|desk| Ok(desk.open_sample()?.into())).await
}

/// Closes the workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_workspace(desk: Shared<'_>) -> Answer<()> {
    desk.on(Desk::close).await
}

/// The open workspace. The first call of a start opens the file that start was asked for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workspace(desk: Shared<'_>) -> Answer<Option<WorkspaceView>> {
    desk.on(|desk| Ok(desk.look()?.map(Into::into))).await
}

/// Takes the newest step back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(desk: Shared<'_>) -> Answer<WorkspaceView> {
    desk.with(|workspace| workspace.undo().and_then(|_| workspace.summary()).map(Into::into)).await
}

/// Does the step that was taken back last again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn redo(desk: Shared<'_>) -> Answer<WorkspaceView> {
    desk.with(|workspace| workspace.redo().and_then(|_| workspace.summary()).map(Into::into)).await
}
