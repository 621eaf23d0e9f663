//! A mapping from TOML. Every complaint names its line and what is allowed there.

mod values;

use std::borrow::Cow;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{Mapping, MappingError, Shape, Target, slip::nearly_field};
use crate::{look::Overrides, value::DateFormat};

/// Rows of sums are rows like all others.
pub(super) const KEEP: &str = "keep";
/// Rows of sums are left out, as they are without a word about them.
const LEAVE_OUT: &str = "leave-out";

impl Mapping {
    /// Reads a mapping as written by hand or by [`Mapping::to_toml`].
    pub fn from_toml(text: &str) -> Result<Mapping, MappingError> {
        let reader = Reader { text };
        let document = DeTable::parse(text).map_err(|error| MappingError::Toml {
            line: reader.line(error.span().map_or(0, |span| span.start)),
            message: error.message().to_owned(),
        })?;
        let mut mapping = Mapping::default();
        let entries = in_order(document.get_ref());
        // The shape says which targets there are, wherever it stands in the text.
        if let Some(entry) = entries.iter().find(|entry| entry.key == "shape") {
            mapping.shape = reader.shape(entry)?;
        }
        for entry in entries {
            reader.section(&entry, &mut mapping)?;
        }
        Ok(mapping)
    }
}

/// A key with its value and the place of both.
struct Entry<'a> {
    key: &'a str,
    at: usize,
    value: &'a DeValue<'a>,
}

