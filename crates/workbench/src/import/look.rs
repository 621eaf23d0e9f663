//! The first look at a file, as the wizard shows it.

use std::path::Path;

use plumbline_domain::stage::LADDER;
use plumbline_ingest::{
    look::Column,
    mapping::{Question, Shape, Target},
    value::{
        DateFormat,
        date::{Order, dissect},
    },
};

use super::{
    Edits,
    mapping::{Mapped, reason_choices},
};
use crate::{failure::Outcome, workspace::Workspace};

/// A file as it would be read.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The file's name.
    pub name: String,
    /// Which system's headers were recognised.
    pub dictionary: String,
    /// Encoding.
    pub encoding: String,
    /// Delimiter in words.
    pub delimiter: String,
    /// The row that names the columns, from 1.
    pub header_row: u64,
    /// Rows below the table that are left out.
    pub footer_rows: u64,
    /// Rows that will be read.
    pub rows: u64,
    /// The columns in file order.
    pub columns: Vec<LookedColumn>,
    /// What a column may become: value, label, group.
    pub targets: Vec<(String, String, String)>,
    /// The values of the status column.
    pub statuses: Vec<ValueChoice>,
    /// What a status may mean: value, label.
    pub stage_targets: Vec<(String, String)>,
    /// The values of the rejection column.
    pub reasons: Vec<ValueChoice>,
    /// What a rejection may be: value, label.
    pub reason_targets: Vec<(String, String)>,
    /// What only a person can say.
    pub questions: Vec<Asked>,
    /// The mapping as a file.
    pub toml: String,
    /// The mapping was used before for the same headers.
    pub remembered: bool,
    /// Sentences about how the file was read.
    pub notes: Vec<String>,
}

/// A column of the file.
#[derive(Clone, Debug)]
pub struct LookedColumn {
    /// Its header.
    pub header: String,
    /// Position in the file.
    pub index: usize,
    /// The first values.
    pub first: Vec<String>,
    /// Share of rows with a value.
    pub filled: f64,
    /// Distinct values.
    pub distinct: u64,
    /// What the values are.
    pub inferred: String,
    /// What it becomes.
    pub becomes: String,
    /// How it is read, as a sentence.
    pub reading: String,
    /// True if nobody has confirmed it yet.
    pub suggestion: bool,
    /// What is to be decided about it.
    pub question: Option<String>,
}

/// A value that has to be given a meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChoice {
    /// As in the file.
    pub value: String,
    /// Rows with it.
    pub count: u64,
    /// What it means; empty if nothing.
    pub becomes: String,
    /// True if nobody has confirmed it yet.
    pub suggestion: bool,
}

/// A question to the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// For the answer.
    pub id: String,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub text: String,
    /// Value and label.
    pub options: Vec<(String, String)>,
    /// The option that other columns make likely.
    pub chosen: Option<String>,
}

impl Workspace {
    /// Looks at a file and proposes how to read it. Nothing is written.
    ///
    /// # Errors
    /// The file cannot be read as a table, or an edit is not possible.
    pub fn look_at(&self, path: &Path, edits: Option<&Edits>) -> Outcome<Looked> {
        Ok(describe(&self.mapped(path, edits)?))
    }
}

pub(crate) fn describe(mapped: &Mapped) -> Looked {
    let (look, mapping) = (&mapped.look, &mapped.mapping);
    let questions: Vec<Asked> = mapping.questions(look).into_iter().map(asked).collect();
    Looked {
        name: look.name.clone(),
        dictionary: look.dictionary.label().to_owned(),
        encoding: look.encoding_name(),
        delimiter: delimiter(look.dialect.delimiter).to_owned(),
        header_row: look.header_row,
        footer_rows: look.footer.len() as u64,
        rows: look.rows,
        columns: look.columns.iter().map(|column| described(mapped, column, &questions)).collect(),
        targets: targets(mapping.shape),
        statuses: statuses(mapped),
        stage_targets: LADDER.iter().map(|step| (step.slug.to_owned(), step.label.to_owned())).collect(),
        reasons: reasons(mapped),
        reason_targets: reason_targets(mapped),
        questions,
        toml: mapping.to_toml(),
        remembered: mapped.remembered,
        notes: look.notes(),
    }
}

