//! How often "below 80 % three weeks running" fires by luck.
//!
//! Exact for independent weeks of the same volume: a week is below the level with a binomial probability, and the run of
//! such weeks is a Markov chain whose last state is the alarm.

use crate::binomial;

/// A rule that fires when a rate is below a level in so many weeks running.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RunRule {
    /// Below, not at; from 0 to 1. The double nearest to the level that is meant (0.8), so that 16 of 20 is at it.
    pub level: f64,
    /// So many weeks running; 0 is taken as 1.
    pub weeks: u32,
}

/// The odds that a rule fires although nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AlarmOdds {
    /// That one week is below the level.
    pub one_week: f64,
    /// That the rule fires at least once in the weeks looked at.
    pub at_least_once: f64,
}

impl RunRule {
    /// The odds within `within` weeks, where every week `decided` handoffs are decided and each is accepted with the
    /// true rate `rate` (0 to 1). A week in which nothing is decided has no rate and is not below anything.
    ///
    /// Takes time in proportion to `within` x [`RunRule::weeks`]. Reference: scipy `binom.cdf`, and simulation.
    pub fn odds(self, rate: f64, decided: u64, within: u32) -> AlarmOdds {
        let one_week = below(self.level, rate, decided);
        AlarmOdds { one_week, at_least_once: at_least_one_run(one_week, self.weeks, within) }
    }
}

/// P(X / n < `level`) for X ~ Binomial(`n`, `rate`).
pub fn below(level: f64, rate: f64, n: u64) -> f64 {
    fewest_at(level, n).checked_sub(1).map_or(0.0, |k| binomial::cdf(k, n, rate))
}

/// P(X < `k`) for X ~ Poisson(`mean`): that fewer than `k` come in a month where `mean` come on average. Reference: scipy
/// `poisson.cdf(k - 1, mean)`.
pub fn fewer_than(k: u64, mean: f64) -> f64 {
    if k == 0 {
        return 0.0;
    }
    if mean <= 0.0 {
        return 1.0;
    }
    // In logarithms, so that a large mean does not underflow.
    let (mut term, mut sum) = (-mean, 0.0_f64);
    for at in 0..k {
        sum += term.exp();
        term += mean.ln() - ((at + 1) as f64).ln();
    }
    sum.min(1.0)
}

/// The smallest k with k / n not below `level`, at most n + 1; 0 if n is 0.
fn fewest_at(level: f64, n: u64) -> u64 {
    let is_below = |k: u64| (k as f64) / (n as f64) < level;
    // The product may be off by one either way; the quotient decides, as it does for every rate that is shown.
    let mut k = ((level * n as f64).ceil().max(0.0) as u64).min(n);
    while k > 0 && !is_below(k - 1) {
        k -= 1;
    }
    while k <= n && is_below(k) {
        k += 1;
    }
    k
}

/// The chance of at least one run of `run` events in `trials` independent trials, each an event with probability `p`.
pub fn at_least_one_run(p: f64, run: u32, trials: u32) -> f64 {
    let run = run.max(1);
    if run > trials {
        return 0.0;
    }
    // The chance that the alarm has not fired and that the last so many trials were events, for 0 to run - 1.
    let mut lengths = vec![0.0; run as usize];
    lengths[0] = 1.0;
    let mut fired = 0.0;
    for _ in 0..trials {
        let unfired: f64 = lengths.iter().sum();
        let last = lengths.len() - 1;
        fired += lengths[last] * p;
        lengths.rotate_right(1);
        for length in &mut lengths[1..] {
            *length *= p;
        }
        lengths[0] = unfired * (1.0 - p);
    }
    fired
}
