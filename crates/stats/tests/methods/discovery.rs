//! False discoveries.

use plumbline_stats::false_discovery::{Dependence, adjusted};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn adjusted_p_values_agree_with_scipy() {
    for case in read(include_str!("../fixtures/false_discovery.json"), 60) {
        let p: Vec<f64> = case.reals("p").into_iter().flatten().collect();
        for (key, dependence) in [("bh", Dependence::Positive), ("by", Dependence::Any)] {
            let ours = adjusted(&p, dependence).expect("all are probabilities");
            for (ours, theirs) in ours.iter().zip(case.reals(key)) {
                case.within(*ours, theirs.expect("a number"), 1e-12, key);
            }
        }
    }
}

#[test]
fn what_is_no_probability_is_told() {
    assert_eq!(adjusted(&[], Dependence::Any), Ok(vec![]));
    for bad in [f64::NAN, -0.1, 1.1, f64::INFINITY] {
        let refused = adjusted(&[0.5, bad], Dependence::Positive).expect_err("not a probability");
        assert_eq!(refused.at, 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    /// Benjamini and Hochberg's own procedure: the largest i with p(i) <= i q / m; all up to it are kept.
    #[test]
    fn keeping_adjusted_values_is_the_step_up_procedure(p in prop::collection::vec(0.0_f64..=1.0, 1..40), q in 0.001_f64..0.5) {
        let ours = adjusted(&p, Dependence::Positive).expect("all are probabilities");
        let mut sorted = p.clone();
        sorted.sort_by(f64::total_cmp);
        let m = p.len() as f64;
        let limit = (0..p.len()).rev().find(|&i| sorted[i] <= (i + 1) as f64 * q / m).map(|i| sorted[i]);
        for (p, adjusted) in p.iter().zip(&ours) {
            // At the very limit the two differ by rounding only.
            if (adjusted - q).abs() > 1e-12 {
                prop_assert_eq!(*adjusted <= q, limit.is_some_and(|limit| *p <= limit));
            }
        }
    }
}
