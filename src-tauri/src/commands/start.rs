//! The start screen: recent workspaces.

use std::path::PathBuf;

use crate::{desk::Shared, dto::workspace::StartView, error::Answer};

/// What the start screen shows. It always works, whatever became of the files it lists.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start(desk: Shared<'_>) -> Answer<StartView> {
    desk.on(|desk| Ok(StartView::new(desk.recent()))).await
}

/// Takes a workspace off the list; the file stays where it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_recent(desk: Shared<'_>, path: PathBuf) -> Answer<()> {
    desk.on(move |desk| desk.forget(&path)).await
}