/// The entries of a table in the order of the text; the TOML reader sorts them by key.
fn in_order<'a>(table: &'a DeTable<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = table
        .iter()
        .map(|(key, value): (&Spanned<Cow<'_, str>>, _)| Entry {
            key: key.get_ref(),
            at: key.span().start,
            value: value.get_ref(),
        })
        .collect();
    entries.sort_by_key(|entry| entry.at);
    entries
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1
    }

    fn unknown(&self, at: usize, place: &str, found: &str, allowed: impl Into<String>) -> MappingError {
        MappingError::Unknown {
            line: self.line(at),
            place: place.to_owned(),
            found: found.to_owned(),
            allowed: allowed.into(),
        }
    }

    fn kind(&self, at: usize, place: &str, expected: &'static str) -> MappingError {
        MappingError::Kind { line: self.line(at), place: place.to_owned(), expected }
    }

    fn section(&self, entry: &Entry<'_>, mapping: &mut Mapping) -> Result<(), MappingError> {
        match entry.key {
            "shape" => {}
            "source" => mapping.source = self.source(entry)?,
            "columns" => mapping.columns = self.columns(entry, mapping.shape)?,
            "dates" => {
                for date in self.table(entry)? {
                    let text = self.string(&date)?;
                    let format = DateFormat::parse(text)
                        .ok_or_else(|| self.unknown(date.at, "[dates]", text, DateFormat::ALLOWED))?;
                    mapping.dates.push((date.key.to_owned(), format));
                }
            }
            "missing" => {
                for word in self.table(entry)? {
                    mapping.missing.push((word.key.to_owned(), self.strings(&word)?));
                }
            }
            "values" => self.values(entry, mapping)?,
            "answers" => mapping.answers = self.texts(entry)?,
            other => {
                let allowed = "shape, [source], [columns], [dates], [missing], [values.…], [answers]";
                return Err(self.unknown(entry.at, "a mapping", other, allowed));
            }
        }
        Ok(())
    }

    fn shape(&self, entry: &Entry<'_>) -> Result<Shape, MappingError> {
        let text = self.string(entry)?;
        let allowed = Shape::ALL.map(|shape| format!("\"{}\"", shape.slug())).join(", ");
        Shape::from_slug(text).ok_or_else(|| self.unknown(entry.at, "shape", text, &allowed))
    }

    fn source(&self, entry: &Entry<'_>) -> Result<Overrides, MappingError> {
        let mut source = Overrides::default();
        for part in self.table(entry)? {
            match part.key {
                "encoding" => source.encoding = Some(self.string(&part)?.to_owned()),
                "delimiter" => source.delimiter = Some(self.string(&part)?.to_owned()),
                "sheet" => source.sheet = Some(self.string(&part)?.to_owned()),
                "header_row" => source.header_row = Some(self.count(&part)?),
                "footer_rows" => source.footer_rows = Some(self.count(&part)?),
                "totals" => source.keep_totals = self.keeps_totals(&part)?,
                other => {
                    let allowed = "encoding, delimiter, header_row, footer_rows, sheet, totals";
                    return Err(self.unknown(part.at, "[source]", other, allowed));
                }
            }
        }
        Ok(source)
    }

    fn keeps_totals(&self, entry: &Entry<'_>) -> Result<bool, MappingError> {
        match self.string(entry)? {
            KEEP => Ok(true),
            LEAVE_OUT => Ok(false),
            other => {
                let allowed = format!("\"{KEEP}\", \"{LEAVE_OUT}\"");
                Err(self.unknown(entry.at, "totals", other, &allowed))
            }
        }
    }

    fn columns(&self, entry: &Entry<'_>, shape: Shape) -> Result<Vec<(String, Target)>, MappingError> {
        let mut columns: Vec<(String, Target)> = Vec::new();
        for column in self.table(entry)? {
            let text = self.string(&column)?;
            let target = Target::parse(text).ok_or_else(|| {
                let all: Vec<String> =
                    Target::all_of(shape).map(|target| target.slug().into_owned()).collect();
                let allowed = format!("{}, \"\" or a name of your own without a dot", all.join(", "));
                self.unknown(column.at, "[columns]", text, allowed)
            })?;
            if let Target::Extra(name) = &target
                && let Some(near) = nearly_field(name)
            {
                return Err(MappingError::NearlyField {
                    line: self.line(column.at),
                    found: name.clone(),
                    near,
                });
            }
            if !target.fits(shape) {
                return Err(MappingError::NotOfShape {
                    place: format!("line {}: ", self.line(column.at)),
                    header: column.key.to_owned(),
                    target: target.slug().into_owned(),
                    shape,
                });
            }
            let named = target != Target::Extra(String::new());
            if let Some((first, _)) = columns.iter().find(|(_, earlier)| named && *earlier == target) {
                return Err(MappingError::Twice {
                    place: format!("line {}: ", self.line(column.at)),
                    first: first.clone(),
                    second: column.key.to_owned(),
                    target: target.slug().into_owned(),
                });
            }
            columns.push((column.key.to_owned(), target));
        }
        Ok(columns)
    }

    fn table<'a>(&self, entry: &Entry<'a>) -> Result<Vec<Entry<'a>>, MappingError> {
        match entry.value {
            DeValue::Table(table) => Ok(in_order(table)),
            _ => Err(self.kind(entry.at, entry.key, "a table")),
        }
    }

    fn string<'a>(&self, entry: &Entry<'a>) -> Result<&'a str, MappingError> {
        match entry.value {
            DeValue::String(text) => Ok(text),
            _ => Err(self.kind(entry.at, entry.key, "text in quotation marks")),
        }
    }

    /// A table of texts.
    fn texts(&self, list: &Entry<'_>) -> Result<Vec<(String, String)>, MappingError> {
        let entries = self.table(list)?;
        entries.iter().map(|entry| Ok((entry.key.to_owned(), self.string(entry)?.to_owned()))).collect()
    }

    fn strings(&self, entry: &Entry<'_>) -> Result<Vec<String>, MappingError> {
        let wrong = || self.kind(entry.at, entry.key, "text, or a list of texts, in quotation marks");
        match entry.value {
            DeValue::String(text) => Ok(vec![text.clone().into_owned()]),
            DeValue::Array(list) => list
                .iter()
                .map(|item| match item.get_ref() {
                    DeValue::String(text) => Ok(text.clone().into_owned()),
                    _ => Err(wrong()),
                })
                .collect(),
            _ => Err(wrong()),
        }
    }

    fn count(&self, entry: &Entry<'_>) -> Result<u64, MappingError> {
        match entry.value {
            DeValue::Integer(number) if number.radix() == 10 => number
                .as_str()
                .replace('_', "")
                .parse()
                .map_err(|_| self.kind(entry.at, entry.key, "a whole number")),
            _ => Err(self.kind(entry.at, entry.key, "a whole number")),
        }
    }
}

#[cfg(test)]
mod tests {
    use plumbline_domain::stage::Stage;

    use super::*;

