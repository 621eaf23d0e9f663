//! Tiers, and the leads each catches.

use plumbline_domain::clock::ClockKind;
use plumbline_workbench::{
    desk::{Effect, TierDraft, TierTried, Tiers, TiersTried},
    service_level::Tallies,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    levels::{EffectView, effect_view},
    whole,
};

/// The tiers in their order; the first that is true decides.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TiersView {
    /// The tiers.
    pub tiers: Vec<TierView>,
    /// Leads that none catches.
    pub without: u32,
    /// All leads.
    pub all: u32,
    /// True if nobody has changed them yet.
    pub starter: bool,
}

/// A tier.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TierView {
    /// As shown and stored.
    pub name: String,
    /// Its criteria, as text.
    pub criteria: String,
    /// The same in plain English.
    pub plain: String,
    /// Leads of which it is the first that is true.
    pub leads: u32,
    /// Leads for which its criteria are true.
    pub matching: u32,
    /// Leads for which they are false.
    pub not_matching: u32,
    /// Leads for which a blank field leaves it open.
    pub unknown: u32,
}

/// A tier as it is sent back.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TierInput {
    /// As shown and stored.
    pub name: String,
    /// Its criteria, as text.
    pub criteria: String,
    /// What it was called; none for a new one.
    pub was: Option<String>,
}

/// What other tiers would change.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TiersEffectView {
    /// The tiers as they would be.
    pub tiers: TiersView,
    /// Per clock, what would be kept of what is due.
    pub clocks: Vec<EffectView>,
}

impl From<Tiers> for TiersView {
    fn from(tiers: Tiers) -> Self {
        TiersView {
            tiers: tiers.tiers.into_iter().map(Into::into).collect(),
            without: whole(tiers.without),
            all: whole(tiers.all),
            starter: tiers.is_starter,
        }
    }
}

impl From<TierTried> for TierView {
    fn from(tier: TierTried) -> Self {
        TierView {
            name: tier.name,
            criteria: tier.criteria,
            plain: tier.plain,
            leads: whole(tier.leads),
            matching: whole(tier.matching),
            not_matching: whole(tier.not_matching),
            unknown: whole(tier.unknown),
        }
    }
}

impl From<TierInput> for TierDraft {
    fn from(input: TierInput) -> Self {
        TierDraft { name: input.name, criteria: input.criteria, was: input.was }
    }
}

impl From<TiersTried> for TiersEffectView {
    fn from(tried: TiersTried) -> Self {
        let of = |all: &Tallies, kind: ClockKind| all[kind as usize];
        let clocks = ClockKind::ALL.map(|kind| {
            effect_view(kind, Effect { now: of(&tried.clocks_now, kind), then: of(&tried.clocks_then, kind) })
        });
        TiersEffectView { tiers: tried.tiers.into(), clocks: clocks.into() }
    }
}
