//! What marketing has promised. Each change answers with the workspace: it is a step of its own.

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        commitments::{CommitmentsView, month, volume},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// What is committed, beside what came.
#[tauri::command]
#[specta::specta]
pub(crate) async fn commitments(desk: Shared<'_>) -> Answer<CommitmentsView> {
    desk.with(|workspace| Ok(workspace.commitments()?.into())).await
}

/// Commits to so many MQLs of a tier in every month from a month on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn commit_to(
    desk: Shared<'_>,
    tier: String,
    from: String,
    mqls: i32,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.commit_to(&tier, month(&from)?, volume(mqls)?)).await
}

/// Takes back the number of a tier that begins in a month.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_commitment(desk: Shared<'_>, tier: String, from: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.remove_commitment(&tier, month(&from)?)).await
}
