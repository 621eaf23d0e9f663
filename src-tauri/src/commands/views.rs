//! Saved views of the table of leads.

use plumbline_domain::ids::ViewId;
use plumbline_workbench::{Workspace, failure::Outcome};

use crate::{
    desk::Shared,
    dto::{leads::SortInput, views::SavedViewView},
    error::Answer,
};

/// All saved views by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn saved_views(desk: Shared<'_>) -> Answer<Vec<SavedViewView>> {
    desk.with(all).await
}

/// Saves a view; one of the same name is replaced.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_view(
    desk: Shared<'_>,
    name: String,
    criteria: String,
    columns: Vec<String>,
    sort: Option<SortInput>,
) -> Answer<Vec<SavedViewView>> {
    desk.with(move |workspace| {
        workspace.save_view(&name, &criteria, columns, sort.map(Into::into))?;
        all(workspace)
    })
    .await
}

/// Deletes a view; undo brings it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_view(desk: Shared<'_>, id: u32) -> Answer<Vec<SavedViewView>> {
    desk.with(move |workspace| {
        workspace.delete_view(ViewId(i64::from(id)))?;
        all(workspace)
    })
    .await
}

fn all(workspace: &Workspace) -> Outcome<Vec<SavedViewView>> {
    Ok(workspace.saved_views()?.into_iter().map(Into::into).collect())
}
