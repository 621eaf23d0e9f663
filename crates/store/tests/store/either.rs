//! One field for rejections and disqualifications: what each exit was follows from the set of files alone, in whatever order
//! they came, and from what is told of contacts later.

use plumbline_domain::{
    field::Field,
    ids::{LeadId, ReasonId},
    moment::Moment,
    record::Side,
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Reader, Store, import::Split};
use proptest::prelude::*;

use crate::{
    common::{Bench, Row, cases, dump, go_on, plan},
    shapes::{Item, fed, id, planned, take},
};

const LEAD: &str = "x:id:1";
const OTHER: &str = "x:id:2";
/// From the MQL of one pass to that of the next.
const PASS: i64 = 40;
const REASONS: [&str; 2] = ["Industry not served", "As in the file: data.new"];

/// One pass: how many days after its MQL the lead left, whether the row dates that, and what a log says it was.
type Pass = (i64, bool, Option<Stage>);

type File = (Shape, Vec<Item>, i64);

fn call(who: &'static str, day: i64) -> Item {
    Item::Activity { who: id(who), side: Side::Touch, kind: "call", day, id: "", outcome: "" }
}

fn mql(pass: usize) -> i64 {
    pass as i64 * PASS + 1
}

/// The day an export of that pass speaks of.
fn told(pass: usize) -> i64 {
    mql(pass) + 30
}

fn files(passes: &[Pass], calls: &[(i64, bool)]) -> Vec<File> {
    let mut files = Vec::new();
    for (pass, (days, dated, logged)) in passes.iter().enumerate() {
        let exit = mql(pass) + days;
        let row = Row::of(LEAD).stamp(Stage::Mql, mql(pass)).left(dated.then_some(exit), Stage::Left);
        let row = row.with_either(pass as u16);
        files.push((Shape::LeadPerRow, vec![Item::Lead(row)], told(pass)));
        if let Some(stage) = *logged {
            let line = Item::Entered { who: id(LEAD), stage, day: exit, reason: None, by: "", note: "" };
            files.push((Shape::StageLog, vec![line], 90));
        }
    }
    files.push((Shape::LeadPerRow, vec![Item::Lead(Row::of(OTHER))], 90));
    let calls: Vec<Item> =
        calls.iter().map(|(day, to_it)| call(if *to_it { LEAD } else { OTHER }, *day)).collect();
    if !calls.is_empty() {
        files.push((Shape::ActivityLog, calls, 60));
    }
    files
}

/// What each exit was, worked out of the whole world.
fn expected(passes: &[Pass], calls: &[(i64, bool)]) -> Vec<Stage> {
    let contact = calls.iter().filter(|(_, to_it)| *to_it).map(|(day, _)| *day).min();
    let kept_since = calls.iter().map(|(day, _)| *day).min();
    let kind = |(pass, (days, dated, logged)): (usize, &Pass)| {
        let exit = if *dated { mql(pass) + days } else { told(pass) };
        match (logged, contact) {
            (Some(stage), _) => *stage,
            (None, Some(contact)) if contact <= exit => Stage::Disqualified,
            (None, Some(_)) => Stage::Rejected,
            (None, None) if kept_since.is_some_and(|since| since <= exit && exit <= 60) => Stage::Rejected,
            (None, None) => Stage::Left,
        }
    };
    passes.iter().enumerate().map(kind).collect()
}

