//! Files as they were read, kept while somebody maps them: each edit of a mapping asks for the same sheet and the same look
//! again, and a large workbook takes seconds.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use plumbline_ingest::{
    look::{Look, Overrides},
    source::Source,
};

use super::mapping::{look_over, opened};
use crate::failure::Outcome;

/// Bytes of sheets, as text in temporary files, that are kept at most. A larger one is read each time.
const BYTES: u64 = 256 << 20;
/// Files that are kept at most: what is known of a column is bounded, and so is this times a table's columns.
const FILES: usize = 16;

/// What was read lately.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Vec<Read>>);

/// A file, or a sheet of one, as it was at one moment.
#[derive(Clone, Debug)]
struct Read {
    path: PathBuf,
    stamp: Stamp,
    sheet: Option<String>,
    source: Source,
    /// The last look at it, and what detection was told.
    looked: Option<(Overrides, Look)>,
}

/// A file with another size or time of change is another file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    size: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(path: &Path) -> Option<Stamp> {
        let about = std::fs::metadata(path).ok()?;
        Some(Stamp { size: about.len(), changed: about.modified().ok() })
    }
}

impl Kept {
    /// The file at `path` and a look at it: as kept, if it has not changed since, else read now.
    ///
    /// # Errors
    /// The file is not there or cannot be read as a table.
    pub(crate) fn looked_at(&self, path: &Path, overrides: &Overrides) -> Outcome<(Source, Look)> {
        self.looked_by(path, overrides, opened, look_over)
    }

    fn looked_by(
        &self,
        path: &Path,
        overrides: &Overrides,
        open: impl FnOnce(&Path, Option<&str>) -> Outcome<Source>,
        look: impl FnOnce(&Source, &Overrides) -> Outcome<Look>,
    ) -> Outcome<(Source, Look)> {
        // Before reading: what is written meanwhile is then seen the next time.
        let stamp = Stamp::of(path);
        let known = stamp.and_then(|stamp| self.find(path, stamp, overrides.sheet.as_deref()));
        let source = match &known {
            Some(read) => read.source.clone(),
            None => open(path, overrides.sheet.as_deref())?,
        };
        let before = known.and_then(|read| read.looked).filter(|(told, _)| told == overrides);
        let look = match before {
            Some((_, look)) => look,
            None => look(&source, overrides)?,
        };
        if let Some(stamp) = stamp {
            let looked = Some((overrides.clone(), look.clone()));
            let (path, sheet) = (path.to_owned(), overrides.sheet.clone());
            self.put(Read { path, stamp, sheet, source: source.clone(), looked });
        }
        Ok((source, look))
    }

    /// Lets go of what was read of the file at `path`.
    pub(crate) fn forget(&self, path: &Path) {
        self.lock().retain(|read| read.path != path);
    }

    fn find(&self, path: &Path, stamp: Stamp, sheet: Option<&str>) -> Option<Read> {
        let kept = self.lock();
        kept.iter()
            .find(|read| read.path == path && read.stamp == stamp && read.sheet.as_deref() == sheet)
            .cloned()
    }

    /// Keeps what was read as the newest, and lets go of the oldest for which there is no room.
    fn put(&self, fresh: Read) {
        let mut kept = self.lock();
        kept.retain(|read| {
            read.path != fresh.path || (read.stamp == fresh.stamp && read.sheet != fresh.sheet)
        });
        kept.push(fresh);
        while kept.len() > FILES || kept.iter().map(Read::bytes).sum::<u64>() > BYTES {
            kept.remove(0);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Read>> {
        // Nobody leaves it half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Read {
    /// What keeping it takes; a text file stays where it is.
    fn bytes(&self) -> u64 {
        self.source.sheet().map_or(0, |_| self.source.size())
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A look that counts how often the file was opened and looked at.
    fn looked(kept: &Kept, path: &Path, overrides: &Overrides, counts: &Cell<(u32, u32)>) -> u64 {
        let open = |path: &Path, sheet: Option<&str>| {
            counts.set((counts.get().0 + 1, counts.get().1));
            opened(path, sheet)
        };
        let look = |source: &Source, overrides: &Overrides| {
            counts.set((counts.get().0, counts.get().1 + 1));
            look_over(source, overrides)
        };
        kept.looked_by(path, overrides, open, look).unwrap().1.rows
    }

    #[test]
    fn a_file_is_read_again_only_when_it_or_the_question_has_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("leads.csv");
        std::fs::write(&path, "Email,City\nann@x.example,Bonn\n").unwrap();
        let (kept, counts, plain) = (Kept::default(), Cell::new((0, 0)), Overrides::default());
        assert_eq!(looked(&kept, &path, &plain, &counts), 1);
        assert_eq!(looked(&kept, &path, &plain, &counts), 1);
        assert_eq!(counts.get(), (1, 1), "an edit of the mapping reads nothing");
        let elsewhere = Overrides { header_row: Some(1), ..Overrides::default() };
        looked(&kept, &path, &elsewhere, &counts);
        assert_eq!(counts.get(), (1, 2), "another header row is another look at the same file");
        std::fs::write(&path, "Email,City\nann@x.example,Bonn\nbo@x.example,Ulm\n").unwrap();
        assert_eq!(looked(&kept, &path, &elsewhere, &counts), 2, "a file that was repaired is seen");
        assert_eq!(counts.get(), (2, 3));
        kept.forget(&path);
        looked(&kept, &path, &elsewhere, &counts);
        assert_eq!(counts.get(), (3, 4));
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let folder = tempfile::tempdir().unwrap();
        let (kept, counts, plain) = (Kept::default(), Cell::new((0, 0)), Overrides::default());
        let path = |number: usize| folder.path().join(format!("{number}.csv"));
        for number in 0..=FILES {
            std::fs::write(path(number), "Email\nann@x.example\n").unwrap();
            looked(&kept, &path(number), &plain, &counts);
        }
        assert_eq!(kept.lock().len(), FILES);
        let before = counts.get().0;
        looked(&kept, &path(FILES), &plain, &counts);
        assert_eq!(counts.get().0, before, "the newest stay");
        looked(&kept, &path(0), &plain, &counts);
        assert_eq!(counts.get().0, before + 1, "the oldest went");
    }
}
