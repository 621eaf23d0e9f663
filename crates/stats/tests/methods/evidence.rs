//! Weight of evidence and information value.

use plumbline_stats::{Rate, evidence::Evidence};
use proptest::prelude::*;

use crate::fixture::read;

fn values(won: &[u64], lost: &[u64]) -> Vec<Rate> {
    won.iter().zip(lost).map(|(&won, &lost)| Rate::new(won, won + lost)).collect()
}

#[test]
fn weights_and_information_agree_with_optbinning() {
    for case in read(include_str!("../fixtures/evidence.json"), 60) {
        let ours = Evidence::of(&values(&case.wholes("won"), &case.wholes("lost")))
            .expect("some were won, some lost");
        case.close(ours.information, "information");
        for (ours, theirs) in ours.weights.iter().zip(case.reals("optbinning_woe")) {
            // optbinning's events are defaults: there a weight above 0 speaks against one.
            case.within(-ours, theirs.expect("a number"), 1e-9, "weight");
        }
    }
}

#[test]
fn evidence_of_nothing_does_not_exist() {
    assert_eq!(Evidence::of(&[]), None);
    assert_eq!(Evidence::of(&[Rate::new(0, 5), Rate::new(0, 1)]), None, "nothing was won");
    assert_eq!(Evidence::of(&[Rate::new(5, 5)]), None, "nothing was lost");
    assert_eq!(Evidence::by_luck(&[], 100, 1), None);
    let one = Evidence::by_luck(&[Rate::new(2, 5)], 50, 1).expect("some were won");
    assert_eq!((one.p, one.worlds), (1.0, 50), "a single value can say nothing");
    let huge = [Rate::new(5_000_000, 10_000_000), Rate::new(5_010_000, 10_000_000)];
    assert!(Evidence::by_luck(&huge, 200, 3).expect("some were won").p < 0.01);
    assert_eq!(Evidence::by_luck(&huge, 20, 3), Evidence::by_luck(&huge, 20, 3), "the same seed, the same p");
}

/// Every way to deal `won` wins to values of these sizes, and how many ways there are to do it.
fn deals(won: u64, sizes: &[u64]) -> Vec<(Vec<u64>, f64)> {
    let Some((&size, rest)) = sizes.split_first() else {
        return if won == 0 { vec![(vec![], 1.0)] } else { vec![] };
    };
    let choose = |n: u64, k: u64| (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product::<f64>();
    (0..=size.min(won))
        .flat_map(|got| {
            deals(won - got, rest).into_iter().map(move |(mut dealt, ways)| {
                dealt.insert(0, got);
                (dealt, ways * choose(size, got))
            })
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(25) })]

    #[test]
    fn a_simulated_p_is_that_of_every_possible_deal(counts in prop::collection::vec((0_u64..5, 0_u64..5), 2..5), seed: u64) {
        const WORLDS: u32 = 4_000;
        let (won, lost): (Vec<u64>, Vec<u64>) = counts.into_iter().unzip();
        let attribute = values(&won, &lost);
        if let (Some(seen), Some(ours)) = (Evidence::of(&attribute), Evidence::by_luck(&attribute, WORLDS, seed)) {
            let sizes: Vec<u64> = attribute.iter().map(|value| value.denominator).collect();
            let (mut all, mut as_large, mut mean) = (0.0, 0.0, 0.0);
            for (dealt, ways) in deals(won.iter().sum(), &sizes) {
                let lost: Vec<u64> = sizes.iter().zip(&dealt).map(|(size, won)| size - won).collect();
                let information = Evidence::of(&values(&dealt, &lost)).expect("as many won").information;
                all += ways;
                mean += ways * information;
                if information >= seen.information - 1e-9 {
                    as_large += ways;
                }
            }
            let (exact, mean) = (as_large / all, mean / all);
            let sigma = (exact * (1.0 - exact) / f64::from(WORLDS)).sqrt();
            prop_assert!((ours.p - exact).abs() < 5.0 * sigma + 2.0 / f64::from(WORLDS), "{} is not {exact}", ours.p);
            prop_assert!((ours.mean_by_luck - mean).abs() < 0.1 * mean + 1e-9, "{} is not {mean}", ours.mean_by_luck);
        }
    }
}
