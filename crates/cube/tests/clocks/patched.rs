//! Clocks that were read and follow what changes since, against the naive reading of what is known then.

use plumbline_cube::{
    Cube,
    clocks::{ClockSelection, Desk},
    measure::Measure,
};
use plumbline_domain::moment::Moment;
use proptest::{collection::vec, option, prelude::*};

use crate::{
    naive, patching, query,
    world::{self, Case},
};

/// What happens to a workspace: some leads become others, the desk is another one, time passes.
#[derive(Clone, Debug)]
struct Step {
    /// Which leads become which of another world.
    others: Vec<bool>,
    from: Case,
    desk: Option<Desk>,
    hours: i64,
    /// Whether anybody looks before the next step.
    looked_at: bool,
    /// Whether somebody still reads the cube as it was.
    shared: bool,
}

fn step() -> impl Strategy<Value = Step> {
    let desk = option::weighted(0.4, world::cases().prop_map(|case| case.desk));
    let hours = prop_oneof![Just(0_i64), 0_i64..200];
    (vec(prop::bool::weighted(0.3), 30), world::cases(), desk, hours, any::<bool>(), any::<bool>()).prop_map(
        |(others, from, desk, hours, looked_at, shared)| Step {
            others,
            from,
            desk,
            hours,
            looked_at,
            shared,
        },
    )
}

fn look(cube: &Cube, case: &Case) {
    let listed = cube.clock_list(&query(case, Measure::SlaMet), &ClockSelection::default()).unwrap();
    naive::compare(&listed, &naive::clocks(case));
}

/// The leads that become others keep what they did: activities are never patched.
fn next(case: &Case, step: &Step) -> (Case, Vec<u32>) {
    let mut after = case.clone();
    let mut rows = Vec::new();
    for (row, (lead, other)) in after.leads.iter_mut().zip(&step.from.leads).enumerate() {
        if step.others[row] {
            let touches = std::mem::take(&mut lead.touches);
            *lead = other.clone();
            lead.touches = touches;
            rows.push(row as u32);
        }
    }
    after.desk = step.desk.clone().unwrap_or(after.desk);
    after.as_of = Moment(after.as_of.0 + step.hours * Moment::HOUR);
    (after, rows)
}

#[test]
fn a_patched_cube_reads_the_clocks_of_what_is_known_now() {
    let config = ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() };
    proptest!(config, |(case in world::cases(), steps in vec(step(), 1..5))| {
        let (mut case, mut cube) = (case.clone(), case.cube());
        look(&cube, &case);
        for step in &steps {
            let (after, rows) = next(&case, step);
            let before = step.shared.then(|| cube.clone());
            cube.part();
            cube.patch(&patching::patch_of(&after.cube(), after.handoffs(), rows));
            if let Some(desk) = &step.desk {
                cube.forget_desk();
                cube.fill_desk(desk.clone());
            }
            if step.looked_at {
                look(&cube, &after);
            }
            if let Some(before) = before {
                look(&before, &case);
            }
            case = after;
        }
        look(&cube, &case);
    });
}
