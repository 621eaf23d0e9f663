//! What a split says that the total does not.

use plumbline_stats::Interval;

use super::{LEVEL, Mix};

/// What a split says that the total does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The total moved, and at the same mix no change is shown, or one the other way: it is only mix.
    OnlyMix,
    /// No change of the total is shown, because the mix hides one of the rates.
    Hidden,
    /// The total moved, and a quarter of it or more is mix.
    PartlyMix,
}

/// The least part of a change that is worth saying.
const WORTH_SAYING: f64 = 0.25;
/// The least part of a change that is called all of it, where the rest is not shown.
const MOST: f64 = 0.5;

impl Mix {
    /// What is to be said about it; `None` if the total says it all, or nothing is shown.
    pub fn verdict(&self) -> Option<Verdict> {
        let total = shown(self.after.difference(self.before)?);
        let rate = shown(self.split.rate_interval());
        let share = self.split.mix.abs() / self.split.total.abs();
        if self.q > LEVEL || self.split.mix == 0.0 {
            return None;
        }
        let mix = if self.split.mix > 0.0 { 1 } else { -1 };
        match (total, rate) {
            (0, rate) => (rate == -mix).then_some(Verdict::Hidden),
            (total, _) if total != mix => None,
            (total, rate) if rate != total => (share >= MOST).then_some(Verdict::OnlyMix),
            _ => (share >= WORTH_SAYING).then_some(Verdict::PartlyMix),
        }
    }
}

/// Which way a change is shown to go: 1 or -1 where the interval excludes zero, else 0.
fn shown(interval: Interval) -> i8 {
    match interval {
        Interval { lower, .. } if lower > 0.0 => 1,
        Interval { upper, .. } if upper < 0.0 => -1,
        _ => 0,
    }
}
