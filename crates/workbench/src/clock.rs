//! The clock: the only place below the programs that reads the time.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use plumbline_domain::{calendar::Calendar, moment::Moment};

/// What time it is: the system's, or one that was set (`--as-of`), so that pending and lapsed can be repeated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// A fixed local date and time, read in the workspace's zone.
    Local(NaiveDateTime),
    /// A fixed moment.
    Fixed(Moment),
}

/// An `--as-of` that is no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a date and time. Write it like 2026-03-31T18:00 or 2026-03-31.")]
pub struct BadClock(pub String);

impl Clock {
    /// Reads `2026-03-31`, `2026-03-31T18:00`, `2026-03-31T18:00:30`, or the same with an offset or `Z`. A bare date means
    /// the first moment of that day in the workspace's zone.
    ///
    /// # Errors
    /// Anything else.
    pub fn parse(text: &str) -> Result<Clock, BadClock> {
        let offset = ["%Y-%m-%dT%H:%M%#z", "%Y-%m-%dT%H:%M:%S%.f%#z"];
        let utc = text.strip_suffix('Z').map(|local| format!("{local}+00:00"));
        let text_with_offset = utc.as_deref().unwrap_or(text);
        if let Some(at) = offset.iter().find_map(|f| DateTime::parse_from_str(text_with_offset, f).ok()) {
            return Ok(Clock::Fixed(at.to_utc().into()));
        }
        let formats = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"];
        if let Some(local) = formats.iter().find_map(|f| NaiveDateTime::parse_from_str(text, f).ok()) {
            return Ok(Clock::Local(local));
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d")
            .map(|day| Clock::Local(day.and_time(NaiveTime::MIN)))
            .map_err(|_| BadClock(text.to_owned()))
    }

    /// The moment it is, in a workspace with `calendar`.
    pub fn now(self, calendar: &Calendar) -> Moment {
        match self {
            Clock::System => Utc::now().into(),
            Clock::Local(local) => calendar.moment(local),
            Clock::Fixed(moment) => moment,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_read_in_the_workspace_zone() {
        let berlin = Calendar { zone: chrono_tz::Europe::Berlin, ..Calendar::default() };
        let summer = Clock::parse("2026-07-01T12:00").unwrap().now(&berlin);
        assert_eq!(summer, Clock::parse("2026-07-01T10:00:00Z").unwrap().now(&berlin));
        assert_eq!(summer, Clock::parse("2026-07-01T10:00Z").unwrap().now(&berlin));
        assert_eq!(summer, Clock::parse("2026-07-01T12:00+02:00").unwrap().now(&berlin));
        assert!(Clock::parse("yesterday").is_err());
    }
}
