//! Exact limits for one rate, from the binomial distribution itself.

use crate::{Interval, Rate, binomial};

/// The exact interval that covers the true rate with at least `confidence` (0.95): the rates at which so many or more,
/// and so many or fewer, would each come with half of what is left. `None` of nothing, or if `confidence` is not
/// between 0 and 1.
///
/// Wider than [`Rate::wilson`]: it never covers less than it says, for any true rate. Clopper, C. J. and Pearson, E. S.
/// (1934), "The use of confidence or fiducial limits". Reference: statsmodels `proportion_confint(method="beta")`.
pub fn clopper_pearson(rate: Rate, confidence: f64) -> Option<Interval> {
    let n = rate.denominator;
    if n == 0 || !(confidence > 0.0 && confidence < 1.0) {
        return None;
    }
    let (k, tail) = (rate.numerator.min(n), (1.0 - confidence) / 2.0);
    Some(Interval { lower: lowest_rate(k, n, tail), upper: 1.0 - lowest_rate(n - k, n, tail) })
}

/// The p at which P(X >= `k`) is `tail`; 0 for k = 0.
///
/// Newton's method on the logarithms of both: there the tail is an increasing, concave function of p whose slope is
/// k P(X = k) / P(X >= k). So after one step every next one comes closer from below.
fn lowest_rate(k: u64, n: u64, tail: f64) -> f64 {
    if k == 0 {
        return 0.0;
    }
    let (mut below, mut above) = (0.0, 1.0);
    let mut p = (k as f64 / n as f64).min(1.0 - f64::EPSILON);
    for _ in 0..MOST_STEPS {
        let around = binomial::around(k, n, p);
        let at_least = around.at + around.above;
        if at_least < tail {
            below = p;
        } else {
            above = p;
        }
        let slope = k as f64 * around.at / at_least;
        let step = p * ((tail / at_least).ln() / slope).exp();
        // Where the tail or its slope cannot be told from 0 there is no step; halving always makes one.
        let next = if step > below && step < above { step } else { f64::midpoint(below, above) };
        if (next - p).abs() <= NEAR * p {
            return next;
        }
        p = next;
    }
    p
}

/// A relative step below which only rounding is left.
const NEAR: f64 = 1e-13;

/// Newton's method needs about ten, halving alone some 60.
const MOST_STEPS: u32 = 200;
