//! In which month did the rate change, and could it be luck?

use crate::{
    Rate,
    hypergeometric::deal,
    random::{Random, Simulated},
};

/// The most likely place of one change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChangePoint {
    /// The first period of the new rate.
    pub start: usize,
    /// All before it.
    pub before: Rate,
    /// It and all after it. The place was picked because these two differ most: an interval for their difference that
    /// does not know of the picking is too narrow.
    pub after: Rate,
    /// Twice the logarithm of how much likelier two rates are than one.
    pub statistic: f64,
}

impl ChangePoint {
    /// Of periods in their order; the earliest of equally likely places. `None` with fewer than two periods of something.
    ///
    /// Hinkley, D. V. and Hinkley, E. A. (1970), "Inference about the change-point in a sequence of binomial variables".
    /// Reference: scipy `binom.logpmf` at every place.
    pub fn of(periods: &[Rate]) -> Option<ChangePoint> {
        let all = periods.iter().fold(Rate::default(), |sum, &period| sum.plus(period));
        let mut before = Rate::default();
        let mut best: Option<ChangePoint> = None;
        for (start, &period) in periods.iter().enumerate() {
            if before.denominator > 0 && period.denominator > 0 {
                let after = Rate {
                    numerator: all.numerator.saturating_sub(before.numerator),
                    denominator: all.denominator - before.denominator,
                };
                let statistic = gain(before, all) + gain(after, all);
                if best.is_none_or(|best| statistic > best.statistic) {
                    best = Some(ChangePoint { start, before, after, statistic });
                }
            }
            before = before.plus(period);
        }
        best
    }

    /// How often periods of one rate show so much of a change anywhere: what has the property is dealt out anew in
    /// `worlds` worlds, each period keeping its n. `None` as for [`ChangePoint::of`].
    pub fn by_luck(periods: &[Rate], worlds: u32, seed: u64) -> Option<Simulated> {
        let seen = ChangePoint::of(periods)?.statistic;
        let marked = periods.iter().map(|period| period.numerator).sum();
        let sizes: Vec<u64> = periods.iter().map(|period| period.denominator).collect();
        let (mut random, mut dealt, mut world) = (Random::seeded(seed), Vec::new(), Vec::new());
        Some(Simulated::of(seen, worlds, || {
            deal(marked, &sizes, &mut random, &mut dealt);
            world.clear();
            world.extend(dealt.iter().zip(&sizes).map(|(&k, &n)| Rate::new(k, n)));
            ChangePoint::of(&world).map_or(0.0, |found| found.statistic)
        }))
    }
}

/// Twice what a rate of its own adds to the log-likelihood of `part`, over the rate of `all`.
fn gain(part: Rate, all: Rate) -> f64 {
    let side = |of_part: u64, of_all: u64| {
        if of_part == 0 {
            return 0.0;
        }
        let (own, common) =
            (of_part as f64 / part.denominator as f64, of_all as f64 / all.denominator as f64);
        // By the difference of the rates, not by their quotient: that keeps its digits where they are nearly the same.
        of_part as f64 * ((own - common) / common).ln_1p()
    };
    let without = |rate: Rate| rate.denominator.saturating_sub(rate.numerator);
    2.0 * (side(part.numerator, all.numerator) + side(without(part), without(all)))
}
