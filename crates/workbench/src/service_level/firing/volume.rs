//! Fewer MQLs than committed, of some tier, in so many whole months running.

use plumbline_cube::{measure::Measure, query::Query};
use plumbline_domain::{
    calendar::{Grain, Period},
    commitment::{Month, Volume},
    consequence::When,
    field::{Field, FieldName},
};
use plumbline_stats::alarm_odds::{at_least_one_run, fewer_than};
use serde_json::{Value, json};

use super::{Firing, Numbers, Odds, evidence};
use crate::failure::Outcome;

/// Whole months of a tier with a commitment: what was promised and what came.
pub(crate) type Months = Vec<(Month, Volume)>;

pub(super) fn firings(numbers: &Numbers<'_>, when: &When, months: u32) -> Outcome<Vec<Firing>> {
    let mut firings = Vec::new();
    for (tier, kept) in by_tier(numbers)? {
        let run: Vec<&(Month, Volume)> =
            kept.iter().rev().take_while(|(_, volume)| volume.is_missed()).collect();
        let Some((first, _)) = run.last().filter(|_| run.len() >= months as usize) else { continue };
        let month = |(month, volume): &&(Month, Volume)| -> Value {
            json!({
                "month": month.to_string(), "committed": volume.committed, "delivered": volume.delivered,
                "shortfall": volume.shortfall(),
            })
        };
        firings.push(Firing {
            key: format!("{when} | {tier} {first}"),
            subject: format!("Tier {tier}, {} months since {first}", run.len()),
            rep: None,
            evidence: evidence(json!({
                "tier": tier,
                "months": run.iter().rev().map(month).collect::<Vec<_>>(),
            })),
        });
    }
    Ok(firings)
}

/// Of all tiers together: that luck alone takes one of them below what it has on average delivered lately against its promise.
pub(super) fn odds(numbers: &Numbers<'_>, months: u32) -> Outcome<Option<Odds>> {
    let (mut none, mut mean_all, mut seen) = ([1.0_f64; 3], 0.0, false);
    for (_, kept) in by_tier(numbers)? {
        let recent = &kept[kept.len().saturating_sub(3)..];
        let Some((_, last)) = recent.last() else { continue };
        let mean =
            recent.iter().map(|(_, volume)| volume.delivered as f64).sum::<f64>() / recent.len() as f64;
        let one = fewer_than(last.committed.into(), mean);
        for (at, fires) in
            [one, at_least_one_run(one, months, 3), at_least_one_run(one, months, 12)].into_iter().enumerate()
        {
            none[at] *= 1.0 - fires;
        }
        mean_all += mean;
        seen = true;
    }
    let [one, quarter, year] = none.map(|none| 1.0 - none);
    Ok(seen.then_some(Odds { one, quarter, year, rate: None, volume: mean_all }))
}

/// Per tier with a commitment, the months that are over and lie wholly inside what was imported, since the promise began.
pub(super) fn by_tier(numbers: &Numbers<'_>) -> Outcome<Vec<(String, Months)>> {
    let split = Some(FieldName::Canonical(Field::Tier));
    // Clocks are counted under the tier by the rules; each handoff has one of a kind.
    let query = Query { split, grain: Grain::Month, ..numbers.query(Measure::FeedbackMet) };
    let series = numbers.loaded.cube.clock_counts(&query)?;
    let calendar = numbers.calendar();
    let first = numbers.weeks.first().map(|week| week.period.start);
    let (Some(first), today) = (first, calendar.day(numbers.as_of)) else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for tier in numbers.commitments.tiers() {
        let delivered = series.iter().find(|series| series.split.as_deref() == Some(tier));
        let of = |period: Period| {
            let counted = delivered.and_then(|series| series.periods.iter().find(|(at, _)| *at == period));
            counted.map_or(0, |(_, tallies)| tallies.iter().map(|tally| u64::from(tally.all())).sum())
        };
        let mut months = Months::new();
        let mut period = calendar.period(Grain::Month, first);
        while period.end <= today {
            let committed = numbers.commitments.committed(tier, Month::of(period.start));
            if let Some(committed) = committed.filter(|_| period.start >= first) {
                months.push((Month::of(period.start), Volume { committed, delivered: of(period) }));
            }
            period = calendar.next(Grain::Month, period);
        }
        found.push((tier.to_owned(), months));
    }
    Ok(found)
}
