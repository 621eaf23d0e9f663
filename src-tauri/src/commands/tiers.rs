//! Tiers and what each is promised. Each change answers with the workspace: it is a step of its own.

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        levels::{EffectView, LevelsView, PresetView, PromiseView, clock, effect_view, preset},
        tiers::{TierInput, TiersEffectView, TiersView},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// The tiers, and the leads they catch.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tiers(desk: Shared<'_>) -> Answer<TiersView> {
    desk.with(|workspace| Ok(workspace.tiers()?.into())).await
}

/// What other tiers would change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_tiers(desk: Shared<'_>, tiers: Vec<TierInput>) -> Answer<TiersEffectView> {
    let drafts: Vec<_> = tiers.into_iter().map(Into::into).collect();
    desk.with(move |workspace| Ok(workspace.try_tiers(&drafts)?.into())).await
}

/// Saves the tiers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_tiers(desk: Shared<'_>, tiers: Vec<TierInput>) -> Answer<WorkspaceView> {
    let drafts: Vec<_> = tiers.into_iter().map(Into::into).collect();
    step(&desk, move |workspace| workspace.save_tiers(&drafts)).await
}

/// What is promised to whom, and how that was kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn service_levels(desk: Shared<'_>) -> Answer<LevelsView> {
    desk.with(|workspace| {
        Ok(LevelsView::of(workspace.promises()?, workspace.settings()?.decision_window_hours))
    })
    .await
}

/// What another promise would change; no tier stands for every other lead.
#[tauri::command]
#[specta::specta]
pub(crate) async fn try_promise(
    desk: Shared<'_>,
    tier: Option<String>,
    clock_of: String,
    promise: Option<PromiseView>,
) -> Answer<EffectView> {
    desk.with(move |workspace| {
        let (kind, target) = (clock(&clock_of)?, promise.map(PromiseView::target).transpose()?);
        Ok(effect_view(kind, workspace.try_promise(tier.as_deref(), kind, target)?))
    })
    .await
}

/// Makes a promise, or takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_promise(
    desk: Shared<'_>,
    tier: Option<String>,
    clock_of: String,
    promise: Option<PromiseView>,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| {
        let target = promise.map(PromiseView::target).transpose()?;
        workspace.set_promise(tier.as_deref(), clock(&clock_of)?, target)
    })
    .await
}

/// Takes the promises of a tier away: those of every other lead hold for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_promises(desk: Shared<'_>, tier: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.remove_promises(&tier)).await
}

/// The service levels that can be taken over as a whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn level_presets(desk: Shared<'_>) -> Answer<Vec<PresetView>> {
    desk.with(|workspace| {
        let holds = workspace.promises()?.preset;
        Ok(workspace.presets()?.into_iter().map(|one| PresetView::of(one, holds)).collect())
    })
    .await
}

/// Takes service levels over as a whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_level_preset(desk: Shared<'_>, slug: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.use_preset(preset(&slug)?)).await
}
