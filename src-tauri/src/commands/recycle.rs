//! Recycle tracks: what each yields, who is on one, and the list of them as a file.

use std::path::PathBuf;

use plumbline_workbench::{lead::Format, recycle::RecycledList};

use crate::{
    desk::Shared,
    dto::recycle::{RecycleInput, RecyclePageView, RecycleView},
    error::Answer,
    export,
};

/// The tracks as of now, with what became of all that were ever sent there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recycle(desk: Shared<'_>) -> Answer<RecycleView> {
    desk.with(|workspace| Ok(workspace.recycle_now()?.into())).await
}

/// Some rows of the leads that a track counts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recycled(
    desk: Shared<'_>,
    input: RecycleInput,
    offset: u32,
    limit: u32,
) -> Answer<RecyclePageView> {
    desk.with(move |workspace| {
        let list = RecycledList::try_from(&input)?;
        let sort = input.sort.as_ref().map(|sort| (sort.field.as_str(), sort.descending));
        let page = workspace.recycled(&list, sort, offset as usize, limit as usize)?;
        Ok(RecyclePageView::of(&list, &page))
    })
    .await
}

/// Writes the whole list to `path`: a workbook if it ends in `.xlsx`, CSV otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_recycled(desk: Shared<'_>, input: RecycleInput, path: PathBuf) -> Answer<String> {
    desk.with(move |workspace| {
        let format = if export::ends_in(&path, "xlsx") { Format::Xlsx } else { Format::Csv };
        let (leads, bytes) = workspace.export_recycled(&RecycledList::try_from(&input)?, format)?;
        export::write(&path, &bytes)?;
        Ok(export::sentence(leads, "lead", "leads", &path))
    })
    .await
}
