//! The home screen and what leaves it.

use std::path::PathBuf;

use plumbline_workbench::handoff::ChartFormat;
use tauri::AppHandle;

use crate::{
    clipboard,
    desk::Shared,
    dto::{
        chart::ChartView,
        handoff::{ByFieldView, ChartFormatInput, FilterInput, GalleryView, HandoffView, ThemeInput},
        standouts::StandoutsView,
    },
    error::Answer,
    export,
};

/// Where the handoff stands, drawn for a page `width` pixels wide. It needs stage events alone, so that a large workspace
/// shows its first charts soon.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff(
    desk: Shared<'_>,
    filter: FilterInput,
    theme: ThemeInput,
    width: u32,
) -> Answer<HandoffView> {
    desk.with(move |workspace| {
        let page = workspace.handoff_page(&filter.into(), theme == ThemeInput::Dark, width)?;
        Ok(HandoffView::new(page, workspace.named_periods()?))
    })
    .await
}

/// What the home screen shows by field, which reads leads' fields on first use.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff_by_field(
    desk: Shared<'_>,
    field: String,
    filter: FilterInput,
    theme: ThemeInput,
    width: u32,
) -> Answer<ByFieldView> {
    desk.with(move |workspace| {
        let id = format!("acceptance-by-{field}");
        let chart = workspace.page_chart(&id, &filter.into(), theme == ThemeInput::Dark, width)?;
        Ok(ByFieldView::new(chart, workspace.filter_fields()?, workspace.dimensions()?))
    })
    .await
}

/// One chart of the home screen by its id: those that read more of the file are asked for one by one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff_chart(
    desk: Shared<'_>,
    id: String,
    filter: FilterInput,
    theme: ThemeInput,
    width: u32,
) -> Answer<ChartView> {
    desk.with(move |workspace| {
        Ok(workspace.page_chart(&id, &filter.into(), theme == ThemeInput::Dark, width)?.into())
    })
    .await
}

/// The charts beyond the first page, and what the filter bar offers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff_gallery(desk: Shared<'_>) -> Answer<GalleryView> {
    desk.with(|workspace| {
        Ok(GalleryView::new(workspace.gallery(), workspace.filter_fields()?, workspace.named_periods()?))
    })
    .await
}

/// What stands out. It compares thousands of parts, so that it comes after the charts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff_standouts(desk: Shared<'_>, filter: FilterInput) -> Answer<StandoutsView> {
    desk.with(move |workspace| {
        let filter = filter.into();
        Ok(StandoutsView::new(&workspace.page_standouts(&filter)?, workspace.page_mixes(&filter)?))
    })
    .await
}

/// Writes a chart to `path` and says so.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_chart(
    desk: Shared<'_>,
    id: String,
    filter: FilterInput,
    format: ChartFormatInput,
    path: PathBuf,
) -> Answer<String> {
    desk.with(move |workspace| {
        let bytes = workspace.export_chart(&id, &filter.into(), format.into())?;
        export::write(&path, &bytes)?;
        Ok(format!("Wrote the chart to {}.", export::place(&path)))
    })
    .await
}

/// Puts a chart onto the clipboard as a picture, and says so only once it is there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_chart(
    app: AppHandle,
    desk: Shared<'_>,
    id: String,
    filter: FilterInput,
) -> Answer<String> {
    desk.with(move |workspace| {
        let png = workspace.export_chart(&id, &filter.into(), ChartFormat::Png)?;
        clipboard::put_picture(&app, &png)?;
        Ok("The chart is on the clipboard as a picture.".to_owned())
    })
    .await
}
