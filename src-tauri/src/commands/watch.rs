//! Folders whose exports are offered for import.

use std::path::PathBuf;

use plumbline_domain::ids::FolderId;
use plumbline_workbench::{Workspace, failure::Outcome};

use crate::{desk::Shared, dto::watch::WatchedView, error::Answer};

/// All watched folders and their files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watched_folders(desk: Shared<'_>) -> Answer<Vec<WatchedView>> {
    desk.with(all).await
}

/// Looks into a folder from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_folder(
    desk: Shared<'_>,
    folder: PathBuf,
    pattern: String,
) -> Answer<Vec<WatchedView>> {
    desk.with(move |workspace| {
        workspace.watch_folder(&folder, &pattern)?;
        all(workspace)
    })
    .await
}

/// Looks into it no more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unwatch_folder(desk: Shared<'_>, id: u32) -> Answer<Vec<WatchedView>> {
    desk.with(move |workspace| {
        workspace.unwatch_folder(FolderId(i64::from(id)))?;
        all(workspace)
    })
    .await
}

fn all(workspace: &Workspace) -> Outcome<Vec<WatchedView>> {
    Ok(workspace.watched_folders()?.into_iter().map(Into::into).collect())
}
