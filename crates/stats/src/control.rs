//! p-charts: is this week's rate unusual for the rate and volume it comes from?
//!
//! The same limits over n instead of time are a funnel plot of reps or sources. Reference: qicharts2 `qic.p` for the limits;
//! exact binomial limits where the normal approximation fails.

use crate::{
    binomial,
    rate::{Interval, Rate},
};

/// The tail beyond three sigma of a normal distribution: 1 - Φ(3).
const TAIL: f64 = 0.001_349_898_031_630_094_6;

/// Fewest rates a center is computed from: one rate is always equal to its own mean.
pub const FEWEST: usize = 2;

/// A center line; limits follow from each point's own n.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PChart {
    /// The mean rate, weighted by n.
    pub center: f64,
}

impl PChart {
    /// The chart of `rates`; `None` with fewer than [`FEWEST`] that are of something.
    pub fn of(rates: impl IntoIterator<Item = Rate>) -> Option<PChart> {
        let (mut count, mut all) = (0, Rate::default());
        for rate in rates {
            count += usize::from(rate.denominator > 0);
            all = all.plus(rate);
        }
        let center = all.value()?;
        (count >= FEWEST).then_some(PChart { center })
    }

    /// The limits for a point of `n`: three sigma clipped to [0, 1], or the exact binomial quantiles of the same tail
    /// where fewer than five of either kind are expected. `None` for n = 0, where nothing can be said.
    pub fn limits(self, n: u64) -> Option<Interval> {
        if n == 0 {
            return None;
        }
        let (p, of) = (self.center, n as f64);
        if of * p < 5.0 || of * (1.0 - p) < 5.0 {
            return Some(Interval {
                lower: binomial::quantile(TAIL, n, p) as f64 / of,
                upper: binomial::quantile(1.0 - TAIL, n, p) as f64 / of,
            });
        }
        let three_sigma = 3.0 * (p * (1.0 - p) / of).sqrt();
        Some(Interval { lower: (p - three_sigma).max(0.0), upper: (p + three_sigma).min(1.0) })
    }

    /// On which side of the limits `rate` lies; `None` if inside them.
    pub fn signal(self, rate: Rate) -> Option<Signal> {
        let (value, limits) = (rate.value()?, self.limits(rate.denominator)?);
        if value < limits.lower {
            Some(Signal::Below)
        } else if value > limits.upper {
            Some(Signal::Above)
        } else {
            None
        }
    }
}

/// A point outside the control limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Signal {
    /// Lower than the lower limit.
    Below,
    /// Higher than the upper limit.
    Above,
}

impl Signal {
    /// As written in JSON.
    pub fn slug(self) -> &'static str {
        ["below", "above"][self as usize]
    }
}
