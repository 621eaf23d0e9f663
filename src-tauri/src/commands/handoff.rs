//! The home screen and what leaves it.

use std::path::PathBuf;

use plumbline_workbench::handoff::ChartFormat;
use tauri::AppHandle;

use crate::{
    clipboard,
    desk::Shared,
    dto::handoff::{ByFieldView, ChartFormatInput, FilterInput, HandoffView, ThemeInput},
    error::Answer,
    export,
};

/// The chart that needs more of the file than stage events.
const BY_FIELD: &str = "acceptance-by-source";

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
    filter: FilterInput,
    theme: ThemeInput,
    width: u32,
) -> Answer<ByFieldView> {
    desk.with(move |workspace| {
        let chart = workspace.page_chart(BY_FIELD, &filter.into(), theme == ThemeInput::Dark, width)?;
        Ok(ByFieldView::new(chart, workspace.filter_fields()?))
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
