//! Escalations: what rules opened, who has it, and what leaves the program.

use std::path::PathBuf;

use plumbline_domain::ids::{EscalationId, PersonId};
use plumbline_workbench::{lead::Format, wording};
use tauri::AppHandle;

use super::rules::step;
use crate::{
    clipboard,
    desk::Shared,
    dto::{
        escalations::{EscalationsView, ItemState},
        workspace::WorkspaceView,
    },
    error::Answer,
    export,
};

/// The rules as of now and the items: open ones, or all. Opens nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn escalations(desk: Shared<'_>, all: bool) -> Answer<EscalationsView> {
    desk.with(move |workspace| {
        Ok(EscalationsView::of(&workspace.escalations()?, &workspace.colleagues()?, all))
    })
    .await
}

/// Opens an item for everything that fires and has none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn escalate(desk: Shared<'_>) -> Answer<WorkspaceView> {
    step(&desk, |workspace| workspace.escalate().map(|_| ())).await
}

/// Gives an open item to somebody, or to nobody.
#[tauri::command]
#[specta::specta]
pub(crate) async fn assign_escalation(
    desk: Shared<'_>,
    id: u32,
    person: Option<u32>,
) -> Answer<WorkspaceView> {
    let (item, person) = (EscalationId(i64::from(id)), person.map(person_id));
    step(&desk, move |workspace| workspace.assign_escalation(item, person)).await
}

/// Closes an item with words, or opens it again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_escalation(
    desk: Shared<'_>,
    id: u32,
    state: ItemState,
    note: Option<String>,
) -> Answer<WorkspaceView> {
    let item = EscalationId(i64::from(id));
    step(&desk, move |workspace| workspace.set_escalation(item, state.into(), note.as_deref())).await
}

/// Writes all items to `path`: a workbook if it ends in `.xlsx`, CSV otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_escalations(desk: Shared<'_>, path: PathBuf) -> Answer<String> {
    desk.with(move |workspace| {
        let now = workspace.escalations()?;
        let format = if export::ends_in(&path, "xlsx") { Format::Xlsx } else { Format::Csv };
        export::write(&path, &workspace.export_escalations(&now, format)?)?;
        Ok(export::sentence(now.items.len() as u64, "escalation", "escalations", &path))
    })
    .await
}

/// Puts a person's open items onto the clipboard as the text of an e-mail, and says so only once they are there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_escalations(
    app: AppHandle,
    desk: Shared<'_>,
    person: Option<u32>,
) -> Answer<String> {
    desk.with(move |workspace| {
        let letter = workspace.escalation_letter(person.map(person_id))?;
        clipboard::put_text(&app, &letter.text)?;
        let counted = wording::counted(letter.items as u64, "escalation", "escalations");
        Ok(match letter.to {
            Some(to) => format!("{counted} of {to} on the clipboard as text."),
            None => format!("{counted} that nobody has on the clipboard as text."),
        })
    })
    .await
}

fn person_id(id: u32) -> PersonId {
    PersonId(i64::from(id))
}
