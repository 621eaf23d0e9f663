//! Clocks against a naive reading: the domain's `read`, handoff by handoff, and a filter over all rows for every count.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod naive;
mod patched;
#[path = "../patching/mod.rs"]
mod patching;
mod world;

use plumbline_cube::{
    clocks::{ClockSelection, ClockState},
    measure::Measure,
    query::{Outcome, Query, Selection},
};
use plumbline_domain::{calendar::Grain, clock::ClockKind, field::FieldName};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};

const CASES: u32 = 2_000;

fn query<'a>(case: &'a world::Case, measure: Measure) -> Query<'a> {
    Query {
        grain: Grain::Week,
        split: case.split.clone(),
        ..Query::weekly(measure, case.as_of, &case.settings)
    }
}

#[test]
fn counts_and_lists_equal_a_naive_reading() {
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let seen = std::cell::RefCell::new([0_usize; ClockState::ALL.len()]);
    let outcome = runner.run(&world::cases(), |case| {
        let cube = case.cube();
        let query = query(&case, Measure::SlaMet);
        let naive = naive::clocks(&case);
        let listed = cube.clock_list(&query, &ClockSelection::default()).unwrap();
        naive::compare(&listed, &naive);
        let counts = cube.clock_counts(&query).unwrap();
        let of = |state: ClockState, split: Option<&str>, kind: ClockKind| {
            let wanted = |row: &&naive::Row| {
                row.state == state && row.kind == kind && split.is_none_or(|split| row.value(&case) == split)
            };
            naive.iter().filter(wanted).count()
        };
        let mut total = 0;
        for series in &counts {
            let split = series.split.as_deref();
            for kind in ClockKind::ALL {
                let tally = series.total[kind as usize];
                let counted =
                    [tally.running, tally.met, tally.missed, tally.stopped, tally.unknown, tally.unpromised];
                for (state, counted) in ClockState::ALL.into_iter().zip(counted) {
                    prop_assert_eq!(
                        counted as usize,
                        of(state, split, kind),
                        "{:?} {:?} {:?}",
                        kind,
                        state,
                        split
                    );
                    seen.borrow_mut()[state as usize] += counted as usize;
                    total += counted as usize;
                    let selection = ClockSelection {
                        kind: Some(kind),
                        state: Some(state),
                        split: split.map(str::to_owned),
                        ..ClockSelection::default()
                    };
                    let list = cube.clock_list(&query, &selection).unwrap();
                    prop_assert_eq!(list.len(), counted as usize, "a list is what was counted");
                }
                let by_week: u32 = series.periods.iter().map(|(_, week)| week[kind as usize].all()).sum();
                prop_assert_eq!(by_week, tally.all(), "weeks add up");
            }
        }
        prop_assert_eq!(total, naive.len(), "every clock is in one series");
        trends_are_the_same_counts(&cube, &case, &naive)?;
        Ok(())
    });
    outcome.expect("the clocks agree with the oracle");
    for (state, seen) in ClockState::ALL.into_iter().zip(seen.into_inner()) {
        assert!(seen > 500, "{seen} clocks are {state:?}: too few to mean anything");
    }
}

/// `sla-met` as a measure: numerator and denominator of every point, and the drill-down.
fn trends_are_the_same_counts(
    cube: &plumbline_cube::Cube,
    case: &world::Case,
    naive: &[naive::Row],
) -> Result<(), TestCaseError> {
    for measure in Measure::ALL.into_iter().filter(|measure| !measure.clocks().is_empty()) {
        let query = query(case, measure);
        let answer = cube.answer(&query).unwrap();
        for series in &answer.series {
            let mine = |row: &&naive::Row| {
                measure.clocks().contains(&row.kind)
                    && series.split.as_deref().is_none_or(|split| row.value(case) == split)
            };
            let count = |state| naive.iter().filter(mine).filter(|row| row.state == state).count() as u32;
            let (met, missed) = (count(ClockState::Met), count(ClockState::Missed));
            prop_assert_eq!((series.total.numerator, series.total.denominator), (met, met + missed));
        }
        for point in answer.points() {
            for (outcome, counted) in
                [(Outcome::Numerator, point.numerator), (Outcome::Denominator, point.denominator)]
            {
                let split = point.split.as_ref().map(ToString::to_string);
                let hits = cube
                    .drill(
                        &query,
                        &Selection { period: Some(point.period), split, outcome, ..Selection::ALL },
                    )
                    .unwrap();
                prop_assert_eq!(hits.len(), counted as usize);
            }
        }
    }
    Ok(())
}

#[test]
fn clocks_read_before_and_let_run_are_those_read_afresh() {
    let config = Config { cases: 1_000, failure_persistence: None, ..Config::default() };
    proptest!(config, |(case in world::cases(), ago in 0_i64..60 * 24)| {
        let cube = case.cube();
        let earlier = world::Case {
            as_of: plumbline_domain::moment::Moment(case.as_of.0 - ago * 3_600_000),
            ..case.clone()
        };
        cube.clock_list(&query(&earlier, Measure::SlaMet), &ClockSelection::default()).unwrap();
        let later = cube.clock_list(&query(&case, Measure::SlaMet), &ClockSelection::default()).unwrap();
        naive::compare(&later, &naive::clocks(&case));
    });
}

#[test]
fn without_a_desk_clocks_are_refused_by_name() {
    let cube = plumbline_cube::Cube::default();
    let settings = plumbline_domain::settings::Settings::default();
    let query = Query::weekly(Measure::SlaMet, plumbline_domain::moment::Moment(0), &settings);
    assert!(cube.answer(&query).unwrap_err().to_string().contains("sla-met"));
    assert!(cube.clock_counts(&query).is_err());
    let volume = Query {
        split: Some(FieldName::parse("owner")),
        ..Query::weekly(Measure::Volume, query.as_of, &settings)
    };
    assert!(cube.clock_list(&volume, &ClockSelection::default()).is_err(), "volume has no clocks");
}
