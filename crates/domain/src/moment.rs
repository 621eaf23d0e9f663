//! A point in time, without a zone.

use chrono::{DateTime, Utc};

/// Milliseconds since 1970-01-01T00:00:00Z. Zones enter only through [`crate::calendar::Calendar`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// One hour in milliseconds.
    pub const HOUR: i64 = 3_600_000;
    /// One day of 24 hours in milliseconds.
    pub const DAY: i64 = 24 * Self::HOUR;
    /// Before every moment a workspace can hold.
    pub const MIN: Moment = Moment(i64::MIN);

    /// The moment as a chrono value; `None` outside chrono's years (about ±262,000).
    pub fn utc(self) -> Option<DateTime<Utc>> {
        DateTime::from_timestamp_millis(self.0)
    }

    /// `hours` later, saturating.
    #[must_use]
    pub fn plus_hours(self, hours: u32) -> Moment {
        Moment(self.0.saturating_add(i64::from(hours) * Self::HOUR))
    }
}

impl From<DateTime<Utc>> for Moment {
    fn from(at: DateTime<Utc>) -> Self {
        Moment(at.timestamp_millis())
    }
}
