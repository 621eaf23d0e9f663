//! Single columns of the shapes that are not a lead, each read by what it becomes.

use plumbline_domain::{
    moment::Moment,
    problem::{Problem, Rule},
};

use super::{
    plan::{json_key, missing_words, push_json},
    problem::{self, Finding},
    row::moment_of,
    time::TimeReader,
    value::number_of,
};
use crate::{
    look::{Column, Look, trimmed},
    mapping::{Mapping, RowField, Target},
    own,
    table::records::Entry,
    value::{
        number::{Reading, Style},
        zone::LocalTimes,
    },
};

/// The columns of a file, by what they become.
#[derive(Clone, Copy)]
pub(super) struct Columns<'a> {
    pub(super) look: &'a Look,
    pub(super) mapping: &'a Mapping,
}

impl<'a> Columns<'a> {
    fn find(self, target: &Target) -> Option<&'a Column> {
        self.mapping.column_of(target).and_then(|header| self.look.column(header))
    }

    /// The column that becomes `target`, as text.
    pub(super) fn text(self, target: impl Into<Target>) -> TextColumn {
        let target = target.into();
        match self.find(&target) {
            Some(column) => self.as_text(column),
            // What is missing is named as the list of targets names it.
            None => TextColumn { header: target.label().into_owned(), ..TextColumn::default() },
        }
    }

    /// The column that becomes `target`, as moments.
    pub(super) fn time(self, target: RowField) -> TimeColumn {
        let evidence = self.find(&target.into()).map(|column| column.dates.clone()).unwrap_or_default();
        let text = self.text(target);
        TimeColumn { reader: TimeReader::new(self.mapping.date_format(&text.header), &evidence), text }
    }

    /// The column that becomes `target`, as numbers.
    pub(super) fn number(self, target: RowField) -> NumberColumn {
        let reading = self.find(&target.into()).map(|column| column.numbers.reading(false));
        let style = match reading.filter(|_| !self.look.own) {
            Some(Reading::Ambiguous) => None,
            Some(Reading::Style(style)) => Some(style),
            None => Some(Style::Point),
        };
        NumberColumn { text: self.text(target), style }
    }

    /// The column of this header, whatever it becomes.
    pub(super) fn headed(self, header: &str) -> TextColumn {
        self.look.column(header).map(|column| self.as_text(column)).unwrap_or_default()
    }

    /// The columns that map to nothing.
    pub(super) fn extras(self) -> Extras {
        let kept = self.look.columns.iter().filter_map(|column| {
            let Target::Extra(name) = self.mapping.target(&column.header) else { return None };
            let key = match name.as_str() {
                "" if self.look.own => own::extra_name(&column.header),
                "" => &column.header,
                name => name,
            };
            (column.header != super::IDENTITY_COLUMN).then(|| (self.as_text(column), json_key(key)))
        });
        Extras { columns: kept.collect(), json: String::new() }
    }

    fn as_text(self, column: &Column) -> TextColumn {
        TextColumn {
            place: Some(column.index),
            header: column.header.clone(),
            missing: missing_words(self.mapping, &column.header),
        }
    }
}

/// A column of text; without a place, one the file does not have.
#[derive(Default)]
pub(super) struct TextColumn {
    place: Option<usize>,
    pub(super) header: String,
    missing: Vec<String>,
}

impl TextColumn {
    /// The cell of a row, trimmed; `None` if it is blank or stands for nothing.
    pub(super) fn get<'e>(&self, entry: &Entry<'e>) -> Option<&'e str> {
        let cell = trimmed(entry.cell(self.place?));
        (!cell.is_empty() && !self.missing.iter().any(|word| word == cell)).then_some(cell)
    }

    /// The cell as yes or no; blank is neither.
    pub(super) fn flag(&self, entry: &Entry<'_>, problems: &mut Vec<Problem>) -> Option<bool> {
        let cell = self.get(entry)?;
        let flag = flag(cell);
        if flag.is_none() {
            problems.push(Finding::from(Rule::ValueUnknown).at(entry.number, &self.header, cell));
        }
        flag
    }

    /// True if the file has it.
    pub(super) fn is_there(&self) -> bool {
        self.place.is_some()
    }
}

