//! Imports: what a row changes, what a second import of it changes (nothing), and taking it all back.

use std::ops::ControlFlow;

use plumbline_domain::{
    event::Provenance,
    field::Field,
    ids::{BatchId, LeadId},
    moment::Moment,
    problem::Rule,
    reason::{Bucket, List, ReasonKey},
    record::ImportedReason,
    stage::Stage,
};
use plumbline_store::{
    ImportError, Op, OpKind, Reader, Store, StoreError, UndoImportError, Value,
    import::{Parcel, channel},
};
use proptest::prelude::*;

use crate::common::{Bench, DAY, Row, cases, dump, feed, go_on, import, plan};

/// (stage, earliest day, latest day, provenance) of a lead's events.
fn story(store: &Store, lead: i64) -> Vec<(Stage, i64, i64, Provenance)> {
    let events = store.read(|reader| reader.events_of(LeadId(lead))).unwrap();
    events.iter().map(|e| (e.stage, e.not_before.0 / DAY, e.at.0 / DAY, e.provenance)).collect()
}

fn ann() -> Row {
    Row::of("e:ann@example.com")
}

#[test]
fn blank_cells_keep_what_is_known_and_others_replace_it() {
    let (_bench, store) = Bench::new();
    import(&store, &[ann().text(Field::City, "Bonn").number(Field::Score, 3.0).extra(r#"{"A":"1"}"#)], 1);
    let outcome = import(&store, &[ann().text(Field::City, "Köln").extra(r#"{"B":"2"}"#)], 2);
    assert_eq!((outcome.counts.updated, outcome.counts.created), (1, 0));
    let row = store.read(|reader| reader.leads(&[LeadId(1)])).unwrap().remove(0);
    assert_eq!(row.values[Field::City.index()], Value::Text("Köln".to_owned()));
    assert_eq!(row.values[Field::Score.index()], Value::Number(3.0));
    assert_eq!(row.extra, [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())]);
}

#[test]
fn a_repeated_row_is_skipped_and_a_different_one_is_refused() {
    let (_bench, store) = Bench::new();
    let rows =
        [ann().text(Field::City, "Bonn"), ann().text(Field::City, "Bonn"), ann().text(Field::City, "Ulm")];
    for (day, created) in [(1, 1), (2, 0)] {
        let tried = store.try_import(&plan(day), feed(&rows, &[]), go_on).unwrap();
        let outcome = import(&store, &rows, day);
        assert_eq!(tried.counts, outcome.counts, "a dry run counts what will happen");
        let counts = outcome.counts;
        assert_eq!((counts.read, counts.created, counts.skipped, counts.rejected), (3, created, 1, 1));
        assert_eq!(outcome.repeated[0].rule, Rule::IdentityRepeated);
        assert_eq!(outcome.repeated[0].row, 4, "rows count from the header");
        let kept = store.read(|r| r.problems(outcome.batch.unwrap(), 10)).unwrap();
        assert_eq!(kept, outcome.repeated);
    }
}

/// A person under the id A1; a blank says nothing.
fn a1(email: &str, first: &str, last: &str, company: &str) -> Row {
    let fields = [
        (Field::ExternalId, "A1"),
        (Field::Email, email),
        (Field::FirstName, first),
        (Field::LastName, last),
        (Field::Company, company),
    ];
    let told = fields.into_iter().filter(|(_, text)| !text.is_empty());
    told.fold(Row::of("x:id:A1"), |row, (field, text)| row.text(field, text))
}

#[test]
fn an_id_of_another_person_replaces_nobody() {
    let rows = [
        (a1("bob@example.com", "Bob", "Roth", "Birch"), true),
        (a1("bob@example.com", "", "Roth", ""), true),
        (a1("bob@example.com", "Ann", "Roth", ""), true),
        (a1("", "Bob", "Roth", "Birch"), true),
        (a1("ANN@EXAMPLE.COM", "Bob", "Roth", "Birch"), false),
        (a1("bob@example.com", "ann", "ÖZ", "Birch"), false),
        (a1("bob@example.com", "", "öz", "Birch"), false),
        (a1("bob@example.com", "Bob", "Roth", "ALDER"), false),
        (a1("bob@example.com", "", "", ""), false),
    ];
    for (row, refused) in rows {
        let (bench, store) = Bench::new();
        import(&store, &[a1("ann@example.com", "Ann", "Öz", "Alder")], 1);
        let before = dump(&bench.path);
        let file = [row.clone().stamp(Stage::Mql, 1)];
        for _ in 0..2 {
            let tried = store.try_import(&plan(2), feed(&file, &[]), go_on).unwrap();
            let outcome = import(&store, &file, 2);
            assert_eq!(tried.counts, outcome.counts, "a dry run counts what will happen");
            assert_eq!(outcome.counts.rejected, u64::from(refused), "{row:?}");
            assert_eq!(dump(&bench.path) == before, refused, "{row:?}");
            if refused {
                assert_eq!(
                    (outcome.repeated[0].rule, outcome.repeated[0].value.as_str()),
                    (Rule::IdentityConflict, "A1")
                );
                assert_eq!(store.read(|r| r.problems(outcome.batch.unwrap(), 9)).unwrap(), outcome.repeated);
            }
        }
    }
}

#[test]
fn a_stamp_is_corrected_within_a_pass_and_added_in_the_next() {
    use Provenance::{Bounded, Derived};
    let (_bench, store) = Bench::new();
    import(&store, &[ann().stamp(Stage::Mql, 1).stamp(Stage::Rejected, 5)], 10);
    import(&store, &[ann().stamp(Stage::Mql, 1).stamp(Stage::Rejected, 6)], 11);
    assert_eq!(
        story(&store, 1),
        [(Stage::Mql, 1, 1, Derived), (Stage::Rejected, 6, 6, Derived)],
        "stamps keep one moment: the new one corrects the old one"
    );
    import(&store, &[ann().stamp(Stage::Mql, 90).stamp(Stage::Rejected, 6)], 95);
    assert_eq!(
        story(&store, 1),
        [(Stage::Mql, 1, 1, Derived), (Stage::Rejected, 6, 6, Derived), (Stage::Mql, 90, 90, Derived)],
        "recycled: the file has forgotten the first pass, the workspace has not"
    );
    import(&store, &[ann().status(Stage::Sal)], 100);
    assert_eq!(story(&store, 1).last(), Some(&(Stage::Sal, 95, 100, Bounded)), "not yet in the file before");
    import(&store, &[ann().status(Stage::Sal)], 120);
    assert_eq!(story(&store, 1).len(), 4, "still there: nothing new");
    import(&store, &[ann().stamp(Stage::Sal, 93).status(Stage::Sal)], 121);
    assert_eq!(story(&store, 1).last(), Some(&(Stage::Sal, 93, 93, Derived)), "now the moment is known");
}

#[test]
fn a_decision_made_here_is_not_replaced() {
    let (_bench, store) = Bench::new();
    import(&store, &[ann().stamp(Stage::Mql, 1)], 2);
    store
        .transact(Op::new(OpKind::Decision, "Accept"), Moment(3 * DAY), |change| {
            change.record_event(LeadId(1), Stage::Sal, None, None, None)
        })
        .unwrap();
    import(&store, &[ann().stamp(Stage::Mql, 1).stamp(Stage::Sal, 4)], 5);
    let mql = (Stage::Mql, 1, 1, Provenance::Derived);
    let here = (Stage::Sal, 3, 3, Provenance::Recorded);
    assert_eq!(story(&store, 1), [mql, here], "the stamp says what was written down here, less exactly");
    import(&store, &[ann().stamp(Stage::Mql, 1).stamp(Stage::Rejected, 6)], 7);
    assert!(story(&store, 1).contains(&here), "whatever else a file says");
}

#[test]
fn reasons_are_found_or_made_and_taken_back_unless_used_since() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let reason = |slug: &str| ImportedReason {
        list: List::Rejection,
        key: ReasonKey { bucket: Bucket::Fit, slug: slug.to_owned() },
        label: "As in the file".to_owned(),
    };
    let met = [reason("industry"), reason("too-far")];
    let rows = [
        ann().stamp(Stage::Rejected, 1).because(0),
        Row::of("e:bob@example.com").stamp(Stage::Rejected, 1).because(1),
    ];
    store.import(plan(2), Moment(2), feed(&rows, &met), go_on).unwrap();
    let reasons = store.read(Reader::reasons).unwrap();
    assert_eq!(reasons.len(), 21, "one was there, one is new");
    store.undo(Moment(3)).unwrap();
    assert_eq!(dump(&bench.path), before);

    let batch = store.import(plan(4), Moment(4), feed(&rows, &met), go_on).unwrap().batch.unwrap();
    let cat = [Row::of("e:cat@example.com").stamp(Stage::Rejected, 1).because(0)];
    store.import(plan(5), Moment(5), feed(&cat, &met[1..]), go_on).unwrap();
    store.undo_import(batch, Moment(6)).unwrap();
    assert_eq!(store.read(Reader::reasons).unwrap().len(), 21, "another import uses it");
    assert_eq!(store.read(Reader::lead_count).unwrap(), 1);
}

#[test]
fn undoing_an_import_is_refused_with_what_depends_on_it() {
    let (bench, store) = Bench::new();
    import(&store, &[ann().text(Field::City, "Bonn")], 1);
    let rows = [ann().text(Field::City, "Ulm"), Row::of("e:bob@example.com")];
    let before = dump(&bench.path);
    let second = import(&store, &rows, 2).batch.unwrap();
    store
        .transact(Op::new(OpKind::EditLead, "Edit a lead"), Moment(3), |change| {
            change.set_field(LeadId(1), Field::Country, &Value::Text("DE".to_owned()))
        })
        .unwrap();
    let Err(UndoImportError::DependedOn(list)) = store.undo_import(second, Moment(4)) else {
        panic!("the edit would be lost");
    };
    assert_eq!((list[0].label.as_str(), list[0].leads), ("Edit a lead", 1));
    store.undo(Moment(5)).unwrap();
    store
        .transact(Op::new(OpKind::SavedView, "Save view"), Moment(6), |change| {
            change.save_view("Mine", "", &[], None).map(drop)
        })
        .unwrap();
    store.undo_import(second, Moment(7)).unwrap();
    assert!(matches!(store.undo_import(second, Moment(8)), Err(UndoImportError::Undone)));
    assert_eq!(
        store.undo(Moment(9)).unwrap().value.label,
        "Save view",
        "what came later can still be undone"
    );
    assert_eq!(dump(&bench.path), before);
    assert!(store.read(|r| r.batch(second)).unwrap().undone_at.is_some(), "the report stays");
    let missing: Result<_, UndoImportError> = store.undo_import(BatchId(99), Moment(9));
    assert!(matches!(missing, Err(UndoImportError::Store(StoreError::NotFound(_)))));
}

#[test]
fn a_cancelled_or_broken_import_leaves_nothing() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    for old_leads in [false, true] {
        let rows: Vec<Row> =
            (0..50).map(|n| Row::of(&format!("e:{n}@example.com")).stamp(Stage::Mql, 1)).collect();
        let stop = |rows| if rows > 20 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) };
        let cancelled = store.import(plan(1), Moment(1), feed(&rows, &[]), stop);
        assert!(matches!(cancelled, Err(ImportError::Cancelled)));

        let (sender, receiver) = channel(2);
        let mut parcel = Parcel::default();
        rows[0].put(2, &mut parcel.chunk);
        sender.send(parcel).unwrap();
        drop(sender);
        let broken = store.import(plan(1), Moment(1), receiver, go_on);
        assert!(matches!(broken, Err(ImportError::Broken)), "an end that was not announced is no end");
        if old_leads {
            store.undo(Moment(2)).unwrap();
        }
        assert_eq!(dump(&bench.path), before);
        assert!(store.read(Reader::batches).unwrap().iter().all(|batch| batch.undone_at.is_some()));
        import(&store, &[ann()], 3);
    }
}

fn field() -> impl Strategy<Value = Field> {
    (0..Field::COUNT).prop_map(|index| Field::ALL[index])
}

prop_compose! {
    fn row()(
        who in 0_u8..6,
        person in prop::option::of((0_u8..3, 0_u8..3, 0_u8..3)),
        cells in prop::collection::vec((field(), 0_u8..4), 0..4),
        stamps in prop::collection::vec((0_u8..10, 0_i64..60), 0..4),
        status in prop::option::of(0_u8..10),
        extra in prop::option::of((0_u8..3, 0_u8..3)),
    ) -> Row {
        let mut row = Row::of(&if who < 3 { format!("e:{who}@example.com") } else { format!("x:id:{who}") });
        if let Some((email, name, company)) = person {
            // Who has no id is known by this very e-mail.
            let email = if who < 3 { who } else { email };
            row = row.text(Field::Email, &format!("{email}@example.com")).text(Field::LastName, &format!("N{name}"));
            row = row.text(Field::Company, &format!("C{company}"));
        }
        for (field, value) in cells.into_iter().filter(|(field, _)| who >= 3 || *field != Field::Email) {
            row = match field.kind() {
                plumbline_domain::field::Kind::Text => row.text(field, &format!("v{value}")),
                plumbline_domain::field::Kind::Number => row.number(field, f64::from(value) / 3.0),
                plumbline_domain::field::Kind::Time => row.time(field, i64::from(value)),
            };
        }
        for (stage, day) in stamps {
            let stage = Stage::from_code(stage).expect("ten stages");
            if row.passages.iter().all(|(stamped, _, _)| *stamped != stage) {
                row = row.stamp(stage, day).because(u16::from(stage.code()) % 2);
            }
        }
        if let Some(stage) = status {
            row = row.status(Stage::from_code(stage).expect("ten stages"));
        }
        extra.map_or(row.clone(), |(key, value)| row.extra(&format!(r#"{{"k{key}":"{value}"}}"#)))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(200), ..ProptestConfig::default() })]

    /// Files one after the other, some of them again: the second time nothing changes, and everything can be taken back.
    #[test]
    fn a_file_taken_in_twice_changes_nothing_and_imports_are_taken_back_exactly(
        files in prop::collection::vec((prop::collection::vec(row(), 0..8), 0_i64..70), 1..4)
    ) {
        let (bench, store) = Bench::new();
        let met = [
            ImportedReason { list: List::Rejection, key: ReasonKey::parse("fit.industry").unwrap(), label: "I".into() },
            ImportedReason { list: List::Rejection, key: ReasonKey::parse("data.new").unwrap(), label: "N".into() },
        ];
        let (mut before, mut latest) = (Vec::new(), 0);
        for (rows, day) in &files {
            let known = dump(&bench.path);
            let tried = store.try_import(&plan(*day), feed(rows, &met), go_on).unwrap();
            let outcome = store.import(plan(*day), Moment(*day), feed(rows, &met), go_on).unwrap();
            prop_assert_eq!(tried.counts, outcome.counts, "the dry run counts the same");
            let c = outcome.counts;
            prop_assert_eq!(c.read, c.created + c.updated + c.unchanged + c.rejected + c.skipped);
            let after = dump(&bench.path);
            // A file older than one before it says less than it would at a later day.
            let newest = *day >= latest;
            latest = latest.max(if newest { day + 30 } else { *day });
            let again = if newest { vec![*day, day + 30] } else { vec![*day] };
            before.push((known, 1 + again.len()));
            for later in again {
                let again = store.import(plan(later), Moment(later), feed(rows, &met), go_on).unwrap();
                prop_assert_eq!((again.counts.created, again.counts.updated), (0, 0), "nothing is new");
                prop_assert_eq!(&dump(&bench.path), &after);
            }
        }
        for (expected, steps) in before.iter().rev() {
            for _ in 0..*steps {
                store.undo(Moment(99)).unwrap();
            }
            prop_assert_eq!(&dump(&bench.path), expected);
        }
    }
}
