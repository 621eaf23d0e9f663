//! The system's file dialogs. They answer with a path; nothing is opened or written here.

use tauri::AppHandle;
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};

use crate::{error::Answer, work::on_thread};

/// Asks for a workspace to open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_workspace(app: AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_title("Open a workspace");
    ask(dialog.add_filter("Plumbline workspace", &["plumbline"]), FileDialogBuilder::blocking_pick_file).await
}

/// Asks where a new workspace goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_new_workspace(app: AppHandle, name: String) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_title("Create a workspace");
    let dialog = dialog.add_filter("Plumbline workspace", &["plumbline"]);
    ask(dialog.set_file_name(file_name(&name, "plumbline")), FileDialogBuilder::blocking_save_file).await
}

/// Asks for files to import.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_imports(app: AppHandle) -> Answer<Vec<String>> {
    let dialog = app.dialog().file().set_title("Import exports");
    let dialog = dialog
        .add_filter("Exports", &["csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods"])
        .add_filter("All files", &["*"]);
    on_thread(move || {
        let picked = dialog.blocking_pick_files().unwrap_or_default();
        Ok(picked.into_iter().map(|path| path.to_string()).collect())
    })
    .await
}

/// Asks for a folder to watch.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_folder(app: AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_title("Watch a folder");
    ask(dialog, FileDialogBuilder::blocking_pick_folder).await
}

/// Asks for a mapping file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_mapping(app: AppHandle) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_title("Use a mapping file");
    ask(dialog.add_filter("Mappings", &["toml"]), FileDialogBuilder::blocking_pick_file).await
}

/// Asks where an export goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn pick_export(app: AppHandle, name: String, extension: String) -> Answer<Option<String>> {
    let dialog = app.dialog().file().set_title("Export");
    let dialog = dialog.add_filter(extension.to_uppercase(), &[extension.as_str()]);
    ask(dialog.set_file_name(file_name(&name, &extension)), FileDialogBuilder::blocking_save_file).await
}

type Dialog = FileDialogBuilder<tauri::Wry>;

async fn ask(dialog: Dialog, show: fn(Dialog) -> Option<FilePath>) -> Answer<Option<String>> {
    on_thread(move || Ok(show(dialog).map(|path| path.to_string()))).await
}

/// A name every file system takes: separators and reserved signs become spaces.
fn file_name(name: &str, extension: &str) -> String {
    let kept: String =
        name.chars().map(|c| if c.is_control() || "/\\:*?\"<>|".contains(c) { ' ' } else { c }).collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept = kept.trim_matches(['.', ' ']);
    let kept = if kept.is_empty() { "Untitled" } else { kept };
    let ending = format!(".{extension}");
    if kept.ends_with(&ending) { kept.to_owned() } else { format!("{kept}{ending}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_file_name() {
        assert_eq!(file_name("Acme", "plumbline"), "Acme.plumbline");
        assert_eq!(file_name("Acme.plumbline", "plumbline"), "Acme.plumbline");
        assert_eq!(file_name("Q3: fit/timing?", "csv"), "Q3 fit timing.csv");
        assert_eq!(file_name("../..", "csv"), "Untitled.csv");
        assert_eq!(file_name("  ", "csv"), "Untitled.csv");
    }
}
