//! Distances between distributions.

use plumbline_stats::{jensen_shannon, population_stability};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn jensen_shannon_distances_agree_with_scipy() {
    for case in read(include_str!("../fixtures/jensen_shannon.json"), 70) {
        let ours =
            jensen_shannon::distance(&case.wholes("first"), &case.wholes("second")).expect("not of nothing");
        // scipy's root of a sum that rounding has left at 1e-16 is 1e-8.
        case.within(
            ours,
            case.real("distance"),
            if case.real("distance") < 1e-6 { 1e-7 } else { 1e-9 },
            "distance",
        );
    }
}

#[test]
fn stability_indices_agree_with_optbinning() {
    for case in read(include_str!("../fixtures/population_stability.json"), 50) {
        let ours = population_stability::index(&case.wholes("before"), &case.wholes("after"))
            .expect("not of nothing");
        case.close(ours, "index");
    }
}

/// Against 200,000 worlds by numpy; with 20,000 of ours both differ by a few parts in a hundred at most.
#[test]
fn the_range_without_drift_agrees_with_another_simulation() {
    for case in read(include_str!("../fixtures/without_drift.json"), 4) {
        let (weights, first, second) = (case.wholes("weights"), case.whole("first"), case.whole("second"));
        // Samples of exactly these shares, so that together they have them too.
        let all: u64 = weights.iter().sum();
        let of = |n: u64| weights.iter().map(|w| w * n / all).collect::<Vec<_>>();
        let (before, after) = (of(first), of(second));
        let whole = before.iter().sum::<u64>() == first && after.iter().sum::<u64>() == second;
        if !whole {
            continue;
        }
        let ours = population_stability::without_drift(&before, &after, 20_000, 7).expect("not of nothing");
        case.within(ours.mean, case.real("mean"), 0.03 * case.real("mean"), "mean");
        case.within(ours.range.lower, case.real("lower"), 0.06 * case.real("lower"), "lower");
        case.within(ours.range.upper, case.real("upper"), 0.04 * case.real("upper"), "upper");
        case.within(ours.above_a_tenth, case.real("above_a_tenth"), 0.02, "above_a_tenth");
    }
}

#[test]
fn distances_of_nothing_do_not_exist() {
    assert_eq!(jensen_shannon::distance(&[], &[1]), None);
    assert_eq!(jensen_shannon::distance(&[0, 0], &[1]), None);
    assert_eq!(population_stability::index(&[1], &[0]), None);
    assert_eq!(population_stability::without_drift(&[1], &[2], 0, 1), None, "no world, no range");
    assert_eq!(jensen_shannon::distance(&[3, 0], &[0, 9]), Some(1.0));
    assert_eq!(jensen_shannon::distance(&[3], &[9, 0]), Some(0.0), "a list that ends early ends in zeros");
    let same = population_stability::without_drift(&[5_000_000, 5_000_000], &[5_000_000, 5_000_000], 20, 1);
    assert!(same.expect("not of nothing").range.upper < 1e-4);
    let again = |seed| population_stability::without_drift(&[5, 9], &[7, 3], 100, seed);
    assert_eq!(again(1), again(1), "the same seed, the same range");
    assert_ne!(again(1), again(2));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn a_distance_is_symmetric_at_most_one_and_obeys_the_triangle(
        a in prop::collection::vec(0_u64..30, 5), b in prop::collection::vec(0_u64..30, 5), c in prop::collection::vec(0_u64..30, 5),
    ) {
        let d = jensen_shannon::distance;
        if let (Some(ab), Some(ba), Some(bc), Some(ac)) = (d(&a, &b), d(&b, &a), d(&b, &c), d(&a, &c)) {
            prop_assert!((ab - ba).abs() < 1e-12 && (0.0..=1.0).contains(&ab));
            prop_assert!(ac <= ab + bc + 1e-7, "{ac} {ab} {bc}");
            let psi = population_stability::index(&a, &b).expect("not of nothing");
            prop_assert!(psi >= 0.0 && (psi - population_stability::index(&b, &a).expect("not of nothing")).abs() < 1e-12);
        }
    }
}
