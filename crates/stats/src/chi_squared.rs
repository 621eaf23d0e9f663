//! Pearson's chi-square: is the make-up of these groups the same?

use statrs::function::{erf::erfc, gamma::checked_gamma_ur};

use crate::{
    hypergeometric::deal,
    random::{Random, Simulated},
};

/// The test of a table of counts.
#[derive(Clone, Debug, PartialEq)]
pub struct ChiSquared {
    /// Σ (observed - expected)² / expected.
    pub statistic: f64,
    /// (rows - 1) (columns - 1), of those that are not empty.
    pub degrees: u64,
    /// The smallest expected count; below [`FEWEST_EXPECTED`] the large-sample p-value is not to be trusted.
    pub least_expected: f64,
    /// The large-sample p-value.
    pub p: f64,
}

/// Below so many expected in any cell, simulate.
pub const FEWEST_EXPECTED: f64 = 5.0;

/// Rows of the same length, without those and the columns that are empty.
struct Table {
    rows: Vec<Vec<u64>>,
    row_sums: Vec<u64>,
    column_sums: Vec<u64>,
}

impl ChiSquared {
    /// Tests whether the rows of `table` are made up alike; empty rows and columns are left out, and a short row is
    /// taken to end in zeros. `None` with fewer than two rows or columns: nothing can differ.
    ///
    /// Pearson, K. (1900). Reference: scipy `chi2_contingency(correction=False)`.
    pub fn of(table: &[Vec<u64>]) -> Option<ChiSquared> {
        let table = Table::of(table)?;
        let degrees = (table.row_sums.len() as u64 - 1) * (table.column_sums.len() as u64 - 1);
        let least = |sums: &[u64]| sums.iter().copied().min().unwrap_or_default() as f64;
        let statistic = table.statistic(&table.rows);
        Some(ChiSquared {
            statistic,
            degrees,
            least_expected: least(&table.row_sums) * least(&table.column_sums) / table.count(),
            p: survival(statistic, degrees as f64),
        })
    }
}

/// The p-value among `worlds` random tables with the same margins, for small expected counts; `None` as above.
///
/// Reference: R `chisq.test(simulate.p.value = TRUE)`, scipy `chi2_contingency(method=MonteCarloMethod())`, and all
/// tables of the same margins enumerated.
pub fn simulated(table: &[Vec<u64>], worlds: u32, seed: u64) -> Option<Simulated> {
    let table = Table::of(table)?;
    let (mut random, mut dealt) = (Random::seeded(seed), Vec::new());
    let mut drawn = table.rows.clone();
    let statistic = || {
        let mut left = table.column_sums.clone();
        for (row, &sum) in drawn.iter_mut().zip(&table.row_sums) {
            deal(sum, &left, &mut random, &mut dealt);
            for (left, dealt) in left.iter_mut().zip(&dealt) {
                *left -= dealt;
            }
            row.clone_from(&dealt);
        }
        table.statistic(&drawn)
    };
    Some(Simulated::of(table.statistic(&table.rows), worlds, statistic))
}

impl Table {
    fn of(table: &[Vec<u64>]) -> Option<Table> {
        let width = table.iter().map(Vec::len).max()?;
        let at = |row: &Vec<u64>, j: usize| row.get(j).copied().unwrap_or_default();
        let columns: Vec<usize> = (0..width).filter(|&j| table.iter().any(|row| at(row, j) > 0)).collect();
        let rows: Vec<Vec<u64>> = table
            .iter()
            .map(|row| columns.iter().map(|&j| at(row, j)).collect::<Vec<_>>())
            .filter(|row| row.iter().any(|&count| count > 0))
            .collect();
        if rows.len() < 2 || columns.len() < 2 {
            return None;
        }
        let row_sums = rows.iter().map(|row| row.iter().sum()).collect();
        let column_sums = (0..columns.len()).map(|j| rows.iter().map(|row| row[j]).sum()).collect();
        Some(Table { rows, row_sums, column_sums })
    }

    fn count(&self) -> f64 {
        self.row_sums.iter().sum::<u64>() as f64
    }

    /// Of `counts` with these margins.
    fn statistic(&self, counts: &[Vec<u64>]) -> f64 {
        let all = self.count();
        let mut sum = 0.0;
        for (row, &in_row) in counts.iter().zip(&self.row_sums) {
            for (&count, &in_column) in row.iter().zip(&self.column_sums) {
                let expected = in_row as f64 * in_column as f64 / all;
                let off = count as f64 - expected;
                sum += off * off / expected;
            }
        }
        sum
    }
}

/// P(X >= `x`) for a chi-square with so many degrees of freedom, accurate far out too. What is no number, or no degree,
/// is no evidence: 1. Reference: scipy `chi2.sf`.
pub fn survival(x: f64, degrees: f64) -> f64 {
    if x.is_nan() || degrees.is_nan() || x <= 0.0 || degrees <= 0.0 {
        return 1.0;
    }
    if x.is_infinite() {
        return 0.0;
    }
    if degrees == 1.0 {
        return erfc((x / 2.0).sqrt());
    }
    if degrees == 2.0 {
        return (-x / 2.0).exp();
    }
    checked_gamma_ur(degrees / 2.0, x / 2.0).map_or(1.0, |p| p.clamp(0.0, 1.0))
}
