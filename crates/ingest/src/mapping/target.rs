//! What a column becomes.

mod row_field;

pub use row_field::RowField;

use std::borrow::Cow;

use plumbline_domain::{
    field::{Field, Kind},
    shape::Shape,
    stage::{LADDER, Stage},
};

/// What a column becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A canonical field: `email`, `created.at`, `lost.reason`.
    Field(Field),
    /// The moment a stage was entered: `stage.mql.at`.
    Stage(Stage),
    /// First and last name in one cell: `full_name`.
    FullName,
    /// The stage the lead is in, by its word: `status`.
    Status,
    /// A second status, of what sales does with the lead (HubSpot's lead status beside its lifecycle): it says only whether
    /// sales is done with it. `status.beside`.
    StatusBeside,
    /// Why sales sent it back: `rejection.reason`.
    RejectionReason,
    /// Why sales dropped it after contact: `disqualification.reason`.
    DisqualificationReason,
    /// One field for both, as some systems have it: `either.reason`.
    EitherReason,
    /// What a row of another shape says: `change.old`, `activity.kind`, `spend.amount`.
    Row(RowField),
    /// Kept as it is, under this name, or under its own header if the name is empty.
    Extra(String),
}

/// What the values of a target have to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Anything.
    Text,
    /// Numbers.
    Number,
    /// Dates.
    Date,
    /// E-mail addresses.
    Mail,
}

impl Target {
    /// Reads a target as written in a mapping; `None` for a name with a dot that is none of the known ones, which
    /// is a slip of the pen and not a name for an extra column.
    pub fn parse(text: &str) -> Option<Target> {
        match Target::parse_known(text) {
            Some(known) => Some(known),
            None if text.contains('.') => None,
            None => Some(Target::Extra(text.to_owned())),
        }
    }

    /// Reads the name of a field, stage stamp, reason or column of another shape; anything else is `None`.
    pub fn parse_known(text: &str) -> Option<Target> {
        if let Some(stamp) = text.strip_prefix("stage.").and_then(|rest| rest.strip_suffix(".at")) {
            return Stage::from_slug(stamp).map(Target::Stage);
        }
        match text {
            "full_name" => Some(Target::FullName),
            "status" => Some(Target::Status),
            "status.beside" => Some(Target::StatusBeside),
            "rejection.reason" => Some(Target::RejectionReason),
            "disqualification.reason" => Some(Target::DisqualificationReason),
            "either.reason" => Some(Target::EitherReason),
            _ => Field::from_slug(text)
                .map(Target::Field)
                .or_else(|| RowField::from_slug(text).map(Target::Row)),
        }
    }

    /// The text [`Target::parse`] reads back.
    pub fn slug(&self) -> Cow<'_, str> {
        match self {
            Target::Field(field) => Cow::Borrowed(field.slug()),
            Target::Stage(stage) => Cow::Owned(format!("stage.{}.at", stage.slug())),
            Target::FullName => Cow::Borrowed("full_name"),
            Target::Status => Cow::Borrowed("status"),
            Target::StatusBeside => Cow::Borrowed("status.beside"),
            Target::RejectionReason => Cow::Borrowed("rejection.reason"),
            Target::DisqualificationReason => Cow::Borrowed("disqualification.reason"),
            Target::EitherReason => Cow::Borrowed("either.reason"),
            Target::Row(field) => Cow::Borrowed(field.slug()),
            Target::Extra(name) => Cow::Borrowed(name),
        }
    }

    /// As shown to people.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Target::Field(field) => Cow::Borrowed(field.label()),
            Target::Stage(stage) => Cow::Owned(format!("{}: date", stage.label())),
            Target::FullName => Cow::Borrowed("First and last name"),
            Target::Status => Cow::Borrowed("Status"),
            Target::StatusBeside => Cow::Borrowed("Second status (only whether the lead has left)"),
            Target::RejectionReason => Cow::Borrowed("Rejection reason"),
            Target::DisqualificationReason => Cow::Borrowed("Disqualification reason"),
            Target::EitherReason => Cow::Borrowed("Rejection or disqualification reason"),
            Target::Row(field) => Cow::Borrowed(field.label()),
            Target::Extra(name) if name.is_empty() => Cow::Borrowed("Keep as it is"),
            Target::Extra(name) => Cow::Owned(format!("Keep as {name}")),
        }
    }

    /// The heading under which a list of targets shows it.
    pub fn group(&self) -> &'static str {
        match self {
            Target::Stage(_) | Target::Status | Target::StatusBeside => "Stages",
            Target::Field(Field::StatusAt) => "Stages",
            Target::Field(Field::CreatedAt | Field::RoutedAt | Field::FirstContactAt | Field::FeedbackAt) => {
                "Dates"
            }
            Target::RejectionReason | Target::DisqualificationReason | Target::EitherReason => "Reasons",
            Target::Field(Field::RejectionNote | Field::LostReason) => "Reasons",
            Target::Field(_) | Target::FullName => "Lead",
            Target::Row(field) => match field.shape() {
                Shape::StageLog => "Change",
                Shape::ActivityLog => "Activity",
                Shape::Opportunities => "Opportunity",
                Shape::Spend => "Spend",
                _ => "Reason",
            },
            Target::Extra(_) => "Other",
        }
    }

    /// What the values have to be.
    pub fn needs(&self) -> Needs {
        match self {
            Target::Field(Field::Email) => Needs::Mail,
            Target::Field(field) => match field.kind() {
                Kind::Text => Needs::Text,
                Kind::Number => Needs::Number,
                Kind::Time => Needs::Date,
            },
            Target::Stage(_) => Needs::Date,
            Target::Row(field) => field.needs(),
            _ => Needs::Text,
        }
    }

    /// Every target a column of a file of this shape can have, but the extras, in the order of lists.
    pub fn all_of(shape: Shape) -> impl Iterator<Item = Target> {
        Target::every().filter(move |target| target.fits(shape))
    }

    /// True if rows of this shape have something of this name to say.
    pub fn fits(&self, shape: Shape) -> bool {
        match (self, shape) {
            (Target::Extra(_), _) => true,
            (Target::Row(field), _) => field.shape() == shape,
            (Target::Field(field), Shape::StageLog | Shape::ActivityLog | Shape::Opportunities) => {
                WHO.contains(field)
            }
            (Target::Field(field), Shape::Spend) => SPENT_ON.contains(field),
            (Target::Field(field), Shape::ContactPerRow) => !ABOUT_A_LEAD.contains(field),
            (Target::Field(field), Shape::CompanyPerRow) => {
                !ABOUT_A_LEAD.contains(field) && !ABOUT_A_PERSON.contains(field)
            }
            (Target::FullName, Shape::ContactPerRow) => true,
            (_, Shape::LeadPerRow) => true,
            _ => false,
        }
    }

    fn every() -> impl Iterator<Item = Target> {
        let fields = Field::ALL.into_iter().filter(|field| *field != Field::Status).map(Target::Field);
        let stages = LADDER.iter().map(|step| Target::Stage(step.stage));
        let rest = [
            Target::Status,
            Target::StatusBeside,
            Target::RejectionReason,
            Target::DisqualificationReason,
            Target::EitherReason,
            Target::FullName,
        ];
        let rows = RowField::ALL.iter().copied().map(Target::Row);
        rows.chain(stages).chain(rest).chain(fields)
    }
}

