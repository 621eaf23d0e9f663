//! The tracks and which reasons lead to them.

use plumbline_store::{StoreError, Track};

use crate::{failure::Outcome, workspace::Workspace};

/// A track, and what leads to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The track.
    pub track: Track,
    /// The reasons in use whose leads go there, as shown.
    pub reasons: Vec<String>,
}

impl Workspace {
    /// All tracks, retired ones included, in the order they came.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn track_rows(&self) -> Outcome<Vec<Row>> {
        let (tracks, reasons) = self
            .store()
            .read(|reader| -> Result<_, StoreError> { Ok((reader.tracks()?, reader.reasons()?)) })?;
        let row = |track: Track| {
            let leads_there =
                reasons.iter().filter(|reason| reason.retired_at.is_none() && reason.track == Some(track.id));
            let reasons = leads_there.map(|reason| reason.label.clone()).collect();
            Row { track, reasons }
        };
        Ok(tracks.into_iter().map(row).collect())
    }
}
