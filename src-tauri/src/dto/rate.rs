//! Rates and drills as pages show them.

use plumbline_workbench::{handoff::Drill, other::Rate, wording};
use serde::Serialize;
use specta::Type;

use super::{chart::DrillView, whole};

/// So many make a percentage worth reading first.
const MANY: u64 = 20;

/// A rate with its n and its interval.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RateView {
    /// So many.
    pub numerator: u32,
    /// Of so many.
    pub denominator: u32,
    /// `82 %`; of fewer than 20 the counts instead; empty of nothing.
    pub first: String,
    /// `41 of 50`; of fewer than 20 the percentage.
    pub second: String,
    /// `69 to 90 %`; empty of nothing.
    pub interval: String,
}

impl From<Rate> for RateView {
    fn from(rate: Rate) -> Self {
        let counted = format!("{} of {}", wording::count(rate.numerator), wording::count(rate.denominator));
        let value = rate.value().map(wording::percent);
        let interval = rate
            .wilson()
            .map(|interval| format!("{:.0} to {:.0} %", interval.lower * 100.0, interval.upper * 100.0));
        let (first, second) = match value {
            None => (String::new(), String::new()),
            Some(value) if rate.denominator < MANY => (counted, value),
            Some(value) => (value, counted),
        };
        RateView {
            numerator: whole(rate.numerator),
            denominator: whole(rate.denominator),
            first,
            second,
            interval: interval.unwrap_or_default(),
        }
    }
}

/// A list to open, called `label`.
pub(crate) fn drill(label: impl Into<String>, drill: &Drill) -> DrillView {
    DrillView { label: label.into(), token: drill.token() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_told_as_counts_first() {
        let of = |n, d| RateView::from(Rate::new(n, d));
        assert_eq!((of(16, 19).first.as_str(), of(16, 19).second.as_str()), ("16 of 19", "84 %"));
        assert_eq!((of(41, 50).first.as_str(), of(41, 50).second.as_str()), ("82 %", "41 of 50"));
        assert_eq!(of(41, 50).interval, "69 to 90 %");
        assert_eq!((of(0, 0).first.as_str(), of(0, 0).interval.as_str()), ("", ""));
    }
}
