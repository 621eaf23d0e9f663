//! Folders whose exports are offered for import.

use plumbline_workbench::{
    import::{Found, Watched},
    wording,
};
use serde::Serialize;
use specta::Type;

use super::whole;

/// A watched folder and its files.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WatchedView {
    /// Sent back to stop watching.
    pub id: u32,
    /// Where it is.
    pub folder: String,
    /// Which files.
    pub pattern: String,
    /// Why it cannot be looked into.
    pub problem: Option<String>,
    /// Its files, the newest first.
    pub files: Vec<WatchedFileView>,
}

/// A file in a watched folder.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct WatchedFileView {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub name: String,
    /// How large it is, as shown.
    pub size: String,
    /// When it was changed last, as shown.
    pub changed: String,
    /// The import that took it in, as shown; none for a new file.
    pub taken_in: Option<String>,
}

impl From<Watched> for WatchedView {
    fn from(watched: Watched) -> Self {
        WatchedView {
            id: whole(watched.id.0),
            folder: watched.folder,
            pattern: watched.pattern,
            problem: watched.problem,
            files: watched.files.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Found> for WatchedFileView {
    fn from(found: Found) -> Self {
        WatchedFileView {
            path: found.path,
            name: found.name,
            size: wording::size(found.size),
            changed: found.changed,
            taken_in: found.taken_in,
        }
    }
}
