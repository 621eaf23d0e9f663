//! One cell to one value, whatever its column becomes.

use plumbline_domain::{
    problem::Rule,
    record::{Chunk, Span},
};

use super::problem::Finding;
use crate::value::number;

pub(super) fn number_of(cell: &str, style: Option<number::Style>) -> Result<f64, Finding> {
    match style {
        Some(style) => number::parse(cell, style).ok_or(Finding::Plain(Rule::NumberUnparseable)),
        None => {
            let point = number::parse(cell, number::Style::Point);
            let comma = number::parse(cell, number::Style::Comma);
            match (point, comma) {
                (Some(point), Some(comma)) if point != comma => Err(Finding::TwoNumbers(point, comma)),
                (Some(number), _) | (_, Some(number)) => Ok(number),
                (None, None) => Err(Finding::Plain(Rule::NumberUnparseable)),
            }
        }
    }
}

/// An address has one `@` with something before and behind it, and no blanks. Whether mail arrives is another
/// question, and a reason of its own to reject a lead.
pub(super) fn mail(cell: &str) -> Result<&str, Finding> {
    let (name, host) = cell.split_once('@').ok_or(Finding::Plain(Rule::EmailInvalid))?;
    let clean = !name.is_empty() && !host.is_empty() && !host.contains('@');
    if clean && !cell.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(cell);
    }
    Err(Finding::Plain(Rule::EmailInvalid))
}

/// `https://www.shop.acme.example/x` is `acme.example`: the part that was registered, by the public suffix list.
pub(super) fn keep_domain(cell: &str, chunk: &mut Chunk) -> Span {
    let rest = cell.split_once("://").map_or(cell, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
    let host = host.rsplit('@').next().unwrap_or(host).trim_end_matches('.').to_lowercase();
    let registered = psl::domain_str(&host).unwrap_or(&host);
    chunk.keep(if registered.is_empty() { cell } else { registered })
}
