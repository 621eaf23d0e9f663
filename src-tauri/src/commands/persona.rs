//! Rules from job title to persona.

use plumbline_workbench::persona::Draft;

use crate::{
    desk::Shared,
    dto::{
        persona::{PersonaPreview, PersonaRuleInput},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// The rules of the workspace, and what they catch.
#[tauri::command]
#[specta::specta]
pub(crate) async fn persona_rules(desk: Shared<'_>) -> Answer<PersonaPreview> {
    desk.with(|workspace| Ok(workspace.preview_personas(&workspace.personas()?)?.into())).await
}

/// What other rules would catch.
#[tauri::command]
#[specta::specta]
pub(crate) async fn persona_preview(
    desk: Shared<'_>,
    rules: Vec<PersonaRuleInput>,
) -> Answer<PersonaPreview> {
    let drafts = drafts(rules);
    desk.with(move |workspace| Ok(workspace.preview_personas(&drafts)?.into())).await
}

/// Saves rules, and the personas that follow from them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_personas(desk: Shared<'_>, rules: Vec<PersonaRuleInput>) -> Answer<WorkspaceView> {
    let drafts = drafts(rules);
    desk.with(move |workspace| {
        workspace.save_personas(&drafts)?;
        Ok(workspace.summary()?.into())
    })
    .await
}

fn drafts(rules: Vec<PersonaRuleInput>) -> Vec<Draft> {
    rules.into_iter().map(Into::into).collect()
}
