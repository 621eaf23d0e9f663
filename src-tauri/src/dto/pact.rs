//! What marketing and sales have promised each other, and what was kept.

use plumbline_workbench::{
    service_level::{ClockPromise, KeptClock, Pact, VolumePromise, target_words},
    wording,
};
use serde::Serialize;
use specta::Type;

use super::{
    chart::DrillView,
    clocks::{KeptCellView, cell},
    other::month,
    rate::{RateView, drill},
    whole,
};

/// Both sides of the agreement.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PactView {
    /// As of when, as shown.
    pub as_of: String,
    /// The months of both sides, the oldest first; the last one still runs.
    pub months: Vec<String>,
    /// `91 % of Sep 2026 is gone`; empty without a month.
    pub gone: String,
    /// Months kept of months with a verdict.
    pub marketing_kept: RateView,
    /// What marketing has promised; empty if nothing.
    pub marketing: Vec<VolumePromiseView>,
    /// Clocks met of clocks due.
    pub sales_kept: RateView,
    /// What sales has promised.
    pub sales: Vec<ClockPromiseView>,
}

/// So many MQLs of a tier in a month.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VolumePromiseView {
    /// `Tier 1`.
    pub name: String,
    /// What came, month by month; `None` before the promise began.
    pub months: Vec<Option<MonthVolumeView>>,
    /// Months kept of months with a verdict.
    pub kept: RateView,
}

/// What came of a month.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthVolumeView {
    /// How many came.
    pub delivered: u32,
    /// How many were promised.
    pub committed: u32,
    /// How many are missing.
    pub missing: u32,
    /// `met`, `missed` or `running`.
    pub verdict: String,
    /// Those that came.
    pub drill: DrillView,
}

/// A clock of a tier.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClockPromiseView {
    /// `Tier 1`.
    pub tier: String,
    /// `First contact within 2 hours at work`.
    pub promise: String,
    /// What was kept, month by month.
    pub months: Vec<KeptCellView>,
    /// All these months.
    pub kept: KeptCellView,
}

impl From<Pact> for PactView {
    fn from(pact: Pact) -> Self {
        let months: Vec<String> = pact.months.iter().map(|period| month(*period)).collect();
        let gone = months.last().map(|last| format!("{} of {last} is gone", wording::percent(pact.gone)));
        PactView {
            as_of: wording::moment(&pact.calendar, pact.as_of),
            gone: gone.unwrap_or_default(),
            marketing_kept: pact.marketing_kept.into(),
            marketing: pact.marketing.iter().map(|promise| volume(promise, &months)).collect(),
            sales_kept: pact.sales_kept.into(),
            sales: pact.sales.iter().map(|promise| clock(promise, &months)).collect(),
            months,
        }
    }
}

fn tier(name: &str) -> String {
    if name.is_empty() { "No tier".to_owned() } else { format!("Tier {name}") }
}

fn volume(promise: &VolumePromise, months: &[String]) -> VolumePromiseView {
    let name = tier(&promise.tier);
    let view = |(kept, month): (&Option<plumbline_workbench::service_level::VolumeKept>, &String)| {
        kept.as_ref().map(|kept| MonthVolumeView {
            delivered: whole(kept.volume.delivered),
            committed: kept.volume.committed,
            missing: whole(kept.volume.shortfall()),
            verdict: kept.verdict.slug().to_owned(),
            drill: drill(format!("MQLs, {name}, {month}"), &kept.drill),
        })
    };
    VolumePromiseView {
        months: promise.months.iter().zip(months).map(view).collect(),
        kept: promise.kept.into(),
        name,
    }
}

fn clock(promise: &ClockPromise, months: &[String]) -> ClockPromiseView {
    let (tier, label) = (tier(&promise.tier), promise.clock.label());
    let view = |kept: &KeptClock, when: &str| cell(&format!("{label}, {tier}{when}"), kept);
    let of_month = |(kept, month): (&KeptClock, &String)| view(kept, &format!(", {month}"));
    ClockPromiseView {
        promise: format!("{label} {}", target_words(promise.target)),
        months: promise.months.iter().zip(months).map(of_month).collect(),
        kept: view(&promise.kept, ""),
        tier,
    }
}
