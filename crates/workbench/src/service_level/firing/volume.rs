//! Fewer MQLs than committed, of some tier, in so many whole months running.

use plumbline_domain::consequence::When;
use plumbline_stats::alarm_odds::{at_least_one_run, fewer_than};
use serde_json::{Value, json};

use super::{Firing, Numbers, Odds, evidence};
use crate::{
    failure::Outcome,
    service_level::volume::{self, MonthVolume, TierVolume},
};

pub(super) fn firings(numbers: &Numbers<'_>, when: &When, months: u32) -> Outcome<Vec<Firing>> {
    let mut firings = Vec::new();
    for tier in by_tier(numbers)? {
        let over = tier.over();
        let run: Vec<&MonthVolume> = over.iter().rev().take_while(|month| month.volume.is_missed()).collect();
        let Some(first) = run.last().filter(|_| run.len() >= months as usize) else { continue };
        let (tier, first) = (&tier.tier, first.month());
        let month = |month: &&MonthVolume| -> Value {
            let volume = month.volume;
            json!({
                "month": month.month().to_string(), "committed": volume.committed,
                "delivered": volume.delivered, "shortfall": volume.shortfall(),
            })
        };
        firings.push(Firing {
            key: format!("{when} | {tier} {first}"),
            subject: format!("Tier {tier}, {} months since {}", run.len(), first.first_day().format("%b %Y")),
            rep: None,
            is_opened: false,
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
    for tier in by_tier(numbers)? {
        let over = tier.over();
        let recent = &over[over.len().saturating_sub(3)..];
        let Some(last) = recent.last() else { continue };
        let delivered = recent.iter().map(|month| month.volume.delivered as f64);
        let mean = delivered.sum::<f64>() / recent.len() as f64;
        let one = fewer_than(last.volume.committed.into(), mean);
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

/// Per tier with a commitment, what was promised and what came.
pub(super) fn by_tier(numbers: &Numbers<'_>) -> Outcome<Vec<TierVolume>> {
    volume::by_tier(numbers.loaded, numbers.as_of, numbers.commitments)
}
