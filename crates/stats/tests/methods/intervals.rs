//! Score intervals, against the tests that they turn round.

use plumbline_stats::{Rate, Z95, binomial};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

    /// Wilson's ends are the rates from which the seen one is just 1.96 standard errors of theirs away.
    #[test]
    fn at_a_wilson_end_the_score_test_is_just_significant(k in 0_u64..10_000_000, m in 0_u64..10_000_000) {
        prop_assume!(k + m > 0);
        let (rate, n) = (Rate::new(k, k + m), (k + m) as f64);
        let (seen, interval) = (rate.value().expect("n > 0"), rate.wilson().expect("n > 0"));
        for end in [interval.lower, interval.upper] {
            if end > 0.0 && end < 1.0 {
                let z = (seen - end).abs() / (end * (1.0 - end) / n).sqrt();
                prop_assert!((z - Z95).abs() < 1e-5, "{z}");
            }
        }
        prop_assert!(interval.contains(seen));
        let mirrored = Rate::new(m, k + m).wilson().expect("n > 0");
        prop_assert!((mirrored.lower - (1.0 - interval.upper)).abs() < 1e-12);
    }

    #[test]
    fn newcombes_interval_turns_with_the_order_and_holds_the_difference(
        a in 0_u64..5_000, b in 0_u64..5_000, c in 0_u64..5_000, d in 0_u64..5_000,
    ) {
        let (first, second) = (Rate::new(a, a + b), Rate::new(c, c + d));
        if let (Some(there), Some(back)) = (first.difference(second), second.difference(first)) {
            prop_assert!((there.lower + back.upper).abs() < 1e-12 && (there.upper + back.lower).abs() < 1e-12);
            prop_assert!(there.contains(first.value().expect("n > 0") - second.value().expect("n > 0")));
            prop_assert!(there.lower >= -1.0 - 1e-12 && there.upper <= 1.0 + 1e-12);
        }
    }
}

/// Over all true rates alike, 95 % cover 95 % of them: added up over every count there can be.
#[test]
fn wilsons_interval_covers_as_often_as_it_says_on_average() {
    for n in [10_u64, 20, 60] {
        let intervals: Vec<_> = (0..=n).map(|k| Rate::new(k, n).wilson().expect("n > 0")).collect();
        let rates = (1..1_000).map(|i| f64::from(i) / 1_000.0);
        let covered = |p: f64| -> f64 {
            let chance =
                |k: u64| binomial::cdf(k, n, p) - if k > 0 { binomial::cdf(k - 1, n, p) } else { 0.0 };
            (0..=n).filter(|k| intervals[*k as usize].contains(p)).map(chance).sum()
        };
        let mean = rates.map(covered).sum::<f64>() / 999.0;
        assert!((mean - 0.952).abs() < 0.006, "{n}: {mean}");
    }
}
