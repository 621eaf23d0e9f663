//! Since when?

use plumbline_stats::{Rate, change_point::ChangePoint, cusum::Cusum};
use proptest::prelude::*;

use crate::fixture::read;

#[test]
fn cumulated_deviations_agree_with_statsmodels() {
    for case in read(include_str!("../fixtures/cusum.json"), 50) {
        let leads: Vec<Rate> = case.wholes("ones").into_iter().map(|one| Rate::new(one, 1)).collect();
        let ours = Cusum::of(&leads).expect("some are, some are not");
        case.close(ours.largest, "largest");
        case.close(ours.p, "p");
    }
}

#[test]
fn the_place_of_a_change_agrees_with_likelihoods_by_scipy() {
    for case in read(include_str!("../fixtures/change_point.json"), 50) {
        let ours = ChangePoint::of(&case.rates("k", "n")).expect("two months of something");
        assert_eq!(ours.start as u64, case.whole("start"), "{}", case.0);
        case.close(ours.statistic, "statistic");
    }
}

#[test]
fn a_drift_is_dated_to_its_month() {
    let months: Vec<Rate> = (0..12).map(|month| Rate::new(if month < 7 { 60 } else { 42 }, 100)).collect();
    let (cusum, change) = (Cusum::of(&months).expect("varies"), ChangePoint::of(&months).expect("varies"));
    assert_eq!((cusum.start, change.start), (7, 7));
    assert_eq!((change.before, change.after), (Rate::new(420, 700), Rate::new(210, 500)));
    assert!(cusum.p < 1e-6 && ChangePoint::by_luck(&months, 999, 1).expect("varies").p <= 0.001);
    assert!(cusum.path.last().expect("not empty").abs() < 1e-9, "it ends where it began");
}

#[test]
fn a_series_that_cannot_change_has_no_answer() {
    for months in [vec![], vec![Rate::new(2, 5)], vec![Rate::new(2, 5), Rate::new(0, 0)]] {
        assert_eq!(Cusum::of(&months), None, "{months:?}");
        assert_eq!(ChangePoint::of(&months), None, "{months:?}");
        assert_eq!(ChangePoint::by_luck(&months, 10, 1), None, "{months:?}");
    }
    let never = [Rate::new(0, 5), Rate::new(0, 9)];
    assert_eq!(Cusum::of(&never), None, "what never happens does not deviate");
    assert_eq!(ChangePoint::of(&never).map(|change| change.statistic), Some(0.0));
    assert_eq!(ChangePoint::by_luck(&never, 10, 1).map(|luck| luck.p), Some(1.0));
    let quiet = [Rate::new(0, 5), Rate::new(0, 9), Rate::new(0, 3)];
    assert_eq!(
        ChangePoint::of(&quiet).map(|change| change.start),
        Some(1),
        "the earliest of equally likely places"
    );
    let even = [Rate::new(1, 2), Rate::new(5, 10), Rate::new(3, 6)];
    let flat = Cusum::of(&even).expect("varies");
    assert!(flat.largest < 1e-12 && flat.p == 1.0, "{flat:?}");
    let gap = [Rate::new(9, 10), Rate::new(0, 0), Rate::new(1, 10)];
    assert_eq!(
        (Cusum::of(&gap).expect("varies").start, ChangePoint::of(&gap).expect("varies").start),
        (2, 2)
    );
    let huge = [Rate::new(5_000_000, 10_000_000), Rate::new(5_000_001, 10_000_000)];
    let found = ChangePoint::of(&huge).expect("two periods");
    // Nearly the square of z = (one lead in ten million) / sqrt(2 x 0.25 / ten million).
    assert!((found.statistic / 2e-7 - 1.0).abs() < 0.05, "{found:?}");
}

/// Every way to deal `marks` to periods of these sizes, with how many ways there are to do so.
fn deals(marks: u64, sizes: &[u64]) -> Vec<(Vec<Rate>, f64)> {
    let Some((&size, rest)) = sizes.split_first() else {
        return if marks == 0 { vec![(vec![], 1.0)] } else { vec![] };
    };
    let choose = |n: u64, k: u64| (0..k).map(|i| (n - i) as f64 / (k - i) as f64).product::<f64>();
    let with = |got: u64| {
        deals(marks - got, rest).into_iter().map(move |(mut dealt, ways)| {
            dealt.insert(0, Rate::new(got, size));
            (dealt, ways * choose(size, got))
        })
    };
    (0..=size.min(marks)).flat_map(with).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(25) })]

    #[test]
    fn a_simulated_p_is_that_of_every_possible_year(counts in prop::collection::vec((0_u64..5, 0_u64..5), 2..6), seed: u64) {
        const WORLDS: u32 = 4_000;
        let months: Vec<Rate> = counts.iter().map(|(a, b)| Rate::new(*a, a + b)).collect();
        if let (Some(seen), Some(ours)) = (ChangePoint::of(&months), ChangePoint::by_luck(&months, WORLDS, seed)) {
            let sizes: Vec<u64> = months.iter().map(|month| month.denominator).collect();
            let every = deals(months.iter().map(|month| month.numerator).sum(), &sizes);
            let all: f64 = every.iter().map(|(_, ways)| ways).sum();
            let as_large = |months: &[Rate]| ChangePoint::of(months).is_some_and(|c| c.statistic >= seen.statistic - 1e-9);
            let exact = every.iter().filter(|(months, _)| as_large(months)).map(|(_, ways)| ways).sum::<f64>() / all;
            let sigma = (exact * (1.0 - exact)).max(0.0).sqrt() / f64::from(WORLDS).sqrt();
            prop_assert!((ours.p - exact).abs() < 5.0 * sigma + 2.0 / f64::from(WORLDS), "{} is not {exact}", ours.p);
        }
    }

    #[test]
    fn leads_of_one_rate_rarely_deviate_far(seed in 0_u64..1_000_000) {
        // Kolmogorov's law is a limit; at 600 leads a p below 0.001 is still about as rare as it says.
        let mut random = plumbline_stats::random::Random::seeded(seed);
        let mut alarms = 0;
        for _ in 0..50 {
            let leads: Vec<Rate> = (0..600).map(|_| Rate::new(u64::from(random.unit() < 0.6), 1)).collect();
            alarms += u32::from(Cusum::of(&leads).expect("varies").p < 0.001);
        }
        prop_assert!(alarms <= 2, "{alarms} of 50");
    }
}
