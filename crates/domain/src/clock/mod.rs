//! Service-level clocks: how long routing, deciding, first contact and feedback took, and whether that kept the promise.
//!
//! [`read`] reads one clock of one handoff. A promise ([`Target`]) belongs to a tier and a clock; [`ServiceLevels`] is
//! the table of them, with a text form.

mod levels;
mod moments;
mod reading;
mod text;

pub use levels::{Preset, ServiceLevels};
pub use moments::Moments;
pub use reading::{LONGEST, Lasted, Reading, State, StoppedBy, judge, read, read_by_days_of};
pub use text::LevelMistake;

use crate::moment::Moment;

/// What is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum ClockKind {
    /// From MQL until the lead is with a rep, whoever accepts it at the latest; a rejection ends it without a verdict.
    Route,
    /// From routing (from MQL, as long as it is not routed) until acceptance or rejection.
    Decide,
    /// From MQL until sales first tries to reach the lead; a rejection ends it without a verdict.
    FirstContact,
    /// From MQL until marketing hears back: feedback or a decision, whichever is first.
    Feedback,
}

impl ClockKind {
    /// All of them, in the order in which a lead passes them.
    pub const ALL: [ClockKind; 4] =
        [ClockKind::Route, ClockKind::Decide, ClockKind::FirstContact, ClockKind::Feedback];

    /// As written in settings and files: `route`, `decide`, `first-contact`, `feedback`.
    pub fn slug(self) -> &'static str {
        ["route", "decide", "first-contact", "feedback"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Route", "Decide", "First contact", "Feedback"][self as usize]
    }

    /// The clock written as `slug`.
    pub fn from_slug(slug: &str) -> Option<ClockKind> {
        ClockKind::ALL.into_iter().find(|kind| kind.slug() == slug)
    }
}

/// Which time a promise is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Every hour, also at night.
    Wall,
    /// Working hours only ([`crate::business_time::BusinessHours`]).
    Business,
}

impl Basis {
    /// As written in settings: `wall`, `business`.
    pub fn slug(self) -> &'static str {
        ["wall", "business"][self as usize]
    }

    /// The basis written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Basis> {
        [Basis::Wall, Basis::Business].into_iter().find(|basis| basis.slug() == slug)
    }
}

/// Within so much time: `2h business`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Target {
    /// So many minutes of that time.
    pub minutes: u32,
    /// In which time.
    pub basis: Basis,
}

impl Target {
    /// In milliseconds.
    pub fn ms(self) -> i64 {
        i64::from(self.minutes) * (Moment::HOUR / 60)
    }
}
