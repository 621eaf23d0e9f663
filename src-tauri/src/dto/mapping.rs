//! What a person decided about files on their way in.

use std::path::PathBuf;

use plumbline_workbench::{
    failure::{Failure, Outcome},
    import::{Choice, Edits, Group, Meaning, Shape},
};
use serde::Deserialize;
use specta::Type;

/// What the person decided. What is empty was not decided.
#[derive(Clone, Debug, Default, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MappingInput {
    /// The text of a mapping file to start from.
    pub toml: Option<String>,
    /// What a row is.
    pub shape: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row with the headers, from 1.
    pub header_row: Option<u32>,
    /// Rows of sums are rows like all others.
    pub keep_totals: Option<bool>,
    /// The day the file speaks of, ISO.
    pub as_of: Option<String>,
    /// What columns become.
    pub columns: Vec<ColumnInput>,
    /// What values mean.
    pub values: Vec<ValueInput>,
    /// Words that mean blank.
    pub missing: Vec<MissingInput>,
    /// How dates are written.
    pub dates: Vec<DateInput>,
    /// Answers to questions.
    pub answers: Vec<AnswerInput>,
}

/// A file of several that come together.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FileInput {
    /// Where it is.
    pub path: PathBuf,
    /// What was decided about it.
    pub mapping: Option<MappingInput>,
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
    /// Which list of values.
    pub group: String,
    /// As it stands in the file.
    pub value: String,
    /// The stage or the reason, empty for none.
    pub becomes: String,
}

/// Words that mean blank.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MissingInput {
    /// The column, `*` for all.
    pub header: String,
    /// The words.
    pub words: Vec<String>,
}

/// How the dates of a column are written.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DateInput {
    /// The column.
    pub header: String,
    /// As a mapping file says it.
    pub format: String,
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

impl TryFrom<FileInput> for Choice {
    type Error = Failure;

    fn try_from(input: FileInput) -> Outcome<Choice> {
        let edits = input.mapping.map(Edits::try_from).transpose()?;
        Ok(Choice { path: input.path, edits })
    }
}

impl TryFrom<MappingInput> for Edits {
    type Error = Failure;

    fn try_from(input: MappingInput) -> Outcome<Edits> {
        let shape = |slug: String| {
            Shape::from_slug(&slug)
                .ok_or_else(|| Failure::bad_input("shape", format!("No row of a file is a \"{slug}\".")))
        };
        let day = |text: String| {
            text.parse().map_err(|_| Failure::bad_input("asOf", format!("\"{text}\" is no day.")))
        };
        Ok(Edits {
            toml: input.toml,
            shape: input.shape.map(shape).transpose()?,
            sheet: input.sheet,
            header_row: input.header_row.map(u64::from),
            keep_totals: input.keep_totals,
            as_of: input.as_of.map(day).transpose()?,
            columns: input.columns.into_iter().map(|column| (column.header, column.becomes)).collect(),
            values: input.values.into_iter().map(meaning).collect::<Outcome<_>>()?,
            missing: input.missing.into_iter().map(|column| (column.header, column.words)).collect(),
            dates: input.dates.into_iter().map(|column| (column.header, column.format)).collect(),
            answers: input.answers.into_iter().map(|answer| (answer.id, answer.value)).collect(),
        })
    }
}

fn meaning(input: ValueInput) -> Outcome<Meaning> {
    let group = Group::from_slug(&input.group).ok_or_else(|| {
        Failure::bad_input("values", format!("There is no list of values \"{}\".", input.group))
    })?;
    Ok(Meaning { group, value: input.value, becomes: input.becomes })
}
