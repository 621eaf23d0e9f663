//! Leads that are likely one person.

use plumbline_domain::{
    field::Field,
    ids::{LeadId, OperationId},
};
use plumbline_workbench::failure::{Failure, Outcome};

use crate::{
    desk::Shared,
    dto::{
        duplicates::{DuplicateView, MergeView},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// Pairs of leads that are likely one person, the likeliest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn duplicates(desk: Shared<'_>) -> Answer<Vec<DuplicateView>> {
    desk.with(|workspace| Ok(workspace.duplicates()?.into_iter().map(Into::into).collect())).await
}

/// Two leads side by side.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_look(desk: Shared<'_>, one: u32, other: u32) -> Answer<MergeView> {
    desk.with(move |workspace| Ok(workspace.side_by_side(lead(one), lead(other))?.into())).await
}

/// Makes one lead part of another.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_leads(
    desk: Shared<'_>,
    keep: u32,
    other: u32,
    take_from_other: Vec<String>,
) -> Answer<WorkspaceView> {
    desk.with(move |workspace| {
        let taken = take_from_other.iter().map(|slug| field(slug)).collect::<Outcome<Vec<_>>>()?;
        workspace.merge_leads(lead(keep), lead(other), &taken)?;
        Ok(workspace.summary()?.into())
    })
    .await
}

/// Says that two leads are two persons.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_apart(desk: Shared<'_>, one: u32, other: u32) -> Answer<WorkspaceView> {
    desk.with(move |workspace| {
        workspace.keep_apart(lead(one), lead(other))?;
        Ok(workspace.summary()?.into())
    })
    .await
}

/// Makes two leads out of one again that this step had merged.
#[tauri::command]
#[specta::specta]
pub(crate) async fn part_leads(desk: Shared<'_>, operation: u32) -> Answer<WorkspaceView> {
    desk.with(move |workspace| {
        workspace.part_leads(OperationId(i64::from(operation)))?;
        Ok(workspace.summary()?.into())
    })
    .await
}

fn lead(id: u32) -> LeadId {
    LeadId(i64::from(id))
}

fn field(slug: &str) -> Outcome<Field> {
    Field::from_slug(slug)
        .ok_or_else(|| Failure::bad_input("takeFromOther", format!("There is no field \"{slug}\".")))
}
