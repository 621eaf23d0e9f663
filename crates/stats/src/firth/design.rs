//! The rows of a regression as it is computed: checked, taken together and scaled.

use std::cmp::Ordering;

use super::{NoRegression, Observed, matrix::Cholesky};

/// Different rows with an intercept in column 0; every column is scaled to at most 1, which changes neither Firth's
/// estimates nor their intervals but for their unit.
pub(super) struct Design {
    pub(super) columns: usize,
    pub(super) rows: Vec<Row>,
    /// What a column was divided by.
    pub(super) scale: Vec<f64>,
    /// What scaling took from the penalized log-likelihood.
    pub(super) ln_scale: f64,
}

/// A column that nowhere exceeds this says nothing: its squares are 0.
const NOTHING: f64 = 1e-170;

pub(super) struct Row {
    pub(super) x: Vec<f64>,
    pub(super) won: f64,
    pub(super) all: f64,
}

impl Design {
    pub(super) fn of(observed: &[Observed]) -> Result<Design, NoRegression> {
        check(observed)?;
        let columns = observed.first().map_or(0, |row| row.features.len()) + 1;
        let mut scale = vec![1.0; columns];
        for (at, scale) in scale.iter_mut().enumerate().skip(1) {
            let largest = observed.iter().map(|row| row.features[at - 1].abs()).fold(0.0, f64::max);
            *scale = if largest > NOTHING { largest } else { 1.0 };
        }
        let mut sorted: Vec<&Observed> = observed.iter().filter(|row| row.won > 0 || row.lost > 0).collect();
        if sorted.is_empty() {
            return Err(NoRegression::Nothing);
        }
        sorted.sort_by(|a, b| by_features(a, b));
        let rows = sorted
            .chunk_by(|a, b| by_features(a, b).is_eq())
            .map(|same| {
                let sum = |count: fn(&Observed) -> u64| same.iter().map(|row| count(row) as f64).sum::<f64>();
                let features = same[0].features.iter().zip(&scale[1..]).map(|(x, scale)| x / scale);
                Row {
                    x: std::iter::once(1.0).chain(features).collect(),
                    won: sum(|row| row.won),
                    all: sum(|row| row.won) + sum(|row| row.lost),
                }
            })
            .collect();
        let ln_scale = scale.iter().map(|scale| scale.ln()).sum();
        let design = Design { columns, rows, scale, ln_scale };
        let halves = design.information(design.rows.iter().map(|row| row.all / 4.0));
        // A column that is constant, or a combination of earlier ones: column 0, the intercept, never is.
        Cholesky::of(halves, columns).map_err(|column| NoRegression::Dependent(column.saturating_sub(1)))?;
        Ok(design)
    }

    /// Σ weight x xᵀ, row by row, with a weight for each.
    pub(super) fn information(&self, weights: impl Iterator<Item = f64>) -> Vec<f64> {
        let mut sum = vec![0.0; self.columns * self.columns];
        for (row, weight) in self.rows.iter().zip(weights) {
            for (xi, sums) in row.x.iter().zip(sum.chunks_exact_mut(self.columns)) {
                let factor = weight * xi;
                if factor != 0.0 {
                    for (sum, xj) in sums.iter_mut().zip(&row.x) {
                        *sum += factor * xj;
                    }
                }
            }
        }
        sum
    }
}

fn check(observed: &[Observed]) -> Result<(), NoRegression> {
    let width = observed.first().map_or(0, |row| row.features.len());
    for (at, row) in observed.iter().enumerate() {
        if row.features.len() != width {
            return Err(NoRegression::RowLength(at));
        }
        if let Some(feature) = row.features.iter().position(|x| !x.is_finite()) {
            return Err(NoRegression::NotFinite { row: at, feature });
        }
    }
    Ok(())
}

fn by_features(a: &Observed, b: &Observed) -> Ordering {
    let pairs = a.features.iter().zip(&b.features);
    pairs.map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
}
