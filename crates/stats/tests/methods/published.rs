//! The figures that are quoted wherever these methods are explained, each to the digits it is quoted with.

use plumbline_stats::{
    Rate, concentration::Concentration, kitagawa::Kitagawa, population_stability::without_drift,
    sample_size::Hoped,
};

fn shown(ours: f64, quoted: f64, digits: i32) {
    let unit = 10.0_f64.powi(-digits);
    assert!((ours - quoted).abs() <= unit / 2.0 + 1e-12, "{ours} is not shown as {quoted}");
}

#[test]
fn wilson_intervals() {
    for (k, n, lower, upper) in [
        (12, 20, 0.3866, 0.7812),
        (6, 20, 0.1455, 0.5190),
        (44, 100, 0.3467, 0.5377),
        (16, 20, 0.5840, 0.9193),
        (0, 8, 0.0, 0.3244),
        (60, 100, 0.5020, 0.6906),
    ] {
        let interval = Rate::new(k, n).wilson().expect("n > 0");
        shown(interval.lower, lower, 4);
        shown(interval.upper, upper, 4);
    }
}

#[test]
fn rejections_that_come_from_one_value() {
    // Of 100 decided handoffs 20 were rejected; the value supplied K of them, k of the rejections.
    for (of_value, rejected, p, digits) in
        [(40, 8, 0.5966, 4), (15, 8, 0.0018, 4), (40, 12, 0.038, 3), (40, 14, 0.0026, 4)]
    {
        let found =
            Concentration::of(Rate::new(rejected, of_value), Rate::new(20 - rejected, 100 - of_value))
                .expect("the value has volume");
        shown(found.p, p, digits);
        assert!((found.expected - 0.2 * of_value as f64).abs() < 1e-12);
        assert!((found.excess - (rejected as f64 - found.expected)).abs() < 1e-12);
        assert!(
            (found.lift.expect("something is expected") - rejected as f64 / found.expected).abs() < 1e-12
        );
    }
}

#[test]
fn differences_between_two_periods() {
    for (first, second, difference, lower, upper) in [
        (Rate::new(56, 70), Rate::new(48, 80), 0.200, 0.0524, 0.3339),
        (Rate::new(42, 60), Rate::new(33, 60), 0.150, -0.0227, 0.3108),
    ] {
        let interval = first.difference(second).expect("n > 0");
        shown(first.value().expect("n > 0") - second.value().expect("n > 0"), difference, 3);
        shown(interval.lower, lower, 4);
        shown(interval.upper, upper, 4);
    }
}

#[test]
fn a_better_mix_that_looks_like_an_improvement() {
    let parts = [(Rate::new(20, 40), Rate::new(5, 10)), (Rate::new(48, 60), Rate::new(72, 90))];
    let split = Kitagawa::of(&parts).expect("both periods are of something");
    shown(split.total, 0.09, 9);
    shown(split.rate, 0.0, 9);
    shown(split.mix, 0.09, 9);
}

#[test]
fn leads_it_takes_to_see_a_change() {
    for (from, to, leads) in [(0.6, 0.7, 356), (0.7, 0.8, 294), (0.6, 0.8, 82), (0.3, 0.5, 93)] {
        assert_eq!(Hoped::new(from, to).leads_per_period(), Some(leads), "{from} to {to}");
    }
    assert_eq!(Hoped::new(0.6, 0.7).weeks_per_period(20), Some(18), "356 leads at 20 a week");
}

#[test]
fn a_stability_index_where_nothing_has_drifted() {
    // 100 against 100 accounts in ten bins: 0.17 on average, and 81 % of worlds pass the famous 0.10.
    let found = without_drift(&[10; 10], &[10; 10], 40_000, 20_261_122).expect("both are of something");
    assert!((found.mean - 0.17).abs() < 0.005, "{found:?}");
    assert!((found.above_a_tenth - 0.81).abs() < 0.01, "{found:?}");
    assert!(
        found.range.contains(0.25),
        "the second famous limit is within the range without drift: {found:?}"
    );
}
