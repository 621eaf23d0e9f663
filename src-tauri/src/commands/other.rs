//! The "Other" desk.

use plumbline_workbench::{Workspace, failure::Outcome, reason::Bucket};

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        other::{BucketView, OtherView, PicklistUseView, PromoteInput, PromotionView},
        whole,
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// What people wrote where they picked "Other".
#[tauri::command]
#[specta::specta]
pub(crate) async fn other_desk(desk: Shared<'_>) -> Answer<OtherView> {
    desk.with(other_view).await
}

/// What promoting texts would move. Changes nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn promotion(desk: Shared<'_>, promote: PromoteInput) -> Answer<PromotionView> {
    desk.with(move |workspace| Ok(workspace.promotion(&promote.read()?)?.into())).await
}

/// Makes texts of "Other" a standing reason of their leads.
#[tauri::command]
#[specta::specta]
pub(crate) async fn promote_other(desk: Shared<'_>, promote: PromoteInput) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.promote_other(&promote.read()?).map(|_| ())).await
}

/// How each rep uses the picklist.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picklist_use(desk: Shared<'_>) -> Answer<PicklistUseView> {
    desk.with(|workspace| Ok(workspace.picklist_use()?.into())).await
}

fn other_view(workspace: &Workspace) -> Outcome<OtherView> {
    let bucket = |bucket: Bucket| -> Outcome<BucketView> {
        Ok(BucketView {
            value: bucket.slug().to_owned(),
            label: bucket.label().to_owned(),
            track: workspace.usual_track(bucket)?.map(|track| whole(track.0)),
        })
    };
    let buckets: Outcome<Vec<BucketView>> =
        Bucket::ALL.into_iter().filter(|bucket| *bucket != Bucket::Other).map(bucket).collect();
    let tracks = workspace.track_rows()?.into_iter().filter(|row| row.track.retired_at.is_none());
    let teams = workspace.colleagues()?.teams.into_iter().filter(|team| team.retired_at.is_none());
    Ok(OtherView::of(
        workspace.other_desk()?,
        &workspace.settings()?.calendar,
        buckets?,
        tracks.map(Into::into).collect(),
        teams.map(Into::into).collect(),
    ))
}
