//! The first look at a file, as the wizard shows it.

use std::path::Path;

use chrono::NaiveDate;
use plumbline_domain::{field::FieldName, ladder::Ladder, shape::Shape, stage::Stage};
use plumbline_ingest::{
    look::{Column, Inferred},
    mapping::{Question, Suggestion, Target, suggestions},
    value::{
        DateFormat,
        date::{Order, dissect},
    },
};

use super::{Edits, Group, ValueGroup, mapping::Mapped};
use plumbline_store::import::{self, Counts};

use crate::{failure::Outcome, wording, workspace::Workspace};

/// A file as it would be read.
#[derive(Clone, Debug)]
pub struct Looked {
    /// The file's name.
    pub name: String,
    /// The sheet, if the file is a workbook.
    pub sheet: Option<String>,
    /// All sheets of the workbook.
    pub sheets: Vec<String>,
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
    /// Rows of sums that are left out and could be rows like all others.
    pub sums: u64,
    /// Rows of sums are kept.
    pub keeps_totals: bool,
    /// Rows that will be read.
    pub rows: u64,
    /// The columns in file order.
    pub columns: Vec<LookedColumn>,
    /// What a column may become: value, label, group.
    pub targets: Vec<(String, String, String)>,
    /// Everything that is mapped value by value.
    pub values: Vec<ValueGroup>,
    /// What only a person can say.
    pub questions: Vec<Asked>,
    /// The mapping as a file.
    pub toml: String,
    /// The mapping was used before for these headers, or nearly these.
    pub remembered: bool,
    /// How it fits: `17 of 19 columns are mapped as in the import of 12 Mar 2026; new: Region, Team.`
    pub memory: Option<String>,
    /// What a row is.
    pub shape: Shape,
    /// The last day the file speaks of.
    pub as_of: NaiveDate,
    /// How one field for two meanings would be split.
    pub split: Option<Split>,
    /// How many of its leads are known here: `4,611 of 5,002 leads are known here; 318 of them would change.`
    pub already: Option<String>,
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
    /// Why it is suggested.
    pub ground: Option<String>,
    /// It was not there last time.
    pub is_new: bool,
    /// Words that mean blank.
    pub missing: Vec<String>,
    /// How its dates are written, as a mapping file says it.
    pub date_format: Option<String>,
    /// What is to be decided about it.
    pub question: Option<String>,
}

/// How a field that CRMs use for two meanings would be split, by evidence of first contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// Before contact.
    pub rejections: u64,
    /// After contact.
    pub disqualifications: u64,
    /// Without evidence: they count as neither.
    pub undecided: u64,
    /// The same in words.
    pub sentence: String,
}

impl Split {
    /// What a reader counted, in words; `None` if no row left the ladder with a value in such a field.
    pub(crate) fn of(split: import::Split) -> Option<Split> {
        let (rejections, disqualifications, undecided) =
            (split.rejections, split.disqualifications, split.undecided);
        (rejections + disqualifications + undecided > 0).then(|| Split {
            rejections,
            disqualifications,
            undecided,
            sentence: in_words(split),
        })
    }
}

fn in_words(split: import::Split) -> String {
    let by_status = match split.by_status {
        0 => String::new(),
        n => format!(" ({} by the file's own status, as no contact is known)", wording::count(n)),
    };
    format!(
        "One field for both. By first contact: {}, {}{by_status}; {} cannot be told: they stand as {} and count as neither.",
        wording::counted(split.rejections, "rejection", "rejections"),
        wording::counted(split.disqualifications, "disqualification", "disqualifications"),
        wording::count(split.undecided),
        Stage::Left.label(),
    )
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
        let mapped = self.mapped(path, edits)?;
        let mut looked = describe(&mapped);
        looked.call_stages_as(&self.ladder().unwrap_or_default());
        if self.is_worth_trying(&mapped)? {
            let tried = self.try_mapped(mapped)?;
            looked.already = already(&tried.counts);
            looked.split = tried.split;
        }
        Ok(looked)
    }

    /// A small file of leads is tried out at once, so that what it means here is seen beside what it is; a large one only
    /// if it has a field for two meanings.
    fn is_worth_trying(&self, mapped: &Mapped) -> Outcome<bool> {
        if mapped.mapping.shape != Shape::LeadPerRow {
            return Ok(false);
        }
        let is_either = |(_, stage): &(String, Option<Stage>)| *stage == Some(Stage::Left);
        if mapped.mapping.column_of(&Target::EitherReason).is_some()
            || mapped.mapping.statuses.iter().any(is_either)
        {
            return Ok(true);
        }
        Ok(mapped.look.rows <= TRIED && self.store().read(plumbline_store::Reader::lead_count)? > 0)
    }
}

/// Rows up to which a file is tried out while it is looked at.
const TRIED: u64 = 20_000;

