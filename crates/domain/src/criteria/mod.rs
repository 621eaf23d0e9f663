//! The criteria language: one expression language for definitions, ICP, filters, scoring, routing and suppression.
//!
//! `industry in ("Healthcare", "Finance") and employees between 200 and 2000 and not (email is free-mail)`
//!
//! An expression over a lead is true, false or unknown: a blank field makes a test unknown, and unknown travels through
//! `and`, `or` and `not` as in Kleene's logic. Criteria are data, independent of any engine.
//!
//! - [`parse`] reads the text, [`Criteria`]'s `Display` writes the canonical text back, [`plain`] says it in English;
//! - [`evaluate`] asks one lead, and [`Prepared`] is the meaning of one test, shared with every faster engine;
//! - [`check`] names tests that cannot mean anything (`employees contains "x"`);
//! - [`rows`] and [`Rows::criteria`] are the form of a builder made of lines.

mod check;
mod evaluate;
mod fold;
mod form;
mod lexer;
mod parse;
mod plain;
mod prepared;
mod print;
mod reach;
mod truth;
mod values;

pub use check::{Misfit, check};
pub use evaluate::{Facts, Value, evaluate};
pub use fold::{folded, nearest};
pub use form::{FormError, Join, Row, Rows, rows, rows_of_words};
pub use parse::{ParseError, parse, parse_optional};
pub use plain::plain;
pub use prepared::Prepared;
pub use reach::Reach;
pub use truth::Truth;

use crate::field::FieldName;
use chrono::NaiveDate;

/// A criteria expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Criteria {
    /// All must hold; at least two.
    And(Vec<Criteria>),
    /// One must hold; at least two.
    Or(Vec<Criteria>),
    /// Must not hold.
    Not(Box<Criteria>),
    /// A test of one field.
    Test(FieldName, Test),
    /// A test of the number of activities of a kind: `activity("demo-request") >= 1 within 14 days`.
    Activity {
        /// Which kind of activity.
        kind: String,
        /// How to compare the count.
        comparison: Comparison,
        /// With what.
        count: u32,
        /// Only those within so many days before the evaluation's moment.
        within_days: Option<u32>,
    },
}

/// `= != < <= > >=`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// A literal.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// `"Healthcare"`; compared without regard to case.
    Text(String),
    /// `200`; finite.
    Number(f64),
    /// `2026-03-31`; the day in the workspace's zone.
    Date(NaiveDate),
}

/// What is asked of a field.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names are the words of the language")]
pub enum Test {
    Compare(Comparison, Literal),
    In(Vec<Literal>),
    NotIn(Vec<Literal>),
    /// Both ends belong to it.
    Between([Literal; 2]),
    Contains(String),
    StartsWith(String),
    /// Any of the words of a named list occurs.
    MatchesList(String),
    IsBlank,
    IsKnown,
    IsFreeMail,
}

impl Comparison {
    /// Whether a value that stands in `ordering` to the literal passes.
    pub fn accepts(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => ordering.is_eq(),
            Comparison::NotEqual => ordering.is_ne(),
            Comparison::Less => ordering.is_lt(),
            Comparison::AtMost => ordering.is_le(),
            Comparison::Greater => ordering.is_gt(),
            Comparison::AtLeast => ordering.is_ge(),
        }
    }

    /// As written in criteria.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::AtMost => "<=",
            Comparison::Greater => ">",
            Comparison::AtLeast => ">=",
        }
    }

    fn is_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::NotEqual)
    }
}

impl Test {
    /// The literals it compares with, in the order they are written.
    pub fn literals(&self) -> &[Literal] {
        match self {
            Test::Compare(_, literal) => std::slice::from_ref(literal),
            Test::In(list) | Test::NotIn(list) => list,
            Test::Between(ends) => ends.as_slice(),
            _ => &[],
        }
    }

    /// The named list it needs, if any.
    pub fn list(&self) -> Option<&str> {
        if let Test::MatchesList(name) = self { Some(name) } else { None }
    }

    fn is_order(&self) -> bool {
        match self {
            Test::Compare(comparison, _) => comparison.is_order(),
            Test::Between(_) => true,
            _ => false,
        }
    }
}

impl Criteria {
    /// The tests it is made of, from left to right.
    pub fn tests(&self) -> Vec<(&FieldName, &Test)> {
        let mut found = Vec::new();
        self.visit(&mut |part| {
            if let Criteria::Test(field, test) = part {
                found.push((field, test));
            }
        });
        found
    }

    /// The fields it looks at, each once, in the order they appear.
    pub fn fields(&self) -> Vec<&FieldName> {
        let mut found = Vec::new();
        for (field, _) in self.tests() {
            if !found.contains(&field) {
                found.push(field);
            }
        }
        found
    }

    /// True if it counts activities, and so depends on the moment it is asked at.
    pub fn counts_activities(&self) -> bool {
        let mut found = false;
        self.visit(&mut |part| found |= matches!(part, Criteria::Activity { .. }));
        found
    }

    /// Calls `see` for this expression and everything inside it, outermost first.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Criteria)) {
        see(self);
        match self {
            Criteria::And(parts) | Criteria::Or(parts) => parts.iter().for_each(|part| part.visit(see)),
            Criteria::Not(inner) => inner.visit(see),
            Criteria::Test(..) | Criteria::Activity { .. } => {}
        }
    }
}
