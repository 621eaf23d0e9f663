//! Cohen's kappa: do two judges of the same leads agree more than chance would have them?

use crate::{Interval, Rate, Z95};

/// How far two judges agree beyond chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kappa {
    /// Leads on which they agree, of all.
    pub agreed: Rate,
    /// The agreement that judges with these habits reach by chance, 0 to 1.
    pub by_chance: f64,
    /// (agreement - chance) / (1 - chance): 1 if they always agree, 0 if no more than by chance.
    pub kappa: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// 95 %, clipped to [-1, 1]; of no width where the large-sample variance is 0, as with full agreement.
    pub interval: Interval,
}

/// Why there is no kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoKappa {
    /// No lead was judged by both.
    #[error("No lead was judged by both.")]
    Nothing,
    /// A row has more or fewer columns than there are rows.
    #[error("Row {0} of the table does not have one count for each answer.")]
    NotSquare(usize),
    /// Both always gave the same answer.
    #[error("Both judges gave one and the same answer to every lead, so chance alone would have them agree.")]
    OneAnswer,
}

impl Kappa {
    /// Of a square table of counts: row by the first judge's answer, column by the second's.
    ///
    /// Cohen, J. (1960), "A coefficient of agreement for nominal scales"; variance of Fleiss, Cohen and Everitt (1969).
    /// Reference: statsmodels `cohens_kappa`.
    ///
    /// # Errors
    /// [`NoKappa`].
    pub fn of(table: &[Vec<u64>]) -> Result<Kappa, NoKappa> {
        let answers = table.len();
        if let Some(at) = table.iter().position(|row| row.len() != answers) {
            return Err(NoKappa::NotSquare(at));
        }
        let count: u64 = table.iter().flatten().sum();
        if count == 0 {
            return Err(NoKappa::Nothing);
        }
        let n = count as f64;
        let share = |i: usize, j: usize| table[i][j] as f64 / n;
        let rows: Vec<f64> = table.iter().map(|row| row.iter().sum::<u64>() as f64 / n).collect();
        let columns: Vec<f64> =
            (0..answers).map(|j| table.iter().map(|row| row[j]).sum::<u64>() as f64 / n).collect();
        let agreed = Rate::new((0..answers).map(|i| table[i][i]).sum(), count);
        if (0..answers).any(|i| table[i][i] == count) {
            return Err(NoKappa::OneAnswer);
        }
        let by_chance: f64 = rows.iter().zip(&columns).map(|(row, column)| row * column).sum();
        let kappa = (agreed.numerator as f64 / n - by_chance) / (1.0 - by_chance);
        let mut spread = -(kappa - by_chance * (1.0 - kappa)).powi(2);
        for i in 0..answers {
            spread += share(i, i) * (1.0 - (rows[i] + columns[i]) * (1.0 - kappa)).powi(2);
            for j in (0..answers).filter(|&j| j != i) {
                spread += (1.0 - kappa).powi(2) * share(i, j) * (columns[i] + rows[j]).powi(2);
            }
        }
        let standard_error = (spread.max(0.0) / n).sqrt() / (1.0 - by_chance);
        let half = Z95 * standard_error;
        let interval = Interval { lower: (kappa - half).max(-1.0), upper: (kappa + half).min(1.0) };
        Ok(Kappa { agreed, by_chance, kappa, standard_error, interval })
    }
}
