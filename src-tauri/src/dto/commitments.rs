//! What marketing has promised, beside what came.

use plumbline_domain::commitment::Month;
use plumbline_workbench::{
    desk::{CommitmentsNow, TierCommitments, VolumeOf},
    failure::{Failure, Outcome},
    wording,
};
use serde::Serialize;
use specta::Type;

use super::whole;

/// Commitments of all tiers.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentsView {
    /// The tiers.
    pub tiers: Vec<TierCommitmentsView>,
    /// Months a number can begin in.
    pub months: Vec<MonthView>,
    /// The one that is offered first.
    pub this_month: String,
    /// The months of the volumes, as heads of columns.
    pub past: Vec<MonthView>,
    /// True if nobody has committed to anything yet.
    pub starter: bool,
}

/// A month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MonthView {
    /// As it is sent back: `2026-07`.
    pub month: String,
    /// As shown: `Jul 2026`.
    pub label: String,
}

/// What is committed of a tier, and what came.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TierCommitmentsView {
    /// As it is sent back.
    pub tier: String,
    /// False if no lead can be of it any more.
    pub known: bool,
    /// The numbers and the months from which they hold.
    pub steps: Vec<CommitmentView>,
    /// What came, one per past month.
    pub volumes: Vec<VolumeView>,
}

/// A number of MQLs a month, from a month on.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CommitmentView {
    /// From when on.
    pub from: MonthView,
    /// So many every month.
    pub volume: u32,
}

/// A month's MQLs.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VolumeView {
    /// How many came.
    pub delivered: u32,
    /// `of 40`, or nothing if nothing was promised.
    pub committed: Option<u32>,
    /// True if fewer came than were promised.
    pub missed: bool,
}

impl From<CommitmentsNow> for CommitmentsView {
    fn from(now: CommitmentsNow) -> Self {
        let past =
            now.tiers.first().map(|tier| tier.months.iter().map(|one| month_view(one.month)).collect());
        CommitmentsView {
            past: past.unwrap_or_default(),
            tiers: now.tiers.into_iter().map(Into::into).collect(),
            months: now.months.into_iter().map(month_view).collect(),
            this_month: now.this_month.to_string(),
            starter: now.is_starter,
        }
    }
}

impl From<TierCommitments> for TierCommitmentsView {
    fn from(tier: TierCommitments) -> Self {
        let step = |(from, volume)| CommitmentView { from: month_view(from), volume };
        TierCommitmentsView {
            tier: tier.tier,
            known: tier.is_known,
            steps: tier.steps.into_iter().map(step).collect(),
            volumes: tier.months.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<VolumeOf> for VolumeView {
    fn from(one: VolumeOf) -> Self {
        VolumeView { delivered: whole(one.delivered), committed: one.committed, missed: one.is_missed() }
    }
}

fn month_view(month: Month) -> MonthView {
    MonthView { month: month.to_string(), label: month.first_day().format("%b %Y").to_string() }
}

/// The month written as `text`.
///
/// # Errors
/// There is none.
pub(crate) fn month(text: &str) -> Outcome<Month> {
    Month::parse(text).ok_or_else(|| {
        Failure::bad_input("from", format!("\u{201c}{text}\u{201d} is no month."))
            .hint("Choose one of the list.")
    })
}

/// A number of MQLs a month, as typed.
///
/// # Errors
/// It is below nothing.
pub(crate) fn volume(typed: i32) -> Outcome<u32> {
    u32::try_from(typed).map_err(|_| {
        let count = wording::number(typed.into());
        Failure::bad_input("volume", format!("{count} is no number of MQLs.")).hint("Use 0 or more.")
    })
}
