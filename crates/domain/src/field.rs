//! The canonical fields of a lead. Everything else an export brings is kept under its own header as `extra`.

use crate::stage::{LADDER, Stage};

/// What a field's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Free or picklist text.
    Text,
    /// A number (employees, revenue, score, amount).
    Number,
    /// A moment.
    Time,
}

macro_rules! fields {
    ($($variant:ident, $slug:literal, $label:literal, $kind:ident;)+) => {
        /// A canonical field. The discriminant is its position in a [`crate::record::Record`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "the slug in the table below says what each is")]
        pub enum Field { $($variant),+ }

        impl Field {
            /// All fields in storage order.
            pub const ALL: [Field; Field::COUNT] = [$(Field::$variant),+];
            /// How many there are.
            pub const COUNT: usize = [$($slug),+].len();
            /// As written in mappings, criteria and JSON.
            pub fn slug(self) -> &'static str { match self { $(Field::$variant => $slug),+ } }
            /// As shown to people.
            pub fn label(self) -> &'static str { match self { $(Field::$variant => $label),+ } }
            /// What its values are.
            pub fn kind(self) -> Kind { match self { $(Field::$variant => Kind::$kind),+ } }
        }
    };
}

fields! {
    ExternalId, "external_id", "External id", Text;
    Email, "email", "E-mail", Text;
    FirstName, "first_name", "First name", Text;
    LastName, "last_name", "Last name", Text;
    Title, "title", "Job title", Text;
    Persona, "persona", "Persona", Text;
    Seniority, "seniority", "Seniority", Text;
    Company, "company", "Company", Text;
    Domain, "domain", "Company domain", Text;
    Industry, "industry", "Industry", Text;
    Country, "country", "Country", Text;
    Region, "region", "Region", Text;
    City, "city", "City", Text;
    Source, "source", "Source", Text;
    Campaign, "campaign", "Campaign", Text;
    Channel, "channel", "Channel", Text;
    Tier, "tier", "Tier", Text;
    Owner, "owner", "Owner", Text;
    Team, "team", "Team", Text;
    Segment, "segment", "Segment", Text;
    Status, "status", "Status", Text;
    RejectionNote, "rejection.note", "Rejection note", Text;
    LostReason, "lost.reason", "Lost reason", Text;
    Employees, "employees", "Employees", Number;
    Revenue, "revenue", "Revenue", Number;
    Score, "score", "Score", Number;
    Amount, "amount", "Amount", Number;
    CreatedAt, "created.at", "Created", Time;
    RoutedAt, "routed.at", "Routed", Time;
    FirstContactAt, "first_contact.at", "First contact", Time;
    FeedbackAt, "feedback.at", "Feedback", Time;
    StatusAt, "status.at", "Status since", Time;
    CompanyId, "company_id", "Company id", Text;
    ContactId, "contact_id", "Contact id", Text;
    EmailKind, "email_kind", "Kind of e-mail", Text;
    FirstTouchAt, "first_touch.at", "First touch", Time;
    OpportunityId, "opportunity_id", "Opportunity id", Text;
}

impl Field {
    /// The field written as `slug`.
    pub fn from_slug(slug: &str) -> Option<Field> {
        Field::ALL.into_iter().find(|field| field.slug() == slug)
    }

    /// Its position in a record.
    pub fn index(self) -> usize {
        self as usize
    }
}

/// A set of canonical fields.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FieldSet(u64);

impl FieldSet {
    /// Puts a field in.
    pub fn add(&mut self, field: Field) {
        self.0 |= 1 << field.index();
    }

    /// True if the field is in.
    pub fn contains(self, field: Field) -> bool {
        self.0 >> field.index() & 1 == 1
    }

    /// True without fields.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

const _: () = assert!(Field::COUNT <= 64, "a set of fields is one word");

/// A column a criteria text, a chart or a table may name: canonical, computed, or an imported header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldName {
    /// One of [`Field::ALL`].
    Canonical(Field),
    /// The stage the lead is in now (slug of the ladder).
    Stage,
    /// When the lead entered a stage last (`stage.mql.at`); blank if it never did or if only bounds of the moment are known.
    StageAt(Stage),
    /// The decision of the newest handoff: `accepted`, `rejected`, `pending`, `lapsed`, or blank.
    Decision,
    /// The reason of the newest handoff (`bucket.slug`) if it was rejected, or blank.
    Reason,
    /// The bucket of that reason, or blank.
    Bucket,
    /// The disqualification reason of the newest handoff, or blank.
    DisqualificationReason,
    /// An imported header that maps to nothing canonical.
    Extra(String),
}

impl FieldName {
    /// Reads a name as written in criteria or a command; anything unknown is an imported header.
    pub fn parse(name: &str) -> FieldName {
        match name {
            "stage" => FieldName::Stage,
            "decision" => FieldName::Decision,
            "reason" | "rejection.reason" => FieldName::Reason,
            "bucket" => FieldName::Bucket,
            "disqualification.reason" => FieldName::DisqualificationReason,
            _ => Field::from_slug(name)
                .map(FieldName::Canonical)
                .or_else(|| {
                    LADDER.iter().find(|step| step.at == name).map(|step| FieldName::StageAt(step.stage))
                })
                .unwrap_or_else(|| FieldName::Extra(name.to_owned())),
        }
    }

    /// The name [`FieldName::parse`] reads back.
    pub fn slug(&self) -> &str {
        match self {
            FieldName::Canonical(field) => field.slug(),
            FieldName::Stage => "stage",
            FieldName::StageAt(stage) => stage.step().at,
            FieldName::Decision => "decision",
            FieldName::Reason => "reason",
            FieldName::Bucket => "bucket",
            FieldName::DisqualificationReason => "disqualification.reason",
            FieldName::Extra(header) => header,
        }
    }

    /// As shown to people.
    pub fn label(&self) -> &str {
        match self {
            FieldName::Canonical(field) => field.label(),
            FieldName::Stage => "Stage",
            FieldName::StageAt(stage) => stage.step().date_label,
            FieldName::Decision => "Decision",
            FieldName::Reason => "Rejection reason",
            FieldName::Bucket => "Rejection bucket",
            FieldName::DisqualificationReason => "Disqualification reason",
            FieldName::Extra(header) => header,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_found_by_its_slug_and_position() {
        for (index, field) in Field::ALL.into_iter().enumerate() {
            assert_eq!(field.index(), index, "positions are storage order");
            assert_eq!(FieldName::parse(field.slug()), FieldName::Canonical(field));
        }
        for step in LADDER {
            assert_eq!(FieldName::parse(step.at), FieldName::StageAt(step.stage));
            assert_eq!(FieldName::StageAt(step.stage).slug(), format!("stage.{}.at", step.slug));
        }
        assert_eq!(FieldName::parse("Sales Region"), FieldName::Extra("Sales Region".into()));
    }
}
