//! Control charts and run rules.

use plumbline_stats::{Rate, binomial, control::PChart, laney::LaneyChart, runs::Runs};
use proptest::prelude::*;

use crate::fixture::{Case, read};

#[test]
fn limits_and_runs_agree_with_qicharts2() {
    let mut overdispersed = 0;
    for case in read(include_str!("../fixtures/charts.json"), 50) {
        let weeks = case.rates("k", "n");
        let (plain, laney) = (PChart::of(weeks.iter().copied()), LaneyChart::of(&weeks));
        let ends = ["lower", "upper"].map(|key| case.reals(key));
        for (at, week) in weeks.iter().enumerate() {
            let theirs = [ends[0][at], ends[1][at]];
            let n = week.denominator as f64;
            if let Some(chart) = plain.filter(|_| n > 0.0) {
                case.close(chart.center, "center");
                // Where few are expected qicharts2 keeps to the normal approximation; Plumbline's limits are exact there.
                if n * chart.center >= 5.0 && n * (1.0 - chart.center) >= 5.0 {
                    let ours = chart.limits(week.denominator).expect("n > 0");
                    case.within(ours.lower, theirs[0].expect("a limit"), 1e-9, "lower");
                    case.within(ours.upper, theirs[1].expect("a limit"), 1e-9, "upper");
                }
            }
        }
        agrees(&case, &weeks, laney, "laney");
        agrees(&case, &weeks, LaneyChart::screened(&weeks), "screened");
        overdispersed += u32::from(laney.is_some_and(|chart| chart.sigma_z > 1.2));
        let center = weeks.iter().fold(Rate::default(), |sum, &week| sum.plus(week));
        let runs = Runs::of(&weeks, center).expect("weeks differ");
        for (ours, key) in [
            (runs.useful, "useful"),
            (runs.longest, "longest"),
            (runs.longest_expected, "longest_expected"),
            (runs.crossings, "crossings"),
            (runs.fewest_expected, "fewest_expected"),
        ] {
            assert_eq!(u64::from(ours), case.whole(key), "{key} in {}", case.0);
        }
        assert_eq!(Some(runs.signal()), case.0["signal"].as_bool(), "{}", case.0);
    }
    assert!(overdispersed > 5, "some of the weeks were made to wander");
}

fn agrees(case: &Case, weeks: &[Rate], chart: Option<LaneyChart>, name: &str) {
    let (lower, upper) = (case.reals(&format!("{name}_lower")), case.reals(&format!("{name}_upper")));
    for (week, (lower, upper)) in weeks.iter().zip(lower.into_iter().zip(upper)) {
        if let (Some(chart), Some(lower), Some(upper)) = (chart, lower, upper) {
            let ours = chart.limits(week.denominator).expect("n > 0");
            case.within(ours.lower, lower, 1e-9, name);
            case.within(ours.upper, upper, 1e-9, name);
        }
    }
}

#[test]
fn exact_limits_leave_as_little_outside_as_three_sigma() {
    let tail = 0.001_349_898_031_630_094_6;
    for (center, n) in [(0.9, 1), (0.9, 5), (0.9, 20), (0.9, 49), (0.1, 7), (0.1, 30), (0.1, 49), (0.02, 240)]
    {
        let limits = PChart { center }.limits(n).expect("n > 0");
        let [lowest, highest] = [limits.lower, limits.upper].map(|limit| (limit * n as f64).round() as u64);
        let is_count = |limit: f64| ((limit * n as f64).round() / n as f64 - limit).abs() < 1e-12;
        assert!(is_count(limits.lower) && is_count(limits.upper), "{center} {n}: {limits:?}");
        assert!(lowest == 0 || binomial::cdf(lowest - 1, n, center) < tail, "{center} {n}: {limits:?}");
        assert!(binomial::cdf(lowest, n, center) >= tail - 1e-12, "{center} {n}: no wider than needed");
        assert!(binomial::at_least(highest + 1, n, center) <= tail + 1e-12, "{center} {n}: {limits:?}");
        assert!(binomial::at_least(highest, n, center) > tail, "{center} {n}: no wider than needed");
    }
    let normal = PChart { center: 0.1 }.limits(50).expect("n > 0");
    assert!((normal.upper - (0.1 + 3.0 * (0.09_f64 / 50.0).sqrt())).abs() < 1e-12, "five are expected");
}

