//! Agreement between two judges.

use plumbline_stats::{
    Rate,
    kappa::{Kappa, NoKappa},
};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn kappas_agree_with_statsmodels() {
    for case in read(include_str!("../fixtures/kappa.json"), 70) {
        let ours = Kappa::of(&case.table("table")).expect("a kappa");
        case.close(ours.kappa, "kappa");
        // The square root of a variance of nothing is worth half as many digits.
        case.within(ours.standard_error, case.real("standard_error"), 1e-7, "standard_error");
        if case.real("standard_error") > 1e-6 {
            case.close(ours.standard_error, "standard_error");
            case.within(ours.interval.lower, case.real("lower").max(-1.0), 1e-9, "lower");
            case.within(ours.interval.upper, case.real("upper").min(1.0), 1e-9, "upper");
        }
    }
}

#[test]
fn judges_that_cannot_be_compared_are_told_why() {
    assert_eq!(Kappa::of(&[]), Err(NoKappa::Nothing));
    assert_eq!(Kappa::of(&[vec![0, 0], vec![0, 0]]), Err(NoKappa::Nothing));
    assert_eq!(Kappa::of(&[vec![1, 2], vec![3]]), Err(NoKappa::NotSquare(1)));
    assert_eq!(Kappa::of(&[vec![0, 0], vec![0, 7]]), Err(NoKappa::OneAnswer));
    let full = Kappa::of(&[vec![3, 0], vec![0, 4]]).expect("a kappa");
    assert_eq!((full.kappa, full.agreed), (1.0, Rate::new(7, 7)));
    let opposite = Kappa::of(&[vec![0, 5], vec![5, 0]]).expect("a kappa");
    assert!((opposite.kappa + 1.0).abs() < 1e-12 && opposite.interval.lower == -1.0);
    let many = Kappa::of(&[vec![9_000_000, 10], vec![20, 9_000_000]]).expect("a kappa");
    assert!(many.kappa > 0.999 && many.standard_error > 0.0 && many.interval.upper <= 1.0);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Who judges by a coin of their own agrees by chance alone, lead by lead, counted one at a time.
    #[test]
    fn kappa_is_the_agreement_beyond_that_of_all_pairs(cells in prop::collection::vec(0_u64..9, 9)) {
        let table: Vec<Vec<u64>> = cells.chunks(3).map(<[u64]>::to_vec).collect();
        let judged: Vec<(usize, usize)> = (0..9).flat_map(|at| (0..cells[at]).map(move |_| (at / 3, at % 3))).collect();
        if let Ok(ours) = Kappa::of(&table) {
            let n = judged.len() as f64;
            let agreed = judged.iter().filter(|(a, b)| a == b).count() as f64 / n;
            let pairs = judged.iter().flat_map(|(a, _)| judged.iter().map(move |(_, b)| (a, b)));
            let chance = pairs.filter(|(a, b)| a == b).count() as f64 / (n * n);
            prop_assert!((ours.by_chance - chance).abs() < 1e-12);
            prop_assert!((ours.kappa - (agreed - chance) / (1.0 - chance)).abs() < 1e-9);
            prop_assert!(ours.interval.lower >= -1.0 && ours.interval.upper <= 1.0 && ours.standard_error.is_finite());
        }
    }
}