/// `TRUE`, `yes`, `1`; `false`, `No`, `0`.
pub(super) fn flag(cell: &str) -> Option<bool> {
    let is = |words: [&str; 5]| words.iter().any(|word| word.eq_ignore_ascii_case(cell));
    if is(["true", "yes", "1", "y", "t"]) {
        Some(true)
    } else if is(["false", "no", "0", "n", "f"]) {
        Some(false)
    } else {
        None
    }
}

/// A column of moments.
pub(super) struct TimeColumn {
    text: TextColumn,
    reader: TimeReader,
}

impl TimeColumn {
    /// The moment of a row; what cannot be read becomes a problem.
    pub(super) fn get(
        &mut self,
        entry: &Entry<'_>,
        times: &mut LocalTimes,
        problems: &mut Vec<Problem>,
    ) -> Option<Moment> {
        let cell = self.text.get(entry)?;
        match moment_of(&mut self.reader, cell, times) {
            Ok(at) => Some(at),
            Err(finding) => {
                problems.push(finding.at(entry.number, &self.text.header, cell));
                None
            }
        }
    }

    /// The same where a row cannot do without: a blank is a problem too.
    pub(super) fn need(
        &mut self,
        entry: &Entry<'_>,
        times: &mut LocalTimes,
        problems: &mut Vec<Problem>,
    ) -> Option<Moment> {
        let before = problems.len();
        let at = self.get(entry, times, problems);
        if at.is_none() && problems.len() == before {
            problems.push(lacking(entry, &self.text));
        }
        at
    }

    /// The cell as it stands in the file.
    pub(super) fn cell<'e>(&self, entry: &Entry<'e>) -> Option<&'e str> {
        self.text.get(entry)
    }

    /// Its header.
    pub(super) fn header(&self) -> &str {
        &self.text.header
    }
}

/// A column of numbers.
pub(super) struct NumberColumn {
    text: TextColumn,
    style: Option<Style>,
}

impl NumberColumn {
    /// The number of a row and its cell; what cannot be read becomes a problem.
    pub(super) fn get<'e>(&self, entry: &Entry<'e>, problems: &mut Vec<Problem>) -> Option<(f64, &'e str)> {
        let cell = self.text.get(entry)?;
        match number_of(cell, self.style) {
            Ok(number) => Some((number, cell)),
            Err(finding) => {
                problems.push(finding.at(entry.number, &self.text.header, cell));
                None
            }
        }
    }

    /// The same where a row cannot do without.
    pub(super) fn need<'e>(&self, entry: &Entry<'e>, problems: &mut Vec<Problem>) -> Option<(f64, &'e str)> {
        let before = problems.len();
        let number = self.get(entry, problems);
        if number.is_none() && problems.len() == before {
            problems.push(lacking(entry, &self.text));
        }
        number
    }
}

/// A row without what its shape cannot do without.
pub(super) fn lacking(entry: &Entry<'_>, column: &TextColumn) -> Problem {
    problem::lacking(entry.number, column.is_there().then_some(column.header.as_str()), &column.header)
}

/// The columns that map to nothing, kept as one JSON object per row.
pub(super) struct Extras {
    columns: Vec<(TextColumn, String)>,
    json: String,
}

impl Extras {
    /// The object of a row, with what the shape itself could not place; empty if there is nothing.
    pub(super) fn of(&mut self, entry: &Entry<'_>, also: Option<(&str, &str)>) -> &str {
        self.json.clear();
        for (column, key) in &self.columns {
            if let Some(cell) = column.get(entry) {
                push_pair(&mut self.json, key, cell);
            }
        }
        if let Some((name, cell)) = also {
            push_pair(&mut self.json, &json_key(name), cell);
        }
        if !self.json.is_empty() {
            self.json.push('}');
        }
        &self.json
    }
}

/// Appends a member to an object that is not closed yet.
pub(super) fn push_pair(out: &mut String, key: &str, value: &str) {
    out.push(if out.is_empty() { '{' } else { ',' });
    out.push_str(key);
    push_json(out, value);
}
