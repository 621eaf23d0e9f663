//! Recycle tracks: who was ever sent to one, who is on it now, and what came of them.
//!
//! A lead that was rejected or disqualified is on its reason's track from that day, unless somebody put it onto another one
//! by hand. It leaves when it becomes an MQL again, when sales takes it up all the same, or when it is moved. Counting and
//! listing ask the same stays, so that the two cannot disagree.

mod stays;

use chrono::NaiveDate;
use plumbline_domain::{
    handoff::Decision,
    ids::{LeadId, ReasonId, TrackId},
    moment::Moment,
};
use plumbline_stats::Rate;

/// The tracks of a workspace, and who was put onto one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracks {
    /// Every track, retired ones included, with the days until its leads are due; `None` if they never are by themselves.
    pub days: Vec<(TrackId, Option<u32>)>,
    /// Where the leads of a reason go. A merged reason sends nobody: what it counts as does.
    pub of_reason: Vec<(ReasonId, TrackId)>,
    /// Where they went before that was changed, in time: where a lead was sent is a fact of its day.
    pub former: Vec<Former>,
    /// Leads that were put onto a track by hand, each by time.
    pub by_hand: Vec<ByHand>,
}

/// Where the leads of a reason went until somebody changed that, or merged the reason into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// Which reason, as it was given.
    pub reason: ReasonId,
    /// The last moment at which it was so.
    pub until: Moment,
    /// Where. Who was sent nowhere goes where the reason sends now.
    pub track: TrackId,
}

/// A lead that was put onto a track by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByHand {
    /// Who.
    pub lead: LeadId,
    /// When.
    pub since: Moment,
    /// Where.
    pub track: TrackId,
    /// When it is due; `None` for never.
    pub due: Option<NaiveDate>,
}

/// A lead was sent to a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The row of its lead in the frame.
    pub row: u32,
    /// Its lead.
    pub lead: LeadId,
    /// Where.
    pub track: TrackId,
    /// Since when: the day of the rejection, or of the hand. The latest possible moment, if only bounds are known.
    pub since: Moment,
    /// The first day on which it is due; `None` for never by itself.
    pub due: Option<NaiveDate>,
    /// True if it was put there by hand, or its day was set by hand.
    pub by_hand: bool,
    /// The reason of the exit before it, if there was one: what it counts as.
    pub reason: Option<ReasonId>,
    /// What became of it.
    pub fate: Fate,
    /// True if it is still there and its day has come.
    pub is_due: bool,
}

/// How a stay ended, if it did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is still there.
    There,
    /// It became an MQL again.
    Back {
        /// What became of that handoff.
        decision: Decision,
        /// Whether that handoff was won.
        won: bool,
    },
    /// Sales took it up without a new MQL.
    TakenUp,
    /// It went on to another track.
    Moved,
}

/// Which of the stays of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Part {
    /// All that were ever sent there; one that was sent twice counts twice.
    Sent,
    /// Still there.
    There,
    /// Still there, and due.
    Due,
    /// Became an MQL again.
    Back,
    /// Became an MQL again and was accepted.
    Accepted,
    /// Became an MQL again and was rejected.
    Rejected,
    /// Became an MQL again, and nobody has decided yet.
    Pending,
    /// Became an MQL again, and nobody decided in time.
    Lapsed,
    /// Became an MQL again and was won.
    Won,
    /// Taken up without a new MQL.
    TakenUp,
    /// Moved to another track.
    Moved,
}

impl Part {
    /// All of them, in the order of tables.
    pub const ALL: [Part; 11] = [
        Part::Sent,
        Part::There,
        Part::Due,
        Part::Back,
        Part::Accepted,
        Part::Rejected,
        Part::Pending,
        Part::Lapsed,
        Part::Won,
        Part::TakenUp,
        Part::Moved,
    ];

    /// As written in commands and files.
    pub fn slug(self) -> &'static str {
        [
            "sent", "there", "due", "back", "accepted", "rejected", "pending", "lapsed", "won", "taken-up",
            "moved",
        ][self as usize]
    }

    /// The part written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.slug() == slug)
    }
}

impl Stay {
    /// True if it counts as `part`.
    pub fn is(&self, part: Part) -> bool {
        let became = |wanted| matches!(self.fate, Fate::Back { decision, .. } if decision == wanted);
        match part {
            Part::Sent => true,
            Part::There => self.fate == Fate::There,
            Part::Due => self.is_due,
            Part::Back => matches!(self.fate, Fate::Back { .. }),
            Part::Accepted => became(Decision::Accepted),
            Part::Rejected => became(Decision::Rejected),
            Part::Pending => became(Decision::Pending),
            Part::Lapsed => became(Decision::Lapsed),
            Part::Won => matches!(self.fate, Fate::Back { won: true, .. }),
            Part::TakenUp => self.fate == Fate::TakenUp,
            Part::Moved => self.fate == Fate::Moved,
        }
    }
}

/// Everybody who was ever sent to a track, as of a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stays {
    all: Vec<Stay>,
}

impl Stays {
    /// The stays of a track, or of all, that count as `part`, by lead and time.
    pub fn list(&self, track: Option<TrackId>, part: Part) -> impl Iterator<Item = &Stay> {
        self.all.iter().filter(move |stay| track.is_none_or(|track| track == stay.track) && stay.is(part))
    }

    /// How many [`Stays::list`] has.
    pub fn count(&self, track: Option<TrackId>, part: Part) -> u32 {
        self.list(track, part).count() as u32
    }

    /// Those that came back, of all that were sent there. Who is there still may come back yet.
    pub fn came_back(&self, track: TrackId) -> Rate {
        self.rate(track, Part::Back, Part::Sent)
    }

    /// Those that were accepted, of those that came back. Of the others some may be decided about yet.
    pub fn accepted(&self, track: TrackId) -> Rate {
        self.rate(track, Part::Accepted, Part::Back)
    }

    fn rate(&self, track: TrackId, part: Part, of: Part) -> Rate {
        let [numerator, denominator] = [part, of].map(|part| u64::from(self.count(Some(track), part)));
        Rate::new(numerator, denominator)
    }
}
