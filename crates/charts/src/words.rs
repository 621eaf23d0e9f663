//! Numbers and periods in words.

use chrono::{Datelike, Days, NaiveDate};
use plumbline_cube::{
    Grain, Period,
    answer::{Answer, Provenances},
    cells::Cells,
};
use plumbline_stats::{Interval, Rate};

/// Below so many, counts come first and the percentage second.
pub(crate) const FEW: u64 = 20;

/// A space that does not break.
const SPACE: char = '\u{a0}';

const MONTHS: [&str; 12] = [
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

fn month(day: NaiveDate) -> &'static str {
    MONTHS[day.month0() as usize]
}

/// A label inside a sentence: without its capital, unless it is an acronym.
pub(crate) fn inside(label: &str) -> String {
    let mut letters = label.chars();
    match letters.next() {
        Some(first) if !letters.as_str().starts_with(char::is_uppercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => label.to_owned(),
    }
}

/// `75 %`.
pub(crate) fn percent(share: f64) -> String {
    format!("{:.0}{SPACE}%", share * 100.0)
}

/// `+6.2`, `−0.4`, `0.0`: with so many decimals.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let is_zero = text.chars().all(|digit| digit == '0' || digit == '.');
    match value {
        _ if is_zero => text,
        value if value < 0.0 => format!("\u{2212}{text}"),
        _ => format!("+{text}"),
    }
}

/// `+6.2 points` for 0.062.
pub(crate) fn points(difference: f64) -> String {
    format!("{}{SPACE}points", signed(difference * 100.0, 1))
}

/// `6.2 points` for a change of 0.062 either way.
pub(crate) fn unsigned_points(difference: f64) -> String {
    format!("{:.1}{SPACE}points", difference.abs() * 100.0)
}

/// `+1.2 to +9.8 points`.
pub(crate) fn points_between(interval: Interval) -> String {
    format!("{} to {}", signed(interval.lower * 100.0, 1), points(interval.upper))
}

/// Money without its currency: `1,204`, `38.50`.
pub(crate) fn amount(value: f64) -> String {
    if value.abs() < 100.0 && value.fract() != 0.0 {
        format!("{value:.2}")
    } else {
        count(value.round() as u64)
    }
}

/// `75 % (40 of 53)`, or `6 of 8 (75 %)` where there are few.
pub(crate) fn rate(rate: Rate) -> String {
    let of = format!("{} of {}", count(rate.numerator), count(rate.denominator));
    match rate.value() {
        None => "none decided".to_owned(),
        Some(value) if rate.denominator < FEW => format!("{of} ({})", percent(value)),
        Some(value) => format!("{} ({of})", percent(value)),
    }
}

/// `38 % (12)`: a share and how many that are; counts first where there are few.
pub(crate) fn of(rate: Rate) -> String {
    match rate.value() {
        None => "–".to_owned(),
        Some(value) if rate.denominator < FEW => format!("{} ({})", count(rate.numerator), percent(value)),
        Some(value) => format!("{} ({})", percent(value), count(rate.numerator)),
    }
}

/// The two columns of figures beside a rate: `75 %` and `n 53`, or `6 of 8` and `75 %` where there are few.
pub(crate) fn figures(rate: Rate) -> (String, String) {
    let n = count(rate.denominator);
    match rate.value() {
        None => ("–".to_owned(), format!("n{SPACE}{n}")),
        Some(value) if rate.denominator < FEW => {
            (format!("{} of {n}", count(rate.numerator)), percent(value))
        }
        Some(value) => (percent(value), format!("n{SPACE}{n}")),
    }
}

/// `75 % (40 of 53) of the rejections`, with the 95 % interval.
pub(crate) fn rate_of(share: Rate, whole: &str) -> String {
    let ends = share.wilson().map(|ends| format!(", 95\u{a0}% interval {}", interval(ends)));
    format!("{} {whole}{}", rate(share), ends.unwrap_or_default())
}

/// The days an answer is about: `6 July to 27 September 2026`.
pub(crate) fn days(cells: &Cells) -> String {
    cells.days().map_or_else(|| "no days".to_owned(), span)
}

/// `62 to 85 %`.
pub(crate) fn interval(interval: Interval) -> String {
    format!("{:.0} to {}", interval.lower * 100.0, percent(interval.upper))
}

/// `, 71 % of the moments recorded, 29 % from stamps`: how the moments of a duration are known. Empty for other measures and
/// without any moment.
pub(crate) fn known(answer: &Answer) -> String {
    let of = |part: fn(Provenances) -> u32| {
        answer.series.iter().map(|series| u64::from(part(series.total.provenance))).sum::<u64>()
    };
    let [recorded, derived, bounded] =
        [of(|known| known.recorded), of(|known| known.derived), of(|known| known.bounded)];
    let measured = recorded + derived;
    if !answer.measure.is_duration() || measured + bounded == 0 {
        return String::new();
    }
    let share = recorded as f64 / measured as f64;
    let mut text = match (recorded, derived) {
        (0, 0) => String::new(),
        (_, 0) => ", all moments recorded".to_owned(),
        (0, _) => ", all moments from stamps".to_owned(),
        // Neither side may round to nothing while it is there.
        _ if share < 0.005 => ", under 1\u{a0}% of the moments recorded, the rest from stamps".to_owned(),
        _ if share > 0.995 => ", over 99\u{a0}% of the moments recorded, the rest from stamps".to_owned(),
        _ => format!(", {} of the moments recorded, {} from stamps", percent(share), percent(1.0 - share)),
    };
    if bounded > 0 {
        text.push_str(&format!(", {} left out for want of a date", count(bounded)));
    }
    text
}

