//! The tracks as of now, with what each has yielded.

use plumbline_cube::recycle::{Part, Stays};
use plumbline_domain::{calendar::Calendar, ids::TrackId, moment::Moment};
use plumbline_stats::Rate;
use plumbline_store::Track;

use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

/// The tracks as of a moment.
#[derive(Clone, Debug)]
pub struct RecycleNow {
    /// As of when.
    pub as_of: Moment,
    /// For days in words.
    pub calendar: Calendar,
    /// In the order they came. Retired ones are among them as long as somebody was ever sent there.
    pub tracks: Vec<TrackNow>,
}

/// A track as of a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackNow {
    /// Which.
    pub id: TrackId,
    /// As written in commands.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// Days until a lead on it is due; `None` if it is never due by itself.
    pub days: Option<u32>,
    /// No longer offered.
    pub retired: bool,
    /// How many leads count as each part, in the order of [`Part::ALL`].
    counts: [u32; Part::ALL.len()],
    /// Came back, of all that were ever sent there.
    pub came_back: Rate,
    /// Accepted, of those that came back.
    pub accepted: Rate,
}

impl TrackNow {
    fn of(track: Track, stays: &Stays) -> TrackNow {
        TrackNow {
            id: track.id,
            counts: Part::ALL.map(|part| stays.count(Some(track.id), part)),
            came_back: stays.came_back(track.id),
            accepted: stays.accepted(track.id),
            slug: track.slug,
            label: track.label,
            days: track.days,
            retired: track.retired_at.is_some(),
        }
    }

    /// How many leads count as `part`.
    pub fn count(&self, part: Part) -> u32 {
        self.counts[part as usize]
    }
}

impl RecycleNow {
    /// The track called `text`, by its key or its name, in any case.
    ///
    /// # Errors
    /// There is none.
    pub fn called(&self, text: &str) -> Outcome<TrackId> {
        let wanted = text.trim().to_lowercase();
        let is_called = |track: &&TrackNow| track.slug == wanted || track.label.to_lowercase() == wanted;
        self.tracks.iter().find(is_called).map(|track| track.id).ok_or_else(|| {
            let names: Vec<&str> = self.tracks.iter().map(|track| track.slug.as_str()).collect();
            Failure::bad_input("track", format!("There is no track \u{201c}{text}\u{201d}."))
                .hint(format!("Tracks: {}.", names.join(", ")))
        })
    }
}

impl Workspace {
    /// The tracks as of now: who is there, who is due, and what became of all that were ever sent there.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn recycle_now(&self) -> Outcome<RecycleNow> {
        let loaded = self.loaded()?;
        let (stays, tracks) = self.stays(&loaded)?;
        let tracks = tracks.into_iter().map(|track| TrackNow::of(track, &stays));
        Ok(RecycleNow {
            as_of: self.now()?,
            calendar: loaded.settings.calendar.clone(),
            tracks: tracks.filter(|track| !track.retired || track.count(Part::Sent) > 0).collect(),
        })
    }
}
