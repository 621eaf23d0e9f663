//! How many leads it takes to see a change.

use crate::normal;

/// A change of a rate that somebody hopes to see.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hoped {
    /// The rate as it is, 0 to 1.
    pub from: f64,
    /// The rate hoped for, 0 to 1.
    pub to: f64,
    /// The chance of seeing the change if it is there (0.8).
    pub power: f64,
    /// The chance of seeing one that is not there, both sides together (0.05).
    pub alpha: f64,
}

impl Hoped {
    /// With 80 % power and 5 % two-sided.
    pub fn new(from: f64, to: f64) -> Hoped {
        Hoped { from, to, power: 0.8, alpha: 0.05 }
    }

    /// How many leads each of the two periods needs; `None` where no number is enough (no change, a certain power) or
    /// a rate, power or alpha is not a probability.
    ///
    /// The z-test of two independent proportions, pooled variance without a change and unpooled with it; the far tail
    /// is left out (Fleiss, Levin and Paik 2003, section 4.2, without their continuity correction). Reference:
    /// statsmodels `samplesize_proportions_2indep_onetail`, rounded up.
    pub fn leads_per_period(self) -> Option<u64> {
        let leads = self.exact()?.ceil();
        (leads < u64::MAX as f64).then_some(leads as u64)
    }

    /// The same before it is rounded up.
    pub fn exact(self) -> Option<f64> {
        let is_rate = |p: f64| (0.0..=1.0).contains(&p);
        let is_open = |p: f64| p > 0.0 && p < 1.0;
        let sensible = is_rate(self.from) && is_rate(self.to) && is_open(self.power) && is_open(self.alpha);
        let difference = (self.to - self.from).abs();
        if !sensible || difference == 0.0 {
            return None;
        }
        let variance = |p: f64| p * (1.0 - p);
        let without = (2.0 * variance(f64::midpoint(self.from, self.to))).sqrt();
        let with = (variance(self.from) + variance(self.to)).sqrt();
        let z = -normal::quantile(self.alpha / 2.0);
        let reach = z * without + normal::quantile(self.power) * with;
        // A power below the chance of a false alarm is reached by no leads at all.
        Some((reach.max(0.0) / difference).powi(2))
    }

    /// How many weeks of `per_week` leads each period has to last; `None` as above, or without leads.
    pub fn weeks_per_period(self, per_week: u64) -> Option<u64> {
        (per_week > 0).then(|| self.leads_per_period().map(|leads| leads.div_ceil(per_week)))?
    }
}
