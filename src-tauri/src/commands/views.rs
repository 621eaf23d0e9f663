//! Saved views of the table of leads and of the home screen.

use plumbline_domain::ids::ViewId;
use plumbline_workbench::{Workspace, failure::Outcome};

use crate::{
    desk::Shared,
    dto::{
        handoff::FilterInput,
        leads::SortInput,
        page_views::{AgainstInput, ComparisonView, PageViewInput, PageViewView},
        views::SavedViewView,
    },
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

/// All views of the home screen by name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn page_views(desk: Shared<'_>) -> Answer<Vec<PageViewView>> {
    desk.with(all_of_page).await
}

/// Saves a view of the home screen; one of the same name is replaced.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_page_view(desk: Shared<'_>, view: PageViewInput) -> Answer<Vec<PageViewView>> {
    desk.with(move |workspace| {
        workspace.save_page_view(&view.into())?;
        all_of_page(workspace)
    })
    .await
}

/// Deletes a view of the home screen; undo brings it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_page_view(desk: Shared<'_>, name: String) -> Answer<Vec<PageViewView>> {
    desk.with(move |workspace| {
        workspace.delete_page_view(&name)?;
        all_of_page(workspace)
    })
    .await
}

/// Acceptance of a filter beside that of the days before, or of a view.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare(
    desk: Shared<'_>,
    filter: FilterInput,
    against: AgainstInput,
) -> Answer<ComparisonView> {
    desk.with(move |workspace| {
        let against = against.against(workspace)?;
        Ok(workspace.compare(&filter.into(), &against)?.into())
    })
    .await
}

fn all_of_page(workspace: &Workspace) -> Outcome<Vec<PageViewView>> {
    Ok(workspace.page_views()?.into_iter().map(Into::into).collect())
}

fn all(workspace: &Workspace) -> Outcome<Vec<SavedViewView>> {
    Ok(workspace.saved_views()?.into_iter().map(Into::into).collect())
}
