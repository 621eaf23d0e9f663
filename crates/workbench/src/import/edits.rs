//! What a person changed about how a file is taken.

use chrono::NaiveDate;
use plumbline_domain::shape::Shape;
use plumbline_ingest::{
    mapping::{Mapping, Target},
    value::DateFormat,
};

use super::group::Group;
use crate::failure::{Failure, Outcome};

/// Changes to a suggestion; what is empty changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edits {
    /// The text of a mapping file to start from, instead of the mapping used last time or suggested.
    pub toml: Option<String>,
    /// What a row is.
    pub shape: Option<Shape>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row that names the columns, from 1.
    pub header_row: Option<u64>,
    /// Rows that begin with a word for a sum are rows like all others.
    pub keep_totals: Option<bool>,
    /// The day the file speaks of.
    pub as_of: Option<NaiveDate>,
    /// Header and what it becomes, as a mapping file writes it; empty keeps the column as it is.
    pub columns: Vec<(String, String)>,
    /// What values mean.
    pub values: Vec<Meaning>,
    /// Header, or `*` for all, and the words that mean blank.
    pub missing: Vec<(String, Vec<String>)>,
    /// Header and how its dates are written, as a mapping file writes it.
    pub dates: Vec<(String, String)>,
    /// Question and answer.
    pub answers: Vec<(String, String)>,
}

/// What one value of a column means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Which list of values, see [`Group`].
    pub group: Group,
    /// As it stands in the file.
    pub value: String,
    /// A stage, a reason, a name, as a mapping file writes it; empty where the list allows it.
    pub becomes: String,
}

impl Edits {
    /// The mapping to start from, if one was brought along.
    pub(crate) fn brought(&self) -> Outcome<Option<Mapping>> {
        self.toml.as_deref().map(|text| Ok(Mapping::from_toml(text)?)).transpose()
    }

    /// Puts what has to be known before the file is looked at into `mapping`.
    pub(crate) fn direct(&self, mapping: &mut Mapping) {
        if self.sheet.is_some() {
            mapping.source.sheet.clone_from(&self.sheet);
        }
        if self.header_row.is_some() {
            mapping.source.header_row = self.header_row;
        }
        if let Some(keep) = self.keep_totals {
            mapping.source.keep_totals = keep;
        }
    }

    /// Puts the changes into `mapping`.
    ///
    /// # Errors
    /// Names the first change that is not possible.
    pub(crate) fn apply(&self, mapping: &mut Mapping) -> Outcome<()> {
        if let Some(shape) = self.shape {
            mapping.shape = shape;
        }
        for (header, becomes) in &self.columns {
            let target = Target::parse(becomes).ok_or_else(|| {
                Failure::bad_input("columns", format!("{header}: there is no field \"{becomes}\"."))
            })?;
            mapping.set(header, target);
        }
        for meaning in &self.values {
            meaning.group.set(mapping, &meaning.value, &meaning.becomes)?;
        }
        for (header, words) in &self.missing {
            mapping.missing.retain(|(known, _)| known != header);
            if !words.is_empty() {
                mapping.missing.push((header.clone(), words.clone()));
            }
        }
        for (header, text) in &self.dates {
            let format = DateFormat::parse(text).ok_or_else(|| {
                Failure::bad_input("dates", format!("{header}: \"{text}\" is no way to write dates."))
                    .hint("Write day-first, month-first, excel, epoch-ms, or a pattern such as %d.%m.%Y.")
            })?;
            mapping.set_date_format(header, format);
        }
        for (id, value) in &self.answers {
            if !value.is_empty() && !mapping.answer(id, value) {
                return Err(Failure::bad_input("answers", format!("\"{value}\" is no answer to {id}.")));
            }
        }
        Ok(())
    }
}