/// `12,345`.
pub(crate) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `1 handoff`, `2 handoffs`.
pub(crate) fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(n), if n == 1 { one } else { many })
}

/// `6 April 2026`.
pub(crate) fn day(day: NaiveDate) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// `Week of 6 April 2026`, `April 2026`, `April to June 2026`.
pub(crate) fn period(grain: Grain, period: Period) -> String {
    match grain {
        Grain::Week => format!("Week of {}", day(period.start)),
        Grain::Month => format!("{} {}", month(period.start), period.start.year()),
        Grain::Quarter => {
            let last = last_day(period);
            let year = if last.year() == period.start.year() {
                String::new()
            } else {
                format!(" {}", period.start.year())
            };
            format!("{}{year} to {} {}", month(period.start), month(last), last.year())
        }
    }
}

/// The same inside a sentence: `the week of 6 April 2026`, `April 2026`.
pub(crate) fn inside_period(grain: Grain, at: Period) -> String {
    match grain {
        Grain::Week => format!("the week of {}", day(at.start)),
        Grain::Month | Grain::Quarter => period(grain, at),
    }
}

/// For an axis: `6 Apr`, `Apr`, `Apr–Jun`, with the year where `year` asks for it.
pub(crate) fn tick(grain: Grain, period: Period, year: bool) -> String {
    let short = |day: NaiveDate| &month(day)[..3];
    let text = match grain {
        Grain::Week => format!("{} {}", period.start.day(), short(period.start)),
        Grain::Month => short(period.start).to_owned(),
        Grain::Quarter => format!("{}–{}", short(period.start), short(last_day(period))),
    };
    if year { format!("{text} {}", period.start.year()) } else { text }
}

/// `6 April to 5 October 2026`, the last day included.
pub(crate) fn span(period: Period) -> String {
    let last = last_day(period);
    let first = if last.year() == period.start.year() {
        format!("{} {}", period.start.day(), month(period.start))
    } else {
        day(period.start)
    };
    format!("{first} to {}", day(last))
}

fn last_day(period: Period) -> NaiveDate {
    period.end.checked_sub_days(Days::new(1)).unwrap_or(period.end)
}

/// `week`, `weeks`.
pub(crate) fn grain(grain: Grain, n: usize) -> &'static str {
    match (grain, n) {
        (Grain::Week, 1) => "week",
        (Grain::Week, _) => "weeks",
        (Grain::Month, 1) => "month",
        (Grain::Month, _) => "months",
        (Grain::Quarter, 1) => "quarter",
        (Grain::Quarter, _) => "quarters",
    }
}

/// `3` to `three`, as far as sentences need it.
pub(crate) fn small(n: usize) -> String {
    let words = ["no", "one", "two", "three", "four", "five", "six"];
    words.get(n).map_or_else(|| n.to_string(), |word| (*word).to_owned())
}

/// The text with its first letter in upper case.
pub(crate) fn sentence(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use plumbline_cube::measure::Measure;

    use super::*;

    #[test]
    fn counts_come_first_where_there_are_few() {
        assert_eq!(rate(Rate::new(6, 8)), "6 of 8 (75\u{a0}%)");
        assert_eq!(rate(Rate::new(40, 53)), "75\u{a0}% (40 of 53)");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn how_moments_are_known_is_said_of_durations_alone() {
        let world = crate::world::World::new(4, 9);
        let of = |measure| world.ask(measure, None);
        assert_eq!(known(&of(Measure::Acceptance)), "");
        assert_eq!(known(&of(Measure::TimeToDecide)), ", all moments from stamps");
        let mut mixed = of(Measure::TimeToDecide);
        let mut say = |recorded, derived, bounded| {
            mixed.series[0].total.provenance = Provenances { recorded, derived, bounded };
            known(&mixed)
        };
        assert_eq!(
            say(71, 29, 1_200),
            ", 71\u{a0}% of the moments recorded, 29\u{a0}% from stamps, 1,200 left out for want of a date"
        );
        assert_eq!(say(1, 999, 0), ", under 1\u{a0}% of the moments recorded, the rest from stamps");
        assert_eq!(say(0, 0, 0), "");
    }

    #[test]
    fn periods_name_their_last_day() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).expect("a date");
        let quarter = Period { start: date(2025, 11, 1), end: date(2026, 2, 1) };
        assert_eq!(period(Grain::Quarter, quarter), "November 2025 to January 2026");
        assert_eq!(tick(Grain::Quarter, quarter, true), "Nov–Jan 2025");
        let week = Period { start: date(2026, 4, 6), end: date(2026, 4, 13) };
        assert_eq!(span(week), "6 April to 12 April 2026");
    }
}
