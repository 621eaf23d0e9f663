//! Where on a scale a test holds.

use std::ops::Range;

use super::Truth;

/// What a test says about the known values of a numeric column (`f64`) or a time column (milliseconds, `i64`).
///
/// An engine that sees a reach evaluates a million rows by comparing with a few bounds.
#[derive(Clone, Debug, PartialEq)]
pub enum Reach<T> {
    /// The test cannot be answered for such a column: unknown everywhere.
    Unknown,
    /// Holds inside (or, if `negate`, outside) the half-open ranges.
    Within {
        /// `[start, end)`; they may overlap.
        ranges: Vec<Range<T>>,
        /// Outside instead of inside.
        negate: bool,
    },
    /// Depends on how the value is written (`contains "20"`).
    Written,
}

impl<T: Copy + PartialOrd> Reach<T> {
    /// The same answer for every known value.
    pub(super) fn always(answer: bool) -> Reach<T> {
        Reach::Within { ranges: Vec::new(), negate: answer }
    }

    /// The answer for a known value, `None` if it depends on how the value is written.
    pub(super) fn truth(&self, value: T) -> Option<Truth> {
        match self {
            Reach::Unknown => Some(Truth::Unknown),
            Reach::Within { ranges, negate } => {
                Some((ranges.iter().any(|range| range.contains(&value)) != *negate).into())
            }
            Reach::Written => None,
        }
    }
}
