//! Exact limits and exact tests.

use plumbline_stats::{
    Rate, binomial, clopper_pearson::clopper_pearson, concentration::Concentration, fisher::Fisher,
    hypergeometric::Hypergeometric,
};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn exact_limits_agree_with_statsmodels() {
    for case in read(include_str!("../fixtures/clopper_pearson.json"), 120) {
        let limits = clopper_pearson(case.rate("k", "n"), case.real("confidence")).expect("n > 0");
        case.close(limits.lower, "lower");
        case.close(limits.upper, "upper");
        case.close_relative(limits.lower, "lower");
    }
}

#[test]
fn exact_tests_agree_with_scipy() {
    for case in read(include_str!("../fixtures/fisher.json"), 150) {
        let ours = Fisher::of(case.rate("k1", "n1"), case.rate("k2", "n2"));
        case.close_relative(ours.at_least, "greater");
        case.close_relative(ours.at_most, "less");
        case.close_relative(ours.two_sided, "two-sided");
    }
}

#[test]
fn edges_of_exact_methods_have_plain_answers() {
    assert_eq!(clopper_pearson(Rate::new(0, 0), 0.95), None);
    for confidence in [0.0, 1.0, -1.0, 2.0, f64::NAN] {
        assert_eq!(clopper_pearson(Rate::new(1, 2), confidence), None, "{confidence}");
    }
    let never = clopper_pearson(Rate::new(0, 1), 0.95).expect("n > 0");
    assert_eq!(never.lower, 0.0);
    assert!((never.upper - 0.975).abs() < 1e-12);
    let surer = clopper_pearson(Rate::new(3, 10), 1.0 - 1e-12).expect("n > 0");
    assert!(surer.lower > 0.0 && surer.upper < 1.0 && surer.lower < 0.3 && surer.upper > 0.3);
    for (first, second) in [((0, 0), (3, 9)), ((0, 5), (0, 9)), ((5, 5), (9, 9)), ((0, 0), (0, 0))] {
        let fisher = Fisher::of(Rate::new(first.0, first.1), Rate::new(second.0, second.1));
        assert_eq!(
            (fisher.at_least, fisher.at_most, fisher.two_sided),
            (1.0, 1.0, 1.0),
            "{first:?} {second:?}"
        );
    }
    let huge = Fisher::of(Rate::new(5_000_000, 10_000_000), Rate::new(4_997_000, 10_000_000));
    // Nearly normal there: z = 1.34, one-sided 0.09.
    assert!((huge.at_least - 0.09).abs() < 0.002 && (huge.two_sided - 0.18).abs() < 0.004, "{huge:?}");
    let hopeless = Fisher::of(Rate::new(10_000_000, 10_000_000), Rate::new(0, 10_000_000));
    assert!(
        hopeless.at_least < 1e-300 && hopeless.at_least >= 0.0 && hopeless.at_most == 1.0,
        "{hopeless:?}"
    );
    assert_eq!(Hypergeometric::new(5, 6, 1), None, "no more can be marked than there are");
    assert_eq!(Concentration::of(Rate::new(0, 0), Rate::new(2, 9)), None);
    let nothing_rejected = Concentration::of(Rate::new(0, 4), Rate::new(0, 9)).expect("has volume");
    assert_eq!((nothing_rejected.lift, nothing_rejected.p), (None, 1.0));
    let everything = Concentration::of(Rate::new(4, 9), Rate::new(0, 0)).expect("has volume");
    assert_eq!((everything.above_rest, everything.p, everything.lift), (None, 1.0, Some(1.0)));
}

/// How many of the ways to draw leave each number of marked, by drawing in every way.
fn ways(population: u32, marked: u32, drawn: u32) -> Vec<u64> {
    let mut ways = vec![0; population as usize + 1];
    for hand in 0_u32..1 << population {
        if hand.count_ones() == drawn {
            ways[(hand & ((1 << marked) - 1)).count_ones() as usize] += 1;
        }
    }
    ways
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn every_way_to_draw_adds_up_to_fisher(n in 0_u32..7, m in 0_u32..7, a in 0_u32..7, b in 0_u32..7) {
        let (a, b) = (a.min(n), b.min(m));
        let ways = ways(n + m, a + b, n);
        let (all, at) = (ways.iter().sum::<u64>() as f64, a as usize);
        let ours = Fisher::of(Rate::new(a.into(), n.into()), Rate::new(b.into(), m.into()));
        let exact = |count: u64| count as f64 / all;
        prop_assert!((ours.at_least - exact(ways[at..].iter().sum())).abs() < 1e-12);
        prop_assert!((ours.at_most - exact(ways[..=at].iter().sum())).abs() < 1e-12);
        let rare = ways.iter().filter(|count| **count <= ways[at]).sum();
        prop_assert!((ours.two_sided - exact(rare)).abs() < 1e-12);
    }

    #[test]
    fn at_an_exact_limit_each_tail_is_as_large_as_asked(n in 1_u64..2_000_000, share in 0.0_f64..=1.0, confidence in 0.5_f64..0.9999) {
        let k = (share * n as f64).round() as u64;
        let limits = clopper_pearson(Rate::new(k, n), confidence).expect("n > 0");
        let tail = (1.0 - confidence) / 2.0;
        if k > 0 {
            prop_assert!((binomial::at_least(k, n, limits.lower) / tail - 1.0).abs() < 1e-7);
        }
        if k < n {
            prop_assert!((binomial::cdf(k, n, limits.upper) / tail - 1.0).abs() < 1e-7);
        }
        prop_assert!(limits.lower <= share.max(k as f64 / n as f64) && limits.contains(k as f64 / n as f64));
    }

    #[test]
    fn exact_limits_cover_every_true_rate_at_least_as_often_as_they_say(n in 1_u64..40, p in 0.0_f64..=1.0) {
        let covering = (0..=n).filter(|&k| clopper_pearson(Rate::new(k, n), 0.95).expect("n > 0").contains(p));
        let covered: f64 = covering.map(|k| binomial::cdf(k, n, p) - if k > 0 { binomial::cdf(k - 1, n, p) } else { 0.0 }).sum();
        prop_assert!(covered > 0.95 - 1e-9, "{covered}");
    }
}