impl From<Field> for Target {
    fn from(field: Field) -> Target {
        Target::Field(field)
    }
}

impl From<RowField> for Target {
    fn from(field: RowField) -> Target {
        Target::Row(field)
    }
}

/// How a row of a log names the lead it belongs to.
pub(super) const WHO: [Field; 6] =
    [Field::ExternalId, Field::Email, Field::ContactId, Field::CompanyId, Field::Domain, Field::Company];

/// What money is spent on.
const SPENT_ON: [Field; 3] = [Field::Source, Field::Campaign, Field::Channel];

/// What a contact or a company cannot say about the leads it stands behind.
const ABOUT_A_LEAD: [Field; 12] = [
    Field::ExternalId,
    Field::Status,
    Field::StatusAt,
    Field::RejectionNote,
    Field::LostReason,
    Field::Amount,
    Field::Score,
    Field::CreatedAt,
    Field::RoutedAt,
    Field::FirstContactAt,
    Field::FeedbackAt,
    Field::FirstTouchAt,
];

/// What a company has not.
const ABOUT_A_PERSON: [Field; 9] = [
    Field::ContactId,
    Field::OpportunityId,
    Field::Email,
    Field::EmailKind,
    Field::FirstName,
    Field::LastName,
    Field::Title,
    Field::Persona,
    Field::Seniority,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_prints_what_it_parses() {
        for target in Target::every().chain([Target::Extra(String::new()), Target::Extra("my_name".into())]) {
            assert_eq!(Target::parse(&target.slug()), Some(target));
        }
        for slip in ["stage.mqll.at", "stage.mql", "created.on", "rejection.reson", "change.when"] {
            assert_eq!(Target::parse(slip), None, "{slip} is a slip of the pen");
        }
    }

    #[test]
    fn a_shape_has_its_own_columns_and_those_that_name_a_lead() {
        for shape in Shape::ALL {
            let slugs: Vec<String> = Target::all_of(shape).map(|target| target.slug().into_owned()).collect();
            let has = |slug: &str| slugs.iter().any(|known| known == slug);
            let is_log = matches!(shape, Shape::StageLog | Shape::ActivityLog | Shape::Opportunities);
            assert_eq!(has("email"), is_log || matches!(shape, Shape::LeadPerRow | Shape::ContactPerRow));
            assert_eq!(has("stage.mql.at"), shape == Shape::LeadPerRow, "{shape:?}");
            assert_eq!(has("campaign"), !is_log && shape != Shape::ReasonList, "{shape:?}");
            for field in RowField::ALL {
                assert_eq!(has(field.slug()), field.shape() == shape, "{} in {shape:?}", field.slug());
            }
        }
    }
}
