//! What a column becomes.

use std::borrow::Cow;

use plumbline_domain::{
    field::{Field, Kind},
    stage::{LADDER, Stage},
};

/// What a column becomes.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A canonical field: `email`, `created.at`, `lost.reason`.
    Field(Field),
    /// The moment a stage was entered: `stage.mql.at`.
    Stage(Stage),
    /// The stage the lead is in, by its word: `status`.
    Status,
    /// Why sales sent it back: `rejection.reason`.
    RejectionReason,
    /// Why sales dropped it after contact: `disqualification.reason`.
    DisqualificationReason,
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

    /// Reads the name of a field, stage stamp or reason; anything else is `None`.
    pub fn parse_known(text: &str) -> Option<Target> {
        if let Some(stamp) = text.strip_prefix("stage.").and_then(|rest| rest.strip_suffix(".at")) {
            return Stage::from_slug(stamp).map(Target::Stage);
        }
        match text {
            "status" => Some(Target::Status),
            "rejection.reason" => Some(Target::RejectionReason),
            "disqualification.reason" => Some(Target::DisqualificationReason),
            _ => Field::from_slug(text).map(Target::Field),
        }
    }

    /// The text [`Target::parse`] reads back.
    pub fn slug(&self) -> Cow<'_, str> {
        match self {
            Target::Field(field) => Cow::Borrowed(field.slug()),
            Target::Stage(stage) => Cow::Owned(format!("stage.{}.at", stage.slug())),
            Target::Status => Cow::Borrowed("status"),
            Target::RejectionReason => Cow::Borrowed("rejection.reason"),
            Target::DisqualificationReason => Cow::Borrowed("disqualification.reason"),
            Target::Extra(name) => Cow::Borrowed(name),
        }
    }

    /// As shown to people.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Target::Field(field) => Cow::Borrowed(field.label()),
            Target::Stage(stage) => Cow::Owned(format!("{}: date", stage.label())),
            Target::Status => Cow::Borrowed("Status"),
            Target::RejectionReason => Cow::Borrowed("Rejection reason"),
            Target::DisqualificationReason => Cow::Borrowed("Disqualification reason"),
            Target::Extra(name) if name.is_empty() => Cow::Borrowed("Keep as it is"),
            Target::Extra(name) => Cow::Owned(format!("Keep as {name}")),
        }
    }

    /// The heading under which a list of targets shows it.
    pub fn group(&self) -> &'static str {
        match self {
            Target::Stage(_) | Target::Status => "Stages",
            Target::Field(Field::StatusAt) => "Stages",
            Target::Field(Field::CreatedAt | Field::RoutedAt | Field::FirstContactAt | Field::FeedbackAt) => {
                "Dates"
            }
            Target::RejectionReason | Target::DisqualificationReason => "Reasons",
            Target::Field(Field::RejectionNote | Field::LostReason) => "Reasons",
            Target::Field(_) => "Lead",
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
            _ => Needs::Text,
        }
    }

    /// Every target but the extras, in the order of lists.
    pub fn all() -> impl Iterator<Item = Target> {
        let fields = Field::ALL.into_iter().filter(|field| *field != Field::Status).map(Target::Field);
        let stages = LADDER.iter().map(|step| Target::Stage(step.stage));
        let rest = [Target::Status, Target::RejectionReason, Target::DisqualificationReason];
        stages.chain(rest).chain(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_prints_what_it_parses() {
        for target in Target::all().chain([Target::Extra(String::new()), Target::Extra("my_name".into())]) {
            assert_eq!(Target::parse(&target.slug()), Some(target));
        }
        for slip in ["stage.mqll.at", "stage.mql", "created.on", "rejection.reson"] {
            assert_eq!(Target::parse(slip), None, "{slip} is a slip of the pen");
        }
    }
}
