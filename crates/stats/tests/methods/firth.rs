//! Firth's regression.

use plumbline_stats::firth::{Coefficient, Extent, NoRegression, Observed, Regression, separation};
use proptest::prelude::*;
use serde_json::Value;

use crate::fixture::{Case, read};

fn rows(case: &Case, features: &str, won: &str) -> Vec<Observed> {
    let number = |x: &Value| x.as_f64().expect("a number");
    let is_won = |y: &Value| y.as_bool().unwrap_or(y.as_u64() == Some(1));
    case.list(features)
        .iter()
        .zip(case.list(won))
        .map(|(x, y)| Observed {
            features: x.as_array().expect("a row").iter().map(number).collect(),
            won: u64::from(is_won(y)),
            lost: u64::from(!is_won(y)),
        })
        .collect()
}

fn coefficients(fit: &Regression) -> Vec<Coefficient> {
    std::iter::once(fit.intercept).chain(fit.features.iter().copied()).collect()
}

#[test]
fn estimates_profile_intervals_and_p_values_agree_with_logistf() {
    let hills = read(include_str!("../fixtures/firth_hills.json"), 4);
    let mut separated = 0;
    for (number, case) in read(include_str!("../fixtures/firth.json"), 80).iter().enumerate() {
        let fit = Regression::of(&rows(case, "x", "y")).expect("a fit");
        separated += u32::from(fit.separation.extent.is_some());
        case.within(fit.log_likelihood, case.real("log_likelihood"), 1e-6, "log_likelihood");
        let [estimates, lower, upper, p] = ["estimates", "lower", "upper", "p"].map(|key| case.reals(key));
        for (at, ours) in coefficients(&fit).into_iter().enumerate() {
            // Among completely separated data logistf can follow the lower of two hills: there another search is right.
            let of_hill = |side: &str| {
                let is_it =
                    |hill: &&Case| hill.whole("case") == number as u64 && hill.whole("column") == at as u64;
                hills.iter().filter(is_it).find(|hill| hill.0["side"] == side).map(|hill| hill.real("end"))
            };
            for (ours, theirs, name) in [
                (Some(ours.estimate), estimates[at], "estimate"),
                (ours.lower, of_hill("lower").or(lower[at]), "lower"),
                (ours.upper, of_hill("upper").or(upper[at]), "upper"),
                (Some(ours.p), p[at], "p"),
            ] {
                let (ours, theirs) = (ours.expect("found"), theirs.expect("a number"));
                case.within(
                    ours,
                    theirs,
                    1e-6 * (1.0 + theirs.abs()),
                    &format!("{name} of coefficient {at} ({number})"),
                );
            }
        }
    }
    assert!(separated > 10, "some of the data were made to separate: {separated}");
}

#[test]
fn separation_agrees_with_linear_programs_by_scipy() {
    let (mut quasi, mut complete) = (0, 0);
    for case in read(include_str!("../fixtures/separation.json"), 150) {
        let found = separation(&rows(&case, "rows", "won")).expect("a design");
        let name = found.extent.map(|extent| match extent {
            Extent::Quasi => "quasi",
            Extent::Complete => "complete",
        });
        assert_eq!(name, case.0["extent"].as_str(), "{found:?} in {}", case.0);
        quasi += u32::from(name == Some("quasi"));
        complete += u32::from(name == Some("complete"));
    }
    assert!(quasi > 10 && complete > 10, "{quasi} {complete}");
}

fn group(features: &[f64], won: u64, lost: u64) -> Observed {
    Observed { features: features.to_vec(), won, lost }
}

#[test]
fn a_value_that_always_won_has_a_finite_effect_and_is_reported() {
    let fit = Regression::of(&[group(&[0.0], 10, 30), group(&[1.0], 8, 0)]).expect("a fit");
    // With one two-valued feature the fit adds half a lead to each of the four counts.
    let expected = (8.5_f64 / 0.5).ln() - (10.5_f64 / 30.5).ln();
    assert!((fit.features[0].estimate - expected).abs() < 1e-9, "{fit:?}");
    assert_eq!(fit.separation.extent, Some(Extent::Quasi));
    assert_eq!(fit.separation.features, [(0, true)]);
    assert_eq!(fit.separation.rows, (1, 2));
    let interval = fit.features[0].odds_ratio_interval();
    assert!(
        interval.lower > 1.0 && interval.upper.is_finite() && interval.contains(fit.features[0].odds_ratio())
    );
    assert!((fit.chance(&[1.0]).expect("one feature") - 8.5 / 9.0).abs() < 1e-9);
    assert_eq!((fit.chance(&[]), fit.chance(&[f64::NAN]), fit.chance(&[1e308])), (None, None, Some(1.0)));
    let never = Regression::of(&[group(&[0.0], 10, 30), group(&[1.0], 0, 8)]).expect("a fit");
    assert_eq!(never.separation.features, [(0, false)]);
}

