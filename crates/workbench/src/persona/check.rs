//! The criteria of one rule while somebody writes them: read as saving reads them, and counted over the leads.

use plumbline_domain::{
    criteria::{self, Criteria, ParseError, Rows, Truth},
    field::{Field, FieldName},
    ladder::Ladder,
    persona::{PersonaRule, Personas},
};

use crate::{
    criteria::{Checked, written},
    failure::Outcome,
    workspace::Workspace,
};

/// What a rule may ask for: only this a file says of a person.
const KNOWN: [FieldName; 2] = [FieldName::Canonical(Field::Title), FieldName::Canonical(Field::Seniority)];

impl Workspace {
    /// Checks the criteria of a rule and counts the leads they are true for, whatever the rules before it catch. A mistake in
    /// the text is an answer, not a failure, and the same that saving gives.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn check_persona_criteria(&self, text: &str) -> Outcome<Checked> {
        let criteria = match read(text) {
            Ok(criteria) => criteria,
            Err(error) => return Ok(Checked { error: Some(error), ..Checked::default() }),
        };
        let mut checked = Checked {
            canonical: Some(criteria.to_string()),
            plain: Some(criteria::plain(&criteria, &Ladder::default())),
            rows: criteria::rows_of_words(&criteria),
            ..Checked::default()
        };
        let rule = Personas::new(&[PersonaRule { persona: String::new(), criteria }]);
        for ((title, seniority, _), leads) in self.people()? {
            match rule.truth(0, &title, &seniority) {
                Truth::True => checked.matching += leads,
                Truth::False => checked.not_matching += leads,
                Truth::Unknown => checked.unknown += leads,
            }
        }
        Ok(checked)
    }

    /// The same for what the builder holds.
    ///
    /// # Errors
    /// A line of the builder has a mistake, or the file cannot be read.
    pub fn build_persona_criteria(&self, rows: &Rows) -> Outcome<Checked> {
        self.check_persona_criteria(&written(rows)?)
    }
}

/// Reads the criteria of a rule.
///
/// # Errors
/// They cannot be read, or ask for what no rule can know.
pub(super) fn read(text: &str) -> Result<Criteria, ParseError> {
    let criteria = criteria::parse(text)?;
    let stranger = criteria.fields().into_iter().find(|field| !KNOWN.contains(field));
    if let Some(field) = stranger {
        return Err(refused(text, field.slug(), &format!("not by {}", field.slug())));
    }
    if criteria.counts_activities() {
        return Err(refused(text, "activity", "not by activities"));
    }
    Ok(criteria)
}

/// Marks `word` where it stands in `text`.
fn refused(text: &str, word: &str, but: &str) -> ParseError {
    let (start, end) = match text.find(word) {
        Some(start) => (start, start + word.len()),
        None => (0, text.len()),
    };
    ParseError {
        message: format!("Personas are told by title and seniority, {but}."),
        hint: None,
        start,
        end,
    }
}
