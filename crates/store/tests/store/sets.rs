//! What follows from the set of files alone, in whatever order they came: bounds of what snapshots show, and reasons that
//! stand in other files than their rejections.

use plumbline_domain::{
    event::Provenance,
    field::Field,
    ids::{LeadId, ReasonId},
    moment::Moment,
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Reader, Store};
use proptest::prelude::*;

use crate::{
    common::{Bench, Row, cases, dump},
    shapes::{Item, id, take},
};

const LEAD: &str = "x:id:1";

/// A file and the day it speaks of.
#[derive(Clone, Debug)]
struct File {
    shape: Shape,
    items: Vec<Item>,
    day: i64,
}

fn entered(stage: Stage, day: i64, reason: Option<u16>) -> Item {
    Item::Entered { who: id(LEAD), stage, day, reason, by: "", note: "" }
}

/// What happened to one lead: stages with the days it entered them, and for rejections why.
fn world() -> impl Strategy<Value = Vec<(Stage, i64, u16)>> {
    let step = (prop::sample::select(vec![1_u8, 1, 2, 3, 4, 6, 6, 6, 7]), 1_i64..14, 0_u16..3);
    prop::collection::vec(step, 1..7).prop_map(|steps| {
        let mut day = 0;
        let mut entered = |(stage, days, reason)| {
            day += days;
            (Stage::from_code(stage).unwrap(), day, reason)
        };
        steps.into_iter().map(&mut entered).collect()
    })
}

/// The days of some exports, in the order in which they come.
fn days() -> impl Strategy<Value = Vec<i64>> {
    (Just((1_i64..11).collect::<Vec<_>>()).prop_shuffle(), 2_usize..6)
        .prop_map(|(days, many)| days.into_iter().take(many).map(|day| day * 8).collect())
}

fn lead_file(row: Row, day: i64) -> File {
    File { shape: Shape::LeadPerRow, items: vec![Item::Lead(row)], day }
}

/// What an export of `day` says of the status, and perhaps when the lead was created.
fn of_status(world: &[(Stage, i64, u16)], day: i64, created: bool) -> File {
    let last = world.iter().take_while(|(_, entered, _)| *entered <= day).last();
    let row = Row::of(LEAD).status(last.map_or(Stage::Inquiry, |(stage, _, _)| *stage));
    lead_file(if created { row.time(Field::CreatedAt, 0) } else { row }, day)
}

/// An export of `day` that tells no stages, and keeps the reason of the last rejection.
fn of_reason(world: &[(Stage, i64, u16)], day: i64) -> File {
    let rejected = |step: &&(Stage, i64, u16)| step.0 == Stage::Rejected && step.1 <= day;
    let last = world.iter().rfind(rejected);
    let row = Row::of(LEAD);
    lead_file(last.map_or(row.clone(), |(_, _, reason)| row.with_reason(*reason)), day)
}

/// What stands of the lead's story, with reasons by name.
fn story(store: &Store) -> Vec<(Stage, i64, i64, Provenance, Option<String>)> {
    let reasons = store.read(Reader::counted_reasons).unwrap();
    let name = |of: ReasonId| reasons.iter().find(|one| one.id == of).unwrap().label.clone();
    let events = store.read(|reader| reader.events_of(LeadId(1))).unwrap();
    let told = events
        .into_iter()
        .map(|event| (event.stage, event.at.0, event.not_before.0, event.provenance, event.reason.map(name)));
    told.collect()
}

