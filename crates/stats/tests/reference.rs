//! The methods against the values of `fixtures/reference.py` (statsmodels, scipy, numpy).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_stats::{Rate, binomial, control::PChart, quantile};
use serde_json::Value;

fn cases(json: &str) -> Vec<Value> {
    let parsed: Value = serde_json::from_str(json).expect("fixtures are JSON");
    let cases = parsed["cases"].as_array().expect("a list of cases").clone();
    assert!(cases.len() > 50, "a fixture that lost its cases checks nothing");
    cases
}

fn close(ours: f64, theirs: &Value, case: &Value) {
    let theirs = theirs.as_f64().expect("a number");
    assert!((ours - theirs).abs() < 1e-9, "{ours} is not {theirs} in {case}");
}

fn rate(case: &Value, k: &str, n: &str) -> Rate {
    Rate::new(case[k].as_u64().expect("k"), case[n].as_u64().expect("n"))
}

#[test]
fn wilson_intervals_agree_with_statsmodels() {
    for case in cases(include_str!("fixtures/wilson.json")) {
        let interval = rate(&case, "k", "n").wilson().expect("n > 0");
        close(interval.lower, &case["lower"], &case);
        close(interval.upper, &case["upper"], &case);
    }
    assert_eq!(Rate::new(0, 0).wilson(), None, "a rate of nothing has no interval");
}

#[test]
fn newcombe_differences_agree_with_statsmodels() {
    for case in cases(include_str!("fixtures/newcombe.json")) {
        let interval = rate(&case, "k1", "n1").difference(rate(&case, "k2", "n2")).expect("n > 0");
        close(interval.lower, &case["lower"], &case);
        close(interval.upper, &case["upper"], &case);
    }
}

#[test]
fn binomial_quantiles_agree_with_scipy() {
    for case in cases(include_str!("fixtures/binomial.json")) {
        let number = |key: &str| case[key].as_f64().expect("a number");
        let n = case["n"].as_u64().expect("n");
        let ours = binomial::quantile(number("q"), n, number("p"));
        assert_eq!(Some(ours), case["k"].as_u64(), "{case}");
    }
}

#[test]
fn quantiles_agree_with_numpy() {
    for case in cases(include_str!("fixtures/quantile.json")) {
        let mut values: Vec<f64> =
            case["values"].as_array().expect("values").iter().filter_map(Value::as_f64).collect();
        close(quantile::median(&mut values).expect("not empty"), &case["median"], &case);
        close(quantile::quantile(&mut values, 0.9).expect("not empty"), &case["p90"], &case);
    }
    assert_eq!(quantile::median(&mut []), None);
}

#[test]
fn control_limits_follow_each_n_and_are_exact_where_few_are_expected() {
    let rates = [Rate::new(80, 100), Rate::new(20, 25), Rate::new(0, 0), Rate::new(60, 75)];
    let chart = PChart::of(rates).expect("three rates are of something");
    assert!((chart.center - 0.8).abs() < 1e-12);
    let wide = chart.limits(100).expect("n > 0");
    assert!((wide.lower - 0.68).abs() < 1e-12 && (wide.upper - 0.92).abs() < 1e-12, "{wide:?}");
    // 20 x 0.2 = 4 expected: scipy binom.ppf([0.00135, 0.99865], 20, 0.8) = 10, 20.
    let exact = chart.limits(20).expect("n > 0");
    assert_eq!((exact.lower, exact.upper), (0.5, 1.0));
    assert_eq!(chart.limits(0), None);
    assert_eq!(PChart::of([Rate::new(3, 4), Rate::new(0, 0)]), None, "one rate is its own mean");
}
