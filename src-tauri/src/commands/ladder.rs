//! Which stage may follow which. Each change answers with the workspace: it is a step of its own.

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        ladder::{LadderView, stage as known},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// The ladder and where leads stand.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ladder(desk: Shared<'_>) -> Answer<LadderView> {
    desk.with(|workspace| Ok(workspace.ladder_now()?.into())).await
}

/// Lets a stage follow another, or no longer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_ladder_step(
    desk: Shared<'_>,
    from: String,
    to: String,
    allowed: bool,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.set_step(known(&from)?, known(&to)?, allowed)).await
}

/// Calls a stage otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn call_stage(desk: Shared<'_>, stage: String, label: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.call_stage(known(&stage)?, &label)).await
}

/// Uses one of the ladders to start from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_ladder(desk: Shared<'_>, slug: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.use_ladder(&slug)).await
}
