//! Colleagues and teams. Each change answers with the workspace: it is a step of its own.

use plumbline_domain::ids::{PersonId, TeamId};

use super::rules::step;
use crate::{
    desk::Shared,
    dto::{
        people::{ParticularsInput, PeopleView},
        workspace::WorkspaceView,
    },
    error::Answer,
};

/// Everybody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn people(desk: Shared<'_>) -> Answer<PeopleView> {
    desk.with(|workspace| Ok(workspace.colleagues()?.into())).await
}

/// Adds those who stand in the owner column of leads under these names.
#[tauri::command]
#[specta::specta]
pub(crate) async fn adopt_owners(
    desk: Shared<'_>,
    names: Vec<String>,
    role: String,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.adopt_owners(&names, &role).map(|_| ())).await
}

/// Adds a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_person(desk: Shared<'_>, name: String, role: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.add_person(&name, &role).map(|_| ())).await
}

/// Changes what is known of a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_person(
    desk: Shared<'_>,
    id: u32,
    input: ParticularsInput,
) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.change_person(person(id), &input.into())).await
}

/// Makes one name another name of a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn merge_persons(desk: Shared<'_>, keep: u32, other: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.merge_persons(person(keep), person(other))).await
}

/// Stops offering a person.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retire_person(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.retire_person(person(id))).await
}

/// Offers a person again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn restore_person(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.restore_person(person(id))).await
}

/// Adds a team.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_team(desk: Shared<'_>, name: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.add_team(&name).map(|_| ())).await
}

/// Renames a team.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rename_team(desk: Shared<'_>, id: u32, name: String) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.rename_team(TeamId(i64::from(id)), &name)).await
}

/// Stops offering a team.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retire_team(desk: Shared<'_>, id: u32) -> Answer<WorkspaceView> {
    step(&desk, move |workspace| workspace.retire_team(TeamId(i64::from(id)))).await
}

fn person(id: u32) -> PersonId {
    PersonId(i64::from(id))
}
