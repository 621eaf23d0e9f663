//! A workspace that is open: its file, its clock, and what has been loaded of it.

mod create;
pub(crate) mod loaded;
mod open;
pub mod recent;
mod sample;
mod settings;
mod stale;
mod summary;
mod undo;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
};

use plumbline_domain::{moment::Moment, settings::Settings};
use plumbline_store::{At, Change, Op, Store, StoreError};

pub use create::{Choices, settings_from};
pub use plumbline_store::{Opened, UndoStep};
pub use settings::time_zones;
pub use summary::Summary;

use crate::{clock::Clock, failure::Outcome, import::Kept, lead::Rows};
use loaded::Loaded;
use stale::Stale;

/// With a clock that was set, decisions that lie no further apart than this many milliseconds were made at its one moment.
const ONE_MOMENT: i64 = 1_000;

/// An open workspace. Shared between threads; every use case takes it by reference.
#[derive(Debug)]
pub struct Workspace {
    store: Store,
    clock: Clock,
    /// The newest moment at which something was decided here. Clocks that were set stand still, and two decisions can fall
    /// into one millisecond of any other: the later one is later all the same.
    newest: AtomicI64,
    memory: Mutex<Memory>,
    /// The list somebody scrolls through.
    pub(crate) ordered: Mutex<Option<Arc<Rows>>>,
    /// Files that are being mapped.
    pub(crate) kept: Kept,
}

/// What has been loaded, and what of it does not hold any more.
#[derive(Debug, Default)]
struct Memory {
    loaded: Option<Arc<Loaded>>,
    stale: Stale,
}

impl Workspace {
    fn new(store: Store, clock: Clock) -> Workspace {
        Workspace {
            store,
            clock,
            newest: AtomicI64::new(i64::MIN),
            memory: Mutex::default(),
            ordered: Mutex::default(),
            kept: Kept::default(),
        }
    }

    /// With a clock that was set, goes on after what was decided at that very moment before.
    fn after_decisions(self) -> Outcome<Workspace> {
        if self.clock != Clock::System {
            let mut newest = self.now()?;
            let next = |from: Moment| {
                let until = Moment(from.0.saturating_add(ONE_MOMENT));
                self.store.read(|reader| reader.decided_here(from, until))
            };
            while let Some(later) = next(newest)? {
                self.newest.fetch_max(later.0, Ordering::Relaxed);
                if later == newest {
                    break;
                }
                newest = later;
            }
        }
        Ok(self)
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
        let told = match self.clock {
            Clock::Local(_) => self.clock.now(&self.settings()?.calendar),
            clock => clock.now(&plumbline_domain::calendar::Calendar::default()),
        };
        Ok(told.max(Moment(self.newest.load(Ordering::Relaxed))))
    }

    /// A moment as the audit keeps it: where the clock was set, with what the system's clock says.
    pub(crate) fn entered(&self, now: Moment) -> At {
        let entered_at = (self.clock != Clock::System)
            .then(|| Clock::System.now(&plumbline_domain::calendar::Calendar::default()));
        At { moment: now, entered_at }
    }

    /// The moment of a decision that is made now: later than that of every decision before it.
    pub(crate) fn next_moment(&self) -> Outcome<Moment> {
        let (now, after) = (self.now()?, |newest: i64| newest.saturating_add(1));
        let next = |newest: i64| Some(now.0.max(after(newest)));
        let before = self.newest.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next);
        Ok(now.max(Moment(after(before.unwrap_or(i64::MIN)))))
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

    /// Carries out one step (see [`Store::transact`]), and forgets what it changes of what was loaded.
    pub(crate) fn transact<T: Send + 'static>(
        &self,
        op: Op,
        now: Moment,
        work: impl FnOnce(&mut Change<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        let done = self.store.transact(op, self.entered(now), work)?;
        self.forget(Stale::by(&done.changed, done.leads.as_deref()));
        Ok(done.value)
    }

    /// Leads and handoffs in memory: loaded on first use, and after each change as far as it reaches.
    pub(crate) fn loaded(&self) -> Outcome<Arc<Loaded>> {
        // The lock is held while loading: two screens asking at once load once. What fails half-way is loaded from the start.
        let mut memory = self.memory();
        let (known, stale) = (memory.loaded.take(), std::mem::take(&mut memory.stale));
        let renewed = match known {
            Some(loaded) if stale.is_nothing() => Some(loaded),
            // Changed in place, unless somebody is reading it.
            Some(loaded) => Arc::unwrap_or_clone(loaded).renewed(&self.store, &stale)?.map(Arc::new),
            None => None,
        };
        let loaded = match renewed {
            Some(loaded) => loaded,
            None => Arc::new(Loaded::load(&self.store)?),
        };
        memory.loaded = Some(Arc::clone(&loaded));
        Ok(loaded)
    }

    /// Forgets everything that was loaded.
    pub(crate) fn changed(&self) {
        self.forget(Stale::all());
    }

    fn forget(&self, stale: Stale) {
        if !stale.is_nothing() {
            // The list reads what was loaded, which could not be changed in place.
            *self.ordered.lock().unwrap_or_else(PoisonError::into_inner) = None;
            self.memory().stale.join(stale);
        }
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `path` with the ending `.plumbline` if it has none.
pub fn with_ending(path: &Path) -> PathBuf {
    if path.extension().is_some() { path.to_owned() } else { path.with_extension("plumbline") }
}