fn taken<'f>(files: impl Iterator<Item = &'f File>) -> (Bench, Store) {
    let (bench, store) = Bench::new();
    for File { shape, items, day } in files {
        take(&store, *shape, items, *day);
    }
    (bench, store)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), ..ProptestConfig::default() })]

    #[test]
    fn bounds_follow_from_the_set_of_snapshots(world in world(), days in days(), created in 0_u8..8) {
        let file = |(index, day): (usize, &i64)| of_status(&world, *day, created >> (index % 3) & 1 == 1);
        let files: Vec<File> = days.iter().enumerate().map(file).collect();
        let mut sorted = files.clone();
        sorted.sort_by_key(|file| file.day);
        let (_bench, in_order) = taken(sorted.iter());
        let (bench, store) = taken(files.iter());
        prop_assert_eq!(story(&store), story(&in_order));
        for (_, at, not_before, provenance, _) in story(&store) {
            prop_assert!(provenance == Provenance::Bounded && not_before <= at);
            let file = sorted.iter().map(|file| file.day * Moment::DAY).filter(|day| *day < at).max();
            prop_assert_eq!(not_before, file.unwrap_or(0), "after the file before the one that tells it");
        }
        let state = dump(&bench.path);
        for File { shape, items, day } in &files {
            let again = take(&store, *shape, items, *day).counts;
            prop_assert_eq!((again.created, again.updated), (0, 0));
        }
        prop_assert_eq!(dump(&bench.path), state);
    }

    #[test]
    fn a_reason_reaches_a_rejection_of_a_log_in_any_order_of_files(
        world in world(),
        days in days(),
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
        part in 0_usize..7,
    ) {
        let line = |(stage, day, _): &(Stage, i64, u16)| entered(*stage, *day, None);
        let lines: Vec<Item> = world.iter().map(line).collect();
        let (first, second) = lines.split_at(part.min(lines.len()));
        let mut files: Vec<File> = days.iter().map(|day| of_reason(&world, *day)).collect();
        for lines in [first, second].into_iter().filter(|lines| !lines.is_empty()) {
            files.push(File { shape: Shape::StageLog, items: lines.to_vec(), day: 90 });
        }
        let (bench, store) = taken(order.iter().filter_map(|index| files.get(*index)));
        let told = story(&store);
        let stages: Vec<_> = told.iter().map(|(stage, at, ..)| (*stage, at / Moment::DAY)).collect();
        let expected: Vec<_> = world.iter().map(|(stage, day, _)| (*stage, *day)).collect();
        prop_assert_eq!(stages, expected, "a reason alone makes no rejection, and takes none away");

        let rejections: Vec<_> = world.iter().filter(|(stage, ..)| *stage == Stage::Rejected).collect();
        let mut given = told.iter().filter(|(stage, ..)| *stage == Stage::Rejected);
        for (index, (_, day, reason)) in rejections.iter().enumerate() {
            let until = rejections.get(index + 1).map_or(i64::MAX, |(_, next, _)| *next);
            let expected = match days.iter().any(|export| (*day..until).contains(export)) {
                true => ["Industry not served", "As in the file: data.new", "As in the file: timing.later"]
                    [usize::from(*reason)],
                false => "No reason given",
            };
            let given = given.next().and_then(|(.., reason)| reason.as_deref());
            prop_assert_eq!(given, Some(expected), "rejection {} of {:?}", index, &world);
        }
        let last = dump(&bench.path);
        for File { shape, items, day } in &files {
            let again = take(&store, *shape, items, *day).counts;
            prop_assert_eq!((again.created, again.updated), (0, 0));
        }
        prop_assert_eq!(dump(&bench.path), last);
    }
}

#[test]
fn a_reason_in_a_row_that_tells_no_rejection_reaches_the_one_a_log_tells() {
    let reason = |files: [File; 2]| {
        let (_bench, store) = taken(files.iter());
        let (stage, _, _, _, reason) = story(&store).pop().unwrap();
        (stage, reason.unwrap())
    };
    let row = Row::of(LEAD).stamp(Stage::Mql, 1).with_reason(1);
    let leads = File { shape: Shape::LeadPerRow, items: vec![Item::Lead(row)], day: 60 };
    let log = File { shape: Shape::StageLog, items: vec![entered(Stage::Rejected, 3, None)], day: 60 };
    let expected = (Stage::Rejected, "As in the file: data.new".to_owned());
    assert_eq!(reason([leads.clone(), log.clone()]), expected);
    assert_eq!(reason([log.clone(), leads.clone()]), expected);
    let earlier = File { day: 2, ..leads };
    assert_eq!(reason([earlier, log]).1, "No reason given", "that export was older than the rejection");
}

#[test]
fn what_a_reason_alone_left_behind_goes_with_its_file() {
    let (bench, store) = Bench::new();
    take(&store, Shape::StageLog, &[entered(Stage::Rejected, 3, None)], 60);
    let before = dump(&bench.path);
    let told = take(&store, Shape::LeadPerRow, &[Item::Lead(Row::of(LEAD).with_reason(1))], 61);
    assert_eq!((told.counts.updated, told.unreasoned), (1, 0));
    assert_eq!(story(&store)[0].4.as_deref(), Some("As in the file: data.new"));
    store.undo(Moment(99)).unwrap();
    assert_eq!(dump(&bench.path), before);
    assert_eq!(story(&store)[0].4.as_deref(), Some("No reason given"));
}
