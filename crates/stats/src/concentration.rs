//! "40 % of the rejections come from one campaign": more than its share of the volume?

use crate::{Interval, Rate, fisher::Fisher};

/// One value's share of the rejections beside its share of the volume.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Concentration {
    /// Rejections of the value.
    pub observed: u64,
    /// Rejections it would have at the rate of all: all rejections x its share of the volume.
    pub expected: f64,
    /// Observed less expected; a scan is ordered by it.
    pub excess: f64,
    /// Observed / expected; `None` where nothing is expected.
    pub lift: Option<f64>,
    /// 95 % for the lift: Wilson's interval of the value's share of the rejections, over its share of the volume.
    pub lift_interval: Option<Interval>,
    /// 95 % for how much higher the value's rejection rate is than the rest's (Newcombe); `None` without a rest.
    pub above_rest: Option<Interval>,
    /// The chance of so many or more if its rate were the rest's (Fisher, one-sided).
    pub p: f64,
}

impl Concentration {
    /// Of a `value` (rejected / decided) and its `rest` (the same for everything else); `None` if the value is of nothing.
    ///
    /// A p-value of a scan over many values means something only after [`crate::false_discovery`].
    pub fn of(value: Rate, rest: Rate) -> Option<Concentration> {
        let all = value.plus(rest);
        let volume = Rate::new(value.denominator, all.denominator).value()?;
        if value.denominator == 0 {
            return None;
        }
        let expected = all.numerator as f64 * volume;
        let share = Rate::new(value.numerator, all.numerator);
        Some(Concentration {
            observed: value.numerator,
            expected,
            excess: value.numerator as f64 - expected,
            lift: share.value().map(|share| share / volume),
            lift_interval: share
                .wilson()
                .map(|share| Interval { lower: share.lower / volume, upper: share.upper / volume }),
            above_rest: value.difference(rest),
            p: Fisher::of(value, rest).at_least,
        })
    }
}