/// `4,611 of 5,002 leads are known here; 318 of them would change.`
fn already(counts: &Counts) -> Option<String> {
    let (known, all) =
        (counts.updated + counts.unchanged, counts.created + counts.updated + counts.unchanged);
    if known == 0 {
        return None;
    }
    let change = match (counts.updated, known) {
        (0, 1) => "it would not change".to_owned(),
        (1, 1) => "it would change".to_owned(),
        (0, _) => "none of them would change".to_owned(),
        (updated, _) => format!("{} of them would change", wording::count(updated)),
    };
    Some(format!(
        "{} of {} {} known here; {change}.",
        wording::count(known),
        wording::counted(all, "lead", "leads"),
        if known == 1 { "is" } else { "are" }
    ))
}

impl Looked {
    /// Puts what stages are called here in place of what they are called everywhere.
    fn call_stages_as(&mut self, ladder: &Ladder) {
        for (slug, label, _) in &mut self.targets {
            if let FieldName::StageAt(stage) = FieldName::parse(slug) {
                *label = format!("{}: date", ladder.label(stage));
            }
        }
        let statuses = self.values.iter_mut().filter(|values| values.group == Group::Status);
        for (slug, label, _) in statuses.flat_map(|values| &mut values.targets) {
            if let Some(stage) = Stage::from_slug(slug) {
                *label = ladder.label(stage).to_owned();
            }
        }
    }
}

pub(crate) fn describe(mapped: &Mapped) -> Looked {
    let (look, mapping) = (&mapped.look, &mapped.mapping);
    let grounds = suggestions(look);
    let questions: Vec<Asked> = mapping.questions(look).into_iter().map(asked).collect();
    Looked {
        name: look.name.clone(),
        sheet: look.sheet.clone(),
        sheets: look.sheets.clone(),
        dictionary: look.dictionary.label().to_owned(),
        encoding: look.encoding_name(),
        delimiter: delimiter(look.dialect.delimiter).to_owned(),
        header_row: look.header_row,
        footer_rows: look.footer.len() as u64,
        sums: look.sums,
        keeps_totals: mapping.source.keep_totals,
        rows: look.rows,
        columns: look.columns.iter().map(|column| described(mapped, column, &questions, &grounds)).collect(),
        targets: targets(mapping.shape),
        values: Group::ALL.iter().filter_map(|group| values(mapped, *group)).collect(),
        questions,
        toml: mapping.to_toml(),
        remembered: mapped.remembered.is_some(),
        memory: mapped.memory(),
        shape: mapping.shape,
        as_of: mapped.settings.calendar.day(mapped.as_of),
        split: None,
        already: None,
        notes: look.notes(),
    }
}

fn described(mapped: &Mapped, column: &Column, questions: &[Asked], grounds: &[Suggestion]) -> LookedColumn {
    // A ground speaks for the suggestion alone, not for what somebody chose instead.
    let ground = grounds
        .iter()
        .find(|found| found.header == column.header)
        .filter(|found| mapped.remembered.is_none() && mapped.mapping.target(&column.header) == found.target);
    let target = mapped.mapping.target(&column.header);
    let question = questions.iter().find(|asked| asked.id.ends_with(&format!(":{}", column.header)));
    let is_new = mapped.remembered.as_ref().is_some_and(|found| found.new.contains(&column.header));
    let reading = match (&target, mapped.mapping.date_format(&column.header)) {
        (Target::Extra(_), _) => "Kept; can be charted and used in criteria.".to_owned(),
        (_, Some(format)) => date_reading(column, format),
        // That text is read as text goes without saying; that nothing changed does not.
        _ if column.inferred == Inferred::Text && !is_new => match &mapped.remembered {
            Some(found) if found.is_as_before(&mapped.mapping, &column.header) => {
                "Mapped as last time.".to_owned()
            }
            Some(_) => "Mapped differently than last time.".to_owned(),
            None => String::new(),
        },
        _ => column.reading(),
    };
    let missing = mapped.mapping.missing.iter().find(|(header, _)| *header == column.header);
    LookedColumn {
        header: column.header.clone(),
        index: column.index,
        first: column.first.clone(),
        filled: if mapped.look.rows == 0 { 0.0 } else { column.filled as f64 / mapped.look.rows as f64 },
        distinct: column.distinct,
        inferred: column.inferred.label().to_owned(),
        becomes: target.slug().into_owned(),
        reading,
        suggestion: mapped.remembered.is_none() || is_new,
        ground: ground.and_then(|found| found.reason.clone().or_else(|| found.doubt.clone())),
        is_new,
        missing: missing.map(|(_, words)| words.clone()).unwrap_or_default(),
        date_format: mapped.mapping.date_format(&column.header).map(|format| format.text().to_owned()),
        question: question.map(|asked| asked.title.clone()),
    }
}

/// `"03/04/2026" is read as 3 April 2026`.
fn date_reading(column: &Column, format: &DateFormat) -> String {
    let order = match format {
        DateFormat::DayFirst => Some(Order::DayFirst),
        DateFormat::MonthFirst => Some(Order::MonthFirst),
        DateFormat::Either => None,
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
        DateFormat::EpochSeconds => return "Seconds since 1970, in UTC.".to_owned(),
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

fn values(mapped: &Mapped, group: Group) -> Option<ValueGroup> {
    let before = mapped.remembered.as_ref().map(|found| &found.mapping);
    group.of(&mapped.look, &mapped.mapping, &mapped.known, before)
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
