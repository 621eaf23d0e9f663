//! One step back, one step forward, across restarts.

use super::{Workspace, stale::Stale};
use crate::failure::{Failure, Kind, Outcome};

impl Workspace {
    /// Takes the newest step back and returns its name.
    ///
    /// # Errors
    /// There is none, or later steps depend on it.
    pub fn undo(&self) -> Outcome<String> {
        let done = self.store().undo(self.entered(self.now()?))?;
        self.forget(Stale::by(&done.changed, done.leads.as_deref()));
        Ok(done.value.label)
    }

    /// Takes the newest step back as [`Workspace::undo`] does, unless it is an import: whoever takes back one step too many
    /// without being asked would lose a file that way.
    ///
    /// # Errors
    /// The newest step is an import; there is none, or later steps depend on it.
    pub fn undo_unless_import(&self) -> Outcome<String> {
        let step = self.store().undo_state()?.undo;
        match step.and_then(|step| step.batch.map(|batch| (step.label, batch))) {
            Some((label, batch)) => {
                let message = format!("Nothing was taken back: the newest step is \u{201c}{label}\u{201d}.");
                let path = self.path().display().to_string();
                let path = if path.contains(' ') { format!("\"{path}\"") } else { path };
                let hint = format!("To take that import back: plumbline undo-import {path} {batch}");
                Err(Failure::new(Kind::Refused, message).hint(hint))
            }
            None => self.undo(),
        }
    }

    /// Does the step that was taken back last again and returns its name.
    ///
    /// # Errors
    /// There is none.
    pub fn redo(&self) -> Outcome<String> {
        let done = self.store().redo(self.entered(self.now()?))?;
        self.forget(Stale::by(&done.changed, done.leads.as_deref()));
        Ok(done.value.label)
    }
}
