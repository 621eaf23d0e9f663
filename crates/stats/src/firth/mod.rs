//! Logistic regression with Firth's penalty: what predicts winning, where few were won?
//!
//! Plain maximum likelihood overstates effects in small samples and has no finite answer at all where a value always won
//! or never did. Firth's penalty, half the logarithm of the information's determinant, takes the first-order bias away
//! and always has an answer. That a plain fit would have none is [`Separation`], and is to be shown beside the answer.
//!
//! Firth, D. (1993), "Bias reduction of maximum likelihood estimates"; Heinze, G. and Schemper, M. (2002), "A solution to
//! the problem of separation in logistic regression". Reference: R logistf.

mod design;
mod fit;
mod matrix;
mod profile;
mod separation;
mod simplex;

use crate::{Interval, Z95};

pub use separation::{Extent, Separation};

use design::Design;
use fit::Fit;
use profile::Profile;

/// Leads with the same features.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    /// One number for each feature, without the intercept; every row has as many. Numbers are measured from near
    /// themselves (days since, not a date): what hardly varies beside its own size cannot be told from the intercept.
    pub features: Vec<f64>,
    /// How many of them won.
    pub won: u64,
    /// How many did not.
    pub lost: u64,
}

/// A fitted regression.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// The log-odds of winning where every feature is 0.
    pub intercept: Coefficient,
    /// What one more of each feature adds to the log-odds, in the order of the features.
    pub features: Vec<Coefficient>,
    /// The penalized log-likelihood.
    pub log_likelihood: f64,
    /// Whether a plain fit would have had an answer.
    pub separation: Separation,
}

/// One coefficient, on the scale of log-odds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// The estimate.
    pub estimate: f64,
    /// The lower end of the 95 % profile interval; `None` where the profile never falls so far or cannot be followed.
    pub lower: Option<f64>,
    /// Its upper end; `None` likewise.
    pub upper: Option<f64>,
    /// The p-value of the penalized likelihood ratio test that it is 0.
    pub p: f64,
}

impl Coefficient {
    /// By what factor one more of it multiplies the odds of winning.
    pub fn odds_ratio(self) -> f64 {
        self.estimate.exp()
    }

    /// 95 % for the odds ratio; an end that was not found is 0 or infinity.
    pub fn odds_ratio_interval(self) -> Interval {
        Interval {
            lower: self.lower.map_or(0.0, f64::exp),
            upper: self.upper.map_or(f64::INFINITY, f64::exp),
        }
    }
}

/// Why there is no regression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoRegression {
    /// No lead was won or lost.
    #[error("There is no lead that was won or lost.")]
    Nothing,
    /// A row is longer or shorter than the first.
    #[error("Row {0} does not have as many features as the first.")]
    RowLength(usize),
    /// A feature is not a finite number.
    #[error("Feature {feature} of row {row} is not a finite number.")]
    NotFinite {
        /// The row, from 0.
        row: usize,
        /// The feature, from 0.
        feature: usize,
    },
    /// A feature says nothing that the intercept and the features before it do not say already.
    #[error("Feature {0} follows from the features before it; leave one of them out.")]
    Dependent(usize),
    /// The fit did not come to rest.
    #[error("The fit did not come to rest; leave features out or merge rare values.")]
    Restless,
}

/// Whether the features of `rows` separate the won from the lost, without fitting anything.
///
/// # Errors
/// [`NoRegression`].
pub fn separation(rows: &[Observed]) -> Result<Separation, NoRegression> {
    Ok(Separation::of(&Design::of(rows)?))
}

impl Regression {
    /// Fits the odds of winning by the features of `rows`, with an intercept; estimates and ends are exact to about
    /// 1e-9. Rows with the same features are taken together, so the time is in proportion to different rows times the
    /// square of features.
    ///
    /// # Errors
    /// [`NoRegression`].
    pub fn of(rows: &[Observed]) -> Result<Regression, NoRegression> {
        let design = Design::of(rows)?;
        let best = Fit::free(&design).ok_or(NoRegression::Restless)?;
        let separation = Separation::of(&design);
        let coefficient = |column| {
            let profile = Profile { design: &design, best: &best, column, separation: separation.extent };
            profile.coefficient(Z95).ok_or(NoRegression::Restless)
        };
        let mut coefficients = (0..design.columns).map(coefficient).collect::<Result<Vec<_>, _>>()?;
        let intercept = coefficients.remove(0);
        Ok(Regression {
            intercept,
            features: coefficients,
            log_likelihood: best.log_likelihood + design.ln_scale,
            separation,
        })
    }

    /// The chance of winning of a lead with these `features`; `None` if there are more or fewer than were fitted, or one
    /// is not a finite number.
    pub fn chance(&self, features: &[f64]) -> Option<f64> {
        let terms = features.iter().zip(&self.features).map(|(x, coefficient)| x * coefficient.estimate);
        let log_odds = self.intercept.estimate + terms.sum::<f64>();
        let fits = features.len() == self.features.len() && features.iter().all(|x| x.is_finite());
        fits.then(|| fit::logistic(log_odds)).filter(|chance| !chance.is_nan())
    }
}
