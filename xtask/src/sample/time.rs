//! The sample's calendar: minutes of local time since 1 January 2026, all inside that one year.
//!
//! The sample lies wholly between two clock changes (29 March and 25 October), so local minutes are a true scale.

/// Minutes since 2026-01-01 00:00, local time.
pub(super) type Minute = u32;

pub(super) const DAY: Minute = 24 * 60;
pub(super) const WEEKS: u32 = 26;
/// Monday 30 March 2026, the first day of the first week.
pub(super) const FIRST_DAY: u32 = 88;
/// Monday 28 September 2026, 09:52: when the report was exported.
pub(super) const AS_OF: Minute = (FIRST_DAY + 7 * WEEKS) * DAY + 9 * 60 + 52;

const OPENS: Minute = 8 * 60 + 30;
const CLOSES: Minute = 17 * 60 + 30;
const MONTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// The day of the year, 0 for 1 January, of a date in 2026.
pub(super) const fn day(month: u32, day_of_month: u32) -> u32 {
    let (mut total, mut at) = (day_of_month - 1, 1);
    while at < month {
        total += MONTHS[at as usize - 1];
        at += 1;
    }
    total
}

/// Month and day of month of a day of the year.
pub(super) fn month_and_day(mut day: u32) -> (u32, u32) {
    for (index, length) in MONTHS.into_iter().enumerate() {
        if day < length {
            return (index as u32 + 1, day + 1);
        }
        day -= length;
    }
    (12, 31)
}

/// 0 for Monday; 1 January 2026 was a Thursday.
pub(super) fn weekday(day: u32) -> u32 {
    (day + 3) % 7
}

/// The week of the sample a moment falls in, 0 for the first.
pub(super) fn week_of(at: Minute) -> u32 {
    (at / DAY).saturating_sub(FIRST_DAY) / 7
}

/// `2026-07-13`.
pub(super) fn iso(day: u32) -> String {
    let (month, day) = month_and_day(day);
    format!("2026-{month:02}-{day:02}")
}

/// Appends `13/07/2026 09:12`, as a report in a British locale prints it.
pub(super) fn push_stamp(out: &mut String, at: Minute) {
    let (month, day) = month_and_day(at / DAY);
    let (hour, minute) = (at % DAY / 60, at % 60);
    for (number, separator) in [(day, "/"), (month, "/2026 "), (hour, ":"), (minute, "")] {
        out.push(char::from(b'0' + (number / 10) as u8));
        out.push(char::from(b'0' + (number % 10) as u8));
        out.push_str(separator);
    }
}

/// The first working minute at or after `at`: Monday to Friday, 08:30 to 17:30.
pub(super) fn working(at: Minute) -> Minute {
    let mut at = at;
    if at % DAY >= CLOSES {
        at = (at / DAY + 1) * DAY + OPENS;
    }
    while weekday(at / DAY) >= 5 {
        at = (at / DAY + 1) * DAY + OPENS;
    }
    at.max(at / DAY * DAY + OPENS)
}

/// `minutes` of working time after `at`.
pub(super) fn after_working(at: Minute, mut minutes: Minute) -> Minute {
    let mut at = working(at);
    loop {
        let left = at / DAY * DAY + CLOSES - at;
        if minutes < left {
            return at + minutes;
        }
        minutes -= left;
        at = working(at + left);
    }
}

/// The end of `minutes` of office time that begin at `at`: Monday to Friday, nine to five, as a workspace starts with.
pub(super) fn after_office(at: Minute, mut minutes: Minute) -> Minute {
    let mut at = at;
    loop {
        let day = at / DAY;
        let (opens, closes) = (day * DAY + 9 * 60, day * DAY + 17 * 60);
        if weekday(day) < 5 && at < closes {
            let left = closes - at.max(opens);
            if minutes <= left {
                return closes - left + minutes;
            }
            minutes -= left;
        }
        at = (day + 1) * DAY;
    }
}

/// The next Tuesday or Friday, 16:00: when a batch is handed over.
pub(super) fn next_batch(at: Minute) -> Minute {
    let run = |day: u32| matches!(weekday(day), 1 | 4).then_some(day * DAY + 16 * 60);
    (at / DAY..).filter_map(run).find(|batch| *batch > at).unwrap_or(at)
}

/// The date as `day month`, for sentences: `13 July`.
pub(super) fn spoken(day: u32) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (month, day) = month_and_day(day);
    format!("{day} {}", NAMES[month as usize - 1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_weeks_and_stamps_agree_with_a_printed_calendar() {
        assert_eq!((iso(FIRST_DAY).as_str(), weekday(FIRST_DAY)), ("2026-03-30", 0));
        assert_eq!(day(7, 13), 193);
        assert_eq!(iso(day(9, 27)), "2026-09-27");
        assert_eq!((week_of(day(9, 27) * DAY + DAY - 1), week_of(FIRST_DAY * DAY)), (WEEKS - 1, 0));
        let mut stamp = String::new();
        push_stamp(&mut stamp, AS_OF);
        assert_eq!(stamp, "28/09/2026 09:52");
        assert_eq!(spoken(day(7, 13)), "13 July");
    }

    #[test]
    fn working_time_skips_nights_and_weekends() {
        let friday = day(4, 3) * DAY;
        assert_eq!(weekday(friday / DAY), 4);
        let monday = day(4, 6) * DAY;
        assert_eq!(working(friday + 18 * 60), monday + OPENS);
        assert_eq!(after_working(friday + 17 * 60, 60), monday + OPENS + 30);
        assert_eq!(
            next_batch(friday + 16 * 60),
            day(4, 7) * DAY + 16 * 60,
            "a batch does not take its own minute"
        );
        assert_eq!(next_batch(friday), friday + 16 * 60);
        assert_eq!(after_office(friday + 16 * 60 + 30, 60), monday + 9 * 60 + 30);
        assert_eq!(after_office(friday + 16 * 60, 60), friday + 17 * 60, "the last minute of the day");
        assert_eq!(after_office(friday + DAY, 60), monday + 10 * 60);
    }
}
