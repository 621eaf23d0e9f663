//! Look, map, dry run, commit, history, undo.

use std::path::PathBuf;

use plumbline_workbench::{
    failure::Outcome,
    import::{Choice, Edits, read_mapping},
    outgoing,
};
use tauri::ipc::Channel;

use crate::{
    desk::Shared,
    dto::{
        import::{LookView, ProgressView},
        mapping::{FileInput, MappingInput},
        report::{BatchView, GoView, RowsOut},
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
    desk.with(move |workspace| {
        let edits = mapping.map(Edits::try_from).transpose()?;
        Ok(LookView::new(&path, workspace.look_at(&path, edits.as_ref())?))
    })
    .await
}

/// Writes the mapping of a file as a file of its own, to keep or to hand on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_mapping_save(
    desk: Shared<'_>,
    path: PathBuf,
    mapping: MappingInput,
    path_out: PathBuf,
) -> Answer<String> {
    desk.with(move |workspace| {
        outgoing::check(&path_out, &[path.as_path()])?;
        let text = workspace.mapping_toml(&path, &Edits::try_from(mapping)?)?;
        export::write(&path_out, text.as_bytes())?;
        Ok(format!("Wrote the mapping to {}.", export::place(&path_out)))
    })
    .await
}

/// The text of a mapping file, once it is known to be one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_mapping_read(desk: Shared<'_>, path_in: PathBuf) -> Answer<String> {
    desk.on(move |_| Ok(read_mapping(&path_in)?.to_toml())).await
}

/// The dry run of files that come together: counts and problems. Nothing is written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_try(desk: Shared<'_>, files: Vec<FileInput>) -> Answer<GoView> {
    let teller = Teller::silent(desk.imports.begin());
    let reports =
        desk.with(move |workspace| workspace.try_import(&choices(files)?, move |at| teller.tell(at))).await?;
    Ok(desk.imports.keep(reports))
}

/// Carries the import of files that come together out: all of them, or nothing.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_commit(
    desk: Shared<'_>,
    files: Vec<FileInput>,
    progress: Channel<ProgressView>,
) -> Answer<GoView> {
    let teller = Teller::new(desk.imports.begin(), progress);
    let reports =
        desk.with(move |workspace| workspace.import(&choices(files)?, move |at| teller.tell(at))).await?;
    Ok(desk.imports.keep(reports))
}

fn choices(files: Vec<FileInput>) -> Outcome<Vec<Choice>> {
    files.into_iter().map(Choice::try_from).collect()
}

/// Stops the import or dry run that is running. Nothing of it stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(desk: Shared<'_>) -> Answer<()> {
    desk.imports.cancel();
    Ok(())
}

/// Writes those rows of a file of the last import or dry run that were created, updated or rejected.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_rows_out(
    desk: Shared<'_>,
    which: RowsOut,
    file: u32,
    path_out: PathBuf,
) -> Answer<String> {
    desk.on(move |desk| {
        let (rows, bytes) = desk.imports.rows(file as usize, which.into(), &path_out)?;
        export::write(&path_out, &bytes)?;
        Ok(export::sentence(rows, "row", "rows", &path_out))
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
