//! Rules from job title to persona.

use plumbline_workbench::persona::Draft;

use crate::{
    desk::Shared,
    dto::{
        criteria::{CriteriaView, TestRows},
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

/// What the criteria of one rule mean, read as saving reads them. A mistake in them is an answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_persona_criteria(desk: Shared<'_>, text: String) -> Answer<CriteriaView> {
    desk.with(move |workspace| Ok(workspace.check_persona_criteria(&text)?.into())).await
}

/// The same for what the rows of the rule's editor say.
#[tauri::command]
#[specta::specta]
pub(crate) async fn build_persona_criteria(desk: Shared<'_>, rows: TestRows) -> Answer<CriteriaView> {
    desk.with(move |workspace| Ok(workspace.build_persona_criteria(&rows.into())?.into())).await
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
