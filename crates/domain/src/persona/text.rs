//! Rules as text, one per line: `CISO / security leadership: title matches "ciso, head of security"`.

use super::PersonaRule;
use crate::{
    criteria::{self, ParseError},
    field::{Field, FieldName},
    lines,
};

/// Why a line is no rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// No colon behind the persona.
    #[error("line {line}: a rule is a persona, a colon and criteria")]
    NoColon {
        /// Counted from 1.
        line: usize,
    },
    /// Nothing before the colon.
    #[error("line {line}: the rule names no persona")]
    NoPersona {
        /// Counted from 1.
        line: usize,
    },
    /// The criteria cannot be read.
    #[error("line {line}: {}", .error.message)]
    Criteria {
        /// Counted from 1.
        line: usize,
        /// What is wrong; its places count from the beginning of the criteria.
        error: ParseError,
    },
    /// The criteria ask about what a person's rule cannot know.
    #[error("line {line}: a persona follows from title and seniority, not from {field}")]
    Field {
        /// Counted from 1.
        line: usize,
        /// As written.
        field: String,
    },
    /// The criteria count activities.
    #[error("line {line}: a persona follows from title and seniority, not from activities")]
    Activities {
        /// Counted from 1.
        line: usize,
    },
}

impl RuleError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            RuleError::Criteria { error, .. } => error.hint.clone(),
            _ => None,
        }
        .unwrap_or_else(|| "Write: CISO: title matches \"ciso, head of security\"".to_owned())
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        match self {
            RuleError::NoColon { line }
            | RuleError::NoPersona { line }
            | RuleError::Criteria { line, .. }
            | RuleError::Field { line, .. }
            | RuleError::Activities { line } => *line,
        }
    }
}

/// Reads rules; blank lines and lines that begin with `#` are left out.
pub fn parse(text: &str) -> Result<Vec<PersonaRule>, RuleError> {
    lines::of(text).map(|(number, line)| rule(number, line)).collect()
}

fn rule(line: usize, text: &str) -> Result<PersonaRule, RuleError> {
    let (persona, rest) = lines::name_before(text, ':').ok_or(RuleError::NoColon { line })?;
    if persona.is_empty() {
        return Err(RuleError::NoPersona { line });
    }
    let criteria = criteria::parse(rest.trim()).map_err(|error| RuleError::Criteria { line, error })?;
    let known = [Field::Title, Field::Seniority].map(FieldName::Canonical);
    if let Some(field) = criteria.fields().into_iter().find(|field| !known.contains(field)) {
        return Err(RuleError::Field { line, field: field.slug().to_owned() });
    }
    if criteria.counts_activities() {
        return Err(RuleError::Activities { line });
    }
    Ok(PersonaRule { persona, criteria })
}

/// The rules as text that [`parse`] reads back. A line break inside a text becomes a blank.
pub fn print(rules: &[PersonaRule]) -> String {
    let mut out = String::new();
    for rule in rules {
        let line = format!("{}: {}", lines::named(&rule.persona, &[':']), rule.criteria);
        out.extend(line.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        out.push('\n');
    }
    out
}
