//! The binomial distribution, exactly: quantiles where the normal approximation is not to be trusted, and sums.

/// The smallest k with P(X ≤ k) ≥ `q` for X ~ Binomial(`n`, `p`). Reference: scipy `binom.ppf`, R `qbinom`.
///
/// Sums the probabilities from the nearer end: meant for rates near 0 or 1 and for small n, where few terms matter.
pub fn quantile(q: f64, n: u64, p: f64) -> u64 {
    if n == 0 || p <= 0.0 || q <= 0.0 {
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
/// Every probability is taken relative to the most likely one and the whole is scaled to 1, so that nothing underflows
/// that could be seen in the sum. Takes time in proportion to the standard deviation, not to n.
pub fn cdf(k: u64, n: u64, p: f64) -> f64 {
    if k >= n || p <= 0.0 {
        return 1.0;
    }
    if p >= 1.0 {
        return 0.0;
    }
    let odds = p / (1.0 - p);
    let mode = (((n + 1) as f64 * p) as u64).min(n);
    let (mut upto, mut beyond) = (0.0, 0.0);
    let mut add = |at: u64, term: f64| if at <= k { upto += term } else { beyond += term };
    let mut term = 1.0;
    for at in (0..=mode).rev() {
        add(at, term);
        term *= at as f64 / ((n - at + 1) as f64 * odds);
        if term == 0.0 {
            break;
        }
    }
    term = 1.0;
    for at in mode + 1..=n {
        term *= (n - at + 1) as f64 * odds / at as f64;
        if term == 0.0 {
            break;
        }
        add(at, term);
    }
    upto / (upto + beyond)
}
