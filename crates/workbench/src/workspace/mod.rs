//! A workspace that is open: its file, its clock, and what has been loaded of it.

mod create;
pub(crate) mod loaded;
mod open;
pub mod recent;
mod sample;
mod settings;
mod summary;
mod undo;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use plumbline_domain::{moment::Moment, settings::Settings};
use plumbline_store::Store;

pub use create::{Choices, settings_from};
pub use plumbline_store::{Opened, UndoStep};
pub use settings::time_zones;
pub use summary::Summary;

use crate::{clock::Clock, failure::Outcome, import::Kept, lead::Rows};
use loaded::Loaded;

/// An open workspace. Shared between threads; every use case takes it by reference.
#[derive(Debug)]
pub struct Workspace {
    store: Store,
    clock: Clock,
    loaded: Mutex<Option<Arc<Loaded>>>,
    /// The list somebody scrolls through.
    pub(crate) ordered: Mutex<Option<Arc<Rows>>>,
    /// Files that are being mapped.
    pub(crate) kept: Kept,
}

impl Workspace {
    fn new(store: Store, clock: Clock) -> Workspace {
        Workspace { store, clock, loaded: Mutex::default(), ordered: Mutex::default(), kept: Kept::default() }
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        self.store.path()
    }

    /// The name people know it by: the file's name without its ending.
    pub fn name(&self) -> String {
        self.path().file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// How it came to be open: new, current, or upgraded after a backup.
    pub fn opened(&self) -> &Opened {
        self.store.opened()
    }

    /// The workspace's settings.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn settings(&self) -> Outcome<Settings> {
        Ok(self.store.read(plumbline_store::Reader::settings)?)
    }

    /// The moment it is, by the workspace's clock.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn now(&self) -> Outcome<Moment> {
        Ok(match self.clock {
            Clock::Local(_) => self.clock.now(&self.settings()?.calendar),
            clock => clock.now(&plumbline_domain::calendar::Calendar::default()),
        })
    }

    /// Closes it: everything is then in the one file.
    ///
    /// # Errors
    /// The file could not be settled; what was acknowledged is on the disk all the same.
    pub fn close(self) -> Outcome<()> {
        Ok(self.store.close()?)
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    /// Leads and handoffs in memory, loaded on first use after each change.
    pub(crate) fn loaded(&self) -> Outcome<Arc<Loaded>> {
        // The lock is held while loading: two screens asking at once load once.
        let mut kept = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(loaded) = &*kept {
            return Ok(Arc::clone(loaded));
        }
        let loaded = Arc::new(Loaded::load(&self.store)?);
        *kept = Some(Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Forgets what was loaded, because something it shows has changed.
    pub(crate) fn changed(&self) {
        *self.loaded.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// `path` with the ending `.plumbline` if it has none.
pub fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() { path.to_owned() } else { path.with_extension("plumbline") }
}
