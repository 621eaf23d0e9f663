//! Rate effect and mix effect.

use plumbline_stats::{Rate, kitagawa::Kitagawa};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn the_split_agrees_with_dasguptr() {
    for case in read(include_str!("../fixtures/kitagawa.json"), 60) {
        let parts: Vec<_> = case.rates("k1", "n1").into_iter().zip(case.rates("k2", "n2")).collect();
        let ours = Kitagawa::of(&parts).expect("both periods are of something");
        case.close(ours.total, "total");
        case.close(ours.rate, "rate");
        case.close(ours.mix, "mix");
    }
}

#[test]
fn a_part_that_comes_or_goes_is_a_change_of_mix() {
    assert_eq!(Kitagawa::of(&[]), None);
    assert_eq!(Kitagawa::of(&[(Rate::new(1, 2), Rate::new(0, 0))]), None, "the second period is of nothing");
    let parts = [
        (Rate::new(5, 10), Rate::new(5, 10)),
        (Rate::new(0, 0), Rate::new(9, 10)),
        (Rate::default(), Rate::default()),
    ];
    let split = Kitagawa::of(&parts).expect("both are of something");
    assert!(split.rate.abs() < 1e-12 && (split.mix - 0.2).abs() < 1e-12, "{split:?}");
    assert_eq!((split.parts[2].rate, split.parts[2].mix), (0.0, 0.0), "nothing adds nothing");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn rate_and_mix_are_the_whole_and_turn_with_the_periods(
        counts in prop::collection::vec((0_u64..50, 0_u64..50, 0_u64..50, 0_u64..50), 1..8),
    ) {
        let parts: Vec<_> = counts.iter().map(|(a, b, c, d)| (Rate::new(*a, a + b), Rate::new(*c, c + d))).collect();
        let turned: Vec<_> = parts.iter().map(|(first, second)| (*second, *first)).collect();
        if let (Some(split), Some(back)) = (Kitagawa::of(&parts), Kitagawa::of(&turned)) {
            prop_assert!((split.rate + split.mix - split.total).abs() < 1e-12, "{split:?}");
            prop_assert!((split.rate + back.rate).abs() < 1e-12 && (split.mix + back.mix).abs() < 1e-12);
            if counts.iter().all(|(a, b, c, d)| a + b == c + d) {
                prop_assert!(split.mix.abs() < 1e-12, "the mix has not changed");
            }
        }
    }
}
