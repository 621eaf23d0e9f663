//! Tells how far an import is, and hears when it should stop.

use std::{
    cell::Cell,
    ops::ControlFlow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use rusqlite::Connection;

use crate::error::ImportError;

type Progress = Box<dyn FnMut(u64) -> ControlFlow<()> + Send>;

/// Asked between parcels, and by SQLite itself during a statement that takes long (building an index).
#[derive(Clone)]
pub(crate) struct Watch {
    rows: Arc<AtomicU64>,
    turns: Cell<u32>,
    progress: Arc<Mutex<Progress>>,
}

impl Watch {
    /// How long to wait for rows before asking again whether to go on.
    pub(crate) const PAUSE: Duration = Duration::from_millis(50);

    /// Steps of SQLite's machine between two questions: some milliseconds.
    const STEPS: i32 = 100_000;

    pub(crate) fn new(progress: impl FnMut(u64) -> ControlFlow<()> + Send + 'static) -> Watch {
        Watch {
            rows: Arc::default(),
            turns: Cell::new(0),
            progress: Arc::new(Mutex::new(Box::new(progress))),
        }
    }

    /// Sets the number of rows taken so far.
    pub(crate) fn count(&self, rows: u64) {
        self.rows.store(rows, Ordering::Relaxed);
    }

    /// Reports, and stops the import if somebody wants that.
    pub(crate) fn tick(&self) -> Result<(), ImportError> {
        if self.goes_on() { Ok(()) } else { Err(ImportError::Cancelled) }
    }

    /// [`Watch::tick`] for loops whose turns take microseconds: asks every thousandth time.
    pub(crate) fn tick_seldom(&self) -> Result<(), ImportError> {
        self.turns.set(self.turns.get().wrapping_add(1));
        if self.turns.get().is_multiple_of(1000) { self.tick() } else { Ok(()) }
    }

    /// Lets SQLite ask while it is busy with `work`.
    pub(crate) fn over<T>(
        &self,
        conn: &mut Connection,
        work: impl FnOnce(&mut Connection) -> Result<T, ImportError>,
    ) -> Result<T, ImportError> {
        let watch = self.clone();
        conn.progress_handler(Self::STEPS, Some(move || !watch.goes_on()))?;
        let outcome = work(conn);
        // Taking a handler away fails only where there can be none. What `work` has done is done either way.
        let _ = conn.progress_handler(0, None::<fn() -> bool>);
        outcome
    }

    fn goes_on(&self) -> bool {
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        (*progress)(self.rows.load(Ordering::Relaxed)).is_continue()
    }
}
