//! Saves a checked copy of the workspace elsewhere.

use std::path::Path;

use super::Workspace;
use crate::failure::Outcome;

impl Workspace {
    /// Writes a copy to `target`, which must not exist. Work goes on meanwhile.
    ///
    /// # Errors
    /// Something is there already, or the copy cannot be written or checked.
    pub fn save_copy(&self, target: &Path) -> Outcome<()> {
        Ok(self.store().backup(&super::with_ending(target))?)
    }
}
