//! An id that two persons share: two systems count from one, or an id was given away again.
//!
//! A changed e-mail, a new name or another employer is an update. If nothing by which a person is known agrees, the row
//! speaks of somebody else, and taking it in would replace one person by another.

use plumbline_domain::{
    field::Field,
    record::{Cell, Chunk, Record},
};
use rusqlite::Row;

/// Fewer than this many of e-mail, name and company known on both sides show nothing.
const ENOUGH: usize = 2;

/// True if the lead and the row are of the same external id and of different persons; `first` is the position of the first
/// field in `known`.
pub(crate) fn is_another_person(known: &Row<'_>, first: usize, chunk: &Chunk, told: &Record) -> bool {
    if !chunk.text(told.identity).starts_with("x:") {
        return false;
    }
    let agrees = |field: Field| {
        let Cell::Text(span) = told.cells[field.index()] else { return None };
        let (here, there) = (known.get_ref(first + field.index()).ok()?.as_str().ok()?, chunk.text(span));
        (!here.is_empty() && !there.is_empty()).then(|| same(here, there))
    };
    // Of a name only the parts that both sides know are compared.
    let name = match (agrees(Field::FirstName), agrees(Field::LastName)) {
        (Some(given), Some(family)) => Some(given && family),
        (given, family) => given.or(family),
    };
    let compared = [agrees(Field::Email), name, agrees(Field::Company)];
    compared.iter().flatten().count() >= ENOUGH && compared.into_iter().flatten().all(|agree| !agree)
}

fn same(one: &str, other: &str) -> bool {
    fn lower(text: &str) -> impl Iterator<Item = char> {
        text.chars().flat_map(char::to_lowercase)
    }
    one == other || lower(one).eq(lower(other))
}

/// What is said of such a row: its id, and nothing else about anybody.
pub(crate) fn message(id: &str) -> String {
    format!(
        "The id {id} belongs to another person here (e-mail, name and company differ); nothing was changed for this \
         row. Check that both files use the same ids."
    )
}

/// The id as the file writes it, or as the workspace knows it.
pub(crate) fn id<'a>(chunk: &'a Chunk, told: &Record) -> &'a str {
    match told.cells[Field::ExternalId.index()] {
        Cell::Text(span) if span.len > 0 => chunk.text(span),
        _ => chunk.text(told.identity).rsplit(':').next().unwrap_or_default(),
    }
}
