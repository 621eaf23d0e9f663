//! Cells that mean what they mean by the evidence of their whole column: scaled numbers, durations, damaged ids.

use plumbline_domain::problem::Rule;

use super::problem::Finding;
use crate::{
    look::{is_cut, is_shortened},
    value::{
        duration,
        number::{self, Style},
    },
};

/// `1.2M`, `3k`, `900`, in a column that proves that they are numbers.
pub(super) fn scaled(cell: &str, style: Option<Style>) -> Result<f64, Finding> {
    let read = |style| number::parse_scaled(cell, style);
    match (style, read(Style::Point), read(Style::Comma)) {
        (Some(style), ..) => read(style),
        (None, Some(point), Some(comma)) if point != comma => return Err(Finding::TwoNumbers(point, comma)),
        (None, point, comma) => point.or(comma),
    }
    .ok_or(Finding::Plain(Rule::NumberUnparseable))
}

/// The hours of a duration; a plain number is one of hours already.
pub(super) fn hours(cell: &str) -> Result<f64, Finding> {
    duration::hours(cell)
        .or_else(|| number::parse(cell, Style::Point))
        .or_else(|| number::parse(cell, Style::Comma))
        .ok_or(Finding::Plain(Rule::NumberUnparseable))
}

/// An id that no spreadsheet has shortened. `cuts` says that the long ids of the column all end in zeros.
pub(super) fn whole_id(cell: &str, cuts: bool) -> Result<&str, Finding> {
    if is_shortened(cell) || (cuts && is_cut(cell)) {
        return Err(Finding::Plain(Rule::IdDamaged));
    }
    Ok(cell)
}
