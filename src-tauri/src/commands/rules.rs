//! The picklists of reasons and the recycle tracks. Each change answers with the workspace: it is a step of its own.

use plumbline_domain::ids::{ReasonId, TeamId, TrackId};
use plumbline_workbench::{Workspace, failure::Outcome};

use crate::{
    desk::{Desk, Shared},
    dto::{
        rules::{RulesView, bucket, list},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// Everything the screen shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rules(desk: Shared<'_>) -> Answer<RulesView> {
    desk.with(|workspace| {
        let teams = workspace.colleagues()?.teams;
        Ok(RulesView::of(&workspace.reason_rows()?, workspace.track_rows()?, teams))
    })
    .await
}

/// Adds a reason to a picklist; only rejections have a bucket.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_reason(
    desk: Shared<'_>,
    picklist: String,
    into: Option<String>,
    label: String,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| {
        workspace.add_reason(list(&picklist)?, bucket(into.as_deref())?, &label).map(|_| ())
    })
    .await
}

/// Changes what a reason is called, where its leads go and who repairs what it names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_reason(
    desk: Shared<'_>,
    id: u32,
    label: String,
    track: Option<u32>,
    team: Option<u32>,
) -> Answer<WorkspaceView> {
    let (track, team) = (track.map(track_id), team.map(|team| TeamId(i64::from(team))));
    step(&desk, move |workspace| workspace.change_reason(reason_id(id), &label, track, team)).await
}

/// Moves a reason into another bucket.
#[tauri::command]
#[specta::specta]
pub(crate) async fn move_reason(desk: Shared<'_>, id: u32, into: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.move_reason(reason_id(id), bucket(Some(&into))?)).await
}

/// Counts one reason as another.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_reasons(desk: Shared<'_>, keep: u32, other: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.merge_reasons(reason_id(keep), reason_id(other))).await
}

/// Stops offering a reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retire_reason(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.retire_reason(reason_id(id))).await
}

/// Offers a reason again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_reason(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.restore_reason(reason_id(id))).await
}

/// Adds a track.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_track(desk: Shared<'_>, label: String, days: Option<u32>) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.add_track(&label, days).map(|_| ())).await
}

/// Changes what a track is called and when its leads are due.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_track(
    desk: Shared<'_>,
    id: u32,
    label: String,
    days: Option<u32>,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.change_track(track_id(id), &label, days)).await
}

/// Stops offering a track.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retire_track(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.retire_track(track_id(id))).await
}

/// Offers a track again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_track(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.restore_track(track_id(id))).await
}

/// Takes a step and answers with the workspace afterwards.
pub(super) async fn step<F>(desk: &std::sync::Arc<Desk>, work: F) -> Answer<WorkspaceView>
where
    F: FnOnce(&Workspace) -> Outcome<()> + Send + 'static,
{
    desk.with(move |workspace| {
        work(workspace)?;
        Ok(workspace.summary()?.into())
    })
    .await
}

fn reason_id(id: u32) -> ReasonId {
    ReasonId(i64::from(id))
}

fn track_id(id: u32) -> TrackId {
    TrackId(i64::from(id))
}
