//! Recycle tracks: who is on one, who is due, and what each track yields.

mod export;
mod list;
mod now;

use plumbline_cube::recycle::{ByHand, Former, Stays, Tracks};
use plumbline_store::{Concordance, Reader, Reason, StoreError, Track};

pub(crate) use list::fate;
pub use list::{RecycledLead, RecycledList, RecycledPage, SORTED_BY};
pub use now::{RecycleNow, TrackNow};
pub use plumbline_cube::recycle::{Fate, Part, Stay};
pub use plumbline_stats::{Interval, Rate};

use crate::{failure::Outcome, workspace::Workspace, workspace::loaded::Loaded};

impl Workspace {
    /// Everybody who was ever sent to a track as of now, and the tracks.
    pub(crate) fn stays(&self, loaded: &Loaded) -> Outcome<(Stays, Vec<Track>)> {
        let (tracks, of) = self.store().read(read)?;
        Ok((loaded.cube.recycled(&of, self.now()?, &loaded.settings), tracks))
    }
}

pub(crate) fn read(reader: &Reader) -> Result<(Vec<Track>, Tracks), StoreError> {
    let tracks = reader.tracks()?;
    let reasons = reader.reasons()?;
    let by_hand = reader.recyclings()?;
    let of = Tracks {
        days: tracks.iter().map(|track| (track.id, track.days)).collect(),
        of_reason: reasons
            .iter()
            .filter(|reason| reason.merged_into.is_none())
            .filter_map(|reason| Some((reason.id, reason.track?)))
            .collect(),
        former: former(&reasons, &reader.concordance()?, &tracks),
        by_hand: by_hand
            .iter()
            .map(|row| ByHand { lead: row.lead, since: row.since, track: row.track, due: row.due })
            .collect(),
    };
    Ok((tracks, of))
}

/// Where the leads of reasons went before somebody changed that.
fn former(reasons: &[Reason], happened: &[Concordance], tracks: &[Track]) -> Vec<Former> {
    let called = |slug: &str| tracks.iter().find(|track| track.slug == slug).map(|track| track.id);
    let one = |entry: &Concordance| {
        let track = match entry.what.as_str() {
            "track" => called(&entry.was),
            // It kept its own, and sends nobody since.
            "merged" => reasons.iter().find(|reason| reason.id == entry.reason)?.track,
            _ => return None,
        };
        // Who was sent nowhere goes where the reason sends now.
        track.map(|track| Former { reason: entry.reason, until: entry.at, track })
    };
    happened.iter().filter_map(one).collect()
}
