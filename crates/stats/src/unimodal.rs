//! Distributions over whole numbers with one peak, known by the ratio of neighbours.
//!
//! Every probability is taken relative to the peak's and the whole is scaled to 1. So no logarithm of a factorial is
//! needed, nothing underflows that could be seen in a sum, both tails keep their relative accuracy however small they
//! are, and the time is in proportion to the standard deviation, not to the counts.

use crate::random::Random;

/// A distribution over the whole numbers from `lowest` to `highest`.
pub(crate) trait Unimodal {
    fn lowest(&self) -> u64;
    fn highest(&self) -> u64;
    /// The peak, or one beside it; from `lowest` to `highest`.
    fn mode(&self) -> u64;
    /// P(`k` + 1) / P(`k`), for `lowest` <= `k` < `highest`.
    fn ratio(&self, k: u64) -> f64;
}

/// How the probability is shared out around one number; the three add up to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Around {
    pub(crate) below: f64,
    pub(crate) at: f64,
    pub(crate) above: f64,
}

/// The relative difference below which two probabilities are the same one, differently rounded. As in R `fisher.test`.
const SAME: f64 = 1e-7;

/// Draws give up what is less likely than this, relative to the peak: less than the random number's own grain.
const NEVER: f64 = 1e-20;

/// Calls `visit` with each number and its probability relative to the peak's, until it is no more than `least` or
/// `visit` says stop. Below the smallest normal number a processor is a hundred times slower, and nothing is to be seen.
fn walk(of: &impl Unimodal, least: f64, mut visit: impl FnMut(u64, f64) -> bool) {
    let mode = of.mode().clamp(of.lowest(), of.highest());
    if !visit(mode, 1.0) {
        return;
    }
    let mut term = 1.0;
    for k in (of.lowest()..mode).rev() {
        term /= of.ratio(k);
        if term <= least {
            break;
        }
        if !visit(k, term) {
            return;
        }
    }
    term = 1.0;
    for k in mode..of.highest() {
        term *= of.ratio(k);
        if term <= least || !visit(k + 1, term) {
            return;
        }
    }
}

/// The probabilities below, at and above `k`.
pub(crate) fn around(of: &impl Unimodal, k: u64) -> Around {
    let mut sum = Around { below: 0.0, at: 0.0, above: 0.0 };
    walk(of, f64::MIN_POSITIVE, |at, term| {
        match at.cmp(&k) {
            std::cmp::Ordering::Less => sum.below += term,
            std::cmp::Ordering::Equal => sum.at += term,
            std::cmp::Ordering::Greater => sum.above += term,
        }
        true
    });
    let all = sum.below + sum.at + sum.above;
    Around { below: sum.below / all, at: sum.at / all, above: sum.above / all }
}

/// The probability of all numbers that are no more likely than `k`.
pub(crate) fn as_unlikely(of: &impl Unimodal, k: u64) -> f64 {
    let mut at_k = 0.0;
    walk(of, f64::MIN_POSITIVE, |at, term| {
        if at == k {
            at_k = term;
        }
        at != k
    });
    let (mut rare, mut all) = (0.0, 0.0);
    walk(of, f64::MIN_POSITIVE, |_, term| {
        all += term;
        if term <= at_k * (1.0 + SAME) {
            rare += term;
        }
        true
    });
    rare / all
}

/// One draw, by inversion from the peak outwards.
pub(crate) fn draw(of: &impl Unimodal, random: &mut Random) -> u64 {
    let mut all = 0.0;
    walk(of, NEVER, |_, term| {
        all += term;
        true
    });
    let (mut left, mut drawn) = (random.unit() * all, of.mode().clamp(of.lowest(), of.highest()));
    walk(of, NEVER, |at, term| {
        left -= term;
        drawn = at;
        left >= 0.0
    });
    drawn
}
