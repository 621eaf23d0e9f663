//! What is read back, from the fixture of the newest format and after small steps.

use plumbline_domain::{
    event::Provenance,
    field::Field,
    ids::LeadId,
    moment::Moment,
    record::{DealOutcome, Side},
};
use plumbline_store::{JoinedBy, Op, OpKind, Reader, StoreError, Value};
use rusqlite::Connection;

use crate::{
    common::{Bench, DAY, Row, dump, import},
    migration::populated,
};

#[test]
fn every_table_of_the_shapes_is_read_back() {
    let (bench, store) = populated();
    store.close().unwrap();
    Connection::open(&bench.path).unwrap().execute_batch(include_str!("rows_of_0002.sql")).unwrap();
    let store = bench.open();
    let activities = store.read(|r| r.activities_of(LeadId(1))).unwrap();
    let told: Vec<_> = activities.iter().map(|a| (a.at.0 / DAY, a.side, a.kind.as_str())).collect();
    assert_eq!(told, [(2, Side::Engagement, "webinar"), (3, Side::Touch, "call")]);
    assert_eq!(activities[0].extra, [("Minutes".to_owned(), "31".to_owned())]);
    assert_eq!(activities[1].by.as_deref(), Some("Kim Example"));
    let mut scanned = Vec::new();
    store
        .read(|r| r.scan_activities(|lead, at, side, kind| scanned.push((lead, at, side, kind.to_owned()))))
        .unwrap();
    assert_eq!(scanned.len(), 2);

    let deals = store.read(Reader::opportunities).unwrap();
    assert_eq!(
        (deals[0].key.as_str(), deals[0].joined_by, deals[0].outcome),
        ("D-1", Some(JoinedBy::Email), DealOutcome::Won)
    );
    assert_eq!((deals[1].lead, deals[1].amount), (None, None));
    assert_eq!(store.read(|r| r.opportunities_of(LeadId(1))).unwrap(), deals[..1]);

    let changes = store.read(|r| r.field_changes_of(LeadId(1))).unwrap();
    assert_eq!(
        (changes[1].field.as_str(), changes[1].old.as_str(), changes[1].new.as_str()),
        ("city", "Bonn", "Ulm")
    );
    assert_eq!(
        (changes[1].provenance, changes[1].not_before.0 / DAY, changes[1].at.0 / DAY),
        (Provenance::Bounded, 10, 12)
    );
    assert_eq!((changes[0].provenance, changes[0].not_before), (Provenance::Recorded, changes[0].at));

    let spend = store.read(Reader::spend).unwrap();
    assert_eq!((spend[0].day.as_str(), spend[0].amount), ("1970-01-02", 99.5));
}

#[test]
fn folders_are_watched_once_and_let_go() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let op = || Op::new(OpKind::WatchedFolder, "Watch a folder");
    let id = store.transact(op(), Moment(1), |c| c.watch_folder("/exports", "*.csv")).unwrap().value;
    let again = store.transact(op(), Moment(2), |c| c.watch_folder("/exports", "*.csv"));
    assert!(matches!(again, Err(StoreError::Taken(_))));
    assert_eq!(store.read(Reader::watched_folders).unwrap()[0].pattern, "*.csv");
    store.transact(op(), Moment(3), move |c| c.unwatch_folder(id)).unwrap();
    assert!(store.transact(op(), Moment(4), move |c| c.unwatch_folder(id)).is_err());
    store.undo(Moment(5)).unwrap();
    assert_eq!(store.read(Reader::watched_folders).unwrap()[0].id, id);
    store.undo(Moment(6)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn new_persona_rules_change_what_the_old_ones_said_and_nothing_else() {
    let (bench, store) = Bench::new();
    let rows = [
        Row::of("e:ann@example.com").text(Field::Title, "CISO").text(Field::Persona, "Security"),
        Row::of("e:bob@example.com").text(Field::Title, "CISO").text(Field::Persona, "Champion"),
        Row::of("e:cat@example.com").text(Field::Title, "CFO"),
    ];
    import(&store, &rows, 1);
    let before = dump(&bench.path);
    let done = store
        .transact(Op::new(OpKind::Persona, "Change persona rules"), Moment(2), |change| {
            change.set_persona_rules(Some("new"))?;
            change.set_personas(|title, _| match title {
                "CISO" => (Some("Security".to_owned()), Some("Buyer".to_owned())),
                _ => (None, Some("Finance".to_owned())),
            })
        })
        .unwrap();
    assert_eq!(done.value, 2);
    assert_eq!(store.read(Reader::persona_rules).unwrap().as_deref(), Some("new"));
    let personas: Vec<_> = store
        .read(|r| r.leads(&[LeadId(1), LeadId(2), LeadId(3)]))
        .unwrap()
        .into_iter()
        .map(|lead| lead.values[Field::Persona.index()].clone())
        .collect();
    assert_eq!(personas, ["Buyer", "Champion", "Finance"].map(|text| Value::Text(text.to_owned())));
    store.undo(Moment(3)).unwrap();
    assert_eq!(dump(&bench.path), before);
    assert_eq!(store.read(Reader::persona_rules).unwrap(), None);
}
