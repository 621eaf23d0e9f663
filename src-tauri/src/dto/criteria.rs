//! Criteria as text and as rows of tests.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A field that criteria and tables may name.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// As written in criteria.
    pub name: String,
    /// As shown.
    pub label: String,
    /// What its values are.
    pub kind: FieldKind,
    /// True for an imported column that maps to nothing canonical.
    pub extra: bool,
    /// The most frequent values of a text field.
    pub values: Vec<String>,
}

/// What a field's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum FieldKind {
    Text,
    Number,
    Time,
}

/// What a criteria text means here and now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CriteriaView {
    /// True if the text can be read.
    pub ok: bool,
    /// The same in canonical spelling.
    pub canonical: Option<String>,
    /// The same in plain English.
    pub plain: Option<String>,
    /// Why it cannot be read.
    pub error: Option<CriteriaErrorView>,
    /// Leads for which it is true.
    pub matching: u32,
    /// Leads for which it is false.
    pub not_matching: u32,
    /// Leads for which a blank field leaves it unknown.
    pub unknown: u32,
    /// The same as rows of tests; none if only the text can express it.
    pub rows: Option<TestRows>,
}

/// Where a criteria text breaks, in bytes of its UTF-8 form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CriteriaErrorView {
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub hint: Option<String>,
    /// First byte.
    pub start: u32,
    /// First byte after it.
    pub end: u32,
}

/// Tests joined by one word: what the row form of the filter bar can say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestRows {
    /// The word.
    pub join: Join,
    /// The tests.
    pub tests: Vec<TestView>,
}

/// How tests are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Join {
    And,
    Or,
}

/// One test of one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TestView {
    /// As written in criteria.
    pub field: String,
    /// The operator as written in criteria, `not in` included.
    pub op: String,
    /// What it compares with; empty for `is blank` and the like.
    pub values: Vec<String>,
}
