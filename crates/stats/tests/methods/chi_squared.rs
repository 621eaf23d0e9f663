//! Chi-square tests.

use plumbline_stats::{
    Rate,
    chi_squared::{ChiSquared, simulated},
    fisher::Fisher,
};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn statistics_and_p_values_agree_with_scipy() {
    let mut compared = 0;
    for case in read(include_str!("../fixtures/chi_squared.json"), 40) {
        let table = case.table("table");
        let ours = ChiSquared::of(&table).expect("two rows and columns");
        case.close_relative(ours.statistic, "statistic");
        case.close_relative(ours.p, "p");
        case.close(ours.least_expected, "least_expected");
        assert_eq!(ours.degrees, case.whole("degrees"));
        if case.0["simulated"].is_number() {
            compared += 1;
            let (theirs, worlds) = (case.real("simulated"), case.real("worlds"));
            let ours = simulated(&table, 5_000, compared).expect("two rows and columns").p;
            let sigma = (theirs * (1.0 - theirs) * (1.0 / worlds + 1.0 / 5_000.0)).sqrt();
            case.within(ours, theirs, 5.0 * sigma + 1e-3, "simulated");
        }
    }
    assert!(compared > 10, "some tables were simulated by scipy too");
}

#[test]
fn what_cannot_differ_is_not_tested() {
    for table in [
        vec![],
        vec![vec![1, 2]],
        vec![vec![1], vec![2]],
        vec![vec![1, 2], vec![0, 0]],
        vec![vec![3, 0], vec![4]],
    ] {
        assert_eq!(ChiSquared::of(&table), None, "{table:?}");
        assert_eq!(simulated(&table, 10, 1), None, "{table:?}");
    }
    let ragged = ChiSquared::of(&[vec![5, 0, 5], vec![9, 0, 1], vec![0, 0]]).expect("two rows and columns");
    assert_eq!(ragged.degrees, 1, "what is empty is left out");
    let huge = ChiSquared::of(&[vec![10_000_000, 1], vec![1, 10_000_000]]).expect("two rows and columns");
    assert!(huge.p == 0.0 && huge.statistic > 1.9e7 && huge.statistic.is_finite());
    let alike = simulated(&[vec![5, 5], vec![5, 5]], 100, 1).expect("two rows and columns");
    assert_eq!(alike.p, 1.0, "every table differs at least as much");
    let none = simulated(&[vec![5, 0], vec![0, 5]], 0, 1).expect("two rows and columns");
    assert_eq!(none.p, 1.0, "no world, no evidence");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(30) })]

    /// Of a table of four cells, chi-square orders the tables as their first cell's distance from what is expected: its
    /// simulated p-value is a sum of hypergeometric probabilities.
    #[test]
    fn a_simulated_p_of_four_cells_is_exact(a in 0_u64..9, b in 0_u64..9, c in 0_u64..9, d in 0_u64..9, seed: u64) {
        const WORLDS: u32 = 4_000;
        let table = [vec![a, b], vec![c, d]];
        if let (Some(seen), Some(ours)) = (ChiSquared::of(&table), simulated(&table, WORLDS, seed)) {
            let (n, marked, m) = (a + b, a + c, c + d);
            let exact: f64 = (marked.saturating_sub(m)..=n.min(marked))
                .filter(|&k| {
                    let other = [vec![k, n - k], vec![marked - k, m + k - marked]];
                    ChiSquared::of(&other).expect("the same margins").statistic >= seen.statistic - 1e-9
                })
                .map(|k| {
                    let fisher = Fisher::of(Rate::new(k, n), Rate::new(marked - k, m));
                    fisher.at_least + fisher.at_most - 1.0
                })
                .sum();
            let sigma = (exact * (1.0 - exact) / f64::from(WORLDS)).max(0.0).sqrt();
            prop_assert!((ours.p - exact).abs() < 5.0 * sigma + 2.0 / f64::from(WORLDS), "{} is not {exact}", ours.p);
        }
    }
}
