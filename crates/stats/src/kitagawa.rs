//! Kitagawa's split: did the rates change, or only the mix?

use crate::{Interval, Rate, Z95};

/// What the difference between two periods is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Kitagawa {
    /// The rate of the second period less that of the first: the two effects together.
    pub total: f64,
    /// What the change of the parts' rates makes, at the average mix.
    pub rate: f64,
    /// What the change of the mix makes, at the average rates.
    pub mix: f64,
    /// The standard error of the rate effect.
    pub rate_error: f64,
    /// The standard error of the mix effect.
    pub mix_error: f64,
    /// Each part's contribution, in the order they came in; they add up to the whole.
    pub parts: Vec<Part>,
}

/// One part's contribution.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// By its own rate.
    pub rate: f64,
    /// By its share of the volume: positive if a part that is better than the average grew, or a worse one shrank.
    pub mix: f64,
}

impl Kitagawa {
    /// Splits the difference over `parts` (sources, say), each with its rate in the first and in the second period.
    /// `None` if either period is of nothing.
    ///
    /// A part that is of nothing in one period has no rate there; it is given that of the other, so that its coming or
    /// going is a change of mix alone. Kitagawa, E. M. (1955), "Components of a difference between two rates". Reference:
    /// R DasGuptR `dgnpop`.
    pub fn of(parts: &[(Rate, Rate)]) -> Option<Kitagawa> {
        let (first, second) = parts
            .iter()
            .fold((Rate::default(), Rate::default()), |sum, part| (sum.0.plus(part.0), sum.1.plus(part.1)));
        let (before, after) = (first.value()?, second.value()?);
        // The effects of the parts add up to the same whole from whatever level they are measured; from the average,
        // a part that is as good as the average adds nothing by growing.
        let average = f64::midpoint(before, after);
        let split = |part: &(Rate, Rate)| {
            let rates = (part.0.value().or(part.1.value()), part.1.value().or(part.0.value()));
            let (Some(was), Some(is)) = rates else { return Part { rate: 0.0, mix: 0.0 } };
            let share_was = part.0.denominator as f64 / first.denominator as f64;
            let share_is = part.1.denominator as f64 / second.denominator as f64;
            Part {
                rate: f64::midpoint(share_was, share_is) * (is - was),
                mix: (share_is - share_was) * (f64::midpoint(was, is) - average),
            }
        };
        let [rate_error, mix_error] = errors(parts, first, second);
        let parts: Vec<Part> = parts.iter().map(split).collect();
        Some(Kitagawa {
            rate_error,
            mix_error,
            total: after - before,
            rate: parts.iter().map(|part| part.rate).sum(),
            mix: parts.iter().map(|part| part.mix).sum(),
            parts,
        })
    }
}

impl Kitagawa {
    /// The 95 % interval of the rate effect.
    pub fn rate_interval(&self) -> Interval {
        around(self.rate, self.rate_error)
    }

    /// The 95 % interval of the mix effect.
    pub fn mix_interval(&self) -> Interval {
        around(self.mix, self.mix_error)
    }
}

fn around(value: f64, error: f64) -> Interval {
    Interval { lower: value - Z95 * error, upper: value + Z95 * error }
}

/// Shares and rates of one part in one period; the rate is that of the other period where there is none.
#[derive(Clone, Copy)]
struct Seen {
    share: f64,
    rate: f64,
    /// Nothing of it in the other period, whose rate it lends.
    alone: bool,
}

/// The standard errors of rate and mix effect: handoffs are drawn independently in either period, each into a part and an
/// outcome (multinomial), and both effects are smooth in the observed proportions (delta method, by influence functions).
fn errors(parts: &[(Rate, Rate)], first: Rate, second: Rate) -> [f64; 2] {
    let here: Vec<[Seen; 2]> = parts.iter().filter_map(|part| seen(*part, first, second)).collect();
    let mut variance = [0.0, 0.0];
    for (period, of) in [first, second].into_iter().enumerate() {
        let mine = |both: &[Seen; 2]| (both[period], both[1 - period]);
        // Half the difference of the rates moves the rate effect with the share, their middle moves the mix effect.
        let moved = |both: &[Seen; 2]| {
            let (mine, other) = mine(both);
            [(other.rate - mine.rate) / 2.0, f64::midpoint(mine.rate, other.rate)]
        };
        let mut mean = [0.0, 0.0];
        for both in &here {
            let (mine, _) = mine(both);
            mean = [0, 1].map(|effect| mean[effect] + mine.share * moved(both)[effect]);
        }
        for both in here.iter().filter(|both| mine(both).0.share > 0.0) {
            let (mine, other) = mine(both);
            let weight = if mine.alone {
                [0.0, 1.0]
            } else {
                [
                    (mine.share + other.share) / (2.0 * mine.share),
                    (other.share - mine.share) / (2.0 * mine.share),
                ]
            };
            let spread = mine.rate * (1.0 - mine.rate);
            for effect in [0, 1] {
                let by_share = (moved(both)[effect] - mean[effect]).powi(2);
                let by_rate = weight[effect].powi(2) * spread;
                variance[effect] += mine.share * (by_share + by_rate) / of.denominator as f64;
            }
        }
    }
    variance.map(f64::sqrt)
}

/// `None` of a part that is of nothing in both periods.
fn seen((was, is): (Rate, Rate), first: Rate, second: Rate) -> Option<[Seen; 2]> {
    let rates = [was.value().or(is.value())?, is.value().or(was.value())?];
    let one = |of: Rate, all: Rate, rate: f64, other: Rate| Seen {
        share: of.denominator as f64 / all.denominator as f64,
        rate,
        alone: other.denominator == 0,
    };
    Some([one(was, first, rates[0], is), one(is, second, rates[1], was)])
}
