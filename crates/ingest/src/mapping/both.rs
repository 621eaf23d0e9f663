//! Columns that hold reasons of rejections and of disqualifications alike.

use plumbline_domain::{reason::List, stage::Stage};

use super::{Choice, KnownReason, Mapping, Question, Target, reason::near, suggest::Known};
use crate::look::{Column, Look};

/// A status that means that sales is done with a lead, and not whether it was rejected or disqualified.
pub const EITHER: &str = "either";

/// The stage a mapping calls `word`.
pub fn stage_of_word(word: &str) -> Option<Stage> {
    if word == EITHER { Some(Stage::Left) } else { Stage::from_slug(word) }
}

/// What a mapping calls a stage.
pub fn word_of_stage(stage: Stage) -> &'static str {
    if stage == Stage::Left { EITHER } else { stage.slug() }
}

/// What questions about such columns are called.
pub(super) const BOTH: &str = "both:";

/// Words that tell a disqualification nobody has named yet: what only a conversation brings to light.
const AFTER: [&str; 9] = [
    "budget",
    "authority",
    "need",
    "interest",
    "interested",
    "response",
    "responsive",
    "unresponsive",
    "timeline",
];
/// Words that tell a rejection nobody has named yet: what the record shows without a conversation.
#[rustfmt::skip]
const BEFORE: [&str; 19] = [
    "duplicate", "invalid", "bounced", "bounce", "fake", "spam", "student", "persona", "industry", "geography",
    "territory", "region", "country", "small", "large", "size", "icp", "title", "missing",
];

/// True if `value` belongs to `list`, by the picklists or by its words, and not to the other one.
pub(super) fn belongs(value: &str, list: List, known: &[KnownReason]) -> bool {
    let other = if list == List::Rejection { List::Disqualification } else { List::Rejection };
    let is_near = |list| near(value, list, known).is_some();
    match (is_near(list), is_near(other)) {
        (true, theirs) => !theirs,
        (false, true) => false,
        (false, false) => {
            let says = |words: &[&str]| {
                let mut all = value.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
                all.any(|word| words.contains(&word.as_str()))
            };
            let (before, after) = (says(&BEFORE), says(&AFTER));
            if list == List::Rejection { before && !after } else { after && !before }
        }
    }
}

/// True if some values of a column belong to one picklist and some to the other.
pub(super) fn holds_both(column: &Column, known: &[KnownReason]) -> bool {
    let values = column.values.as_deref().unwrap_or_default();
    let any = |list| values.iter().any(|(value, _)| belongs(value, list, known));
    any(List::Rejection) && any(List::Disqualification)
}

impl Mapping {
    /// Asks about columns whose header speaks of one meaning and whose values of both.
    pub(super) fn both(&self, look: &Look) -> Vec<Question> {
        let known = Known::starter().reasons;
        let mut questions = Vec::new();
        for target in [Target::RejectionReason, Target::DisqualificationReason] {
            let Some(column) = self.column_of(&target).and_then(|header| look.column(header)) else {
                continue;
            };
            let id = format!("{BOTH}{}", column.header);
            if self.column_of(&Target::EitherReason).is_some()
                || self.answers.iter().any(|(answered, _)| *answered == id)
                || !holds_both(column, &known)
            {
                continue;
            }
            questions.push(question(id, &column.header, &target));
        }
        questions
    }

    /// Takes the answer for a column; false if there is no such column or answer.
    pub(super) fn answer_both(&mut self, header: &str, value: &str) -> bool {
        let target = match value {
            "either.reason" => Target::EitherReason,
            "rejection.reason" => Target::RejectionReason,
            "disqualification.reason" => Target::DisqualificationReason,
            _ => return false,
        };
        let taken = self.column_of(&target).is_some_and(|other| other != header);
        if taken || !self.columns.iter().any(|(known, _)| known == header) {
            return false;
        }
        self.set(header, target);
        let id = format!("{BOTH}{header}");
        self.answers.retain(|(answered, _)| *answered != id);
        self.answers.push((id, value.to_owned()));
        true
    }
}

fn question(id: String, header: &str, target: &Target) -> Question {
    let choice = |value: &str, label: &str| Choice { value: value.to_owned(), label: label.to_owned() };
    let only = match target {
        Target::RejectionReason => choice("rejection.reason", "No, rejections only"),
        _ => choice("disqualification.reason", "No, disqualifications only"),
    };
    Question {
        id,
        title: format!("Does {header} hold both rejections and disqualifications?"),
        text: "Some of its values are reasons before first contact and some after it. If it holds both, they are told \
               apart by the first contact with each lead."
            .to_owned(),
        choices: vec![choice("either.reason", "Both, told apart by first contact"), only],
        likely: Some("either.reason".to_owned()),
    }
}
