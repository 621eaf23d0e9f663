//! Local times to moments, many at a time.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use plumbline_domain::{calendar::Calendar, moment::Moment};

const SLOTS: usize = 1024;
const DAY: i64 = Moment::DAY;

/// Converts local times of one calendar, remembering the offset of days without a clock change.
///
/// A column of stamps holds a million moments on a thousand days; asking the zone database once per day
/// instead of once per cell makes the conversion an addition.
pub struct LocalTimes {
    calendar: Calendar,
    days: Box<[Option<(i64, i64)>]>,
}

impl LocalTimes {
    /// For the zone of `calendar`.
    pub fn new(calendar: &Calendar) -> LocalTimes {
        LocalTimes { calendar: calendar.clone(), days: vec![None; SLOTS].into_boxed_slice() }
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
            None => self.calendar.moment(local),
        }
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
