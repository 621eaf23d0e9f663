//! Which leads match criteria.

use plumbline_domain::criteria::Truth;

use crate::criteria::Truths;

/// The answer of criteria per lead, and how many leads there are of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    truths: Truths,
    /// How many leads match.
    pub matching: usize,
    /// How many do not.
    pub not_matching: usize,
    /// For how many a blank field leaves it open. They do not pass.
    pub unknown: usize,
}

impl Mask {
    /// A mask of one answer per row of the frame.
    pub fn new(truths: Truths) -> Mask {
        let [matching, not_matching, unknown] =
            [Truth::True, Truth::False, Truth::Unknown].map(|truth| truths.count(truth));
        Mask { truths, matching, not_matching, unknown }
    }

    /// True if the lead of `row` matches; unknown does not pass.
    #[inline]
    pub fn passes(&self, row: usize) -> bool {
        self.truths.holds(row)
    }

    /// The rows that match, ascending.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.matching);
        rows.extend(self.truths.rows_true());
        rows
    }
}
