//! Which rows of a file brought something new, and which changed something: one bit each.

/// Numbers of rows, as bits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowSet(Vec<u64>);

impl RowSet {
    /// Puts a row in.
    pub(crate) fn add(&mut self, row: u64) {
        let word = usize::try_from(row / 64).unwrap_or(usize::MAX);
        // Rows are counted one by one, so the set grows by at most a word more than the file has rows.
        if word >= self.0.len() {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (row % 64);
    }

    /// True if the row is in.
    pub fn contains(&self, row: u64) -> bool {
        let word = usize::try_from(row / 64).ok().and_then(|word| self.0.get(word));
        word.is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// How many rows are in.
    pub fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// What became of the rows of a file, besides those that were refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fates {
    /// They brought something new.
    pub created: RowSet,
    /// They changed something known.
    pub updated: RowSet,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_in_the_set_it_was_put_in() {
        let mut rows = RowSet::default();
        for row in [0, 1, 63, 64, 1_000_000] {
            rows.add(row);
        }
        assert_eq!(rows.len(), 5);
        assert!(rows.contains(63) && rows.contains(64) && rows.contains(1_000_000));
        assert!(!rows.contains(2) && !rows.contains(65) && !rows.contains(u64::MAX));
    }
}
