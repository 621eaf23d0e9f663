//! Where periods begin and end: the one place that knows zones, week starts and fiscal years.
//!
//! Periods are half-open, `[start, end)`, in the workspace's zone, and correct over daylight saving: a period starts
//! at the first existing moment of its first day.

use chrono::{
    Datelike, Days, MappedLocalTime, Months, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Weekday,
};
use chrono_tz::Tz;

use crate::moment::Moment;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grain {
    /// Seven days from the workspace's first day of the week.
    Week,
    /// A calendar month.
    Month,
    /// Three months, counted from the first month of the fiscal year.
    Quarter,
}

impl Grain {
    /// As written in commands: `week`, `month`, `quarter`.
    pub fn slug(self) -> &'static str {
        ["week", "month", "quarter"][self as usize]
    }

    /// The grain written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Grain> {
        [Grain::Week, Grain::Month, Grain::Quarter].into_iter().find(|grain| grain.slug() == slug)
    }
}

/// Zone, first day of the week, first month of the fiscal year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// IANA zone.
    pub zone: Tz,
    /// First day of the week.
    pub week_start: Weekday,
    /// First month of the fiscal year, 1 to 12.
    pub fiscal_year_start: u32,
}

impl Default for Calendar {
    fn default() -> Self {
        Calendar { zone: Tz::UTC, week_start: Weekday::Mon, fiscal_year_start: 1 }
    }
}

/// A period in days: `[start, end)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// First day after it.
    pub end: NaiveDate,
}

impl Calendar {
    /// The day on which `at` falls here: the one that has begun last.
    ///
    /// Where clocks go back over midnight (00:01 to 23:01), the clock shows the day before a second time. That hour
    /// belongs to the day that had already begun, so that days, and with them periods, stay in one piece.
    pub fn day(&self, at: Moment) -> NaiveDate {
        let local = self.local(at);
        let day = local.date();
        if !matches!(self.zone.from_local_datetime(&local), MappedLocalTime::Ambiguous(..)) {
            return day;
        }
        day.succ_opt().filter(|next| self.start_of_day(*next) <= at).unwrap_or(day)
    }

    /// The local date and time of `at`; moments outside chrono's range are clamped to it.
    pub fn local(&self, at: Moment) -> NaiveDateTime {
        let shown = at.utc().and_then(|utc| {
            let utc = utc.naive_utc();
            utc.checked_add_offset(self.zone.offset_from_utc_datetime(&utc).fix())
        });
        shown.unwrap_or(if at.0 < 0 { NaiveDateTime::MIN } else { NaiveDateTime::MAX })
    }

    /// The first existing moment of `day` here: midnight, or the end of the gap where midnight is skipped.
    pub fn start_of_day(&self, day: NaiveDate) -> Moment {
        self.moment(day.and_time(NaiveTime::MIN))
    }

    /// The moment of a local date and time. In a fold (clocks back) the earlier one; in a gap (clocks forward) the first
    /// moment after it.
    pub fn moment(&self, local: NaiveDateTime) -> Moment {
        let mut probe = local;
        // The longest gap in the zone database is a whole skipped day.
        for _ in 0..=(25 * 4) {
            if let Some(found) = self.zone.from_local_datetime(&probe).earliest() {
                return self.first_after_gap(local, probe, found.to_utc().into());
            }
            let Some(next) = probe.checked_add_signed(chrono::TimeDelta::minutes(15)) else { break };
            probe = next;
        }
        Moment(local.and_utc().timestamp_millis())
    }

    /// `probe` is up to a quarter of an hour past the gap's end; steps back to the first moment after the gap.
    fn first_after_gap(&self, local: NaiveDateTime, probe: NaiveDateTime, found: Moment) -> Moment {
        if local == probe {
            return found;
        }
        let (mut before, mut after) = (found.0 - 15 * 60_000, found.0);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.local(Moment(middle)) >= local { after = middle } else { before = middle }
        }
        Moment(after)
    }

    /// From `from` until at most `until`, as long as the clocks here are not set: when that ends, and by how many
    /// milliseconds the clocks are ahead of UTC in it.
    pub(crate) fn steady(&self, from: Moment, until: Moment) -> (Moment, i64) {
        // The nearest two changes of one zone, in the whole zone database, are not quite seven days apart.
        const STEP: i64 = 4 * Moment::DAY;
        let offset = self.ahead(from);
        let mut same = from;
        while same < until {
            let probe = Moment(same.0.saturating_add(STEP)).min(until);
            if self.ahead(probe) != offset {
                return (self.change(same, probe, offset), offset);
            }
            same = probe;
        }
        (until, offset)
    }

    /// The first moment after `same` at which the clocks are no longer `offset` ahead; at `other` they are not.
    fn change(&self, mut same: Moment, mut other: Moment, offset: i64) -> Moment {
        while other.0 - same.0 > 1 {
            let middle = Moment(same.0 + (other.0 - same.0) / 2);
            if self.ahead(middle) == offset { same = middle } else { other = middle }
        }
        other
    }

    /// By how many milliseconds the clocks here are ahead of UTC.
    fn ahead(&self, at: Moment) -> i64 {
        at.utc().map_or(0, |utc| (self.local(at) - utc.naive_utc()).num_milliseconds())
    }

    /// The period of `grain` in which `day` lies.
    pub fn period(&self, grain: Grain, day: NaiveDate) -> Period {
        let start = match grain {
            Grain::Week => {
                let into = day.weekday().days_since(self.week_start);
                day.checked_sub_days(Days::new(u64::from(into))).unwrap_or(day)
            }
            Grain::Month => day.with_day(1).unwrap_or(day),
            Grain::Quarter => {
                let into = (day.month() + 12 - self.fiscal_year_start) % 3;
                let first = day.with_day(1).unwrap_or(day);
                first.checked_sub_months(Months::new(into)).unwrap_or(first)
            }
        };
        Period { start, end: Self::after(grain, start) }
    }

    /// The period of `grain` in which `at` falls.
    pub fn period_at(&self, grain: Grain, at: Moment) -> Period {
        self.period(grain, self.day(at))
    }

    /// The period after `period`.
    pub fn next(&self, grain: Grain, period: Period) -> Period {
        Period { start: period.end, end: Self::after(grain, period.end) }
    }

    /// The moments between which `period` lies: `[start, end)`.
    pub fn bounds(&self, period: Period) -> (Moment, Moment) {
        (self.start_of_day(period.start), self.start_of_day(period.end))
    }

    /// The fiscal year a day belongs to, named by the calendar year in which it ends.
    pub fn fiscal_year(&self, day: NaiveDate) -> i32 {
        let next = self.fiscal_year_start > 1 && day.month() >= self.fiscal_year_start;
        day.year() + i32::from(next)
    }

    fn after(grain: Grain, start: NaiveDate) -> NaiveDate {
        let end = match grain {
            Grain::Week => start.checked_add_days(Days::new(7)),
            Grain::Month => start.checked_add_months(Months::new(1)),
            Grain::Quarter => start.checked_add_months(Months::new(3)),
        };
        end.unwrap_or(NaiveDate::MAX)
    }
}
