//! The cube against a naive reading of the same handoffs, row by row.
//!
//! The oracle keeps handoffs as the domain gives them, leads as small structs, and answers each point of a question
//! by filtering all rows anew. It shares with the cube the domain's calendar and decisions, and the interval of `stats`
//! (both checked elsewhere), and nothing else.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod compare;
mod naive;
mod patched;
#[path = "../patching/mod.rs"]
mod patching;
mod world;

use plumbline_cube::query::{Outcome, Selection};
use plumbline_domain::handoff::Decision;
use proptest::test_runner::{Config, TestRunner};

/// Each case asks one question of its own world.
const CASES: u32 = 20_000;

#[test]
fn answers_and_drill_downs_equal_a_naive_count() {
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let (mut points, mut refused) = (0_usize, 0_usize);
    let counters = std::cell::RefCell::new((&mut points, &mut refused));
    let outcome = runner.run(&world::cases(), |case| {
        let cube = case.cube();
        let mask = case.mask(&cube);
        let query = case.query(mask.as_ref());
        let mut counters = counters.borrow_mut();
        match (cube.answer(&query), naive::answer(&case)) {
            (Ok(answer), Some(expected)) => {
                compare::compare(&answer, &expected);
                *counters.0 += answer.points().count();
                drills_list_what_was_counted(&cube, &query, &answer);
            }
            (Err(_), None) => *counters.1 += 1,
            (answer, expected) => panic!("only one of the two refused: {answer:?} against {expected:?}"),
        }
        Ok(())
    });
    outcome.expect("the cube agrees with the oracle");
    assert!(points > 30_000, "{points} points are too few to mean anything");
    assert!(refused > 100, "{refused} refusals are too few to mean anything");
}

fn drills_list_what_was_counted(
    cube: &plumbline_cube::Cube,
    query: &plumbline_cube::query::Query<'_>,
    answer: &plumbline_cube::answer::Answer,
) {
    // A few points each; over all cases every kind is met often.
    for point in answer.points().step_by(5) {
        let outcomes = [
            (Outcome::Any, point.n),
            (Outcome::Decision(Decision::Accepted), point.accepted),
            (Outcome::Decision(Decision::Rejected), point.rejected),
            (Outcome::Decision(Decision::Lapsed), point.lapsed),
            (Outcome::Decision(Decision::Pending), point.pending),
            (Outcome::Decision(Decision::Unclear), point.unclear),
            (Outcome::Numerator, point.numerator),
            (Outcome::Denominator, point.denominator),
        ];
        for (outcome, counted) in outcomes {
            let split = point.split.as_ref().map(ToString::to_string);
            let selection = Selection { period: Some(point.period), split, outcome, ..Selection::ALL };
            let hits = cube.drill(query, &selection).expect("what was answered can be listed");
            assert_eq!(hits.len(), counted as usize, "{selection:?} lists other handoffs than were counted");
            let mut unique = hits.clone();
            unique.dedup();
            assert_eq!(unique.len(), hits.len(), "no pass is listed twice");
        }
    }
}