#[test]
fn charts_without_anything_to_vary_have_no_answer() {
    for weeks in
        [vec![], vec![Rate::new(0, 0)], vec![Rate::new(3, 4)], vec![Rate::new(0, 5), Rate::new(0, 9)]]
    {
        assert_eq!(LaneyChart::of(&weeks), None, "{weeks:?}");
    }
    let apart = [Rate::new(1, 4), Rate::new(0, 0), Rate::new(3, 4)];
    assert_eq!(LaneyChart::of(&apart), None, "no two of them are neighbours");
    assert_eq!(LaneyChart::by_luck(&apart, 99, 1), None);
    let wandering: Vec<Rate> = (0..24).map(|week| Rate::new([50, 75, 60, 85][week % 4], 100)).collect();
    let luck = LaneyChart::by_luck(&wandering, 199, 1).expect("neighbours");
    assert!(luck.p == 0.005 && (luck.mean_by_luck - 1.0).abs() < 0.1, "{luck:?}");
    let huge = [Rate::new(4_000_000, 10_000_000), Rate::new(4_000_100, 10_000_000)];
    assert!(LaneyChart::by_luck(&huge, 19, 1).expect("neighbours").p > 0.05);
    assert_eq!(LaneyChart { center: 0.5, sigma_z: 1.0 }.limits(0), None);
    assert_eq!(Runs::of(&[Rate::new(16, 20), Rate::new(0, 0)], Rate::new(4, 5)), None, "on the center");
    assert_eq!(Runs::of(&[Rate::new(1, 2)], Rate::new(0, 0)), None, "no center");
    let one = Runs::of(&[Rate::new(1, 2)], Rate::new(1, 3)).expect("above the center");
    assert!((one.useful, one.longest, one.crossings) == (1, 1, 0) && !one.signal());
    let shifted: Vec<Rate> = (0..20).map(|week| Rate::new(if week < 10 { 12 } else { 17 }, 20)).collect();
    let runs = Runs::of(&shifted, Rate::new(29, 40)).expect("off the center");
    assert!(runs.signal() && runs.longest == 10 && runs.crossings == 1, "{runs:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn runs_are_what_counting_by_hand_finds(sides in prop::collection::vec(-1_i64..=1, 1..60)) {
        let weeks: Vec<Rate> = sides.iter().map(|side| Rate::new((10 + side) as u64, 20)).collect();
        let found = Runs::of(&weeks, Rate::new(7, 14));
        let useful: Vec<i64> = sides.into_iter().filter(|side| *side != 0).collect();
        let (mut longest, mut run, mut crossings) = (0, 0, 0);
        for (at, side) in useful.iter().enumerate() {
            let same = at > 0 && useful[at - 1] == *side;
            crossings += u32::from(at > 0 && !same);
            run = if same { run + 1 } else { 1 };
            longest = longest.max(run);
        }
        prop_assert_eq!(found.map(|runs| (runs.useful, runs.longest, runs.crossings)),
            (!useful.is_empty()).then_some((useful.len() as u32, longest, crossings)));
    }

    #[test]
    fn three_sigma_of_a_chart_that_varies_binomially_is_the_p_charts(center in 0.05_f64..0.95, n in 200_u64..10_000_000) {
        let laney = LaneyChart { center, sigma_z: 1.0 }.limits(n).expect("n > 0");
        let plain = PChart { center }.limits(n).expect("n > 0");
        prop_assert!((laney.lower - plain.lower).abs() < 1e-12 && (laney.upper - plain.upper).abs() < 1e-12);
    }
}
