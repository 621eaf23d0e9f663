//! Working hours. Each change answers with the workspace: it is a step of its own.

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        hours::{HoursView, SpanView, date},
        workspace::{Weekday, WorkspaceView},
    },
    error::Answer,
};

/// Working hours, and what they mean.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hours(desk: Shared<'_>) -> Answer<HoursView> {
    desk.with(|workspace| Ok(workspace.hours()?.into())).await
}

/// Replaces the hours of a weekday.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_day(desk: Shared<'_>, day: Weekday, spans: Vec<SpanView>) -> Answer<WorkspaceView> {
    let spans: Vec<_> = spans.into_iter().map(Into::into).collect();
    step(&desk, move |workspace| workspace.set_day(day.into(), &spans)).await
}

/// Adds the days a pasted text names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_holidays(desk: Shared<'_>, text: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.add_holidays(&text).map(|_| ())).await
}

/// Makes a holiday a working day again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_holiday(desk: Shared<'_>, day: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.remove_holiday(date(&day)?)).await
}

/// Gives a holiday another name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn name_holiday(desk: Shared<'_>, day: String, name: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.name_holiday(date(&day)?, &name)).await
}
