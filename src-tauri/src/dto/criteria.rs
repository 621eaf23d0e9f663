//! Criteria as text and as rows of tests.

use plumbline_domain::{
    criteria::ParseError,
    field::{FieldName, Kind},
};
use plumbline_workbench::criteria as workbench;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::whole;

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

impl From<workbench::FieldChoice> for FieldView {
    fn from(choice: workbench::FieldChoice) -> Self {
        FieldView {
            name: choice.name.slug().to_owned(),
            label: choice.label,
            kind: choice.kind.into(),
            extra: matches!(choice.name, FieldName::Extra(_)),
            values: choice.values.into_iter().map(|(value, _)| value).collect(),
        }
    }
}

impl From<Kind> for FieldKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Text => FieldKind::Text,
            Kind::Number => FieldKind::Number,
            Kind::Time => FieldKind::Time,
        }
    }
}

impl From<workbench::Checked> for CriteriaView {
    fn from(checked: workbench::Checked) -> Self {
        CriteriaView {
            ok: checked.error.is_none(),
            canonical: checked.canonical,
            plain: checked.plain,
            error: checked.error.map(Into::into),
            matching: whole(checked.matching),
            not_matching: whole(checked.not_matching),
            unknown: whole(checked.unknown),
            rows: checked.rows.map(Into::into),
        }
    }
}

impl From<ParseError> for CriteriaErrorView {
    fn from(error: ParseError) -> Self {
        CriteriaErrorView {
            message: error.message,
            hint: error.hint,
            start: whole(error.start),
            end: whole(error.end),
        }
    }
}

impl From<workbench::Rows> for TestRows {
    fn from(rows: workbench::Rows) -> Self {
        TestRows { join: rows.join.into(), tests: rows.tests.into_iter().map(Into::into).collect() }
    }
}

impl From<TestRows> for workbench::Rows {
    fn from(rows: TestRows) -> Self {
        workbench::Rows { join: rows.join.into(), tests: rows.tests.into_iter().map(Into::into).collect() }
    }
}

impl From<workbench::Row> for TestView {
    fn from(row: workbench::Row) -> Self {
        TestView { field: row.field, op: row.operator, values: row.values }
    }
}

impl From<TestView> for workbench::Row {
    fn from(test: TestView) -> Self {
        workbench::Row { field: test.field, operator: test.op, values: test.values }
    }
}

impl From<workbench::Join> for Join {
    fn from(join: workbench::Join) -> Self {
        match join {
            workbench::Join::And => Join::And,
            workbench::Join::Or => Join::Or,
        }
    }
}

impl From<Join> for workbench::Join {
    fn from(join: Join) -> Self {
        match join {
            Join::And => workbench::Join::And,
            Join::Or => workbench::Join::Or,
        }
    }
}
