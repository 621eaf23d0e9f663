//! A source or campaign whose acceptance is below a level beyond chance: the upper bound of its Wilson interval is.

use chrono::NaiveDate;
use plumbline_cube::{answer::Point, measure::Measure, query::Query};
use plumbline_domain::{
    consequence::{Level, Origin, When},
    field::{Field, FieldName},
};
use plumbline_stats::{Rate, binomial};
use serde_json::json;

use super::{Firing, Numbers, Odds, evidence};
use crate::failure::Outcome;

/// Looked at over the settled weeks of the last quarter: what a campaign was like before that is not what it is.
pub(super) fn firings(
    numbers: &Numbers<'_>,
    when: &When,
    origin: Origin,
    level: Level,
) -> Outcome<Vec<Firing>> {
    let Some((from, to)) = numbers.recent_days() else { return Ok(Vec::new()) };
    let mut firings = Vec::new();
    for (value, point) in values(numbers, origin)? {
        if !point.upper.is_some_and(|upper| upper < level.as_fraction()) {
            continue;
        }
        // Once a quarter of the year: one that was let go on fires again in the next.
        let quarter = numbers.calendar().period(plumbline_domain::calendar::Grain::Quarter, to);
        firings.push(Firing {
            key: format!("{when} | {} {value}", quarter.start),
            subject: value.clone(),
            rep: None,
            is_opened: false,
            evidence: evidence(json!({
                "field": origin.slug(),
                "name": value,
                "level": level.as_fraction(),
                "from": from.to_string(),
                "to": to.to_string(),
                "accepted": point.accepted,
                "decided": point.decided(),
                "value": point.value,
                "lower": point.lower,
                "upper": point.upper,
            })),
        });
    }
    Ok(firings)
}

/// That at least one of the sources would be found below although all of them were like the whole.
pub(super) fn odds(numbers: &Numbers<'_>, origin: Origin, level: Level) -> Outcome<Option<Odds>> {
    let Some((rate, volume)) = numbers.acceptance() else { return Ok(None) };
    let (mut none, mut largest) = (1.0_f64, 0.0_f64);
    for (_, point) in values(numbers, origin)? {
        let one = by_luck(u64::from(point.decided()), rate, level);
        none *= 1.0 - one;
        largest = largest.max(one);
    }
    let fires = 1.0 - none;
    // The four quarters of a year are four looks.
    let year = 1.0 - none.powi(4);
    Ok(Some(Odds { one: largest, quarter: fires, year, rate: Some(rate), volume }))
}

/// P(upper bound < level) where `n` are decided at the true rate `rate`.
fn by_luck(n: u64, rate: f64, level: Level) -> f64 {
    let is_below =
        |k: u64| Rate::new(k, n).wilson().is_some_and(|interval| interval.upper < level.as_fraction());
    let most = (0..=n).take_while(|k| is_below(*k)).last();
    most.map_or(0.0, |most| binomial::cdf(most, n, rate))
}

fn values(numbers: &Numbers<'_>, origin: Origin) -> Outcome<Vec<(String, Point)>> {
    let Some((from, to)) = numbers.recent_days() else { return Ok(Vec::new()) };
    values_between(numbers, origin, from, to)
}

/// Every source or campaign with what was decided of it in some days.
pub(super) fn values_between(
    numbers: &Numbers<'_>,
    origin: Origin,
    from: NaiveDate,
    to: NaiveDate,
) -> Outcome<Vec<(String, Point)>> {
    let field = match origin {
        Origin::Source => Field::Source,
        Origin::Campaign => Field::Campaign,
    };
    let split = Some(FieldName::Canonical(field));
    let query = Query { split, from: Some(from), to: Some(to), ..numbers.query(Measure::Acceptance) };
    let answer = numbers.loaded.cube.answer(&query)?;
    let named = answer.series.into_iter().filter_map(|series| {
        let name = series.split.filter(|name| !name.is_empty())?;
        Some((name.to_string(), series.total))
    });
    Ok(named.collect())
}
