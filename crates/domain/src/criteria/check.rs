//! Tests that cannot mean anything: found while writing, not by an empty result.

use super::{Criteria, Literal, Test, fold::nearest};
use crate::{
    field::{Field, FieldName, Kind},
    handoff::Decision,
    reason::Bucket,
    stage::{LADDER, Stage},
};

/// A test that does not fit its field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Misfit {
    /// Whose test.
    pub field: FieldName,
    /// What is wrong, one sentence.
    pub message: String,
    /// What to write instead.
    pub hint: Option<String>,
}

/// The tests in `criteria` that do not fit their fields. Criteria that [`super::parse`] has read contain none.
pub fn check(criteria: &Criteria) -> Vec<Misfit> {
    criteria.tests().into_iter().filter_map(|(field, test)| misfit(field, test)).collect()
}

/// What the values of a field are; `None` for imported headers, which may hold anything.
pub(super) fn kind(field: &FieldName) -> Option<Kind> {
    match field {
        FieldName::Canonical(field) => Some(field.kind()),
        FieldName::StageAt(_) => Some(Kind::Time),
        FieldName::Extra(_) => None,
        _ => Some(Kind::Text),
    }
}

/// The first reason why `test` does not fit `field`.
pub(super) fn misfit(field: &FieldName, test: &Test) -> Option<Misfit> {
    let order = test.is_order();
    let of_literals = test.literals().iter().find_map(|literal| literal_misfit(field, order, literal));
    of_literals.or_else(|| match test {
        Test::Between([low, high]) => range_misfit(field, low, high),
        Test::Contains(part) | Test::StartsWith(part) => {
            text_misfit(field).or_else(|| part.is_empty().then(|| nothing_to_look_for(field)))
        }
        Test::MatchesList(_) => text_misfit(field),
        Test::IsFreeMail => mail_misfit(field),
        _ => None,
    })
}

/// Why `literal` cannot stand on the right side of an ordering (`order`) or an equality.
pub(super) fn literal_misfit(field: &FieldName, order: bool, literal: &Literal) -> Option<Misfit> {
    let label = field.label();
    match (kind(field), literal) {
        (Some(Kind::Number), Literal::Number(_)) | (Some(Kind::Time), Literal::Date(_)) => None,
        (Some(Kind::Number), _) => {
            found(field, format!("{label} is a number."), "Write a number without quotes, such as 200.")
        }
        (Some(Kind::Time), _) => found(
            field,
            format!("{label} is a date."),
            "Write the day as year-month-day, such as 2026-03-31.",
        ),
        (_, Literal::Text(text)) if order => {
            let message = format!("Text such as \"{text}\" has no order.");
            found(field, message, "Compare with a number (200) or a date (2026-03-31), or use = instead.")
        }
        (_, Literal::Text(text)) if text.is_empty() => {
            found(field, "Nothing equals an empty text.".to_owned(), "Write: is blank")
        }
        (_, Literal::Text(text)) => word_misfit(field, text),
        _ => None,
    }
}

fn found(field: &FieldName, message: String, hint: impl Into<String>) -> Option<Misfit> {
    Some(Misfit { field: field.clone(), message, hint: Some(hint.into()) })
}

fn nothing_to_look_for(field: &FieldName) -> Misfit {
    Misfit {
        field: field.clone(),
        message: "Every text contains the empty text.".to_owned(),
        hint: Some("Write the letters to look for between the quotes, or use: is known".to_owned()),
    }
}

fn range_misfit(field: &FieldName, low: &Literal, high: &Literal) -> Option<Misfit> {
    let reversed = match (low, high) {
        (Literal::Number(low), Literal::Number(high)) => low > high,
        (Literal::Date(low), Literal::Date(high)) => low > high,
        _ => {
            let message = "The two ends are of different kinds.".to_owned();
            return found(field, message, "Write two numbers or two dates.");
        }
    };
    let message = "Nothing lies between these two: the first is larger than the second.".to_owned();
    if reversed { found(field, message, format!("Write: between {high} and {low}")) } else { None }
}

fn text_misfit(field: &FieldName) -> Option<Misfit> {
    let what = match kind(field)? {
        Kind::Text => return None,
        Kind::Number => "a number",
        Kind::Time => "a date",
    };
    let message = format!("{} is {what} and contains no text.", field.label());
    found(field, message, "Use = < <= > >= or between.")
}

fn mail_misfit(field: &FieldName) -> Option<Misfit> {
    let fits = matches!(field, FieldName::Canonical(Field::Email | Field::Domain) | FieldName::Extra(_));
    let message = format!("{} holds no e-mail address.", field.label());
    if fits { None } else { found(field, message, "Write: email is free-mail") }
}

/// Stage, decision and bucket have few values; a misspelt one would quietly match nothing.
fn word_misfit(field: &FieldName, text: &str) -> Option<Misfit> {
    let words: Vec<&str> = match field {
        FieldName::Stage => LADDER.iter().map(|step| step.slug).chain([Stage::Left.slug()]).collect(),
        FieldName::Decision => Decision::ALL.iter().map(|decision| decision.slug()).collect(),
        FieldName::Bucket => Bucket::ALL.iter().map(|bucket| bucket.slug()).collect(),
        _ => return None,
    };
    if words.iter().any(|word| word.eq_ignore_ascii_case(text)) {
        return None;
    }
    let hint = match nearest(text, words.iter().copied()) {
        Some(word) => format!("Did you mean \"{word}\"?"),
        None => format!("Possible are {}.", words.join(", ")),
    };
    found(field, format!("There is no {} \"{text}\".", field.label().to_lowercase()), hint)
}
