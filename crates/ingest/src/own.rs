//! Files this program wrote to read them again: known by their columns, read to the letter.
//!
//! Everywhere else a reader has to guess what a header, a word or a number means. These files say it: a header is a target or
//! the name of a kept column, a number has a decimal point, a moment an offset, no word stands for a blank. In text files the
//! guard against spreadsheet formulas is taken off again.

use std::borrow::Cow;

use plumbline_domain::field::{FieldName, Kind};

pub use crate::read::IDENTITY_COLUMN;
use crate::{
    look::Look,
    mapping::{Mapping, RowField, Target},
    read::PROBLEM_COLUMN,
    table::Dialect,
};

/// In a list of clocks, which clock a row stands for.
pub const CLOCK_COLUMN: &str = "plumbline.clock";
/// Before the name of a kept column that would be taken for something else.
const EXTRA: &str = "extra.";
/// Before the names of the program's own columns.
const PROGRAM: &str = "plumbline.";

/// True for the columns of a file this program wrote: they name the lead by its identity here, or an entry of a picklist.
pub(crate) fn is_own<H: AsRef<str>>(headers: &[H]) -> bool {
    let has = |wanted: &str| headers.iter().any(|header| header.as_ref() == wanted);
    has(IDENTITY_COLUMN) || (has(RowField::ReasonList.slug()) && has(RowField::ReasonSlug.slug()))
}

/// How the text of such a file is written, if it begins as we write it: whatever stands in the cells, nothing is left to find out.
pub(crate) fn dialect(sample: &str) -> Option<Dialect> {
    // Rows of it that were refused have what is wrong with them before.
    let said = format!("\"{PROBLEM_COLUMN}\",");
    let sample = sample.strip_prefix(said.as_str()).unwrap_or(sample);
    // In quotation marks as the first cell of a sheet.
    let first = sample.strip_prefix('"').unwrap_or(sample);
    let begins = |header: &str| {
        first.strip_prefix(header).is_some_and(|rest| rest.starts_with(',') || rest.starts_with("\","))
    };
    (begins(IDENTITY_COLUMN) || begins(RowField::ReasonList.slug())).then_some(Dialect::COMMA)
}

/// True for a column of a list that says what is worked out of other things (stage, decision, reason, days of stages, clocks): it
/// is there to be looked at, and nothing of it is read again.
pub(crate) fn is_worked_out(header: &str) -> bool {
    header == CLOCK_COLUMN
        || !matches!(FieldName::parse(header), FieldName::Canonical(_) | FieldName::Extra(_))
}

/// The header under which a kept column is written: its own, unless that would mean something else.
pub fn extra_header(name: &str) -> Cow<'_, str> {
    let speaks = Target::parse_known(name).is_some() || is_worked_out(name);
    if speaks || name.is_empty() || name.starts_with(EXTRA) || name.starts_with(PROGRAM) {
        Cow::Owned(format!("{EXTRA}{name}"))
    } else {
        Cow::Borrowed(name)
    }
}

/// The name of the kept column that is written under `header`.
pub(crate) fn extra_name(header: &str) -> &str {
    header.strip_prefix(EXTRA).unwrap_or(header)
}

/// The names under which the columns that become nothing else are kept.
pub fn extra_names<'a>(look: &'a Look, mapping: &'a Mapping) -> impl Iterator<Item = String> + 'a {
    look.columns.iter().filter_map(|column| match mapping.target(&column.header) {
        Target::Extra(_) if column.header == IDENTITY_COLUMN => None,
        _ if look.own && is_worked_out(&column.header) => None,
        Target::Extra(name) if !name.is_empty() => Some(name),
        Target::Extra(_) if look.own => Some(extra_name(&column.header).to_owned()),
        Target::Extra(_) | Target::EitherReason | Target::StatusBeside => Some(column.header.clone()),
        // Money of several currencies is kept as it stands as well.
        Target::Field(field) if field.kind() == Kind::Number && !look.own && column.is_mixed_money() => {
            Some(column.header.clone())
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_column_comes_back_under_its_name() {
        for name in [
            "Sales Region",
            "score",
            "extra.score",
            "stage.mql.at",
            "stage",
            "plumbline.problem",
            "plumbline.clock",
            "",
            "change.at",
        ] {
            let header = extra_header(name);
            assert_eq!(extra_name(&header), name);
            assert_eq!(Target::parse_known(&header), None, "{header} means nothing else");
            assert!(!is_worked_out(&header), "{header} is read again");
        }
        assert_eq!(extra_header("Sales Region"), "Sales Region", "most keep their own header");
    }

    #[test]
    fn files_are_known_by_their_columns() {
        assert!(is_own(&["email", "plumbline.identity"]));
        assert!(is_own(&["reason.list", "reason.bucket", "reason.slug"]));
        assert!(!is_own(&["external_id", "email", "stage.mql.at"]), "anybody may write our words");
    }
}
