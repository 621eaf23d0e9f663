//! Leads that are one person: found, merged, told apart, and back.

use plumbline_domain::{
    field::Field,
    ids::LeadId,
    moment::Moment,
    record::{DealOutcome, Side},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Op, OpKind, Reader, Store, StoreError, Value, Why};

use crate::{
    common::{Bench, Row, dump, import},
    shapes::{Item, id, take},
};

fn named(identity: &str, email: &str, first: &str, last: &str, company: &str) -> Row {
    let fields = [
        (Field::Email, email),
        (Field::FirstName, first),
        (Field::LastName, last),
        (Field::Company, company),
    ];
    let told = fields.into_iter().filter(|(_, text)| !text.is_empty());
    told.fold(Row::of(identity), |row, (field, text)| row.text(field, text))
}

fn merge(store: &Store, keep: i64, other: i64, taken: &'static [Field]) -> Result<(), StoreError> {
    let op = Op::new(OpKind::Merge, "Merge two leads");
    store.transact(op, Moment(5), move |c| c.merge(LeadId(keep), LeadId(other), taken)).map(drop)
}

#[test]
fn likely_duplicates_are_found_once_and_not_again_once_told_apart() {
    let (bench, store) = Bench::new();
    let rows = [
        named("x:id:1", "ann@example.com", "Ann", "Lee", "Acme"),
        named("x:id:2", "Ann@example.com", "Annie", "Lee", "Acme"),
        named("x:id:3", "bo.smith@b.example.com", "Bo", "Smith", "Birch"),
        named("x:id:4", "b.smith@b.example.com", "bo", "smith", "Birch"),
        named("x:id:5", "carla.jones@c.example.com", "Carla", "Jones", ""),
        named("x:id:6", "carla.jonse@c.example.com", "Carla", "Jonse", ""),
        named("x:id:7", "dennis.miller@d.example.com", "", "", ""),
        named("x:id:8", "dennis.miler@d.example.com", "", "", ""),
        named("x:id:9", "eve@gmail.com", "Eve", "Ash", ""),
        named("x:id:10", "eve2@gmail.com", "Eve", "Ash", ""),
        named("x:id:11", "lee@example.com", "Bea", "Lee", "Acme"),
    ];
    import(&store, &rows, 1);
    let found = store.read(|r| r.duplicates(10)).unwrap();
    let pairs: Vec<_> = found.iter().map(|c| (c.one.0, c.other.0, c.why)).collect();
    assert_eq!(
        pairs,
        [(1, 2, Why::SameEmail), (3, 4, Why::SameName), (5, 6, Why::SimilarName), (7, 8, Why::SimilarEmail)],
        "a free mail provider is no company, colleagues of one name are two"
    );
    assert!(found.windows(2).all(|two| two[0].likeness >= two[1].likeness && two[0].likeness <= 1.0));
    let before = dump(&bench.path);
    let apart = Op::new(OpKind::Merge, "Tell two leads apart");
    store.transact(apart, Moment(2), |c| c.set_distinct(LeadId(4), LeadId(3))).unwrap();
    assert_eq!(store.read(|r| r.duplicates(10)).unwrap().len(), 3);
    assert_eq!(store.read(|r| r.duplicates(2)).unwrap().len(), 2);
    store.undo(Moment(3)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn a_lead_by_itself_has_the_duplicates_it_has_among_all() {
    let (_bench, store) = Bench::new();
    // Few names and firms, so that most leads have somebody like them; blocks that are too large show nothing.
    let mut next = 7_u64;
    let mut pick = move |n: u64| {
        next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (next >> 33) % n
    };
    let firsts = ["Ann", "Anne", "Bo", "Carla", ""];
    let lasts = ["Lee", "lee", "Smith", "Smyth", "Jonse", "Jones"];
    let rows: Vec<Row> = (0..400)
        .map(|nth| {
            let (first, last) = (firsts[pick(5) as usize], lasts[pick(6) as usize]);
            let firm = ["", "Acme", "ACME", "Birch", "Cedar"][pick(5) as usize];
            let email = match pick(3) {
                0 => String::new(),
                _ => format!("{first}.{last}{}@firm{}.example", pick(4), pick(9)),
            };
            named(&format!("x:id:{nth}"), &email, first, last, firm)
        })
        .collect();
    import(&store, &rows, 1);
    let (all, blocks) =
        store.read(|r| Ok::<_, StoreError>((r.duplicates(usize::MAX)?, r.blocks()?))).unwrap();
    assert!(all.len() > 50, "{}", all.len());
    for lead in (1..=400).map(LeadId) {
        let mut expected: Vec<_> = all.iter().filter(|c| c.one == lead || c.other == lead).copied().collect();
        let mut found = store.read(|r| r.duplicates_of(lead, &blocks)).unwrap();
        for list in [&mut expected, &mut found] {
            list.sort_by_key(|c| (c.one, c.other));
        }
        assert_eq!(found, expected, "{lead}");
    }
    let leads = [LeadId(3), LeadId(4)];
    assert!(store.read(|r| blocks.hold(r, &leads)).unwrap());
    let op = Op::new(OpKind::EditLead, "Change an e-mail");
    let other = Value::Text("somebody.else@elsewhere.example".to_owned());
    store.transact(op, Moment(2), move |c| c.set_field(LeadId(4), Field::Email, &other)).unwrap();
    assert!(!store.read(|r| blocks.hold(r, &leads)).unwrap(), "its address is under no key that is known");
    assert!(store.read(|r| blocks.hold(r, &leads[..1])).unwrap());
    store.undo(Moment(3)).unwrap();
    assert!(store.read(|r| blocks.hold(r, &leads)).unwrap());
}

#[test]
fn a_merged_lead_has_all_of_both_and_its_file_changes_nothing() {
    let (bench, store) = Bench::new();
    let leads = [
        Item::Lead(
            named("x:id:1", "ann@example.com", "Ann", "", "")
                .text(Field::City, "Bonn")
                .extra(r#"{"A":"1"}"#)
                .stamp(Stage::Mql, 3),
        ),
        Item::Lead(
            named("x:id:2", "ann@example.com", "Annie", "Lee", "Acme")
                .text(Field::City, "Ulm")
                .extra(r#"{"A":"2","B":"2"}"#)
                .stamp(Stage::Mql, 3)
                .stamp(Stage::Sal, 9),
        ),
        Item::Lead(named("x:id:3", "cat@example.com", "Cat", "", "")),
    ];
    take(&store, Shape::LeadPerRow, &leads, 20);
    let acts = ["x:id:1", "x:id:2"].map(|who| Item::Activity {
        who: id(who),
        side: Side::Touch,
        kind: "call",
        day: 4,
        id: "T",
        outcome: "",
    });
    take(&store, Shape::ActivityLog, &acts, 20);
    let deal = Item::Deal {
        who: id("x:id:2"),
        id: "D".to_owned(),
        outcome: DealOutcome::Open,
        amount: None,
        created: None,
        closed: None,
    };
    take(&store, Shape::Opportunities, &[deal], 20);
    store
        .transact(Op::new(OpKind::Merge, "Tell apart"), Moment(2), |c| c.set_distinct(LeadId(2), LeadId(3)))
        .unwrap();
    let before = dump(&bench.path);
    assert!(merge(&store, 1, 1, &[]).is_err() && merge(&store, 1, 9, &[]).is_err());
    assert_eq!(dump(&bench.path), before);
    merge(&store, 1, 2, &[Field::City]).unwrap();
    let row = store.read(|r| r.leads(&[LeadId(1), LeadId(2)])).unwrap();
    assert_eq!(row.len(), 1);
    let text = |field: Field| row[0].values[field.index()].clone();
    assert_eq!(
        [text(Field::FirstName), text(Field::LastName), text(Field::City)],
        ["Ann", "Lee", "Ulm"].map(|t| Value::Text(t.to_owned()))
    );
    assert_eq!(row[0].extra, [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())]);
    assert_eq!(row[0].stage, Some(Stage::Sal));
    assert_eq!(store.read(|r| r.events_of(LeadId(1))).unwrap().len(), 2, "the same stage and moment once");
    assert_eq!(store.read(|r| r.activities_of(LeadId(1))).unwrap().len(), 1);
    assert_eq!(store.read(|r| r.opportunities_of(LeadId(1))).unwrap().len(), 1);
    let merged = dump(&bench.path);
    let counts = take(&store, Shape::LeadPerRow, &leads, 20).counts;
    assert_eq!((counts.created, counts.updated, counts.rejected), (0, 0, 0));
    assert_eq!(dump(&bench.path), merged);
    assert_eq!(take(&store, Shape::ActivityLog, &acts[1..], 20).counts.unchanged, 1, "found by the old id");
    let newer = [Item::Lead(Row::of("x:id:2").text(Field::Title, "CISO").text(Field::City, "Kiel"))];
    assert_eq!(take(&store, Shape::LeadPerRow, &newer, 30).counts.updated, 1, "fills what is blank");
    assert_eq!(store.read(Reader::lead_count).unwrap(), 2);
    store.undo(Moment(7)).unwrap();
    assert_eq!(dump(&bench.path), merged);
    // The two imports that changed nothing, then the merge.
    for moment in 8..11 {
        assert_eq!(dump(&bench.path), merged);
        store.undo(Moment(moment)).unwrap();
    }
    assert_eq!(dump(&bench.path), before, "two again");
    store.redo(Moment(9)).unwrap();
    assert_eq!(dump(&bench.path), merged);
}

/// A file of both rows, after one was merged into the other: what the merged one says anew is not lost, wherever it stands.
#[test]
fn a_merged_row_fills_the_lead_that_is_in_the_same_file() {
    let both = [
        named("x:id:1", "ann@example.com", "Ann", "Lee", "Acme"),
        named("x:id:2", "a.li@other.example.com", "Anne", "Li", "Other"),
        named("x:id:3", "ann@third.example.com", "An", "", ""),
    ];
    let newer = [
        both[0].clone().text(Field::City, "Bonn").extra(r#"{"A":"1"}"#).stamp(Stage::Mql, 3),
        both[1]
            .clone()
            .text(Field::City, "Ulm")
            .text(Field::Title, "CISO")
            .extra(r#"{"A":"2","B":"2"}"#)
            .stamp(Stage::Mql, 3)
            .stamp(Stage::Sal, 9),
        both[2].clone().text(Field::Title, "CEO").text(Field::Country, "DE").status(Stage::Sql),
        Row::of("x:id:4"),
    ];
    let mut ends = Vec::new();
    for order in [[0, 1, 2, 3], [1, 2, 3, 0], [1, 0, 3, 2]] {
        let (bench, store) = Bench::new();
        import(&store, &both, 1);
        merge(&store, 1, 2, &[]).unwrap();
        merge(&store, 1, 3, &[]).unwrap();
        let before = dump(&bench.path);
        let rows: Vec<Item> = order.iter().map(|index| Item::Lead(newer[*index].clone())).collect();
        let outcome = take(&store, Shape::LeadPerRow, &rows, 20);
        let counts = outcome.counts;
        assert_eq!(
            (counts.created, counts.updated, counts.unchanged, counts.rejected, counts.skipped),
            (1, 3, 0, 0, 0),
            "{:?}",
            outcome.repeated
        );
        let row = store.read(|r| r.leads(&[LeadId(1)])).unwrap().remove(0);
        let text = |field: Field| row.values[field.index()].clone();
        assert_eq!(
            [text(Field::City), text(Field::Title), text(Field::Country), text(Field::LastName)],
            ["Bonn", "CISO", "DE", "Lee"].map(|t| Value::Text(t.to_owned())),
            "its own row first, then the others in their order"
        );
        assert_eq!(row.extra, [("A".to_owned(), "1".to_owned()), ("B".to_owned(), "2".to_owned())]);
        let stages: Vec<_> =
            store.read(|r| r.events_of(LeadId(1))).unwrap().iter().map(|event| event.stage).collect();
        assert_eq!(stages, [Stage::Mql, Stage::Sal]);
        let after = dump(&bench.path);
        let again = take(&store, Shape::LeadPerRow, &rows, 20).counts;
        assert_eq!((again.unchanged, again.skipped, dump(&bench.path)), (4, 0, after.clone()));
        ends.push(after);
        store.undo(Moment(7)).unwrap();
        assert_eq!(dump(&bench.path), ends[0], "it changed nothing");
        store.undo(Moment(8)).unwrap();
        assert_eq!(dump(&bench.path), before);
    }
    ends.dedup();
    assert_eq!(ends.len(), 1, "the order of the rows changes nothing");
}

/// What was chosen in a merge stands against the files of both, until one of them says something new.
#[test]
fn a_choice_made_in_a_merge_is_not_turned_back_by_the_same_file() {
    let (bench, store) = Bench::new();
    let rows = [
        named("x:id:1", "ann@example.com", "", "", "Acme").number(Field::Employees, 10.0).status(Stage::Mql),
        named("x:id:2", "a.lee@other.example.com", "", "", "Other")
            .number(Field::Employees, 20.5)
            .status(Stage::Sal),
    ];
    import(&store, &rows, 1);
    let before = dump(&bench.path);
    merge(&store, 1, 2, &[Field::Email, Field::Company, Field::Employees, Field::Status, Field::City])
        .unwrap();
    let merged = dump(&bench.path);
    let value =
        |field: Field| store.read(|r| r.leads(&[LeadId(1)])).unwrap()[0].values[field.index()].clone();
    assert_eq!(value(Field::Email), Value::Text("a.lee@other.example.com".to_owned()));
    for (day, order) in [(1, [0, 1]), (1, [1, 0]), (9, [0, 1]), (30, [1, 0])] {
        let again = import(&store, &order.map(|index| rows[index].clone()), day);
        assert_eq!(
            (again.counts.unchanged, again.counts.rejected),
            (2, 0),
            "day {day}: {:?}",
            again.repeated
        );
        assert_eq!(dump(&bench.path), merged, "day {day}");
    }
    let newer = [rows[0].clone().text(Field::Company, "Acme and sons").text(Field::Title, "CISO")];
    assert_eq!(import(&store, &newer, 40).counts.updated, 1);
    assert_eq!(value(Field::Company), Value::Text("Acme and sons".to_owned()), "the file says something new");
    assert_eq!(value(Field::Email), Value::Text("a.lee@other.example.com".to_owned()), "and this again");
    for _ in 0..5 {
        store.undo(Moment(50)).unwrap();
    }
    assert_eq!(dump(&bench.path), merged);
    store.undo(Moment(51)).unwrap();
    assert_eq!(dump(&bench.path), before);
}