/// The exits that stand, with their reasons by name.
fn exits(store: &Store) -> Vec<(Stage, String)> {
    let reasons = store.read(Reader::counted_reasons).unwrap();
    let name = |of: ReasonId| reasons.iter().find(|one| one.id == of).unwrap().label.clone();
    let events = store.read(|reader| reader.events_of(LeadId(1))).unwrap();
    let exits = events.into_iter().filter(|event| event.stage.is_of_either());
    exits.map(|event| (event.stage, event.reason.map(name).unwrap_or_default())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(150), ..ProptestConfig::default() })]

    #[test]
    fn what_an_exit_was_follows_from_all_that_is_told(
        passes in prop::collection::vec(
            (1_i64..25, any::<bool>(), prop::sample::select(vec![
                None, None, Some(Stage::Rejected), Some(Stage::Disqualified),
            ])),
            1..3,
        ),
        calls in prop::collection::vec((0_i64..60, any::<bool>()), 0..4),
        order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        // A status without a date that repeats itself says nothing new, whichever column says that a pass began.
        let is_one = passes.len() == 1;
        let passes: Vec<Pass> =
            passes.into_iter().map(|(days, dated, logged)| (days, dated || !is_one, logged)).collect();
        let files = files(&passes, &calls);
        let (bench, store) = Bench::new();
        // Activities are of leads that are here.
        let (logs, others): (Vec<usize>, Vec<usize>) = order
            .into_iter()
            .filter(|index| *index < files.len())
            .partition(|index| files[*index].0 == Shape::ActivityLog);
        let first = take(&store, Shape::LeadPerRow, &[Item::Lead(Row::of(LEAD))], 0).batch;
        prop_assert!(first.is_some());
        take(&store, Shape::LeadPerRow, &[Item::Lead(Row::of(OTHER))], 0);
        let late = others.len() / 2;
        let order: Vec<usize> = [&others[..late], &logs, &others[late..]].concat();
        let mut states = Vec::new();
        for index in &order {
            let (shape, items, day) = &files[*index];
            states.push(dump(&bench.path));
            take(&store, *shape, items, *day);
        }
        let reason = |(pass, stage): (usize, Stage)| (stage, REASONS[pass].to_owned());
        let expected: Vec<_> = expected(&passes, &calls).into_iter().enumerate().map(reason).collect();
        prop_assert_eq!(exits(&store), expected.clone(), "{:?} {:?}", passes, calls);
        let stage = store.read(|reader| reader.leads(&[LeadId(1)])).unwrap()[0].stage;
        prop_assert_eq!(stage, expected.last().map(|(stage, _)| *stage), "where the lead stands");
        let state = dump(&bench.path);
        for (shape, items, day) in &files {
            let again = take(&store, *shape, items, *day).counts;
            prop_assert_eq!((again.created, again.updated), (0, 0), "told again");
        }
        prop_assert_eq!(&dump(&bench.path), &state);
        for _ in &files {
            store.undo(Moment(i64::from(u32::MAX))).unwrap();
        }
        for state in states.into_iter().rev() {
            store.undo(Moment(i64::from(u32::MAX))).unwrap();
            prop_assert_eq!(dump(&bench.path), state, "taken back");
        }
    }
}

fn left(day: i64) -> Row {
    Row::of(LEAD).stamp(Stage::Mql, 1).left(Some(day), Stage::Left).with_either(0)
}

#[test]
fn the_counts_are_those_after_all_files_that_came_together() {
    let (_bench, store) = Bench::new();
    let leads = vec![Item::Lead(left(8)), Item::Lead(Row::of(OTHER).left(Some(9), Stage::Left))];
    let calls = vec![call(LEAD, 5), call(OTHER, 20)];
    let together = || {
        let leads = (planned(Shape::LeadPerRow, 30), fed(&leads));
        vec![leads, (planned(Shape::ActivityLog, 30), fed(&calls))]
    };
    let split = |rejections, disqualifications, undecided| Split {
        rejections,
        disqualifications,
        undecided,
        by_status: 0,
    };
    let alone = store.try_import(&planned(Shape::LeadPerRow, 30), fed(&leads), go_on).unwrap();
    assert_eq!(alone.split, split(0, 0, 2), "nothing is known of contacts");
    let rehearsed = store.rehearse(together(), Moment(30), go_on).unwrap();
    assert_eq!(rehearsed[0].split, split(1, 1, 0), "the log comes with it");
    let outcomes = store.import_all(together(), Moment(30), go_on).unwrap();
    assert_eq!(outcomes[0].split, rehearsed[0].split);
    assert_eq!(exits(&store), [(Stage::Disqualified, REASONS[0].to_owned())]);
}

#[test]
fn a_file_with_a_column_for_contact_knows_who_was_not_contacted() {
    let asks = "[columns]\n\"First call\" = \"first_contact.at\"\n";
    let (_bench, store) = Bench::new();
    let with = |toml: &str| plumbline_store::import::ImportPlan { mapping_toml: toml.to_owned(), ..plan(30) };
    let rows = [left(8)];
    let items: Vec<Item> = rows.iter().cloned().map(Item::Lead).collect();
    let tried = |toml| store.try_import(&with(toml), fed(&items), go_on).unwrap().split;
    assert_eq!((tried("").undecided, tried(asks).rejections), (1, 1));
    store.import(with(""), Moment(30), fed(&items), go_on).unwrap();
    assert_eq!(exits(&store)[0].0, Stage::Left);
    let later = store.import(with(asks), Moment(31), fed(&[Item::Lead(Row::of(LEAD))]), go_on).unwrap();
    assert_eq!(exits(&store)[0].0, Stage::Rejected, "another file would have said so");
    store.undo_import(later.batch.unwrap(), Moment(32)).unwrap();
    assert_eq!(exits(&store)[0].0, Stage::Left, "and no longer does");
    let contacted = Row::of(LEAD).time(Field::FirstContactAt, 3);
    store.import(with(asks), Moment(33), fed(&[Item::Lead(contacted)]), go_on).unwrap();
    assert_eq!(exits(&store)[0].0, Stage::Disqualified);
}
