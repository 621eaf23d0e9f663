//! Titles that state a finding, and only one that the numbers support.
//!
//! A change is called a change when the 95 % interval of the difference excludes zero; a value of many is said to
//! stand out only at three standard deviations, because with twenty values one in twenty would by luck.

use plumbline_cube::{
    answer::{Answer, Point, Series},
    measure::Measure,
};
use plumbline_stats::{Rate, control::Signal};

use crate::{axis::Unit, words};

/// How many settled periods "lately" are.
const RECENT: usize = 3;

/// Fewest settled periods before them that make a comparison.
const EARLIER: usize = 3;

/// Three standard deviations: luck makes a value stand out once in 370 looks.
pub(crate) const THREE_SIGMA: f64 = 3.0;

/// The finding of a trend without a split.
pub(crate) fn trend(answer: &Answer, series: &Series) -> String {
    let label = answer.measure_label();
    let settled: Vec<&Point> =
        series.points.iter().filter(|point| point.settled && point.denominator > 0).collect();
    if settled.is_empty() {
        return format!("{label}: no {} settled yet", words::grain(answer.grain, 1));
    }
    match Unit::of(answer.measure) {
        Unit::Share => share(answer, &settled),
        Unit::Count => {
            let (n, periods) = (u64::from(series.total.n), series.points.len());
            let handoffs = words::counted(n, "handoff", "handoffs");
            format!("{handoffs} in {periods} {}", words::grain(answer.grain, periods))
        }
        unit @ (Unit::Hours | Unit::Points | Unit::Amount) => {
            let (value, rate) = (series.total.value, series.total.rate());
            format!("{label} is a median of {}", unit.say(value, rate))
        }
    }
}

fn share(answer: &Answer, settled: &[&Point]) -> String {
    let label = answer.measure_label();
    let pool = |points: &[&Point]| points.iter().fold(Rate::default(), |sum, point| sum.plus(point.rate()));
    let all = pool(settled);
    let (earlier, recent) = settled.split_at(settled.len().saturating_sub(RECENT));
    let (before, now) = (pool(earlier), pool(recent));
    let few = all.denominator < words::FEW;
    let (Some(overall), Some(lately)) = (all.value(), now.value()) else { return label };
    if few || earlier.len() < EARLIER {
        return format!("{label} is {} so far", words::rate(all));
    }
    let periods = words::grain(answer.grain, RECENT);
    let lately = words::percent(lately);
    let change = now.difference(before);
    let moved = change.filter(|change| !change.contains(0.0));
    if let Some(change) = moved {
        let verb = if change.upper < 0.0 { "fell" } else { "rose" };
        return format!("{label} {verb} to {lately} in the last {} settled {periods}", words::small(RECENT));
    }
    let signals: Vec<&&Point> = settled.iter().filter(|point| signal(point).is_some()).collect();
    match signals.last() {
        None => format!("{label} is steady around {}", words::percent(overall)),
        Some(last) => {
            let n = signals.len();
            let periods = words::grain(answer.grain, n);
            let when = if n == 1 {
                words::day(last.period.start)
            } else {
                format!("last {}", words::day(last.period.start))
            };
            let small = words::small(n);
            format!(
                "{label} is {} with {small} {periods} outside the limits ({when})",
                words::percent(overall)
            )
        }
    }
}

pub(crate) fn signal(point: &Point) -> Option<Signal> {
    point.control.and_then(|control| control.signal)
}

/// The finding of a stack of `all`: which part is the largest, if it is clear.
pub(crate) fn stack(what: &str, parts: &[(String, u32)], all: u32) -> String {
    let all = u64::from(all);
    let mut ordered: Vec<(&str, u64)> =
        parts.iter().map(|(label, n)| (label.as_str(), u64::from(*n))).collect();
    ordered.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let of = |n: u64| words::rate(Rate::new(n, all));
    match ordered[..] {
        [] => format!("{} {what}, none with a reason", words::count(all)),
        [(label, n)] if n == all => format!("All {} {what}: {label}", words::count(n)),
        [(label, n)] => format!("{label} is the only reason given, for {}", of(n)),
        [(first, n), (second, m), ..] => {
            // Among the two largest: is the first really more than half?
            let ahead = Rate::new(n, n + m).wilson().is_some_and(|interval| interval.lower > 0.5);
            if ahead {
                format!("{first} leads the {what}: {}", of(n))
            } else {
                let (n, m) = (words::count(n), words::count(m));
                format!("{first} ({n}) and {second} ({m}) lead the {what}, too close to call")
            }
        }
    }
}

