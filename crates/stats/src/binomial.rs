//! The binomial distribution, exactly: quantiles where the normal approximation is not to be trusted, and sums.

use crate::{
    random::Random,
    unimodal::{self, Around, Unimodal},
};

/// The smallest k with P(X ≤ k) ≥ `q` for X ~ Binomial(`n`, `p`). Reference: scipy `binom.ppf`, R `qbinom`.
///
/// What is no number counts as 0. Sums the probabilities from the nearer end: meant for rates near 0 or 1 and for small n, where few terms matter.
pub fn quantile(q: f64, n: u64, p: f64) -> u64 {
    if n == 0 || p.is_nan() || q.is_nan() || p <= 0.0 || q <= 0.0 {
        return 0;
    }
    if p >= 1.0 || q >= 1.0 {
        return n;
    }
    if p > 0.5 { from_above(q, n, p) } else { from_below(q, n, p) }
}

/// ln P(X = 0); the probabilities follow by the ratio of neighbours, in logarithms so that a large n does not underflow.
fn from_below(q: f64, n: u64, p: f64) -> u64 {
    let odds = (p / (1.0 - p)).ln();
    let mut term = n as f64 * (-p).ln_1p();
    let mut sum = term.exp();
    let mut k = 0;
    while sum < q * (1.0 - ROUNDING) && k < n {
        term += ((n - k) as f64 / (k + 1) as f64).ln() + odds;
        sum += term.exp();
        k += 1;
    }
    k
}

/// The same from the upper end: the number of failures is Binomial(n, 1 - p), and P(X ≤ k) ≥ q means
/// P(failures ≤ n - k - 1) ≤ 1 - q.
fn from_above(q: f64, n: u64, p: f64) -> u64 {
    let odds = ((1.0 - p) / p).ln();
    let mut term = n as f64 * p.ln();
    let mut sum = term.exp();
    let mut failures = 0;
    while sum <= (1.0 - q) * (1.0 + ROUNDING) && failures < n {
        term += ((n - failures) as f64 / (failures + 1) as f64).ln() + odds;
        sum += term.exp();
        failures += 1;
    }
    n - failures
}

/// The relative error allowed to a sum of probabilities before it counts as having reached a target (as in R).
const ROUNDING: f64 = 64.0 * f64::EPSILON;

/// P(X ≤ `k`) for X ~ Binomial(`n`, `p`). Reference: scipy `binom.cdf`.
///
/// Takes time in proportion to the standard deviation, not to n.
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n {
        return 1.0;
    }
    let around = around(k, n, p);
    around.below + around.at
}

/// P(X ≥ `k`), as accurate far out as near. Reference: scipy `binom.sf(k - 1, …)`.
pub fn at_least(k: u64, n: u64, p: f64) -> f64 {
    if k == 0 {
        return 1.0;
    }
    let around = around(k, n, p);
    around.at + around.above
}

/// The probabilities below, at and above `k`; a `p` beyond 0 or 1 is taken as 0 or 1, and one that is no number as 0.
pub(crate) fn around(k: u64, n: u64, p: f64) -> Around {
    let certain = if p.is_nan() || p <= 0.0 { Some(0) } else { (p >= 1.0).then_some(n) };
    if let Some(x) = certain {
        let is = |so: bool| if so { 1.0 } else { 0.0 };
        return Around { below: is(x < k), at: is(x == k), above: is(x > k) };
    }
    if k > n {
        return Around { below: 1.0, at: 0.0, above: 0.0 };
    }
    unimodal::around(&Binomial { n, p }, k)
}

/// One draw.
pub(crate) fn draw(n: u64, p: f64, random: &mut Random) -> u64 {
    if p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    unimodal::draw(&Binomial { n, p }, random)
}

/// `p` strictly between 0 and 1.
struct Binomial {
    n: u64,
    p: f64,
}

impl Unimodal for Binomial {
    fn lowest(&self) -> u64 {
        0
    }

    fn highest(&self) -> u64 {
        self.n
    }

    fn mode(&self) -> u64 {
        (((self.n as f64 + 1.0) * self.p) as u64).min(self.n)
    }

    fn ratio(&self, k: u64) -> f64 {
        (self.n - k) as f64 / (k + 1) as f64 * (self.p / (1.0 - self.p))
    }
}
