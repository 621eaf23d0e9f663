//! An import before it happens: the look and the mapping.

use std::path::Path;

use plumbline_workbench::import::{Asked, Edits, Looked, LookedColumn, Phase, Progress, ValueChoice};
use serde::{Deserialize, Serialize};
use specta::Type;
use specta_typescript::Number;

use super::whole;

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
    /// What the reader has to know about the file.
    pub notes: Vec<String>,
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

impl LookView {
    /// What was seen in the file at `path`.
    pub fn new(path: &Path, looked: Looked) -> LookView {
        LookView {
            path: path.display().to_string(),
            name: looked.name,
            dictionary: looked.dictionary,
            encoding: looked.encoding,
            delimiter: looked.delimiter,
            footer_rows: whole(looked.footer_rows),
            header_row: whole(looked.header_row),
            rows: whole(looked.rows),
            columns: looked.columns.into_iter().map(Into::into).collect(),
            targets: looked.targets.into_iter().map(TargetView::grouped).collect(),
            status_targets: looked.stage_targets.into_iter().map(TargetView::loose).collect(),
            reason_targets: looked.reason_targets.into_iter().map(TargetView::loose).collect(),
            statuses: looked.statuses.into_iter().map(Into::into).collect(),
            reasons: looked.reasons.into_iter().map(Into::into).collect(),
            questions: looked.questions.into_iter().map(Into::into).collect(),
            mapping_toml: looked.toml,
            remembered: looked.remembered,
            notes: looked.notes,
        }
    }
}

impl TargetView {
    fn grouped((value, label, group): (String, String, String)) -> TargetView {
        TargetView { value, label, group }
    }

    fn loose((value, label): (String, String)) -> TargetView {
        TargetView { value, label, group: String::new() }
    }
}

impl From<LookedColumn> for LookColumn {
    fn from(column: LookedColumn) -> Self {
        LookColumn {
            header: column.header,
            index: whole(column.index),
            first: column.first,
            filled: column.filled,
            distinct: whole(column.distinct),
            inferred: column.inferred,
            becomes: column.becomes,
            reading: column.reading,
            suggestion: column.suggestion,
            question: column.question,
        }
    }
}

impl From<ValueChoice> for ValueMapView {
    fn from(choice: ValueChoice) -> Self {
        ValueMapView {
            value: choice.value,
            count: whole(choice.count),
            becomes: choice.becomes,
            suggestion: choice.suggestion,
        }
    }
}

impl From<Asked> for QuestionView {
    fn from(asked: Asked) -> Self {
        let options = asked.options.into_iter().map(|(value, label)| OptionView { value, label });
        QuestionView {
            id: asked.id,
            title: asked.title,
            text: asked.text,
            options: options.collect(),
            chosen: asked.chosen,
        }
    }
}

impl From<MappingInput> for Edits {
    fn from(input: MappingInput) -> Self {
        let meant =
            |values: Vec<ValueInput>| values.into_iter().map(|one| (one.value, one.becomes)).collect();
        Edits {
            columns: input.columns.into_iter().map(|column| (column.header, column.becomes)).collect(),
            statuses: meant(input.statuses),
            reasons: meant(input.reasons),
            answers: input.answers.into_iter().map(|answer| (answer.id, answer.value)).collect(),
        }
    }
}

impl From<Progress> for ProgressView {
    fn from(progress: Progress) -> Self {
        let phase = match progress.phase {
            Phase::Looking => "Looking at the file",
            Phase::Reading => "Reading rows",
            Phase::Saving => "Saving",
        };
        ProgressView {
            phase: phase.to_owned(),
            rows: whole(progress.rows),
            total: progress.total.map(whole),
            rows_per_second: progress.rows_per_second,
        }
    }
}
