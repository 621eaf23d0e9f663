//! Cumulative incidence.

use plumbline_stats::incidence::{Ending, Observed, Step, at as at_age, cumulative_incidence};
use proptest::prelude::*;

use crate::fixture::read;

fn observed(rows: impl IntoIterator<Item = (u64, u64)>) -> Vec<Observed> {
    let ending = |code| [Ending::Censored, Ending::Event, Ending::Competing][code as usize];
    rows.into_iter().map(|(time, code)| Observed { time, ending: ending(code), subjects: 1 }).collect()
}

#[test]
fn incidence_variance_and_interval_agree_with_lifelines() {
    let (mut tied, mut compared) = (0, 0);
    for case in read(include_str!("../fixtures/incidence.json"), 50) {
        let rows = case.wholes("times").into_iter().zip(case.wholes("endings"));
        let ours = cumulative_incidence(&observed(rows));
        tied += u32::from(case.0["tied"] == true);
        for step in case.list("steps") {
            let at = |i: usize| step[i].as_f64();
            let time = at(0).expect("a time") as u64;
            // Theirs has a row for each time, ours for each at which something happened.
            let Some(found) = at_age(&ours, time) else { continue };
            case.within(found.event, at(1).expect("a share"), 1e-9, "share");
            case.within(found.variance, at(2).expect("a variance"), 1e-9, "variance");
            assert_eq!(found.interval.is_some(), step[3].is_number(), "{found:?} {step}");
            if let (Some(interval), Some(lower), Some(upper)) = (found.interval, at(3), at(4)) {
                case.within(interval.lower, lower, 1e-9, "lower");
                case.within(interval.upper, upper, 1e-9, "upper");
                compared += 1;
            }
        }
    }
    assert!(tied > 20 && compared > 500, "{tied} {compared}");
}

#[test]
fn nobody_and_everybody_at_once_have_plain_answers() {
    assert_eq!(cumulative_incidence(&[]), []);
    assert_eq!(cumulative_incidence(&observed([(3, 0), (9, 0)])), [], "nothing has happened");
    let same_day = cumulative_incidence(&observed([(0, 1), (0, 2), (0, 1), (5, 0)]));
    assert_eq!(same_day.len(), 1);
    assert_eq!(
        (at_age(&same_day, 0), at_age(&same_day, 99), at_age(&[], 1)),
        (same_day.first(), same_day.first(), None)
    );
    assert!((same_day[0].event - 0.5).abs() < 1e-12 && (same_day[0].open() - 0.25).abs() < 1e-12);
    let all = cumulative_incidence(&observed([(1, 1), (1, 1)]));
    assert_eq!((all[0].event, all[0].variance, all[0].interval, all[0].open()), (1.0, 0.0, None, 0.0));
    let one_by_one = cumulative_incidence(&observed((0..7).map(|time| (time, 1))));
    assert_eq!(
        one_by_one.last().map(|step| (step.event, step.interval, step.open())),
        Some((1.0, None, 0.0))
    );
    let never = cumulative_incidence(&observed((0..7).map(|time| (time, 2))));
    assert!(never.iter().all(|step| step.event == 0.0 && step.interval.is_none() && step.variance == 0.0));
    let last = cumulative_incidence(&observed([(1, 2), (4, 1)]));
    assert!(last.iter().all(|step| step.variance.is_finite()), "{last:?}");
    assert!((last[1].event - 0.5).abs() < 1e-12 && last[0].interval.is_none(), "{last:?}");
    let weighted = |subjects| {
        [
            Observed { time: 1, ending: Ending::Event, subjects },
            Observed { time: 2, ending: Ending::Competing, subjects },
        ]
    };
    let many = cumulative_incidence(&weighted(10_000_000));
    assert!((many[0].event - 0.5).abs() < 1e-12 && many[0].variance < 1e-7 && many[0].variance > 0.0);
    assert_eq!(cumulative_incidence(&weighted(0)), []);
}

/// Without anyone censored the incidence is a plain share, and its variance that of one.
#[test]
fn when_all_has_happened_the_incidence_is_a_share() {
    let rows: Vec<(u64, u64)> = (0..40).map(|i| (i / 3, 1 + u64::from(i % 5 == 0))).collect();
    for step in cumulative_incidence(&observed(rows.iter().copied())) {
        let share = rows.iter().filter(|(time, code)| *time <= step.time && *code == 1).count() as f64 / 40.0;
        assert!(
            (step.event - share).abs() < 1e-12
                && (step.variance - share * (1.0 - share) / 40.0).abs() < 1e-12
        );
    }
}

/// Efron's redistribution to the right: whoever is censored hands its weight on, in equal parts, to all that were still
/// looked at afterwards. It knows nothing of hazards, products or variances.
fn redistributed(rows: &[(u64, u64)], code: u64, until: u64) -> f64 {
    let mut sorted = rows.to_vec();
    // Whoever is censored at a time was still there when something else happened at it.
    sorted.sort_by_key(|(time, code)| (*time, *code == 0));
    let mut weights = vec![1.0 / rows.len() as f64; rows.len()];
    for at in 0..sorted.len() {
        if sorted[at].1 == 0 {
            let share = weights[at] / (sorted.len() - at - 1).max(1) as f64;
            weights[at] = 0.0;
            for weight in &mut weights[at + 1..] {
                *weight += share;
            }
        }
    }
    sorted
        .iter()
        .zip(weights)
        .filter(|((time, c), _)| *time <= until && *c == code)
        .map(|(_, weight)| weight)
        .sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn incidence_is_weight_handed_on_to_the_right(rows in prop::collection::vec((0_u64..12, 0_u64..3), 1..60)) {
        let steps = cumulative_incidence(&observed(rows.iter().copied()));
        for Step { time, event, competing, variance, interval, .. } in steps {
            prop_assert!((event - redistributed(&rows, 1, time)).abs() < 1e-9);
            prop_assert!((competing - redistributed(&rows, 2, time)).abs() < 1e-9);
            prop_assert!(variance >= 0.0 && variance.is_finite());
            prop_assert!(interval.is_none_or(|i| i.lower <= event && event <= i.upper && i.lower >= 0.0 && i.upper <= 1.0));
        }
    }
}
