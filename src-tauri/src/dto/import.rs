//! An import before it happens: the look and the mapping.

use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

/// A file as it was read, and what is suggested for it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookView {
    /// Where it is.
    pub path: String,
    /// Its file name.
    pub name: String,
    /// Whose export it looks like.
    pub dictionary: String,
    /// How its bytes are read.
    pub encoding: String,
    /// What separates cells.
    pub delimiter: String,
    /// Rows at the end that are left out.
    pub footer_rows: u32,
    /// The row with the headers, counted from 1.
    pub header_row: u32,
    /// Rows of data.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<LookColumn>,
    /// What a column can become.
    pub targets: Vec<TargetView>,
    /// What a status can become.
    pub status_targets: Vec<TargetView>,
    /// What a reason can become.
    pub reason_targets: Vec<TargetView>,
    /// Values of the status column.
    pub statuses: Vec<ValueMapView>,
    /// Values of the rejection reason column.
    pub reasons: Vec<ValueMapView>,
    /// What has to be decided by a person.
    pub questions: Vec<QuestionView>,
    /// The mapping as the command line takes it.
    pub mapping_toml: String,
    /// True if the mapping is one confirmed before.
    pub remembered: bool,
}

/// A column of the file.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LookColumn {
    /// Its header.
    pub header: String,
    /// Its position, from 0.
    pub index: u32,
    /// First non-empty values.
    pub first: Vec<String>,
    /// Share of rows with a value, 0 to 1.
    #[specta(type = Number)]
    pub filled: f64,
    /// How many different values.
    pub distinct: u32,
    /// What the values are.
    pub inferred: String,
    /// What it becomes: a field, `stage.mql.at`, or empty to be kept as it is.
    pub becomes: String,
    /// How it is read, a sentence.
    pub reading: String,
    /// True if nobody confirmed it yet.
    pub suggestion: bool,
    /// The question that concerns it.
    pub question: Option<String>,
}

/// What a column can become.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TargetView {
    /// As sent back.
    pub value: String,
    /// As shown.
    pub label: String,
    /// Under which heading.
    pub group: String,
}

/// A value of a status or reason column.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueMapView {
    /// As it stands in the file.
    pub value: String,
    /// In how many rows.
    pub count: u32,
    /// The stage or the reason it means; empty for none.
    pub becomes: String,
    /// True if nobody confirmed it yet.
    pub suggestion: bool,
}

/// Something only a person can decide.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionView {
    /// Sent back with the answer.
    pub id: String,
    /// The question.
    pub title: String,
    /// Why it matters.
    pub text: String,
    /// The answers.
    pub options: Vec<OptionView>,
    /// The answer given.
    pub chosen: Option<String>,
}

/// An answer.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OptionView {
    /// As sent back.
    pub value: String,
    /// As shown.
    pub label: String,
}

/// What the person decided.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingInput {
    /// What columns become.
    pub columns: Vec<ColumnInput>,
    /// What statuses mean.
    pub statuses: Vec<ValueInput>,
    /// What reasons mean.
    pub reasons: Vec<ValueInput>,
    /// Answers to questions.
    pub answers: Vec<AnswerInput>,
}

/// What a column becomes.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnInput {
    /// Its header.
    pub header: String,
    /// Its position, from 0; headers can repeat.
    pub index: u32,
    /// A target's value, empty to keep the column as it is.
    pub becomes: String,
}

/// What a value means.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueInput {
    /// As it stands in the file.
    pub value: String,
    /// The stage or the reason, empty for none.
    pub becomes: String,
}

/// An answer to a question.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AnswerInput {
    /// Which question.
    pub id: String,
    /// The option's value.
    pub value: String,
}

/// How far an import has come.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// What is being done.
    pub phase: String,
    /// Rows so far.
    pub rows: u32,
    /// Of how many, if known.
    pub total: Option<u32>,
    /// Speed.
    #[specta(type = Number)]
    pub rows_per_second: f64,
}
