//! What reading has to say besides problems: no row is refused for it, and none of it happens silently.

use std::collections::BTreeMap;

/// Values shown of each kind.
const EXAMPLES: usize = 5;

/// What a reader noticed about the rows it kept or left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// Local times the clock skipped in spring; each was read as the first moment after.
    pub skipped_times: Noticed,
    /// Local times that came twice in autumn; each was read as the earlier one.
    pub double_times: Noticed,
    /// Kinds of activities that were left out, with their rows; the most frequent first.
    pub kinds: Vec<(String, u64)>,
    /// Rows that were left out because they are deleted in their system.
    pub deleted: u64,
    /// Rows of sums inside the table, which a look at the file names.
    pub totals: u64,
}

/// Values of one kind: how many, and the first few.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noticed {
    /// All of them.
    pub count: u64,
    /// Row, header and value of the first.
    pub examples: Vec<(u64, String, String)>,
}

impl Noticed {
    pub(super) fn add(&mut self, row: u64, header: &str, value: String) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push((row, header.to_owned(), value));
        }
    }
}

/// Counts by name, the most frequent first.
pub(super) fn ranked(counts: &BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut ranked: Vec<(String, u64)> = counts.iter().map(|(name, count)| (name.clone(), *count)).collect();
    ranked.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    ranked
}
