//! Weight of evidence and information value: how much does an attribute say about winning?

use crate::{
    Rate,
    hypergeometric::deal,
    random::{Random, Simulated},
};

/// Added to every count of won and of lost, so that a value that never won has a weight.
const HALF: f64 = 0.5;

/// What an attribute says about winning.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The weight of each value, in the order they came in: ln(its share of the won / its share of the lost). Above 0 it
    /// speaks for winning.
    pub weights: Vec<f64>,
    /// The information value: Σ (share of the won - share of the lost) x weight.
    pub information: f64,
}

impl Evidence {
    /// Of an attribute's values, each with its won out of won and lost; `None` if nothing was won, nothing was lost or
    /// there is no value.
    ///
    /// Half a count is added to the won and the lost of every value, and shares are of these. Siddiqi, N. (2006), "Credit
    /// risk scorecards". Reference: optbinning's weight (with its sign turned: there an event is what is feared) and
    /// `metrics.jeffrey`, of the same counts.
    pub fn of(values: &[Rate]) -> Option<Evidence> {
        let all = values.iter().fold(Rate::default(), |sum, &value| sum.plus(value));
        if all.numerator == 0 || all.numerator >= all.denominator {
            return None;
        }
        Some(Evidence::with(values.iter().map(|value| (value.numerator, value.denominator)), all))
    }

    fn with(values: impl ExactSizeIterator<Item = (u64, u64)>, all: Rate) -> Evidence {
        let added = values.len() as f64 * HALF;
        let (won, lost) = (all.numerator as f64 + added, (all.denominator - all.numerator) as f64 + added);
        let mut information = 0.0;
        let weights = values
            .map(|(of_won, of_all)| {
                let share_won = (of_won as f64 + HALF) / won;
                let share_lost = (of_all.saturating_sub(of_won) as f64 + HALF) / lost;
                let weight = (share_won / share_lost).ln();
                information += (share_won - share_lost) * weight;
                weight
            })
            .collect();
        Evidence { weights, information }
    }

    /// How often an attribute with the same values that has nothing to do with winning would have so much information:
    /// the won are dealt out anew in `worlds` worlds. The information value is biased upward, most with many values and
    /// few won; [`Simulated::mean_by_luck`] is that bias. `None` as for [`Evidence::of`].
    pub fn by_luck(values: &[Rate], worlds: u32, seed: u64) -> Option<Simulated> {
        let seen = Evidence::of(values)?.information;
        let all = values.iter().fold(Rate::default(), |sum, &value| sum.plus(value));
        let sizes: Vec<u64> = values.iter().map(|value| value.denominator).collect();
        let (mut random, mut dealt) = (Random::seeded(seed), Vec::new());
        Some(Simulated::of(seen, worlds, || {
            deal(all.numerator, &sizes, &mut random, &mut dealt);
            Evidence::with(dealt.iter().copied().zip(sizes.iter().copied()), all).information
        }))
    }
}
