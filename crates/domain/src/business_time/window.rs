//! A window of a day.

use super::HoursMistake;
use crate::moment::Moment;

/// From one minute of a day to another: `09:00-17:00`. The end does not belong to it and may be `24:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    opens: u16,
    closes: u16,
}

impl Window {
    /// `09:00-17:00`.
    pub const NINE_TO_FIVE: Window = Window { opens: 9 * 60, closes: 17 * 60 };
    /// Minutes of a day.
    pub const DAY: u16 = 24 * 60;

    /// From `opens` to `closes`, in minutes since midnight as the clock on the wall shows them, at most 1440.
    ///
    /// # Errors
    /// It does not end after it begins, or not on the same day.
    pub fn new(opens: u16, closes: u16) -> Result<Window, HoursMistake> {
        let window = Window { opens, closes };
        if opens < closes && closes <= Window::DAY { Ok(window) } else { Err(HoursMistake::Order(window)) }
    }

    /// Reads the two ends as the clock on the wall shows them: `9:00` or `09:00`, and up to `24:00`.
    ///
    /// # Errors
    /// One of them is no time of day, or it does not end after it begins.
    pub fn parse(opens: &str, closes: &str) -> Result<Window, HoursMistake> {
        let time = |text: &str| super::text::minute(text).ok_or_else(|| HoursMistake::Times(text.to_owned()));
        Window::new(time(opens)?, time(closes)?)
    }

    /// Minutes since midnight at which it begins.
    pub fn opens(self) -> u16 {
        self.opens
    }

    /// Minutes since midnight at which it ends, 1440 at most.
    pub fn closes(self) -> u16 {
        self.closes
    }

    pub(super) fn opens_ms(self) -> i64 {
        i64::from(self.opens) * (Moment::HOUR / 60)
    }

    pub(super) fn closes_ms(self) -> i64 {
        i64::from(self.closes) * (Moment::HOUR / 60)
    }

    /// True if it has a minute in common with `later`, which does not begin before it.
    pub(super) fn overlaps(self, later: Window) -> bool {
        later.opens < self.closes
    }
}

impl std::fmt::Display for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [opens, closes] = [self.opens, self.closes].map(|minute| (minute / 60, minute % 60));
        write!(f, "{:02}:{:02}-{:02}:{:02}", opens.0, opens.1, closes.0, closes.1)
    }
}
