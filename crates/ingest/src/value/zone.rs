//! Local times to moments, many at a time.

use std::ops::RangeInclusive;

use chrono::{Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use plumbline_domain::{calendar::Calendar, moment::Moment};

/// The years a lead's dates can be in. A slip such as 0026 would stretch every chart over two thousand years.
pub const PLAUSIBLE: RangeInclusive<i32> = 1990..=2060;

const SLOTS: usize = 1024;
const DAY: i64 = Moment::DAY;

/// Why a local time names no one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// The clock went forward over it.
    Skipped,
    /// The clock went back, and it came twice.
    Double,
}

/// Converts local times of one calendar, remembering the offset of days without a clock change.
///
/// A column of stamps holds a million moments on a thousand days; asking the zone database once per day
/// instead of once per cell makes the conversion an addition.
pub struct LocalTimes {
    calendar: Calendar,
    days: Box<[Option<(i64, i64)>]>,
    /// The first moment of [`PLAUSIBLE`], and the first after it.
    plausible: (Moment, Moment),
    shift: Option<Shift>,
    shifted: Vec<(Shift, String)>,
}

impl LocalTimes {
    /// For the zone of `calendar`.
    pub fn new(calendar: &Calendar) -> LocalTimes {
        let begin = |year, fallback| {
            NaiveDate::from_ymd_opt(year, 1, 1).map_or(fallback, |day| calendar.start_of_day(day))
        };
        let plausible = (
            begin(*PLAUSIBLE.start(), Moment(i64::MIN)),
            begin(PLAUSIBLE.end().saturating_add(1), Moment(i64::MAX)),
        );
        LocalTimes {
            calendar: calendar.clone(),
            days: vec![None; SLOTS].into_boxed_slice(),
            plausible,
            shift: None,
            shifted: Vec::new(),
        }
    }

    /// The year of a moment outside [`PLAUSIBLE`]; `None` for one inside.
    #[inline]
    pub fn implausible_year(&self, at: Moment) -> Option<i32> {
        let (from, until) = self.plausible;
        (at < from || at >= until).then(|| self.calendar.local(at).year())
    }

    /// The moment of a local time; gaps and folds as in [`Calendar::moment`].
    pub fn moment(&mut self, local: NaiveDateTime) -> Moment {
        let millis = local.and_utc().timestamp_millis();
        let day = millis.div_euclid(DAY);
        let slot = day.rem_euclid(SLOTS as i64) as usize;
        if let Some((known, offset)) = self.days[slot]
            && known == day
        {
            return Moment(millis - offset);
        }
        match self.constant_offset(local.date()) {
            Some(offset) => {
                self.days[slot] = Some((day, offset));
                Moment(millis - offset)
            }
            None => {
                self.shift = self.shift_of(local);
                self.calendar.moment(local)
            }
        }
    }

    /// A date without a time begins when its day does, also where midnight is skipped.
    fn shift_of(&self, local: NaiveDateTime) -> Option<Shift> {
        if local.time() == NaiveTime::MIN {
            return None;
        }
        match self.calendar.zone.from_local_datetime(&local) {
            LocalResult::Single(_) => None,
            LocalResult::Ambiguous(..) => Some(Shift::Double),
            LocalResult::None => Some(Shift::Skipped),
        }
    }

    /// True if the local time asked for last, which `cell` tells, names no one moment. It is remembered as such.
    pub(crate) fn note_shift(&mut self, cell: &str) -> bool {
        let Some(shift) = self.shift.take() else { return false };
        self.shifted.push((shift, cell.to_owned()));
        true
    }

    /// The cells since the last call that name no one moment.
    pub(crate) fn take_shifted(&mut self) -> Vec<(Shift, String)> {
        std::mem::take(&mut self.shifted)
    }

    /// The offset of a day on which the clock is not changed, and not on its neighbours either.
    fn constant_offset(&self, day: NaiveDate) -> Option<i64> {
        let offset_at = |day: NaiveDate| {
            let local = day.and_time(NaiveTime::MIN);
            local.and_utc().timestamp_millis() - self.calendar.moment(local).0
        };
        let first = offset_at(day.pred_opt()?);
        let after = day.succ_opt()?.succ_opt()?;
        (offset_at(day) == first && offset_at(day.succ_opt()?) == first && offset_at(after) == first)
            .then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn the_plausible_years_begin_and_end_in_the_zone() {
        let calendar = Calendar { zone: chrono_tz::America::New_York, ..Calendar::default() };
        let mut times = LocalTimes::new(&calendar);
        let mut year = |text: &str| {
            let local = text.parse().unwrap();
            let at = times.moment(local);
            times.implausible_year(at)
        };
        assert_eq!(year("1989-12-31T23:59:59"), Some(1989));
        assert_eq!(year("1990-01-01T00:00:00"), None);
        assert_eq!(year("2060-12-31T23:59:59"), None);
        assert_eq!(year("2061-01-01T00:00:00"), Some(2061));
        assert_eq!(year("0026-01-01T00:00:00"), Some(26));
    }

    #[test]
    fn every_quarter_of_an_hour_agrees_with_the_calendar() {
        for zone in [chrono_tz::Europe::Berlin, chrono_tz::Australia::Lord_Howe, chrono_tz::Pacific::Apia] {
            let calendar = Calendar { zone, ..Calendar::default() };
            let mut times = LocalTimes::new(&calendar);
            let mut local = NaiveDate::from_ymd_opt(2011, 9, 1).unwrap().and_time(NaiveTime::MIN);
            for _ in 0..(4 * 24 * 250) {
                assert_eq!(times.moment(local), calendar.moment(local), "{zone} {local}");
                local += TimeDelta::minutes(15);
            }
        }
    }
}
