//! Imports made so far, and taking one back.

use plumbline_domain::ids::BatchId;
use plumbline_store::Batch;

use crate::{failure::Outcome, workspace::Workspace};

impl Workspace {
    /// All imports, newest first, those that were taken back included.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn imports(&self) -> Outcome<Vec<Batch>> {
        Ok(self.store().read(plumbline_store::Reader::batches)?)
    }

    /// Takes an import back, also days later: the leads it created go, the values it overwrote return.
    ///
    /// # Errors
    /// There is no such import, it was taken back before, or later steps changed its leads; those are listed.
    pub fn undo_import(&self, batch: i64) -> Outcome<()> {
        self.store().undo_import(BatchId(batch), self.entered(self.now()?))?;
        self.changed();
        Ok(())
    }
}