    #[test]
    fn hints_fit_the_place() {
        let hint = |text| Mapping::from_toml(text).expect_err(text).hint();
        assert!(hint("[columns]\n\"A\" = \"stage.mqll.at\"").contains("column"));
        assert!(hint("[columns]\n\"A\" = \"industy\"").contains("capital letter"));
        for text in
            ["[source]\nencodign = \"x\"", "shape = \"stagelog\"", "[values.status]\n\"A\" = \"mqll\""]
        {
            assert!(!hint(text).contains("A column that is none of these"), "{text}");
        }
    }

    const CONTRACT: &str = r#"
shape = "lead-per-row"
[source]          # only where detection is to be overruled
delimiter = ";"
header_row = 3
[columns]         # header = field, or stage stamp, or ""
"Lead ID" = "external_id"
"MQL Date" = "stage.mql.at"
"Status" = "status"
"Rejection Reason" = "rejection.reason"
"Colour" = ""
"Booth" = "my_name"
[dates]
"MQL Date" = "%d/%m/%Y"
[missing]
"*" = ["N/A", "null"]
"Status" = "Select"
[values.status]
"Accepted" = "sal"
"Rejected" = "rejected"
"Nurture" = ""
"*" = ""
[values."rejection.reason"]
"Company too small" = "fit.company-too-small"
[values."disqualification.reason"]
"No money" = "no-budget"
[values.owner]
"Lee, Ann" = "Ann Lee"
"Queue" = ""
[answers]
"both:Rejection Reason" = "rejection.reason"
"#;

    #[test]
    fn the_contract_reads_and_writes() {
        let mapping = Mapping::from_toml(CONTRACT).expect("the example of the contract");
        let headers: Vec<&str> = mapping.columns.iter().map(|(header, _)| header.as_str()).collect();
        let expected = ["Lead ID", "MQL Date", "Status", "Rejection Reason", "Colour", "Booth"];
        assert_eq!(headers, expected, "the order of the text is kept");
        assert_eq!(mapping.target("MQL Date"), Target::Stage(Stage::Mql));
        assert_eq!(mapping.target("Booth"), Target::Extra("my_name".into()));
        assert_eq!(mapping.statuses.last(), Some(&("Nurture".into(), None)));
        assert!(mapping.other_statuses);
        assert_eq!(mapping.owners[1], ("Queue".into(), String::new()));
        assert_eq!(mapping.source.header_row, Some(3));
        assert_eq!(Mapping::from_toml(&mapping.to_toml()), Ok(mapping));
    }

    #[test]
    fn complaints_name_the_line_and_what_is_allowed() {
        for (text, line, allowed) in [
            ("shape = \"stagelog\"", "line 1", "lead-per-row"),
            ("shape = \"spend\"\n[columns]\n\"A\" = \"stage.mql.at\"", "line 3", "spend.day"),
            ("\n[columns]\n\"A\" = \"stage.mqll.at\"", "line 3", "stage.mql.at"),
            ("[columns]\n\"A\" = \"externalid\"", "line 2", "nearly `external_id`"),
            ("[columns]\n\"A\" = 5", "line 2", "text in quotation marks"),
            ("[dates]\n\"A\" = \"dd/mm\"", "line 2", "chrono format"),
            ("[values.status]\n\"A\" = \"mqll\"", "line 2", "mql"),
            ("[values.status]\n\"*\" = \"mql\"", "line 2", "\"\""),
            ("[values.\"rejection.reason\"]\n\"A\" = \"too small\"", "line 2", "bucket.slug"),
            ("[values.reason]\n\"A\" = \"x\"", "line 1", "rejection.reason"),
            ("[values.side]\n\"call\" = \"sales\"", "line 2", "engagement"),
            ("[values.outcome]\n\"Closed\" = \"\"", "line 2", "won"),
            ("[values.field]\n\"Stage\" = \"stage.mql.at\"", "line 2", "status"),
            ("[values.field]\n\"Stage\" = \"statsu\"", "line 2", "status"),
            ("[source]\nencodign = \"x\"", "line 2", "encoding"),
            ("[source]\nheader_row = -1", "line 2", "whole number"),
            ("[colums]\n", "line 1", "[columns]"),
            ("[columns]\n\"A\" = \"email\"\n\"B\" = \"email\"", "line 3", "one column"),
            ("[columns]\n\"A\" = \"email\"\n\"A\" = \"\"", "line 3", ""),
            ("[columns\n", "line 1", ""),
        ] {
            let error = Mapping::from_toml(text).expect_err(text).to_string();
            assert!(error.contains(line) && error.contains(allowed), "{text:?}: {error}");
        }
    }
}
