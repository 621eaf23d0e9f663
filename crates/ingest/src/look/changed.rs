//! Which values the fields of a history have taken.

use rustc_hash::FxHashMap;

/// Fields that are told apart, and values of one that are counted.
const FIELDS: usize = 400;
const VALUES: usize = 400;
/// Bytes of the longest value that is counted.
const LONGEST: usize = 200;

/// A field of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name, as the file has it.
    pub field: String,
    /// Rows that speak of it.
    pub rows: u64,
    /// Its new values with their counts, most frequent first; empty for a field of free text.
    pub values: Vec<(String, u64)>,
}

/// Counts the new values of each field, one row at a time.
pub(super) struct Tally {
    /// Positions of the columns: name of the field, new value.
    pub(super) field: usize,
    pub(super) new: usize,
    fields: FxHashMap<String, (u64, Option<FxHashMap<String, u64>>)>,
}

impl Tally {
    pub(super) fn new((field, new): (usize, usize)) -> Tally {
        Tally { field, new, fields: FxHashMap::default() }
    }

    pub(super) fn add(&mut self, field: &str, new: &str) {
        if !self.fields.contains_key(field) {
            if self.fields.len() >= FIELDS || field.is_empty() || field.len() > LONGEST {
                return;
            }
            self.fields.insert(field.to_owned(), (0, Some(FxHashMap::default())));
        }
        let Some((rows, counts)) = self.fields.get_mut(field) else { return };
        *rows += 1;
        let Some(values) = counts else { return };
        if new.is_empty() {
        } else if let Some(count) = values.get_mut(new) {
            *count += 1;
        } else if values.len() < VALUES && new.len() <= LONGEST {
            values.insert(new.to_owned(), 1);
        } else {
            *counts = None;
        }
    }

    pub(super) fn finish(self) -> Vec<Changed> {
        let mut all: Vec<Changed> = self
            .fields
            .into_iter()
            .map(|(field, (rows, values))| {
                let mut values: Vec<(String, u64)> = values.into_iter().flatten().collect();
                values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
                Changed { field, rows, values }
            })
            .collect();
        all.sort_by(|a, b| b.rows.cmp(&a.rows).then_with(|| a.field.cmp(&b.field)));
        all
    }
}
