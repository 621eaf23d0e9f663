//! The workspaces opened lately, kept as a small JSON file in the program's own folder.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Outcome};

/// How many are remembered.
const KEPT: usize = 12;

/// One line of the start screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recent {
    /// Where the workspace lies.
    pub path: PathBuf,
    /// Milliseconds since 1970 of the last opening.
    pub opened_at: i64,
    /// What went wrong at the last opening. Such a file is shown with the sentence and never opened by itself.
    #[serde(default)]
    pub problem: Option<String>,
}

/// The remembered workspaces, newest first. A missing or unreadable list is an empty one: it is a convenience,
/// and the start screen always works.
pub fn list(file: &Path) -> Vec<Recent> {
    std::fs::read_to_string(file).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Puts `path` on top, with the problem met while opening it, if any.
///
/// # Errors
/// The list cannot be written.
pub fn remember(file: &Path, path: &Path, opened_at: i64, problem: Option<String>) -> Outcome<()> {
    let mut recent = list(file);
    recent.retain(|known| known.path != path);
    recent.insert(0, Recent { path: path.to_owned(), opened_at, problem });
    recent.truncate(KEPT);
    write(file, &recent)
}

/// Takes `path` off the list; the workspace itself stays where it is.
///
/// # Errors
/// The list cannot be written.
pub fn forget(file: &Path, path: &Path) -> Outcome<()> {
    let mut recent = list(file);
    recent.retain(|known| known.path != path);
    write(file, &recent)
}

fn write(file: &Path, recent: &[Recent]) -> Outcome<()> {
    let failed = |error| Failure::io("write the list of recent workspaces to", file, &error);
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let text = serde_json::to_string_pretty(recent)
        .map_err(|error| Failure::new(crate::failure::Kind::Internal, error.to_string()))?;
    let fresh = file.with_extension("json.new");
    std::fs::write(&fresh, text).map_err(failed)?;
    std::fs::rename(&fresh, file).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_is_first_once_and_a_torn_list_is_an_empty_one() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("plumbline/recent.json");
        assert!(list(&file).is_empty());
        for (at, name) in [(1, "a"), (2, "b"), (3, "a")] {
            remember(&file, Path::new(name), at, None).unwrap();
        }
        remember(&file, Path::new("c"), 4, Some("damaged".into())).unwrap();
        let names: Vec<_> = list(&file).into_iter().map(|recent| recent.path.display().to_string()).collect();
        assert_eq!(names, ["c", "a", "b"]);
        forget(&file, Path::new("c")).unwrap();
        assert_eq!(list(&file).len(), 2);
        std::fs::write(&file, "{torn").unwrap();
        assert!(list(&file).is_empty(), "the start screen always works");
    }
}
