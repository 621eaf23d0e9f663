//! How many leads it takes.

use plumbline_stats::{normal, sample_size::Hoped};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn sample_sizes_agree_with_statsmodels() {
    for case in read(include_str!("../fixtures/sample_size.json"), 60) {
        let [from, to, power, alpha] = ["from", "to", "power", "alpha"].map(|key| case.real(key));
        let hoped = Hoped { from, to, power, alpha };
        case.close_relative(hoped.exact().expect("there is a change"), "needed");
    }
}

#[test]
fn a_change_that_no_number_shows_has_none() {
    assert_eq!(Hoped::new(0.5, 0.5).leads_per_period(), None, "no change");
    for odd in [-0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert_eq!(Hoped::new(odd, 0.5).leads_per_period(), None, "{odd}");
        assert_eq!(Hoped::new(0.5, odd).leads_per_period(), None, "{odd}");
        assert_eq!(Hoped { power: odd, ..Hoped::new(0.2, 0.5) }.leads_per_period(), None, "{odd}");
        assert_eq!(Hoped { alpha: odd, ..Hoped::new(0.2, 0.5) }.leads_per_period(), None, "{odd}");
    }
    assert_eq!(
        Hoped { power: 1.0, ..Hoped::new(0.2, 0.5) }.leads_per_period(),
        None,
        "certainty takes for ever"
    );
    assert_eq!(Hoped::new(0.6, 0.7).weeks_per_period(0), None);
    assert!(Hoped::new(0.5, 0.500_000_001).leads_per_period().expect("many") > 1_000_000_000_000_000);
    assert_eq!(Hoped::new(0.5, 0.5 + f64::EPSILON).leads_per_period(), None, "more than can be counted");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn with_so_many_leads_the_power_is_reached_and_with_one_fewer_it_is_not(
        from in 0.01_f64..0.99, to in 0.01_f64..0.99, power in 0.3_f64..0.99,
    ) {
        prop_assume!((from - to).abs() > 0.005);
        let leads = Hoped { from, to, power, alpha: 0.05 }.leads_per_period().expect("there is a change") as f64;
        let v = |p: f64| p * (1.0 - p);
        let reached = |n: f64| {
            let (null, real) = ((2.0 * v((from + to) / 2.0) / n).sqrt(), ((v(from) + v(to)) / n).sqrt());
            normal::cdf(((from - to).abs() - 1.959_963_984_540_054 * null) / real)
        };
        prop_assert!(reached(leads) >= power - 1e-9);
        prop_assert!(leads < 2.0 || reached(leads - 1.0) < power + 1e-9);
    }
}
