//! An import before it happens: the look and the mapping.

use std::path::Path;

use plumbline_workbench::import::{
    Asked, Looked, LookedColumn, Phase, Progress, Shape, Split, ValueChoice, ValueGroup,
};
use serde::Serialize;
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
    /// Rows of sums that are left out and could be rows like all others.
    pub sums: u32,
    /// Rows of sums are kept.
    pub keeps_totals: bool,
    /// The row with the headers, counted from 1.
    pub header_row: u32,
    /// Rows of data.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<LookColumn>,
    /// What a row is.
    pub shape: String,
    /// What a row can be.
    pub shapes: Vec<OptionView>,
    /// The sheet of a workbook it was read from.
    pub sheet: Option<String>,
    /// All sheets of a workbook.
    pub sheets: Vec<String>,
    /// The last day the file speaks of, ISO.
    pub as_of: String,
    /// What a column can become.
    pub targets: Vec<TargetView>,
    /// Everything that is mapped value by value.
    pub values: Vec<ValueGroupView>,
    /// What has to be decided by a person.
    pub questions: Vec<QuestionView>,
    /// How one field for two meanings would be split.
    pub split: Option<SplitView>,
    /// The mapping as the command line takes it.
    pub mapping_toml: String,
    /// True if the mapping is one confirmed before.
    pub remembered: bool,
    /// How the mapping used last time fits.
    pub memory: Option<String>,
    /// How many of its leads are known here.
    pub already: Option<String>,
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
    /// Why it is suggested.
    pub ground: Option<String>,
    /// True if it was not there last time.
    pub is_new: bool,
    /// Words that mean blank.
    pub missing: Vec<String>,
    /// How its dates are written, as a mapping file says it.
    pub date_format: Option<String>,
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

/// Values of a column, each with what it means.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueGroupView {
    /// Sent back with each value.
    pub id: String,
    /// The column.
    pub header: String,
    /// As a heading.
    pub title: String,
    /// What to know about it.
    pub help: String,
    /// The values.
    pub choices: Vec<ValueMapView>,
    /// What a value can mean.
    pub targets: Vec<TargetView>,
    /// True if any text can be typed.
    pub free: bool,
}

/// How a field that CRMs use for two meanings would be split.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SplitView {
    /// Before contact.
    pub rejections: u32,
    /// After contact.
    pub disqualifications: u32,
    /// Without evidence.
    pub undecided: u32,
    /// The same in words.
    pub sentence: String,
}

/// A value of a column.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueMapView {
    /// As it stands in the file.
    pub value: String,
    /// In how many rows.
    pub count: u32,
    /// The stage or the reason it means; empty for none.
    pub becomes: String,
    /// True if the mapping says something about it, if only that it means nothing.
    pub decided: bool,
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

/// How far an import has come.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ProgressView {
    /// What is being done.
    pub phase: String,
    /// The file it is at.
    pub file: String,
    /// Which of the files that is, from 1.
    pub at: u32,
    /// How many files come together.
    pub files: u32,
    /// Rows so far.
    pub rows: u32,
    /// Of how many, if known.
    pub total: Option<u32>,
    /// Speed.
    #[specta(type = Number)]
    pub rows_per_second: f64,
    /// What is left at this pace, in seconds.
    #[specta(type = Option<Number>)]
    pub seconds_left: Option<f64>,
}

impl LookView {
    /// What was seen in the file at `path`.
    pub fn new(path: &Path, looked: Looked) -> LookView {
        let is_text = looked.sheet.is_none();
        LookView {
            path: path.display().to_string(),
            name: looked.name,
            dictionary: looked.dictionary,
            // A workbook has neither.
            encoding: if is_text { looked.encoding } else { String::new() },
            delimiter: if is_text { looked.delimiter } else { String::new() },
            footer_rows: whole(looked.footer_rows),
            sums: whole(looked.sums),
            keeps_totals: looked.keeps_totals,
            header_row: whole(looked.header_row),
            rows: whole(looked.rows),
            columns: looked.columns.into_iter().map(Into::into).collect(),
            shape: looked.shape.slug().to_owned(),
            shapes: Shape::ALL.iter().map(|shape| OptionView::new(shape.slug(), shape.label())).collect(),
            sheet: looked.sheet,
            sheets: looked.sheets,
            as_of: looked.as_of.to_string(),
            targets: looked.targets.into_iter().map(TargetView::new).collect(),
            values: looked.values.into_iter().map(Into::into).collect(),
            questions: looked.questions.into_iter().map(Into::into).collect(),
            split: looked.split.map(Into::into),
            mapping_toml: looked.toml,
            remembered: looked.remembered,
            memory: looked.memory,
            already: looked.already,
            notes: looked.notes,
        }
    }
}

impl OptionView {
    fn new(value: &str, label: &str) -> OptionView {
        OptionView { value: value.to_owned(), label: label.to_owned() }
    }
}

impl From<ValueGroup> for ValueGroupView {
    fn from(list: ValueGroup) -> Self {
        ValueGroupView {
            id: list.group.slug().to_owned(),
            header: list.header,
            title: list.group.title().to_owned(),
            help: list.group.help().to_owned(),
            choices: list.choices.into_iter().map(Into::into).collect(),
            targets: list.targets.into_iter().map(TargetView::new).collect(),
            free: list.group.is_free(),
        }
    }
}

impl From<Split> for SplitView {
    fn from(split: Split) -> Self {
        SplitView {
            rejections: whole(split.rejections),
            disqualifications: whole(split.disqualifications),
            undecided: whole(split.undecided),
            sentence: split.sentence,
        }
    }
}

impl TargetView {
    fn new((value, label, group): (String, String, String)) -> TargetView {
        TargetView { value, label, group }
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
            ground: column.ground,
            is_new: column.is_new,
            missing: column.missing,
            date_format: column.date_format,
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
            decided: choice.decided,
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

impl From<Progress> for ProgressView {
    fn from(progress: Progress) -> Self {
        let phase = match progress.phase {
            Phase::Looking => "Looking at the file",
            Phase::Reading => "Reading rows",
            Phase::Saving => "Saving",
        };
        ProgressView {
            phase: phase.to_owned(),
            file: progress.file,
            at: whole(progress.at),
            files: whole(progress.files),
            rows: whole(progress.rows),
            total: progress.total.map(whole),
            rows_per_second: progress.rows_per_second,
            seconds_left: progress.seconds_left,
        }
    }
}