#[test]
fn data_that_cannot_be_fitted_say_why() {
    assert_eq!(Regression::of(&[]), Err(NoRegression::Nothing));
    assert_eq!(Regression::of(&[group(&[1.0], 0, 0)]), Err(NoRegression::Nothing));
    assert_eq!(Regression::of(&[group(&[1.0], 1, 0), group(&[], 1, 0)]), Err(NoRegression::RowLength(1)));
    let not_finite = Regression::of(&[group(&[1.0, f64::NAN], 1, 0)]);
    assert_eq!(not_finite, Err(NoRegression::NotFinite { row: 0, feature: 1 }));
    let same = [group(&[0.0, 0.0], 1, 2), group(&[1.0, 2.0], 2, 1)];
    assert_eq!(Regression::of(&same), Err(NoRegression::Dependent(1)), "the second is twice the first");
    assert_eq!(
        Regression::of(&[group(&[7.0], 1, 2)]),
        Err(NoRegression::Dependent(0)),
        "a constant is the intercept"
    );
    let tiny = [group(&[1e-200], 1, 2), group(&[2e-200], 2, 1)];
    assert_eq!(Regression::of(&tiny), Err(NoRegression::Dependent(0)), "too small to be told from 0");
    let vast = Regression::of(&[group(&[1e300], 1, 2), group(&[-1e300], 2, 1)]).expect("a large unit");
    assert!(vast.features[0].estimate < 0.0 && vast.features[0].lower < vast.features[0].upper);
    let only = Regression::of(&[group(&[], 3, 5)]).expect("an intercept alone");
    assert!((only.intercept.estimate - (3.5_f64 / 5.5).ln()).abs() < 1e-9, "{only:?}");
    let all_won = Regression::of(&[group(&[], 3, 0)]).expect("an intercept alone");
    assert_eq!(all_won.separation.extent, Some(Extent::Complete));
    assert!(all_won.intercept.estimate.is_finite());
    let many = Regression::of(&[group(&[0.0], 3_000_000, 7_000_000), group(&[1.0], 4_000_000, 6_000_000)])
        .expect("a fit");
    let (low, high) = (many.features[0].lower.expect("found"), many.features[0].upper.expect("found"));
    assert!(high - low < 0.01 && low > 0.43 && high < 0.45, "{many:?}");
    let far = Regression::of(&[group(&[1e-8], 1, 3), group(&[2e-8], 3, 1), group(&[5e-8], 2, 2)])
        .expect("a small unit");
    assert!(far.features[0].estimate.is_finite() && far.separation.extent.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(30) })]

    /// A regression on one two-valued feature has as many parameters as groups: each group's odds are those of its counts
    /// with half a lead added to both.
    #[test]
    fn two_groups_are_their_counts_and_a_half(a in 0_u64..400, b in 0_u64..400, c in 0_u64..400, d in 0_u64..400) {
        prop_assume!(a + b > 0 && c + d > 0);
        let fit = Regression::of(&[group(&[0.0], a, b), group(&[1.0], c, d)]).expect("a fit");
        let half = |k: u64| k as f64 + 0.5;
        let (first, second) = ((half(a) / half(b)).ln(), (half(c) / half(d)).ln());
        prop_assert!((fit.intercept.estimate - first).abs() < 1e-8, "{} is not {first}", fit.intercept.estimate);
        prop_assert!((fit.features[0].estimate - (second - first)).abs() < 1e-8);
        prop_assert_eq!(fit.separation.extent.is_some(), a * b * c * d == 0);
        let (lower, upper) = (fit.features[0].lower.expect("found"), fit.features[0].upper.expect("found"));
        prop_assert!(lower < fit.features[0].estimate && fit.features[0].estimate < upper);
        prop_assert_eq!(fit.features[0].p < 0.049_999_9, !(lower <= 0.0 && 0.0 <= upper), "the test and the interval agree");
    }

    #[test]
    fn a_unit_changes_the_coefficient_and_nothing_else(
        leads in prop::collection::vec((-3.0_f64..3.0, 0_u64..2, any::<bool>()), 12..40), unit in 1e-3_f64..1e3,
    ) {
        let rows = |unit: f64| leads.iter().map(|(x, z, won)| group(&[x * unit, *z as f64], u64::from(*won), u64::from(!won))).collect::<Vec<_>>();
        if let (Ok(one), Ok(other)) = (Regression::of(&rows(1.0)), Regression::of(&rows(unit))) {
            prop_assert!((one.features[0].estimate - other.features[0].estimate * unit).abs() < 1e-7);
            prop_assert!((one.features[1].estimate - other.features[1].estimate).abs() < 1e-7);
            prop_assert!((one.features[0].p - other.features[0].p).abs() < 1e-7);
            prop_assert_eq!(one.separation, other.separation);
            // Shuffled leads are the same leads.
            let turned: Vec<_> = rows(1.0).into_iter().rev().collect();
            prop_assert_eq!(Regression::of(&turned), Ok(Regression::of(&rows(1.0)).expect("a fit")));
        }
    }
}
