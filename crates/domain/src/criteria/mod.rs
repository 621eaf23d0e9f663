//! The criteria language: one expression language for definitions, ICP, filters, scoring, routing and suppression.
//!
//! `industry in ("Healthcare", "Finance") and employees between 200 and 2000 and not (email is free-mail)`
//!
//! An expression over a lead is true, false or unknown: a blank field makes a test unknown, and unknown travels through
//! `and`, `or` and `not` as in Kleene's logic. Criteria are data, independent of any engine.

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
    Between(Literal, Literal),
    Contains(String),
    StartsWith(String),
    /// Any of the words of a named list occurs.
    MatchesList(String),
    IsBlank,
    IsKnown,
    IsFreeMail,
}

/// True, false, or unknown because a field is blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Truth {
    False,
    True,
    Unknown,
}
