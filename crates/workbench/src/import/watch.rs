//! Folders whose exports are offered for import, and which of their files are new.

use std::path::Path;

use chrono::{DateTime, Utc};
use plumbline_domain::ids::FolderId;
use plumbline_store::{Op, OpKind, WatchedFolder};

use super::mapping::content;
use crate::{
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};

/// Files listed of a folder, the newest first.
const LISTED: usize = 200;

/// A folder somebody wants looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watched {
    /// Its id.
    pub id: FolderId,
    /// Where it is.
    pub folder: String,
    /// Which files: a name with `*` and `?`.
    pub pattern: String,
    /// Why it cannot be looked into now.
    pub problem: Option<String>,
    /// Its files, the newest first.
    pub files: Vec<Found>,
}

/// A file in a watched folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it is.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// When it was changed last, in words.
    pub changed: String,
    /// The import that took it in, in words; `None` if it is new.
    pub taken_in: Option<String>,
}

impl Workspace {
    /// All watched folders and their files.
    ///
    /// # Errors
    /// The workspace cannot be read. A folder that cannot be read says so itself.
    pub fn watched_folders(&self) -> Outcome<Vec<Watched>> {
        let folders = self.store().read(plumbline_store::Reader::watched_folders)?;
        folders.into_iter().map(|folder| self.look_into(folder)).collect()
    }

    /// Looks into a folder from now on.
    ///
    /// # Errors
    /// It is no folder, the pattern is empty, it is watched with this pattern, or the file cannot be written.
    pub fn watch_folder(&self, folder: &Path, pattern: &str) -> Outcome<()> {
        let pattern = pattern.trim().to_owned();
        if pattern.is_empty() || pattern.contains(['/', '\\']) {
            return Err(Failure::bad_input("pattern", "Say by a name which files are meant.")
                .hint("For instance leads_*.csv; * stands for anything, ? for one character."));
        }
        if !folder.is_dir() {
            return Err(Failure::bad_input("folder", format!("There is no folder {}.", folder.display())));
        }
        let folder = folder.display().to_string();
        let op = Op::new(OpKind::WatchedFolder, "Watch a folder");
        self.transact(op, self.now()?, move |change| change.watch_folder(&folder, &pattern))?;
        Ok(())
    }

    /// Looks into it no more. Nothing that was imported changes.
    ///
    /// # Errors
    /// It is not watched, or the file cannot be written.
    pub fn unwatch_folder(&self, folder: FolderId) -> Outcome<()> {
        let op = Op::new(OpKind::WatchedFolder, "Stop watching a folder");
        self.transact(op, self.now()?, move |change| change.unwatch_folder(folder))?;
        Ok(())
    }

    fn look_into(&self, watched: WatchedFolder) -> Outcome<Watched> {
        let (files, problem) = match list(Path::new(&watched.folder), &watched.pattern) {
            Ok(files) => (files, None),
            Err(error) => {
                let failure = Failure::io("look into", Path::new(&watched.folder), &error);
                (Vec::new(), Some(failure.message))
            }
        };
        let calendar = self.settings()?.calendar;
        let mut found = Vec::with_capacity(files.len());
        for (path, size, changed) in files {
            let batch = match content(&path) {
                Some(content) => self.store().read(|reader| reader.batch_by_content(&content))?,
                None => None,
            };
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // Another file may have the same size and moment; its name tells them apart.
            let batch = batch.filter(|batch| batch.undone_at.is_none() && batch.source == name);
            found.push(Found {
                path: path.display().to_string(),
                name,
                size,
                changed: wording::moment(&calendar, changed.into()),
                taken_in: batch
                    .map(|batch| format!("import {}, {}", batch.id, wording::moment(&calendar, batch.at))),
            });
        }
        Ok(Watched {
            id: watched.id,
            folder: watched.folder,
            pattern: watched.pattern,
            problem,
            files: found,
        })
    }
}

type Listed = (std::path::PathBuf, u64, DateTime<Utc>);

fn list(folder: &Path, pattern: &str) -> std::io::Result<Vec<Listed>> {
    let mut files: Vec<Listed> = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // Spreadsheets put files of their own (`~$leads.xlsx`) beside one that is open.
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(['.', '~']) || !matches(pattern, &name) {
            continue;
        }
        let about = entry.path().metadata()?;
        if about.is_file() {
            files.push((entry.path(), about.len(), about.modified()?.into()));
        }
    }
    files.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.0.cmp(&b.0)));
    files.truncate(LISTED);
    Ok(files)
}

/// True if `name` fits `pattern`, whatever the case; `*` stands for any characters, `?` for one.
fn matches(pattern: &str, name: &str) -> bool {
    let lower = |text: &str| text.to_lowercase().chars().collect::<Vec<char>>();
    let (pattern, name) = (lower(pattern), lower(name));
    let (mut p, mut n) = (0, 0);
    // Where to go on if what the last star took was too little.
    let mut back: Option<(usize, usize)> = None;
    while n < name.len() {
        if p < pattern.len() && pattern[p] == '*' {
            back = Some((p, n));
            p += 1;
        } else if p < pattern.len() && (pattern[p] == '?' || pattern[p] == name[n]) {
            p += 1;
            n += 1;
        } else if let Some((star, taken)) = back {
            back = Some((star, taken + 1));
            p = star + 1;
            n = taken + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_stand_for_names() {
        for (pattern, name, fits) in [
            ("leads_*.csv", "leads_2026-03-31.csv", true),
            ("leads_*.csv", "Leads_.CSV", true),
            ("leads_*.csv", "leads_1.csv.bak", false),
            ("*", "anything", true),
            ("?.csv", "a.csv", true),
            ("?.csv", "ab.csv", false),
            ("*a*b*", "xxaxxbxx", true),
            ("*a*b", "abab", true),
            ("*a*b", "aba", false),
            ("", "a", false),
        ] {
            assert_eq!(matches(pattern, name), fits, "{pattern} and {name}");
        }
    }
}
