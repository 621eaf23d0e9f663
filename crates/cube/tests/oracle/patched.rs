//! A cube that is patched, against the naive count of what is known then.

use plumbline_cube::{Cube, reasons::Reason};
use plumbline_domain::{field::FieldName, ids::ReasonId, moment::Moment};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};

use crate::{
    drills_list_what_was_counted, naive, patching,
    world::{self, Case},
};

/// What happens to a workspace between two questions.
#[derive(Clone, Debug)]
struct Step {
    others: Vec<bool>,
    from: Case,
    /// Picklists that somebody tries out meanwhile.
    picklists: Option<Vec<usize>>,
    hours: i64,
    shared: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let picklists = proptest::option::weighted(0.5, vec(0_usize..8, 6));
    let hours = prop_oneof![Just(0_i64), -50_i64..200];
    (vec(prop::bool::weighted(0.3), 40), world::cases(), picklists, hours, any::<bool>())
        .prop_map(|(others, from, picklists, hours, shared)| Step { others, from, picklists, hours, shared })
}

/// Other picklists: entries in another order, some of them counted as others.
fn tried(order: &[usize]) -> Vec<Reason> {
    let mut reasons = world::reasons();
    for (nth, other) in order.iter().enumerate() {
        let id: Option<ReasonId> = reasons.get(*other).map(|reason| reason.id);
        reasons[nth].counts_as = id;
    }
    reasons.rotate_left(order[0] % 6);
    reasons
}

fn next(case: &Case, step: &Step) -> (Case, Vec<u32>) {
    let mut after = Case { leads: case.leads.clone(), ..step.from.clone() };
    // The window stands: another one means another workspace.
    after.settings.clone_from(&case.settings);
    after.as_of = Moment(case.as_of.0 + step.hours * Moment::HOUR);
    let mut rows = Vec::new();
    for (row, (lead, other)) in after.leads.iter_mut().zip(&step.from.leads).enumerate() {
        if step.others[row] {
            let activities = std::mem::take(&mut lead.activities);
            *lead = other.clone();
            lead.activities = activities;
            rows.push(row as u32);
        }
    }
    (after, rows)
}

fn look(cube: &Cube, case: &Case) -> bool {
    let mask = case.mask(cube);
    let query = case.query(mask.as_ref());
    let (answer, expected) = (cube.answer(&query).ok(), naive::answer(case));
    match (answer, expected) {
        (Some(answer), Some(expected)) => {
            crate::compare::compare(&answer, &expected);
            drills_list_what_was_counted(cube, &query, &answer);
            true
        }
        (None, None) => false,
        _ => panic!("only one of the two refused"),
    }
}

/// Where leads stand, their columns and their order are those of a cube that is built anew.
fn same_leads(cube: &Cube, case: &Case) {
    let fresh = case.cube();
    let (ours, theirs) =
        (cube.columns(case.as_of, &case.settings), fresh.columns(case.as_of, &case.settings));
    let computed = [
        FieldName::Stage,
        FieldName::Decision,
        FieldName::Reason,
        FieldName::Bucket,
        FieldName::DisqualificationReason,
    ];
    for name in computed.iter().chain(fresh.frame().names()) {
        let (ours, theirs) = (ours.column(name).unwrap(), theirs.column(name).unwrap());
        for row in 0..case.leads.len() {
            assert_eq!(ours.value(row), theirs.value(row), "{name:?} of row {row}");
        }
        let ordered = |cube: &Cube| {
            let mut rows = (0..case.leads.len() as u32).collect();
            cube.order(&mut rows, name, false, case.as_of, &case.settings);
            rows
        };
        assert_eq!(ordered(cube), ordered(&fresh), "{name:?}");
    }
    assert_eq!(cube.facts().len(), fresh.facts().len());
}

#[test]
fn a_patched_cube_counts_what_is_known_now() {
    let mut runner = TestRunner::new(Config { cases: 3_000, failure_persistence: None, ..Config::default() });
    let answered = std::cell::Cell::new(0_usize);
    let outcome = runner.run(&(world::cases(), vec(step(), 1..4)), |(case, steps)| {
        let (mut case, mut cube) = (case.clone(), case.cube());
        look(&cube, &case);
        for step in &steps {
            let (after, rows) = next(&case, step);
            let before = step.shared.then(|| cube.clone());
            cube.part();
            cube.patch(&patching::patch_of(&after.cube(), after.handoffs(), rows));
            if let Some(order) = &step.picklists {
                cube.set_reasons(tried(order));
                same_as_built_with(&cube, &after, tried(order));
                cube.set_reasons(world::reasons());
            }
            answered.set(answered.get() + usize::from(look(&cube, &after)));
            same_leads(&cube, &after);
            if let Some(before) = before {
                look(&before, &case);
                same_leads(&before, &case);
            }
            case = after;
        }
        Ok(())
    });
    outcome.expect("a patched cube agrees with the oracle");
    assert!(answered.get() > 2_000, "{} answers are too few to mean anything", answered.get());
}

fn same_as_built_with(cube: &Cube, case: &Case, reasons: Vec<Reason>) {
    let known = case.cube();
    let fresh = Cube::new(known.frame().clone(), case.handoffs(), reasons);
    for split in [FieldName::Reason, FieldName::Bucket] {
        let query = plumbline_cube::query::Query {
            measure: plumbline_cube::measure::Measure::Rejection,
            split: Some(split),
            filter: None,
            ..case.query(None)
        };
        let shown = |cube: &Cube| format!("{:?}", cube.answer(&query).map(|answer| answer.series));
        assert_eq!(shown(cube), shown(&fresh), "counted by other picklists");
    }
}
