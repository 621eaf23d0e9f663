//! Alarm odds against the table everybody checks first, scipy, simulation, and every possible year of a short one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use plumbline_stats::{
    alarm_odds::{RunRule, at_least_one_run, below},
    binomial,
};
use proptest::prelude::*;
use serde_json::Value;

#[test]
fn the_published_table_to_its_last_digit() {
    let rule = RunRule { level: 0.8, weeks: 3 };
    // (true rate, n a week, one week, 13 weeks, 52 weeks), each with the digits it is printed with.
    for (rate, n, one, quarter, year) in [
        (0.80, 20, ".37", ".34", ".84"),
        // 0.28488 for one week, by exact fractions too; the .29 it is quoted as comes of rounding .285 again.
        (0.82, 20, ".28", ".18", ".59"),
        (0.85, 20, ".17", ".05", ".19"),
        (0.85, 100, ".07", ".003", ".014"),
        (0.90, 20, ".04", ".001", ".004"),
    ] {
        let (short, long) = (rule.odds(rate, n, 13), rule.odds(rate, n, 52));
        for (ours, printed) in
            [(short.one_week, one), (short.at_least_once, quarter), (long.at_least_once, year)]
        {
            let digits = printed.len() - 1;
            let ours = format!("{ours:.digits$}");
            assert_eq!(ours.trim_start_matches('0'), printed, "{rate} with {n} a week");
        }
    }
}

#[test]
fn scipy_and_a_simulation_agree() {
    let parsed: Value = serde_json::from_str(include_str!("fixtures/alarm_odds.json")).expect("JSON");
    let worlds = parsed["made_by"]["worlds"].as_f64().expect("a number");
    let cases = parsed["cases"].as_array().expect("a list of cases");
    assert!(cases.len() > 50, "a fixture that lost its cases checks nothing");
    for case in cases {
        let real = |key: &str| case[key].as_f64().expect("a number");
        let whole = |key: &str| u32::try_from(case[key].as_u64().expect("whole")).expect("small");
        let rule = RunRule { level: real("level"), weeks: whole("run") };
        let odds = rule.odds(real("rate"), u64::from(whole("n")), whole("weeks"));
        assert!((odds.one_week - real("one_week")).abs() < 1e-9, "{odds:?} in {case}");
        let sigma = (odds.at_least_once * (1.0 - odds.at_least_once) / worlds).sqrt();
        // Five sigma over 80 cases: a correct method fails once in twenty thousand fixtures.
        let allowed = 5.0 * sigma + 1.0 / worlds;
        assert!((odds.at_least_once - real("simulated")).abs() < allowed, "{odds:?} in {case}");
    }
}

#[test]
fn the_edges_have_plain_answers() {
    let rule = RunRule { level: 0.8, weeks: 3 };
    assert_eq!(rule.odds(0.5, 0, 52).at_least_once, 0.0, "nothing decided is below nothing");
    assert_eq!(rule.odds(0.0, 20, 3).at_least_once, 1.0);
    assert_eq!(rule.odds(1.0, 20, 52).at_least_once, 0.0);
    assert_eq!(rule.odds(0.0, 20, 2).at_least_once, 0.0, "three weeks do not fit into two");
    assert_eq!(RunRule { level: 0.8, weeks: u32::MAX }.odds(0.0, 20, 52).at_least_once, 0.0);
    assert_eq!((below(0.0, 0.5, 10), below(1.0, 1.0, 10)), (0.0, 0.0), "at a level is not below it");
    assert_eq!((below(2.0, 0.5, 10), below(f64::NAN, 0.5, 10)), (1.0, 0.0));
    assert!((below(0.8, 0.5, 5) - 0.812_5).abs() < 1e-15, "four of five is at 80 %");
    assert_eq!(at_least_one_run(0.25, 0, 1), 0.25, "a run of none is taken as one");
    let million = binomial::cdf(800_000, 1_000_000, 0.8);
    assert!((million - 0.5).abs() < 1e-3, "{million}");
}

/// Adds up the probability of every year of weeks below and not below that contains a run.
fn by_enumeration(p: f64, run: u32, trials: u32) -> f64 {
    (0..1_u32 << trials)
        .filter(|weeks| {
            (0..trials).any(|start| start + run <= trials && (weeks >> start).trailing_ones() >= run)
        })
        .map(|weeks| {
            let events = weeks.count_ones();
            p.powi(events.cast_signed()) * (1.0 - p).powi((trials - events).cast_signed())
        })
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn every_possible_year_adds_up_to_the_odds(p in 0.0_f64..=1.0, run in 1_u32..6, trials in 0_u32..12) {
        let (ours, theirs) = (at_least_one_run(p, run, trials), by_enumeration(p, run, trials));
        prop_assert!((ours - theirs).abs() < 1e-12, "{ours} is not {theirs}");
    }

    #[test]
    fn a_distribution_function_goes_up_to_one_and_is_its_mirror(n in 0_u64..400, p in 0.0_f64..=1.0, k in 0_u64..400) {
        let at = |k| binomial::cdf(k, n, p);
        prop_assert!((0.0..=1.0).contains(&at(k)) && at(k) <= at(k + 1));
        prop_assert_eq!(at(n), 1.0);
        if k < n {
            let mirrored = 1.0 - binomial::cdf(n - k - 1, n, 1.0 - p);
            prop_assert!((at(k) - mirrored).abs() < 1e-12, "{} is not {}", at(k), mirrored);
        }
    }
}

/// Written down in closed form: e^-3 (1 + 3 + 9 / 2), and both tails of a large mean meet in its middle.
#[test]
fn fewer_than_a_committed_number_come_as_often_as_the_poisson_law_says() {
    use plumbline_stats::alarm_odds::fewer_than;
    assert!((fewer_than(3, 3.0) - (-3.0_f64).exp() * 8.5).abs() < 1e-12);
    assert!((fewer_than(1, 2.5) - (-2.5_f64).exp()).abs() < 1e-12);
    assert_eq!((fewer_than(0, 9.0), fewer_than(4, 0.0)), (0.0, 1.0));
    let (below, above) = (fewer_than(2_000, 2_000.0), 1.0 - fewer_than(2_001, 2_000.0));
    assert!((below - above).abs() < 0.01 && below + above > 0.98, "{below} {above}");
}
