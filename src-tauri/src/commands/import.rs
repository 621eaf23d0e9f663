//! Look, map, dry run, commit, history, undo.

use std::path::PathBuf;

use plumbline_workbench::import::Edits;
use tauri::ipc::Channel;

use crate::{
    desk::Shared,
    dto::{
        import::{LookView, MappingInput, ProgressView},
        report::{BatchView, ReportView},
        workspace::WorkspaceView,
    },
    error::Answer,
    export,
    running::Teller,
};

/// A file as it would be read, with what the person decided so far.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_look(
    desk: Shared<'_>,
    path: PathBuf,
    mapping: Option<MappingInput>,
) -> Answer<LookView> {
    let edits = mapping.map(Edits::from);
    desk.with(move |workspace| Ok(LookView::new(&path, workspace.look_at(&path, edits.as_ref())?))).await
}

/// The dry run: counts and problems. Nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_try(desk: Shared<'_>, path: PathBuf, mapping: MappingInput) -> Answer<ReportView> {
    let teller = Teller::silent(desk.imports.begin());
    let report = desk
        .with(move |workspace| workspace.try_import(&path, Some(&mapping.into()), move |at| teller.tell(at)))
        .await?;
    Ok(desk.imports.keep(report))
}

/// Carries the import out: all of it, or nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_commit(
    desk: Shared<'_>,
    path: PathBuf,
    mapping: MappingInput,
    progress: Channel<ProgressView>,
) -> Answer<ReportView> {
    let teller = Teller::new(desk.imports.begin(), progress);
    let report = desk
        .with(move |workspace| workspace.import(&path, Some(&mapping.into()), move |at| teller.tell(at)))
        .await?;
    Ok(desk.imports.keep(report))
}

/// Stops the import or dry run that is running. Nothing of it stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(desk: Shared<'_>) -> Answer<()> {
    desk.imports.cancel();
    Ok(())
}

/// Writes the refused rows of the last import or dry run, with what is wrong with each.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_rejected(desk: Shared<'_>, path_out: PathBuf) -> Answer<String> {
    desk.on(move |desk| {
        let (rows, bytes) = desk.imports.rejected()?;
        export::write(&path_out, &bytes)?;
        Ok(export::sentence(rows, "refused row", "refused rows", &path_out))
    })
    .await
}

/// The imports made so far, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn imports(desk: Shared<'_>) -> Answer<Vec<BatchView>> {
    desk.with(|workspace| {
        let calendar = workspace.settings()?.calendar;
        Ok(workspace.imports()?.into_iter().map(|batch| BatchView::new(batch, &calendar)).collect())
    })
    .await
}

/// Takes an import back, also days later.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_import(desk: Shared<'_>, batch: u32) -> Answer<WorkspaceView> {
    desk.with(move |workspace| {
        workspace.undo_import(i64::from(batch))?;
        Ok(workspace.summary()?.into())
    })
    .await
}
