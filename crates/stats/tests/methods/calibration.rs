//! Calibration.

use plumbline_stats::{
    calibration::{Calibration, Foretold},
    random::Random,
};
use proptest::prelude::*;

use crate::fixture::{Case, read};

fn leads(case: &Case) -> Vec<Foretold> {
    let chances = case.reals("chances").into_iter().flatten();
    chances.zip(case.wholes("won")).map(|(chance, won)| Foretold { chance, won: won == 1 }).collect()
}

#[test]
fn scores_and_groups_agree_with_scikit_learn() {
    for case in read(include_str!("../fixtures/calibration.json"), 40) {
        let ours = Calibration::of(&leads(&case), case.whole("groups") as usize).expect("leads");
        case.close(ours.brier, "brier");
        let theirs =
            case.reals("seen").into_iter().flatten().zip(case.reals("foretold").into_iter().flatten());
        assert_eq!(ours.groups.len(), case.list("seen").len());
        for (group, (seen, foretold)) in ours.groups.iter().zip(theirs) {
            case.within(group.won.value().expect("not empty"), seen, 1e-9, "seen");
            case.within(group.chance, foretold, 1e-9, "foretold");
        }
    }
}

#[test]
fn chances_that_are_none_are_not_compared() {
    let lead = |chance| Foretold { chance, won: true };
    assert_eq!(Calibration::of(&[], 5), None);
    assert_eq!(Calibration::of(&[lead(0.5)], 0), None);
    for odd in [f64::NAN, -0.1, 1.1] {
        assert_eq!(Calibration::of(&[lead(0.5), lead(odd)], 5), None);
    }
    let one = Calibration::of(&[lead(0.5)], 10).expect("a lead");
    assert_eq!((one.groups.len(), one.brier, one.brier_of_the_rate), (1, 0.25, 0.0));
}

#[test]
fn chances_that_are_true_lie_in_their_intervals() {
    let mut random = Random::seeded(9);
    let (mut inside, mut groups) = (0, 0);
    for _ in 0..200 {
        let leads: Vec<Foretold> = (0..500)
            .map(|_| {
                let chance = random.unit();
                Foretold { chance, won: random.unit() < chance }
            })
            .collect();
        let found = Calibration::of(&leads, 10).expect("leads");
        assert!(found.brier < found.brier_of_the_rate, "true chances are of use");
        groups += found.groups.len();
        inside +=
            found.groups.iter().filter(|g| g.won.wilson().expect("not empty").contains(g.chance)).count();
    }
    assert_eq!(groups, 2_000);
    assert!(inside >= 1_860, "{inside} of {groups}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn every_lead_is_in_one_group_whatever_their_order(
        drawn in prop::collection::vec((0_u8..8, any::<bool>()), 1..60), groups in 1_usize..12,
    ) {
        let leads: Vec<_> = drawn.iter().map(|(c, won)| Foretold { chance: f64::from(*c) / 7.0, won: *won }).collect();
        let turned: Vec<_> = leads.iter().rev().copied().collect();
        let (found, again) = (Calibration::of(&leads, groups).expect("leads"), Calibration::of(&turned, groups).expect("leads"));
        prop_assert_eq!(found.groups.iter().map(|g| g.won.denominator).sum::<u64>() as usize, leads.len());
        prop_assert_eq!(found.groups.iter().map(|g| g.won.numerator).sum::<u64>() as usize, leads.iter().filter(|l| l.won).count());
        prop_assert!(found.groups.len() <= groups && found.groups.windows(2).all(|pair| pair[0].chance < pair[1].chance));
        let seen = |c: &Calibration| c.groups.iter().map(|g| g.won).collect::<Vec<_>>();
        prop_assert_eq!(seen(&found), seen(&again));
    }
}
