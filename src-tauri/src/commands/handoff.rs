//! The home screen and what leaves it.

use std::path::PathBuf;

use plumbline_workbench::handoff::{ChartFormat, Filter};
use tauri::AppHandle;

use crate::{
    clipboard,
    desk::Shared,
    dto::handoff::{ChartFormatInput, FilterInput, HandoffView, ThemeInput},
    error::Answer,
    export,
};

/// The chart that needs more of the file than stage events, and where it stands among the others.
const BY_FIELD: (&str, usize) = ("acceptance-by-source", 2);

/// Where the handoff stands, drawn for a page `width` pixels wide.
#[tauri::command]
#[specta::specta]
pub(crate) async fn handoff(
    desk: Shared<'_>,
    filter: FilterInput,
    theme: ThemeInput,
    width: u32,
) -> Answer<HandoffView> {
    desk.with(move |workspace| {
        let (filter, dark) = (Filter::from(filter), theme == ThemeInput::Dark);
        let mut page = workspace.handoff_page(&filter, dark, width)?;
        let (id, place) = BY_FIELD;
        page.charts.insert(place.min(page.charts.len()), workspace.page_chart(id, &filter, dark, width)?);
        Ok(HandoffView::new(page, workspace.filter_fields()?, workspace.named_periods()?))
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
