//! How much of the time between two moments was working time.
//!
//! A moment is inside working hours if the clock on the wall shows a time inside a window of its weekday, and its day is
//! no holiday. From that everything follows where clocks are set: an hour that is skipped does not exist and an hour
//! that is repeated counts twice, if it is open at all.

mod text;
mod window;

pub use text::HoursMistake;
pub use window::Window;

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;

use crate::{calendar::Calendar, lines::one_line, moment::Moment};

/// When somebody is at work: windows for each weekday, and days on which nobody is.
///
/// [`BusinessHours::parse`] reads the text form and `Display` writes it:
///
/// ```text
/// Mon-Thu 09:00-12:30, 13:30-18:00
/// Fri 09:00-16:00
/// holiday 2026-12-25 Christmas Day
/// ```
///
/// The default is Monday to Friday, 09:00 to 17:00, without holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessHours {
    /// From Monday on; in order, not overlapping.
    week: [Vec<Window>; 7],
    holidays: Holidays,
}

/// The days on which nobody is at work, each with its name, which may be empty. Names are one line without blanks around it.
pub type Holidays = BTreeMap<NaiveDate, String>;

impl Default for BusinessHours {
    fn default() -> Self {
        let weekday = vec![Window::NINE_TO_FIVE];
        let week = std::array::from_fn(|day| if day < 5 { weekday.clone() } else { Vec::new() });
        BusinessHours { week, holidays: Holidays::new() }
    }
}

impl BusinessHours {
    /// Moments before 1900 and after 2199 are taken to these edges: a mistyped year must not cost a second.
    const EDGES: [i64; 2] = [-2_208_988_800_000, 7_258_118_400_000];

    /// The hours of a week, from Monday on, in any order; holidays are out.
    ///
    /// # Errors
    /// Two windows of a day overlap; they may touch.
    pub fn new(week: [Vec<Window>; 7], holidays: Holidays) -> Result<BusinessHours, HoursMistake> {
        let mut hours = BusinessHours { week, holidays: Holidays::new() }.with_holidays(holidays);
        for windows in &mut hours.week {
            windows.sort();
            if let Some(pair) = windows.windows(2).find(|pair| pair[0].overlaps(pair[1])) {
                return Err(HoursMistake::Overlap { first: pair[0], second: pair[1] });
            }
        }
        Ok(hours)
    }

    /// The same hours with other windows on a weekday, in any order.
    ///
    /// # Errors
    /// Two of the windows overlap; they may touch.
    pub fn with_day(&self, day: Weekday, windows: Vec<Window>) -> Result<BusinessHours, HoursMistake> {
        let mut week = self.week.clone();
        week[day.num_days_from_monday() as usize] = windows;
        BusinessHours::new(week, self.holidays.clone())
    }

    /// The same hours with other holidays.
    #[must_use]
    pub fn with_holidays(&self, holidays: Holidays) -> BusinessHours {
        let holidays = holidays.into_iter().map(|(day, name)| (day, one_line(&name))).collect();
        BusinessHours { week: self.week.clone(), holidays }
    }

    /// The windows of a weekday, in order.
    pub fn windows(&self, day: Weekday) -> &[Window] {
        &self.week[day.num_days_from_monday() as usize]
    }

    /// The days on which nobody is at work.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// True if there is no window in the week.
    pub fn is_never_open(&self) -> bool {
        self.week.iter().all(Vec::is_empty)
    }

    /// Milliseconds of working time in `[start, end)` on the clocks of `zone`; 0 if `end` is not after `start`.
    pub fn between(&self, start: Moment, end: Moment, zone: Tz) -> i64 {
        let mut sum = 0;
        self.spans(start, end, zone, |from, until| {
            sum += until.0 - from.0;
            ControlFlow::Continue(())
        });
        sum
    }

    /// The first moment by which `business_ms` of working time have passed since `start`; `start` itself if that is
    /// nothing or less. It is the close of a window rather than the opening of the next.
    ///
    /// `None` if it never comes: there is no window, or not enough of them before the year 2200.
    pub fn after(&self, start: Moment, business_ms: i64, zone: Tz) -> Option<Moment> {
        self.after_within(start, business_ms, zone, Moment(Self::EDGES[1]))
    }

    /// The same, looked for up to `end` only.
    pub fn after_within(&self, start: Moment, business_ms: i64, zone: Tz, end: Moment) -> Option<Moment> {
        if business_ms <= 0 {
            return Some(start);
        }
        let (mut left, mut found) = (business_ms, None);
        self.spans(start, end, zone, |from, until| {
            let lasts = until.0 - from.0;
            if lasts >= left {
                found = Some(Moment(from.0 + left));
                return ControlFlow::Break(());
            }
            left -= lasts;
            ControlFlow::Continue(())
        });
        found
    }

    /// Calls `see` with the open spans of `[start, end)`, in order, until it breaks off.
    fn spans(
        &self,
        start: Moment,
        end: Moment,
        zone: Tz,
        mut see: impl FnMut(Moment, Moment) -> ControlFlow<()>,
    ) {
        if self.is_never_open() {
            return;
        }
        let calendar = Calendar { zone, ..Calendar::default() };
        let [first, last] = Self::EDGES;
        let (mut at, end) = (start.0.clamp(first, last), end.0.clamp(first, last));
        while at < end {
            // A week at a time: whoever asks for the next afternoon should not look for the next change of clocks.
            let until = Moment(end.min(at + 7 * Moment::DAY));
            let (until, ahead) = calendar.steady(Moment(at), until);
            if self
                .steady_spans(at + ahead, until.0 + ahead, |from, to| {
                    see(Moment(from - ahead), Moment(to - ahead))
                })
                .is_break()
            {
                return;
            }
            at = until.0;
        }
    }

    /// The open spans between two readings of clocks that nobody sets; all in milliseconds of local time.
    fn steady_spans(
        &self,
        start: i64,
        end: i64,
        mut see: impl FnMut(i64, i64) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        let mut midnight = start - start.rem_euclid(Moment::DAY);
        while midnight < end {
            for window in self.of_day(midnight) {
                let from = start.max(midnight + window.opens_ms());
                let to = end.min(midnight + window.closes_ms());
                if from < to {
                    see(from, to)?;
                }
            }
            midnight += Moment::DAY;
        }
        ControlFlow::Continue(())
    }

    /// The windows of the day that begins at `midnight`, in milliseconds of local time.
    fn of_day(&self, midnight: i64) -> &[Window] {
        // 1970 began on a Thursday. A date is made only where it is looked for: this runs once per day and reading.
        let weekday = (midnight.div_euclid(Moment::DAY) + 3).rem_euclid(7);
        let is_holiday = |at: DateTime<Utc>| self.holidays.contains_key(&at.date_naive());
        if !self.holidays.is_empty() && Moment(midnight).utc().is_none_or(is_holiday) {
            return &[];
        }
        &self.week[weekday as usize]
    }
}
