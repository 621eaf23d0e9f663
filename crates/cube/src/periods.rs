//! Which period a moment falls into, in constant time.
//!
//! Boundaries are asked of the calendar once per question. A table with one slot per UTC day then answers each row:
//! a period is at least a week long, so that at most one boundary falls into a day.

use plumbline_domain::{
    calendar::{Calendar, Grain, Period},
    moment::Moment,
};

use crate::refusal::Refusal;

/// Most periods an answer has: 190 years of weeks.
pub(crate) const MOST: usize = 10_000;

#[derive(Clone, Copy)]
struct Slot {
    /// The period in which the day begins.
    index: u32,
    /// From here on it is the next one.
    boundary: i64,
}

pub(crate) struct Periods {
    list: Vec<Period>,
    ends: Vec<i64>,
    /// The moment at which the first slot's day begins (UTC).
    origin: i64,
    slots: Vec<Slot>,
}

impl Periods {
    /// The periods from that of `first` to that of `last`.
    pub(crate) fn between(
        calendar: &Calendar,
        grain: Grain,
        first: Moment,
        last: Moment,
    ) -> Result<Periods, Refusal> {
        let (mut list, mut ends) = (Vec::new(), Vec::new());
        let mut period = calendar.period_at(grain, first);
        loop {
            if list.len() == MOST {
                return Err(Refusal::TooManyPeriods(MOST));
            }
            list.push(period);
            let (_, end) = calendar.bounds(period);
            ends.push(end.0);
            if last < end {
                break;
            }
            period = calendar.next(grain, period);
        }
        let first_day = first.0.div_euclid(Moment::DAY);
        let mut slots = Vec::new();
        let mut index = 0;
        for day in first_day..=last.0.div_euclid(Moment::DAY) {
            while index + 1 < ends.len() && ends[index] <= day * Moment::DAY {
                index += 1;
            }
            slots.push(Slot { index: index as u32, boundary: ends[index] });
        }
        Ok(Periods { list, ends, origin: first_day * Moment::DAY, slots })
    }

    /// The index of the period of `at`, which lies between the first and the last moment given.
    #[inline]
    pub(crate) fn find(&self, at: i64) -> usize {
        let day = (at - self.origin) as u64 / Moment::DAY as u64;
        let slot = self.slots[day as usize];
        slot.index as usize + usize::from(at >= slot.boundary)
    }

    /// The moment at which the period is over.
    pub(crate) fn end(&self, index: usize) -> i64 {
        self.ends[index]
    }

    pub(crate) fn list(&self) -> &[Period] {
        &self.list
    }
}
