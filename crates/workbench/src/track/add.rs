//! Adds a track.

use plumbline_domain::ids::TrackId;
use plumbline_store::{Op, OpKind, Reader, StoreError};

use super::checked;
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Adds a track; without `days` its leads are never due by themselves.
    ///
    /// # Errors
    /// The name is blank or taken, the days make no sense, or the file cannot be written.
    pub fn add_track(&self, label: &str, days: Option<u32>) -> Outcome<TrackId> {
        let label = checked(&self.store().read(Reader::tracks)?, label, days, None)?;
        let op = Op::new(OpKind::Track, format!("Add the track \u{201c}{label}\u{201d}"));
        let now = self.now()?;
        let done = self.transact(op, now, move |change| change.add_track(&label, days));
        let added = done.map_err(|error| match error {
            // Files name a track by the Latin letters of its name, so two names can be one there.
            StoreError::Taken(_) => {
                Failure::bad_input("label", "A track of this name exists in files already.")
                    .hint("Choose a name with other letters.")
            }
            error => error.into(),
        })?;
        Ok(added)
    }
}
