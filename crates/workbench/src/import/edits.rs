//! What a person changed about a suggested mapping.

use plumbline_domain::{reason::ReasonKey, stage::Stage};
use plumbline_ingest::mapping::{Mapping, Target};

use crate::failure::{Failure, Outcome};

/// Changes to a suggestion; empty lists change nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// Header and what it becomes, as a mapping file writes it; empty keeps the column as it is.
    pub columns: Vec<(String, String)>,
    /// Status and the stage it means; empty says nothing about a stage.
    pub statuses: Vec<(String, String)>,
    /// Value of the rejection column and its `bucket.slug`.
    pub reasons: Vec<(String, String)>,
    /// Question and answer.
    pub answers: Vec<(String, String)>,
}

impl Edits {
    /// Puts the changes into `mapping`.
    ///
    /// # Errors
    /// Names the first change that is not possible.
    pub(crate) fn apply(&self, mapping: &mut Mapping) -> Outcome<()> {
        for (header, becomes) in &self.columns {
            let target = Target::parse(becomes).ok_or_else(|| {
                Failure::bad_input("columns", format!("{header}: there is no field \"{becomes}\"."))
            })?;
            mapping.set(header, target);
        }
        for (value, becomes) in &self.statuses {
            let stage = match becomes.as_str() {
                "" => None,
                slug => Some(Stage::from_slug(slug).ok_or_else(|| {
                    Failure::bad_input("statuses", format!("{value}: there is no stage \"{slug}\"."))
                })?),
            };
            put(&mut mapping.statuses, value, stage);
        }
        for (value, becomes) in &self.reasons {
            let key = ReasonKey::parse(becomes).ok_or_else(|| {
                Failure::bad_input("reasons", format!("{value}: \"{becomes}\" is no reason."))
                    .hint("Write bucket.slug, for instance fit.company-size.")
            })?;
            put(&mut mapping.rejections, value, key);
        }
        for (id, value) in &self.answers {
            if !value.is_empty() && !mapping.answer(id, value) {
                return Err(Failure::bad_input("answers", format!("\"{value}\" is no answer to {id}.")));
            }
        }
        Ok(())
    }
}

fn put<T>(list: &mut Vec<(String, T)>, key: &str, value: T) {
    match list.iter_mut().find(|(known, _)| known == key) {
        Some((_, known)) => *known = value,
        None => list.push((key.to_owned(), value)),
    }
}
