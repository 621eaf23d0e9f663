//! Which leads match criteria.

use plumbline_domain::criteria::Truth;

/// A truth per lead, and how many there are of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Mask {
    truth: Vec<Truth>,
    /// How many leads match.
    pub matching: usize,
    /// How many do not.
    pub not_matching: usize,
    /// For how many a blank field leaves it open. They do not pass.
    pub unknown: usize,
}

impl Mask {
    /// A mask of one truth per row of the frame.
    pub fn new(truth: Vec<Truth>) -> Mask {
        let count = |wanted| truth.iter().filter(|&&truth| truth == wanted).count();
        let (matching, unknown) = (count(Truth::True), count(Truth::Unknown));
        Mask { matching, unknown, not_matching: truth.len() - matching - unknown, truth }
    }

    /// True if the lead of `row` matches; unknown does not pass.
    #[inline]
    pub fn passes(&self, row: usize) -> bool {
        self.truth.get(row) == Some(&Truth::True)
    }

    /// The truth per row.
    pub fn truth(&self) -> &[Truth] {
        &self.truth
    }
}
