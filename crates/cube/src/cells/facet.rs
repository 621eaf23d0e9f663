//! What handoffs can have in common.

use plumbline_domain::field::{Field, FieldName};

/// The value of a handoff of which a facet cannot say anything.
pub const UNKNOWN: &str = "";

/// The days of [`Facet::Days`]: whatever took longer counts as this long.
pub const DAYS: u32 = 366;

/// The values of [`Facet::Weekday`], from Monday on.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// The values of [`Facet::Hour`].
pub const HOURS: u32 = 24;

/// Something every handoff has one value of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Facet {
    /// The lead's value of a field; `reason`, `bucket`, `decision` and `disqualification.reason` are those of the handoff.
    /// Owner, team and tier are those that clocks count under.
    Value(FieldName),
    /// Whether the lead has a value in that field: `yes` or `no`.
    Filled(FieldName),
    /// The period of the query's grain and basis, by its first day.
    Period,
    /// How long sales took to respond; see [`super::Response`].
    Response,
    /// How far it came, and whether it can still go on; see [`super::Progress`].
    Progress,
    /// Whole days from the MQL to the decision, or to now while there is none.
    Days,
    /// The day of the week on which the lead became an MQL, in the workspace's zone.
    Weekday,
    /// The hour of the day of the same moment. A bare date has none.
    Hour,
}

impl Facet {
    /// As written in the token of a mark.
    pub fn slug(&self) -> String {
        match self {
            Facet::Value(field) => format!("value:{}", field.slug()),
            Facet::Filled(field) => format!("filled:{}", field.slug()),
            Facet::Period => "period".to_owned(),
            Facet::Response => "response".to_owned(),
            Facet::Progress => "progress".to_owned(),
            Facet::Days => "days".to_owned(),
            Facet::Weekday => "weekday".to_owned(),
            Facet::Hour => "hour".to_owned(),
        }
    }

    /// The facet written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Facet> {
        if let Some(field) = slug.strip_prefix("value:") {
            return Some(Facet::Value(FieldName::parse(field)));
        }
        if let Some(field) = slug.strip_prefix("filled:") {
            return Some(Facet::Filled(FieldName::parse(field)));
        }
        let plain =
            [Facet::Period, Facet::Response, Facet::Progress, Facet::Days, Facet::Weekday, Facet::Hour];
        plain.into_iter().find(|facet| facet.slug() == slug)
    }

    /// The lead's field it reads, if it reads one.
    pub fn field(&self) -> Option<&FieldName> {
        match self {
            Facet::Value(field) | Facet::Filled(field) => Some(field),
            _ => None,
        }
    }

    /// True if it is read from what clocks are read with: who an owner is, and the rules of tiers.
    pub fn needs_desk(&self) -> bool {
        use Field::{Owner, Team, Tier};
        matches!(self, Facet::Value(FieldName::Canonical(Owner | Team | Tier)))
    }

    /// What it is called in a sentence: `source`, `response time`.
    pub fn label(&self) -> String {
        match self {
            Facet::Value(field) => field.label().to_lowercase(),
            Facet::Filled(field) => format!("{} known", field.label().to_lowercase()),
            Facet::Period => "period".to_owned(),
            Facet::Response => "response time".to_owned(),
            Facet::Progress => "progress".to_owned(),
            Facet::Days => "days".to_owned(),
            Facet::Weekday => "day of the week".to_owned(),
            Facet::Hour => "hour".to_owned(),
        }
    }
}

/// Only handoffs of which a facet says one of these.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Within {
    /// What is looked at.
    pub facet: Facet,
    /// The values that are wanted, as the axis of an answer has them.
    pub any_of: Vec<String>,
}

impl Within {
    /// One value of one facet.
    pub fn one(facet: Facet, value: impl Into<String>) -> Within {
        Within { facet, any_of: vec![value.into()] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_facet_is_read_back_as_it_was_written() {
        let fields = ["source", "reason", "owner", "Budget: year 1"].map(FieldName::parse);
        let of_fields =
            fields.iter().flat_map(|field| [Facet::Value(field.clone()), Facet::Filled(field.clone())]);
        let plain =
            [Facet::Period, Facet::Response, Facet::Progress, Facet::Days, Facet::Weekday, Facet::Hour];
        for facet in of_fields.chain(plain) {
            assert_eq!(Facet::from_slug(&facet.slug()), Some(facet));
        }
        assert_eq!(Facet::from_slug("phase of the moon"), None);
    }
}
