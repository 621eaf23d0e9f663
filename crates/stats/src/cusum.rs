//! Cumulated deviations from the mean: a picture in which a shift of level is a bend.

use std::f64::consts::PI;

use crate::Rate;

/// The cumulated deviations of periods from their common rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Cusum {
    /// After each period, how many more had the property until then than at the common rate, in standard deviations of
    /// the whole: Σ (k - n p) / sqrt(N p (1 - p)). It begins and ends at 0, rises while the rate is above the common one
    /// and falls while it is below.
    pub path: Vec<f64>,
    /// The largest deviation, up or down.
    pub largest: f64,
    /// The first period of what seems a new level: the one after the largest deviation.
    pub start: usize,
    /// How often periods of one rate deviate so far: Kolmogorov's limit law, for many leads. It errs to the safe side
    /// for few periods, between which the path is not looked at.
    pub p: f64,
}

impl Cusum {
    /// Of periods in their order; a period of nothing adds nothing. `None` with fewer than two periods of something, or
    /// if nothing or everything has the property.
    ///
    /// Ploberger, W. and Krämer, W. (1992), "The CUSUM test with OLS residuals". Reference: statsmodels
    /// `breaks_cusumolsresid` (one lead a period), scipy `kstwobign.sf`.
    pub fn of(periods: &[Rate]) -> Option<Cusum> {
        let all = periods.iter().fold(Rate::default(), |sum, &period| sum.plus(period));
        let p = all.value()?;
        let deviation = (all.denominator as f64 * p * (1.0 - p)).sqrt();
        if deviation == 0.0 {
            return None;
        }
        let mut upto = Rate::default();
        let path: Vec<f64> = periods
            .iter()
            .map(|&period| {
                upto = upto.plus(period);
                (upto.numerator as f64 - upto.denominator as f64 * p) / deviation
            })
            .collect();
        let mut bend: Option<(usize, f64)> = None;
        let mut before = 0.0;
        for (at, (period, &here)) in periods.iter().zip(&path).enumerate() {
            let far = f64::abs(before);
            if at > 0 && period.denominator > 0 && bend.is_none_or(|(_, largest)| far > largest) {
                bend = Some((at, far));
            }
            before = here;
        }
        let (start, largest) = bend.filter(|_| periods.iter().filter(|p| p.denominator > 0).count() > 1)?;
        Some(Cusum { path, largest, start, p: kolmogorov(largest) })
    }
}

/// The chance that a Brownian bridge goes beyond plus or minus `x`. Reference: scipy `kstwobign.sf`.
pub fn kolmogorov(x: f64) -> f64 {
    // Two series for the same function, each where a few terms are enough.
    const TERMS: i32 = 6;
    if x.is_nan() || x <= 0.0 {
        return 1.0;
    }
    if x < 1.0 {
        let term = |k: i32| (-f64::from((2 * k - 1).pow(2)) * PI * PI / (8.0 * x * x)).exp();
        let below = (2.0 * PI).sqrt() / x * (1..=TERMS).rev().map(term).sum::<f64>();
        return (1.0 - below).clamp(0.0, 1.0);
    }
    let term = |k: i32| f64::from(1 - 2 * ((k + 1) % 2)) * (-2.0 * f64::from(k * k) * x * x).exp();
    (2.0 * (1..=TERMS).rev().map(term).sum::<f64>()).clamp(0.0, 1.0)
}
