//! Changes what a track is called, when its leads are due, and whether it is offered.

use plumbline_domain::ids::TrackId;
use plumbline_store::{Op, OpKind, Reader};

use super::{checked, of};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Changes what a track is called and when its leads are due. Leads put onto it by hand keep their day.
    ///
    /// # Errors
    /// There is no such track, the name is blank or taken, the days make no sense, or the file cannot be written.
    pub fn change_track(&self, track: TrackId, label: &str, days: Option<u32>) -> Outcome<()> {
        let tracks = self.store().read(Reader::tracks)?;
        let known = of(&tracks, track)?;
        let label = checked(&tracks, label, days, Some(track))?;
        if (known.label.as_str(), known.days) == (label.as_str(), days) {
            return Ok(());
        }
        let said = format!("Change the track \u{201c}{}\u{201d}", known.label);
        self.set_track(track, label, days, known.retired_at.is_none(), said)
    }

    /// Stops offering a track. Leads that are on it stay there.
    ///
    /// # Errors
    /// There is no such track in use, or the file cannot be written.
    pub fn retire_track(&self, track: TrackId) -> Outcome<()> {
        self.offer_track(track, false, "Retire", "This track is retired already.")
    }

    /// Offers a retired track again.
    ///
    /// # Errors
    /// There is no such retired track, or the file cannot be written.
    pub fn restore_track(&self, track: TrackId) -> Outcome<()> {
        self.offer_track(track, true, "Bring back", "This track is in use.")
    }

    fn offer_track(&self, track: TrackId, offered: bool, verb: &str, already: &str) -> Outcome<()> {
        let tracks = self.store().read(Reader::tracks)?;
        let known = of(&tracks, track)?;
        if known.retired_at.is_none() == offered {
            return Err(Failure::bad_input("track", already).hint("Nothing is to be done."));
        }
        let said = format!("{verb} the track \u{201c}{}\u{201d}", known.label);
        self.set_track(track, known.label.clone(), known.days, offered, said)
    }

    fn set_track(
        &self,
        track: TrackId,
        label: String,
        days: Option<u32>,
        offered: bool,
        said: String,
    ) -> Outcome<()> {
        let op = Op::new(OpKind::Track, said);
        self.transact(op, self.now()?, move |change| change.set_track(track, &label, days, offered))?;
        Ok(())
    }
}
