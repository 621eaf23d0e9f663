//! Rate effect and mix effect.

use plumbline_stats::{Rate, kitagawa::Kitagawa, random::Random};
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

/// A period of so many handoffs, drawn one by one.
fn drawn(random: &mut Random, n: u32, shares: &[f64], rates: &[f64]) -> Vec<Rate> {
    let mut counts = vec![(0_u64, 0_u64); shares.len()];
    for _ in 0..n {
        let at = random.unit();
        let mut up_to = 0.0;
        let part = shares.iter().position(|share| {
            up_to += share;
            at < up_to
        });
        let part = part.unwrap_or(shares.len() - 1);
        counts[part].1 += 1;
        counts[part].0 += u64::from(random.unit() < rates[part]);
    }
    counts.into_iter().map(|(k, n)| Rate::new(k, n)).collect()
}

#[test]
fn the_intervals_hold_the_true_effects_as_often_as_they_say() {
    // Shares and rates of two periods: mix alone, rates alone, both against each other, and a part that is gone.
    let worlds: [[Vec<f64>; 4]; 4] = [
        [vec![0.5, 0.5], vec![0.5, 0.8], vec![0.2, 0.8], vec![0.5, 0.8]],
        [vec![0.3, 0.3, 0.4], vec![0.4, 0.6, 0.7], vec![0.3, 0.3, 0.4], vec![0.5, 0.7, 0.8]],
        [vec![0.6, 0.4], vec![0.4, 0.9], vec![0.3, 0.7], vec![0.3, 0.8]],
        [vec![0.2, 0.8], vec![0.3, 0.7], vec![0.0, 1.0], vec![0.3, 0.7]],
    ];
    for (at, [shares, rates, later_shares, later_rates]) in worlds.iter().enumerate() {
        // The true effects, from a period so large that shares and rates are what they are drawn from.
        let exact = |shares: &[f64], rates: &[f64]| -> Vec<Rate> {
            let n = |share: f64| (share * 1e9).round() as u64;
            shares
                .iter()
                .zip(rates)
                .map(|(s, r)| Rate::new((n(*s) as f64 * r).round() as u64, n(*s)))
                .collect()
        };
        let of = |first: Vec<Rate>, second: Vec<Rate>| {
            let parts: Vec<_> = first.into_iter().zip(second).collect();
            Kitagawa::of(&parts).expect("both are of something")
        };
        let truth = of(exact(shares, rates), exact(later_shares, later_rates));
        let mut random = Random::seeded(71 + at as u64);
        let (draws, mut missed) = (2_000, [0, 0]);
        for _ in 0..draws {
            let first = drawn(&mut random, 400, shares, rates);
            let split = of(first, drawn(&mut random, 300, later_shares, later_rates));
            missed[0] += u32::from(!split.rate_interval().contains(truth.rate));
            missed[1] += u32::from(!split.mix_interval().contains(truth.mix));
        }
        for missed in missed {
            let share = f64::from(missed) / f64::from(draws);
            assert!((0.02..=0.08).contains(&share), "world {at}: {missed} of {draws} miss, 5 % are meant to");
        }
    }
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