fn described(mapped: &Mapped, column: &Column, questions: &[Asked]) -> LookedColumn {
    let target = mapped.mapping.target(&column.header);
    let question = questions.iter().find(|asked| asked.id.ends_with(&format!(":{}", column.header)));
    let reading = match (&target, mapped.mapping.date_format(&column.header)) {
        (Target::Extra(_), _) => "Kept; can be charted and used in criteria.".to_owned(),
        (_, Some(format)) => date_reading(column, format),
        _ => column.reading(),
    };
    LookedColumn {
        header: column.header.clone(),
        index: column.index,
        first: column.first.clone(),
        filled: if mapped.look.rows == 0 { 0.0 } else { column.filled as f64 / mapped.look.rows as f64 },
        distinct: column.distinct,
        inferred: column.inferred.label().to_owned(),
        becomes: target.slug().into_owned(),
        reading,
        suggestion: !mapped.remembered,
        question: question.map(|asked| asked.title.clone()),
    }
}

/// `"03/04/2026" is read as 3 April 2026`.
fn date_reading(column: &Column, format: &DateFormat) -> String {
    let order = match format {
        DateFormat::DayFirst => Some(Order::DayFirst),
        DateFormat::MonthFirst => Some(Order::MonthFirst),
        DateFormat::Chrono(text) => {
            let place = |token: &str| text.find(token);
            match (place("%d"), place("%m"), place("%Y").or(place("%y"))) {
                (Some(day), Some(month), Some(year)) if year > day && day < month => Some(Order::DayFirst),
                (Some(day), Some(month), Some(year)) if year > day && month < day => Some(Order::MonthFirst),
                _ => None,
            }
        }
        DateFormat::Excel { .. } => return "Days as a spreadsheet counts them.".to_owned(),
        DateFormat::EpochMs => return "Milliseconds since 1970, in UTC.".to_owned(),
    };
    let Some(order) = order else { return column.reading() };
    let example = column.dates.example.as_deref().or(column.first.first().map(String::as_str));
    let read = example.and_then(|example| Some((example, dissect(example)?.local(order)?)));
    let words = if order == Order::DayFirst { "Day first" } else { "Month first" };
    match read {
        Some((example, local)) => format!("{words}: \"{example}\" is read as {}.", local.format("%-d %B %Y")),
        None => format!("{words}."),
    }
}

fn targets(shape: Shape) -> Vec<(String, String, String)> {
    let kept = Target::Extra(String::new());
    std::iter::once(kept)
        .chain(Target::all_of(shape))
        .map(|target| (target.slug().into_owned(), target.label().into_owned(), target.group().to_owned()))
        .collect()
}

fn values<'a>(mapped: &'a Mapped, target: &Target) -> &'a [(String, u64)] {
    let header = mapped.mapping.column_of(target);
    header
        .and_then(|header| mapped.look.column(header))
        .and_then(|column| column.values.as_deref())
        .unwrap_or_default()
}

fn statuses(mapped: &Mapped) -> Vec<ValueChoice> {
    let meaning = |value: &str| {
        let known = mapped.mapping.statuses.iter().find(|(known, _)| known.eq_ignore_ascii_case(value));
        known.and_then(|(_, stage)| *stage).map_or("", plumbline_domain::stage::Stage::slug)
    };
    let choice = |(value, count): &(String, u64)| ValueChoice {
        value: value.clone(),
        count: *count,
        becomes: meaning(value).to_owned(),
        suggestion: !mapped.remembered,
    };
    values(mapped, &Target::Status).iter().map(choice).collect()
}

fn reasons(mapped: &Mapped) -> Vec<ValueChoice> {
    let meaning = |value: &str| {
        let known = mapped.mapping.rejections.iter().find(|(known, _)| known.eq_ignore_ascii_case(value));
        known.map(|(_, key)| key.to_string()).unwrap_or_default()
    };
    let choice = |(value, count): &(String, u64)| ValueChoice {
        value: value.clone(),
        count: *count,
        becomes: meaning(value),
        suggestion: !mapped.remembered,
    };
    values(mapped, &Target::RejectionReason).iter().map(choice).collect()
}

/// The picklist, and the new entries that the mapping would make.
fn reason_targets(mapped: &Mapped) -> Vec<(String, String)> {
    let mut choices = reason_choices(&mapped.known);
    for (value, key) in &mapped.mapping.rejections {
        let key_text = key.to_string();
        if !choices.iter().any(|(known, _)| *known == key_text) {
            choices.push((key_text, format!("{}: {value} (new)", key.bucket.label())));
        }
    }
    choices
}

fn asked(question: Question) -> Asked {
    Asked {
        id: question.id,
        title: question.title,
        text: question.text,
        options: question.choices.into_iter().map(|choice| (choice.value, choice.label)).collect(),
        chosen: question.likely,
    }
}

pub(crate) fn delimiter(byte: u8) -> &'static str {
    match byte {
        b',' => "comma",
        b';' => "semicolon",
        b'\t' => "tab",
        b'|' => "bar",
        b':' => "colon",
        _ => "other",
    }
}
