//! One step back, one step forward, across restarts.

use super::{Workspace, stale::Stale};
use crate::failure::Outcome;

impl Workspace {
    /// Takes the newest step back and returns its name.
    ///
    /// # Errors
    /// There is none, or later steps depend on it.
    pub fn undo(&self) -> Outcome<String> {
        let done = self.store().undo(self.now()?)?;
        self.forget(Stale::by(&done.changed, done.leads.as_deref()));
        Ok(done.value.label)
    }

    /// Does the step that was taken back last again and returns its name.
    ///
    /// # Errors
    /// There is none.
    pub fn redo(&self) -> Outcome<String> {
        let done = self.store().redo(self.now()?)?;
        self.forget(Stale::by(&done.changed, done.leads.as_deref()));
        Ok(done.value.label)
    }
}