/// True if being on that side is a problem: few acceptances, many rejections.
pub(crate) fn adverse(measure: Measure, side: Signal) -> bool {
    match measure {
        Measure::Acceptance
        | Measure::MqlToSql
        | Measure::SqlToOpportunity
        | Measure::Win
        | Measure::SlaMet
        | Measure::RouteMet
        | Measure::DecideMet
        | Measure::ContactMet
        | Measure::FeedbackMet => side == Signal::Below,
        Measure::Rejection | Measure::Lapse | Measure::Disqualification => side == Signal::Above,
        Measure::Volume | Measure::TimeToDecide | Measure::TimeToContact => false,
    }
}

/// Whether a value differs from all others together by more than luck explains.
pub(crate) fn stands_out(value: Rate, all: Rate) -> Option<Signal> {
    let rest = Rate::new(all.numerator - value.numerator, all.denominator - value.denominator);
    let interval = value.difference_at(rest, THREE_SIGMA)?;
    if interval.upper < 0.0 {
        Some(Signal::Below)
    } else if interval.lower > 0.0 {
        Some(Signal::Above)
    } else {
        None
    }
}

/// The finding of a comparison of values: the one whose distance from the rest moves most handoffs.
pub(crate) fn values(answer: &Answer, field: &str, series: &[&Series], all: Rate) -> String {
    let label = answer.measure_label();
    let moved = |series: &&&Series| {
        let rate = series.total.rate();
        let expected = all.value().unwrap_or(0.0) * rate.denominator as f64;
        (rate.numerator as f64 - expected).abs()
    };
    let outside: Vec<&&Series> =
        series.iter().filter(|series| stands_out(series.total.rate(), all).is_some()).collect();
    let Some(most) = outside.iter().copied().max_by(|a, b| moved(a).total_cmp(&moved(b))) else {
        return match answer.measure {
            Measure::Volume | Measure::TimeToDecide | Measure::TimeToContact => format!("{label} by {field}"),
            _ => format!("{label} by {field}: none differs from the rest by more than luck explains"),
        };
    };
    let side = stands_out(most.total.rate(), all);
    let mut same: Vec<&Series> = outside
        .iter()
        .filter(|series| stands_out(series.total.rate(), all) == side)
        .map(|series| **series)
        .collect();
    // The most extreme first: a title that names the second worst would be asked about.
    let value = |series: &&Series| series.total.value.unwrap_or(0.0);
    same.sort_by(|a, b| value(a).total_cmp(&value(b)));
    let word = if side == Some(Signal::Below) { "below" } else { "above" };
    if side != Some(Signal::Below) {
        same.reverse();
    }
    match same.as_slice() {
        [] | [_] => alone(most, field, all, word),
        [first, second] => {
            format!("{} and {} are {word} the rest", with_rate(first, field), with_rate(second, field))
        }
        [first, second, others @ ..] => {
            let (first, second) = (with_rate(first, field), with_rate(second, field));
            format!("{first}, {second} and {} more are {word} the rest", others.len())
        }
    }
}

fn alone(series: &Series, field: &str, all: Rate, word: &str) -> String {
    let rate = series.total.rate();
    let rest = Rate::new(all.numerator - rate.numerator, all.denominator - rate.denominator);
    let say = |rate: Rate| rate.value().map_or_else(String::new, words::percent);
    format!("{} is {word} the rest: {} against {}", name(series, field), say(rate), say(rest))
}

fn with_rate(series: &Series, field: &str) -> String {
    let share = series.total.value.map_or_else(String::new, words::percent);
    format!("{} ({share})", name(series, field))
}

/// The name of a series; what has no value says so.
pub(crate) fn name(series: &Series, field: &str) -> String {
    if series.label.is_empty() { format!("No {field}") } else { series.label.clone() }
}
