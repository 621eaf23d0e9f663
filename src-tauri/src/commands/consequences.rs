//! The consequence rules. Each change answers with the workspace: it is a step of its own.

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        consequences::{ConsequenceView, ConsequencesView, RuleParts},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// All rules, with what luck does to them here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn consequences(desk: Shared<'_>) -> Answer<ConsequencesView> {
    desk.with(|workspace| Ok(workspace.consequence_rules()?.into())).await
}

/// What a rule would do here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_consequence(desk: Shared<'_>, parts: RuleParts) -> Answer<ConsequenceView> {
    desk.with(move |workspace| Ok(workspace.try_consequence(parts.rule()?)?.into())).await
}

/// Adds a rule, or replaces the one at a place from 0.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_consequence(
    desk: Shared<'_>,
    at: Option<u32>,
    parts: RuleParts,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.save_consequence(at.map(|at| at as usize), parts.rule()?)).await
}

/// Removes the rule at a place from 0.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_consequence(desk: Shared<'_>, at: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.remove_consequence(at as usize)).await
}
