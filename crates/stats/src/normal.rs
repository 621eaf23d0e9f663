//! The normal distribution. Of what is no number it makes none; everything else has an answer.

use std::f64::consts::SQRT_2;

use statrs::function::erf::{erfc, erfc_inv};

/// P(Z <= `z`). Reference: scipy `norm.cdf`.
pub fn cdf(z: f64) -> f64 {
    0.5 * erfc(-z / SQRT_2)
}

/// P(Z > `z`), accurate far out too. Reference: scipy `norm.sf`.
pub fn survival(z: f64) -> f64 {
    0.5 * erfc(z / SQRT_2)
}

/// The z with P(Z <= z) = `q`; minus or plus infinity at 0 and 1 and beyond. Reference: scipy `norm.ppf`.
pub fn quantile(q: f64) -> f64 {
    -SQRT_2 * erfc_inv(2.0 * q.clamp(0.0, 1.0))
}
