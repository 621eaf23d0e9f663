//! Fisher's exact test: is this rate higher than that one, given how many there were of each?

use crate::{Rate, hypergeometric::Hypergeometric};

/// The exact chances of a table at least as far out, with both its margins as they are, if the two rates are the same.
///
/// Fisher, R. A. (1935), "The logic of inductive inference". Reference: scipy `fisher_exact`, R `fisher.test`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fisher {
    /// Of so many or more in the first (one-sided, `alternative="greater"`).
    pub at_least: f64,
    /// Of so many or fewer in the first (one-sided, `alternative="less"`).
    pub at_most: f64,
    /// Of a table that is no more likely than this one (two-sided).
    pub two_sided: f64,
}

impl Fisher {
    /// Compares `first` with `second`. Where either is of nothing, or nothing and all have the property, only one table
    /// is possible and every chance is 1.
    ///
    /// Exact at any size; takes time in proportion to the standard deviation of the count (some milliseconds at ten million).
    pub fn of(first: Rate, second: Rate) -> Fisher {
        let marked = first.numerator.saturating_add(second.numerator);
        let population = first.denominator.saturating_add(second.denominator);
        let Some(table) = Hypergeometric::new(population, marked, first.denominator) else {
            return Fisher { at_least: 1.0, at_most: 1.0, two_sided: 1.0 };
        };
        let k = first.numerator;
        Fisher { at_least: table.at_least(k), at_most: table.at_most(k), two_sided: table.as_unlikely_as(k) }
    }
}
