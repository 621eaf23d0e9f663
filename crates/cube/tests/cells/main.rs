//! Cells against handoffs looked at one by one, and every list against its cell.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

#[path = "../clocks/world.rs"]
#[allow(dead_code, reason = "its own tests use the rest")]
mod desk;
mod naive;
#[path = "../oracle/world.rs"]
#[allow(dead_code, reason = "its own tests use the rest")]
mod world;

use std::collections::BTreeMap;

use plumbline_cube::{
    Cube,
    cells::{Cells, Facet, Tally, Within},
    measure::Measure,
    query::{Outcome, Query, Selection},
};
use plumbline_domain::{
    field::{Field, FieldName},
    handoff::Decision,
};
use proptest::{
    prelude::*,
    sample::subsequence,
    test_runner::{Config, TestRunner},
};

const CASES: u32 = 6_000;

fn facets() -> impl Strategy<Value = Vec<Facet>> {
    let all = vec![
        Facet::Value(FieldName::Canonical(Field::Source)),
        Facet::Value(FieldName::Canonical(Field::Score)),
        Facet::Value(FieldName::Reason),
        Facet::Value(FieldName::Bucket),
        Facet::Value(FieldName::Decision),
        Facet::Filled(FieldName::Canonical(Field::Source)),
        Facet::Filled(FieldName::Canonical(Field::Score)),
        Facet::Filled(FieldName::Canonical(Field::FirstContactAt)),
        Facet::Period,
        Facet::Response,
        Facet::Progress,
        Facet::Days,
        Facet::Weekday,
        Facet::Hour,
    ];
    subsequence(all, 1..=3).prop_shuffle()
}

/// The cells that are not empty, by the values of their axes.
fn met(cells: &Cells) -> BTreeMap<Vec<String>, Tally> {
    let mut found = BTreeMap::new();
    let mut places = vec![0; cells.axes.len()];
    loop {
        let tally = cells.at(&places);
        if tally.n() > 0 {
            let values = cells.axes.iter().zip(&places).map(|(axis, place)| axis.values[*place].clone());
            assert!(found.insert(values.collect(), tally).is_none(), "a value stands on its axis once");
        }
        let Some(axis) = (0..places.len()).rev().find(|axis| {
            places[*axis] += 1;
            let is_over = places[*axis] >= cells.axes[*axis].values.len();
            if is_over {
                places[*axis] = 0;
            }
            !is_over
        }) else {
            return found;
        };
        assert!(axis < places.len());
    }
}

#[test]
fn cells_and_their_lists_are_what_a_reader_of_the_rows_would_get() {
    let mut runner = TestRunner::new(Config { cases: CASES, failure_persistence: None, ..Config::default() });
    let seen = std::cell::Cell::new(0_usize);
    let outcome = runner.run(&(world::cases(), facets()), |(mut case, facets)| {
        case.split = None;
        // The other measures ask more than the rows of this oracle know.
        if !matches!(case.measure, Measure::Volume | Measure::Acceptance | Measure::Rejection) {
            case.measure = Measure::Acceptance;
        }
        let cube = case.cube();
        let mask = case.mask(&cube);
        let query = case.query(mask.as_ref());
        let cells = cube.cells(&query, &facets).expect("it can be asked");
        let expected = naive::cells(&case, &facets);
        let found = met(&cells);
        let decisions =
            |tally: &Tally| [tally.accepted, tally.rejected, tally.pending, tally.lapsed, tally.unclear];
        let counted: BTreeMap<_, _> =
            found.iter().map(|(key, tally)| (key.clone(), decisions(tally))).collect();
        prop_assert_eq!(&counted, &expected, "{:?}", facets);
        prop_assert_eq!(cells.total().n(), expected.values().flatten().sum::<u32>());
        for axis in 0..facets.len() {
            let along = cells.along(axis);
            for (place, value) in cells.axes[axis].values.iter().enumerate() {
                let of_value = expected.iter().filter(|(key, _)| key[axis] == *value);
                prop_assert_eq!(along[place].n(), of_value.map(|(_, n)| n.iter().sum::<u32>()).sum::<u32>());
            }
        }
        lists_are_cells(&cube, &query, &facets, &found);
        seen.set(seen.get() + found.len());
        Ok(())
    });
    outcome.expect("cells agree with the rows");
    assert!(seen.get() > 6_000, "{} cells are too few to mean anything", seen.get());
}

fn lists_are_cells(cube: &Cube, query: &Query<'_>, facets: &[Facet], found: &BTreeMap<Vec<String>, Tally>) {
    let listed = |outcome: Outcome, within: Vec<Within>| {
        let hits = cube.drill(query, &Selection::cell(outcome, within)).expect("what was counted is listed");
        let mut unique = hits.clone();
        unique.dedup();
        assert_eq!(unique.len(), hits.len(), "no handoff is listed twice");
        hits.len() as u32
    };
    for (values, tally) in found.iter().step_by(3) {
        let within = || -> Vec<Within> {
            facets.iter().zip(values).map(|(facet, value)| Within::one(facet.clone(), value)).collect()
        };
        assert_eq!(listed(Outcome::Any, within()), tally.n(), "{values:?}");
        assert_eq!(listed(Outcome::Numerator, within()), tally.numerator, "{values:?}");
        assert_eq!(listed(Outcome::Denominator, within()), tally.denominator, "{values:?}");
        assert_eq!(listed(Outcome::Decision(Decision::Rejected), within()), tally.rejected, "{values:?}");
    }
    // Several values of one facet are one list.
    let mut values: Vec<String> = found.keys().step_by(2).map(|key| key[0].clone()).collect();
    values.dedup();
    let together: u32 =
        found.iter().filter(|(key, _)| values.contains(&key[0])).map(|(_, tally)| tally.n()).sum();
    let within = vec![Within { facet: facets[0].clone(), any_of: values }];
    assert_eq!(listed(Outcome::Any, within), together);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn teams_and_tiers_are_those_that_clocks_count_under(case in desk::cases()) {
        let cube = case.cube();
        for field in [Field::Owner, Field::Team, Field::Tier] {
            let field = FieldName::Canonical(field);
            let split = Some(field.clone());
            let query = Query { split, ..Query::weekly(Measure::SlaMet, case.as_of, &case.settings) };
            let facets = [Facet::Value(field.clone()), Facet::Period];
            let cells = cube.cells(&query, &facets).unwrap();
            let mut expected: BTreeMap<Vec<String>, (u32, u32)> = BTreeMap::new();
            for point in cube.answer(&query).unwrap().points().filter(|point| point.n > 0) {
                let key = vec![point.split.as_deref().unwrap().to_owned(), point.period.start.to_string()];
                expected.insert(key, (point.numerator, point.denominator));
            }
            let found: BTreeMap<_, _> =
                met(&cells).into_iter().map(|(key, t)| (key, (t.numerator, t.denominator))).collect();
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let settings = plumbline_domain::settings::Settings::default();
    let query = Query::weekly(Measure::Volume, plumbline_domain::moment::Moment(0), &settings);
    let cube = Cube::default();
    assert!(
        cube.cells(&query, &[Facet::Value(FieldName::parse("owner"))]).is_err(),
        "nobody said who is who"
    );
    assert!(cube.cells(&query, &[Facet::Filled(FieldName::parse("No such column"))]).is_err());
    assert!(cube.cells(&query, &[Facet::Period]).unwrap().is_empty());
}
