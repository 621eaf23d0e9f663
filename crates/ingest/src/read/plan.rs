//! A mapping made ready for reading: one action per column of the file.

use plumbline_domain::{
    field::{Field, Kind},
    stage::Stage,
};

use rustc_hash::FxHashMap;

use super::time::TimeReader;
use crate::{
    look::{Column, Inferred, Look},
    mapping::{Mapping, Target},
    own,
    value::number::{Reading, Style},
};

/// What is done with the cell of a column.
pub(super) enum Action {
    /// Kept as text.
    Text(Field),
    /// Kept as text if it can be an address.
    Mail,
    /// Cut down to the company's domain.
    Domain,
    /// Kept as text if a spreadsheet has not shortened it; true if the long ids of the column all were.
    Id(Field, bool),
    /// Read as a number; `None` if the style is not known.
    Number(Field, Option<Style>),
    /// The same in a column where `1.2M` is a number.
    Scaled(Field, Option<Style>),
    /// Read as a duration, in hours.
    Hours(Field),
    /// Read as a moment.
    Time(Field, TimeReader),
    /// Read as the moment a stage was entered.
    Stamp(Stage, TimeReader),
    /// First and last name, for a row that tells neither by itself.
    FullName,
    /// Kept as text and looked up.
    Status,
    /// Kept, and looked up like a status for whether the lead has left.
    Beside { key: String },
    /// Looked up in the picklist of rejections, or kept if the lead was not rejected.
    Rejection { key: String },
    /// Looked up in the picklist of disqualifications, or kept if the lead was not disqualified.
    Disqualification { key: String },
    /// Looked up in the picklist that first contact decides, or kept.
    Either { key: String },
    /// Kept as the name that is shown for it; not at all if that is empty.
    Owner(FxHashMap<String, String>),
    /// Kept under `"key":`, written once.
    Extra { key: String },
    /// The identity as this program exported it.
    Identity,
    /// The program's own column of problems: not read.
    Own,
}

/// One column of the file.
pub(super) struct Part {
    pub(super) header: String,
    /// Words that mean blank.
    pub(super) missing: Vec<String>,
    /// A word of a spreadsheet for a failed formula is a problem here, and no value.
    pub(super) refuses_errors: bool,
    /// Values are kept under this key as well, as they stand: their currencies differ.
    pub(super) also: Option<String>,
    pub(super) action: Action,
}

/// One part per column of the file.
pub(super) fn plan(look: &Look, mapping: &Mapping) -> Vec<Part> {
    let mut parts: Vec<Part> = look.columns.iter().map(|column| part(column, mapping, look)).collect();
    if let Some(own) = look.problem_column {
        let header = super::PROBLEM_COLUMN.to_owned();
        let part =
            Part { header, missing: Vec::new(), refuses_errors: false, also: None, action: Action::Own };
        parts.insert(own, part);
    }
    parts
}

fn part(column: &Column, mapping: &Mapping, look: &Look) -> Part {
    let header = &column.header;
    let time = || TimeReader::new(mapping.date_format(header), &column.dates);
    let action = match mapping.target(header) {
        Target::Extra(_) if header == super::IDENTITY_COLUMN => Action::Identity,
        _ if look.own && own::is_worked_out(header) => Action::Own,
        // What we wrote is as it should be, and is read as it is.
        Target::Field(field) if look.own && field.kind() == Kind::Text => Action::Text(field),
        Target::Field(field) if look.own && field.kind() == Kind::Number => {
            Action::Number(field, Some(Style::Point))
        }
        Target::Extra(name) if look.own && name.is_empty() => {
            Action::Extra { key: json_key(own::extra_name(header)) }
        }
        Target::Field(Field::Email) => Action::Mail,
        Target::Field(Field::Domain) => Action::Domain,
        Target::Field(Field::Owner) if !mapping.owners.is_empty() => {
            Action::Owner(mapping.owners.iter().cloned().collect())
        }
        Target::Field(
            field @ (Field::ExternalId | Field::ContactId | Field::CompanyId | Field::OpportunityId),
        ) => Action::Id(field, column.ids.cuts()),
        Target::Field(field) => match field.kind() {
            Kind::Text => Action::Text(field),
            Kind::Time => Action::Time(field, time()),
            Kind::Number => number(field, column),
        },
        Target::Stage(stage) => Action::Stamp(stage, time()),
        Target::FullName => Action::FullName,
        Target::Status => Action::Status,
        Target::StatusBeside => Action::Beside { key: json_key(header) },
        Target::RejectionReason => Action::Rejection { key: json_key(header) },
        Target::DisqualificationReason => Action::Disqualification { key: json_key(header) },
        Target::EitherReason => Action::Either { key: json_key(header) },
        Target::Row(_) => Action::Extra { key: json_key(header) },
        Target::Extra(name) if name.is_empty() => Action::Extra { key: json_key(header) },
        Target::Extra(name) => Action::Extra { key: json_key(&name) },
    };
    // What is kept as it is keeps the word, too.
    // What this program exported is text and no formula.
    let refuses_errors = !look.own && !matches!(action, Action::Extra { .. });
    let is_number = matches!(action, Action::Number(..) | Action::Scaled(..));
    let also = (is_number && !look.own && column.is_mixed_money()).then(|| json_key(header));
    Part { header: header.clone(), missing: missing_words(mapping, header), refuses_errors, also, action }
}

fn number(field: Field, column: &Column) -> Action {
    if column.inferred == Inferred::Duration {
        return Action::Hours(field);
    }
    let style = match column.numbers.reading(field == Field::Employees) {
        Reading::Style(style) => Some(style),
        Reading::Ambiguous => None,
    };
    if column.numbers.is_scaled() { Action::Scaled(field, style) } else { Action::Number(field, style) }
}

/// The words that mean blank in a column.
pub(super) fn missing_words(mapping: &Mapping, header: &str) -> Vec<String> {
    let of_column = mapping.missing.iter().filter(|(known, _)| known == "*" || known == header);
    of_column.flat_map(|(_, words)| words.iter().cloned()).collect()
}

pub(super) fn json_key(name: &str) -> String {
    let mut key = String::new();
    push_json(&mut key, name);
    key.push(':');
    key
}

/// Appends `text` as a JSON string.
pub(super) fn push_json(out: &mut String, text: &str) {
    out.push('"');
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= 0x20 && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(&text[from..at]);
        from = at + 1;
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                out.push_str("\\u00");
                out.push(char::from(HEX[usize::from(byte >> 4)]));
                out.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
    out.push_str(&text[from..]);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_strings_are_what_a_json_reader_reads() {
        let every: String = (0..0x250).filter_map(char::from_u32).chain("😀\u{2028}".chars()).collect();
        let mut out = String::new();
        push_json(&mut out, &every);
        assert_eq!(serde_json::from_str::<String>(&out).expect("JSON"), every);
    }
}
