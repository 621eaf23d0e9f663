//! Files that overlap, and any of them taken back: what is left is what the others told.

use std::collections::HashSet;

use plumbline_domain::{
    field::Field,
    ids::BatchId,
    moment::Moment,
    record::{DealOutcome, Side},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Reader, Store, UndoImportError};
use proptest::prelude::*;

use crate::{
    common::{Bench, Row, cases, import, shown},
    order::file,
    shapes::{FIRST_ROW, Item, id, take},
};

/// A file and the day it speaks of.
type Told = ((Shape, Vec<Item>), i64);

/// Everything files told, by names instead of numbers of this workspace.
const TOLD: [&str; 8] = [
    "SELECT (SELECT group_concat(k.identity) FROM lead_key k WHERE k.lead = lead.id), * FROM lead",
    "SELECT l.identity, e.at, e.stage, e.not_before, e.provenance, e.by_person, e.by_name, e.note,
       (SELECT r.list || r.bucket || r.slug FROM reason r WHERE r.id = e.reason)
     FROM stage_event e JOIN lead l ON l.id = e.lead",
    "SELECT l.identity, a.* FROM activity a JOIN lead l ON l.id = a.lead",
    "SELECT l.identity, c.* FROM field_change c JOIN lead l ON l.id = c.lead",
    "SELECT l.identity, o.* FROM opportunity o LEFT JOIN lead l ON l.id = o.lead",
    "SELECT * FROM spend",
    "SELECT * FROM reference_row",
    "SELECT list, bucket, slug, label, retired_at FROM reason WHERE id IN (SELECT reason FROM stage_event)",
];

fn told(bench: &Bench) -> Vec<String> {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let conn = rusqlite::Connection::open_with_flags(&bench.path, flags).unwrap();
    let mut told = Vec::new();
    for sql in TOLD {
        let mut read = conn.prepare(sql).unwrap();
        let names: Vec<String> = read.column_names().map(str::to_owned).collect();
        let mut rows = read.query(()).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cell = |(name, index): (&String, usize)| {
                let value = row.get_ref_unwrap(index);
                let told = !["id", "lead", "batch"].contains(&name.as_str());
                (told && value != rusqlite::types::ValueRef::Null).then(|| format!("{name}={}", shown(value)))
            };
            let cells: Vec<String> = names.iter().zip(0..).filter_map(cell).collect();
            told.push(cells.join(" "));
        }
    }
    told.sort();
    told
}

#[test]
fn a_deal_that_called_its_lead_otherwise_keeps_its_file_once_that_lead_is_here() {
    let deal = |who| Item::Deal {
        who: id(who),
        id: "D1".to_owned(),
        outcome: DealOutcome::Open,
        amount: None,
        created: None,
        closed: None,
    };
    let (bench, store) = Bench::new();
    take(&store, Shape::Opportunities, &[deal("x:id:1")], 10);
    let second = take(&store, Shape::Opportunities, &[deal("x:id:2")], 11).batch.unwrap();
    import(&store, &[city(1)], 12);
    let before = told(&bench);
    assert_eq!(dependents(&store, second), Some(vec![("Import 3, leads.csv".to_owned(), 0)]));
    assert_eq!(told(&bench), before);
    store.undo(Moment(20)).unwrap();
    assert_eq!(dependents(&store, second), None);
}

/// The row, with contacts and companies that one lead has and always had: which lead a row belongs to is settled when it is taken
/// in, and stays when taking another file back would make more or fewer leads fit.
fn one_each(mut item: Item) -> Item {
    if let Item::Lead(row) = &mut item {
        for (field, letter) in [(Field::ContactId, 'C'), (Field::CompanyId, 'A')] {
            let own = ["x:id:0", "x:id:1"].iter().position(|id| *id == row.identity);
            row.texts.retain(|(known, _)| *known != field || own.is_some());
            let told = row.texts.iter_mut().find(|(known, _)| *known == field);
            if let Some(((_, text), own)) = told.zip(own) {
                *text = format!("{letter}{own}");
            }
        }
    }
    item
}

fn told_file() -> impl Strategy<Value = Told> {
    (file(), 60_i64..64).prop_map(|((shape, items), day)| {
        let items = items.into_iter().map(one_each).collect();
        ((shape, items), day)
    })
}

