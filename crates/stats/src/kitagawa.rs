//! Kitagawa's split: did the rates change, or only the mix?

use crate::Rate;

/// What the difference between two periods is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct Kitagawa {
    /// The rate of the second period less that of the first: the two effects together.
    pub total: f64,
    /// What the change of the parts' rates makes, at the average mix.
    pub rate: f64,
    /// What the change of the mix makes, at the average rates.
    pub mix: f64,
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
        let parts: Vec<Part> = parts.iter().map(split).collect();
        Some(Kitagawa {
            total: after - before,
            rate: parts.iter().map(|part| part.rate).sum(),
            mix: parts.iter().map(|part| part.mix).sum(),
            parts,
        })
    }
}
