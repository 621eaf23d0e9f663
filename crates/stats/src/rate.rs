//! A rate with its n and its interval.

use crate::Z95;

/// From `lower` to `upper`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// True if `value` lies between the ends or on one of them.
    pub fn contains(self, value: f64) -> bool {
        self.lower <= value && value <= self.upper
    }
}

/// So many out of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Rate {
    /// How many have the property; at most the denominator.
    pub numerator: u64,
    /// How many were asked.
    pub denominator: u64,
}

impl Rate {
    /// `numerator` of `denominator`.
    pub fn new(numerator: u64, denominator: u64) -> Rate {
        Rate { numerator: numerator.min(denominator), denominator }
    }

    /// The proportion; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.denominator > 0).then(|| self.numerator as f64 / self.denominator as f64)
    }

    /// Both added up.
    #[must_use]
    pub fn plus(self, other: Rate) -> Rate {
        Rate {
            numerator: self.numerator + other.numerator,
            denominator: self.denominator + other.denominator,
        }
    }

    /// The 95 % Wilson score interval without continuity correction; `None` of nothing.
    ///
    /// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference". Reference:
    /// statsmodels `proportion_confint(method="wilson")`.
    pub fn wilson(self) -> Option<Interval> {
        self.wilson_at(Z95)
    }

    /// The same at `z` standard deviations.
    pub fn wilson_at(self, z: f64) -> Option<Interval> {
        let p = self.value()?;
        let n = self.denominator as f64;
        let z2 = z * z;
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        // At 0 of n and n of n one end is exact; rounding must not push it past the edge.
        let lower = if self.numerator == 0 { 0.0 } else { (middle - half).max(0.0) };
        let upper = if self.numerator == self.denominator { 1.0 } else { (middle + half).min(1.0) };
        Some(Interval { lower, upper })
    }

    /// How much higher this rate is than `other`, as a 95 % interval; `None` if either is of nothing.
    ///
    /// Newcombe's hybrid score interval (1998, method 10). Reference: statsmodels
    /// `confint_proportions_2indep(method="newcomb", compare="diff")`.
    pub fn difference(self, other: Rate) -> Option<Interval> {
        self.difference_at(other, Z95)
    }

    /// The same at `z` standard deviations.
    pub fn difference_at(self, other: Rate, z: f64) -> Option<Interval> {
        let (p, q) = (self.value()?, other.value()?);
        let (of_p, of_q) = (self.wilson_at(z)?, other.wilson_at(z)?);
        let difference = p - q;
        Some(Interval {
            lower: difference - (p - of_p.lower).hypot(of_q.upper - q),
            upper: difference + (of_p.upper - p).hypot(q - of_q.lower),
        })
    }
}
