//! A lead's score and what made it: as far as files tell.

use plumbline_domain::{
    calendar::Calendar,
    event::Provenance,
    field::{Field, FieldName},
};
use plumbline_store::FieldChange;

use crate::wording;

/// A score and its story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// As shown; empty if there is none.
    pub now: String,
    /// Imported columns that are scores of their own: header and value.
    pub parts: Vec<(String, String)>,
    /// How it changed, the newest first.
    pub steps: Vec<ScoreStep>,
    /// What there is to know, or why there is nothing.
    pub words: String,
}

/// A change of a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScoreStep {
    /// When, in words.
    pub at: String,
    /// Which score, where it is not the score itself.
    pub of: Option<String>,
    /// Before; empty for none.
    pub was: String,
    /// After; empty for none.
    pub became: String,
    /// How the moment is known.
    pub provenance: Provenance,
    /// Where it comes from.
    pub source: String,
}

impl Score {
    pub(super) fn of(
        now: String,
        changes: &[FieldChange],
        extra: &[(String, String)],
        calendar: &Calendar,
        source: impl Fn(&FieldChange) -> String,
    ) -> Score {
        let parts: Vec<(String, String)> =
            extra.iter().filter(|(header, value)| is_score(header) && !value.is_empty()).cloned().collect();
        let own = FieldName::Canonical(Field::Score);
        let name_of = |change: &FieldChange| FieldName::parse(&change.field);
        let of_score = |change: &&FieldChange| name_of(change) == own || is_score(&change.field);
        let step = |change: &FieldChange| ScoreStep {
            at: match change.provenance {
                Provenance::Bounded => wording::between(calendar, change.not_before, change.at),
                Provenance::Recorded | Provenance::Derived => wording::moment(calendar, change.at),
            },
            of: (name_of(change) != own).then(|| change.field.clone()),
            was: change.old.clone(),
            became: change.new.clone(),
            provenance: change.provenance,
            source: source(change),
        };
        let steps: Vec<ScoreStep> = changes.iter().rev().filter(of_score).map(step).collect();
        let words = match (now.is_empty(), parts.is_empty(), steps.is_empty()) {
            (true, true, true) => "No score was imported.",
            (false, true, true) => "Only the number was imported: nothing tells what made it.",
            (_, false, _) => "Columns of the file that are scores of their own.",
            (_, true, false) => "No file tells what it is made of, but it is known how it changed.",
        };
        Score { now, parts, steps, words: words.to_owned() }
    }
}

fn is_score(header: &str) -> bool {
    let header = header.to_lowercase();
    header.split(|c: char| !c.is_alphanumeric()).any(|word| word == "score" || word == "scoring")
}