fn dependents(store: &Store, batch: BatchId) -> Option<Vec<(String, u32)>> {
    match store.undo_import(batch, Moment(99)) {
        Ok(_) => None,
        Err(UndoImportError::DependedOn(found)) => {
            Some(found.into_iter().map(|found| (found.label, found.leads)).collect())
        }
        Err(other) => panic!("{other}"),
    }
}

fn city(who: u32) -> Row {
    Row::of(&format!("x:id:{who}")).text(Field::City, &format!("City {who}"))
}

#[test]
fn what_a_standing_import_told_again_is_not_taken_back_with_the_first() {
    let (bench, store) = Bench::new();
    let (a, b): (Vec<Row>, Vec<Row>) = ((1..=300).map(city).collect(), (201..=500).map(city).collect());
    let first = import(&store, &a, 1).batch.unwrap();
    let second = import(&store, &b, 2);
    assert_eq!(second.counts.unchanged, 100);
    let before = told(&bench);
    assert_eq!(dependents(&store, first), Some(vec![("Import 2, leads.csv".to_owned(), 100)]));
    assert_eq!(told(&bench), before);
    assert_eq!(dependents(&store, second.batch.unwrap()), None);
    assert_eq!(store.read(Reader::lead_count).unwrap(), 300);
    let again = import(&store, &a, 3);
    assert_eq!(again.counts.unchanged, 300);
    assert_eq!(dependents(&store, first), Some(vec![("Import 3, leads.csv".to_owned(), 300)]));
    assert_eq!(store.undo(Moment(9)).unwrap().value.label, "Import leads.csv", "a step like any other");
    assert_eq!(dependents(&store, first), None);
    assert_eq!(store.read(Reader::lead_count).unwrap(), 0);
}

#[test]
fn logs_that_say_the_same_again_need_the_first() {
    let entered =
        |day| Item::Entered { who: id("x:id:1"), stage: Stage::Sal, day, reason: None, by: "", note: "" };
    let did =
        |day| Item::Activity { who: id("x:id:1"), side: Side::Touch, kind: "call", day, id: "", outcome: "" };
    for (shape, one, other) in
        [(Shape::StageLog, entered(3), entered(7)), (Shape::ActivityLog, did(3), did(7))]
    {
        let (bench, store) = Bench::new();
        import(&store, &[city(1)], 1);
        let first = take(&store, shape, std::slice::from_ref(&one), 10).batch.unwrap();
        take(&store, shape, &[one.clone(), other], 11);
        let before = told(&bench);
        assert_eq!(dependents(&store, first).map(|found| found.len()), Some(1), "{shape:?}");
        assert_eq!(told(&bench), before);
        store.undo(Moment(20)).unwrap();
        assert_eq!(dependents(&store, first), None);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(150), ..ProptestConfig::default() })]

    #[test]
    fn an_import_that_is_taken_back_leaves_what_the_others_tell(
        files in prop::collection::vec(told_file(), 2..6),
        order in Just(vec![0_usize, 1, 2, 3, 4]).prop_shuffle(),
    ) {
        let (bench, store) = Bench::new();
        // A row that is refused tells nothing, also where it would be taken in without the others: an activity of a contact
        // that two leads have, say. Whoever wants it imports the repaired row.
        let (mut batches, mut files): (Vec<BatchId>, Vec<Told>) = (Vec::new(), files);
        for ((shape, items), day) in &mut files {
            let outcome = take(&store, *shape, items, *day);
            batches.push(outcome.batch.unwrap());
            let refused: HashSet<u64> = outcome.repeated.iter().map(|problem| problem.row).collect();
            let mut row = FIRST_ROW..;
            items.retain(|_| row.next().is_some_and(|row| !refused.contains(&row)));
        }
        let mut stand = vec![true; files.len()];
        for index in order.into_iter().filter(|index| *index < files.len()) {
            let before = told(&bench);
            if dependents(&store, batches[index]).is_some() {
                prop_assert_eq!(told(&bench), before, "refused, and nothing changed");
                continue;
            }
            stand[index] = false;
            let (other, fresh) = Bench::new();
            for (((shape, items), day), _) in files.iter().zip(&stand).filter(|(_, stands)| **stands) {
                take(&fresh, *shape, items, *day);
            }
            let (left, alone) = (told(&bench), told(&other));
            let only = |one: &[String], other: &[String]| -> Vec<String> {
                one.iter().filter(|line| !other.contains(line)).cloned().collect()
            };
            prop_assert_eq!(only(&left, &alone), only(&alone, &left), "without import {}", index + 1);
            prop_assert_eq!(left.len(), alone.len());
        }
    }
}
