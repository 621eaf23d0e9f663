//! What clocks are read with: tiers, promises, working hours, and who the owners are.

use chrono_tz::Tz;
use plumbline_domain::{
    business_time::BusinessHours, clock::ServiceLevels, criteria::Criteria, field::FieldName, tier::TierRule,
};

/// What clocks are read with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Desk {
    /// Which leads are of which tier; the first rule that is true wins.
    pub tiers: Vec<TierRule>,
    /// What is promised to a tier.
    pub levels: ServiceLevels,
    /// When people are at work, on the clocks of their own zone.
    pub hours: BusinessHours,
    /// Who is behind the names in the owner column. An owner nobody knows stands for themselves.
    pub people: Vec<Colleague>,
}

/// Somebody whose name is in the owner column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// As the column has it; upper and lower case are one.
    pub name: String,
    /// Under which name their clocks are counted: another one if two names turned out to be one person.
    pub counts_as: String,
    /// Their zone; `None` for the workspace's.
    pub zone: Option<Tz>,
    /// Their team, for leads that have none of their own.
    pub team: Option<String>,
}

impl Desk {
    /// The fields tiers ask for.
    pub fn fields(&self) -> Vec<&FieldName> {
        self.tiers.iter().flat_map(|rule| rule.criteria.fields()).collect()
    }

    /// True if tiers count activities.
    pub fn counts_activities(&self) -> bool {
        self.tiers.iter().any(|rule| rule.criteria.counts_activities())
    }

    /// True if a lead's tier is the same at any moment: it asks for nothing that is computed from handoffs.
    pub(super) fn is_timeless(&self) -> bool {
        let imported = |name: &&FieldName| {
            matches!(name, FieldName::Canonical(_) | FieldName::StageAt(_) | FieldName::Extra(_))
        };
        let timeless =
            |criteria: &Criteria| criteria.fields().iter().all(imported) && !criteria.counts_activities();
        self.tiers.iter().all(|rule| timeless(&rule.criteria))
    }
}
