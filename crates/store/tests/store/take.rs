//! Imports of every shape: what each row changes, twice, in any order, and back.

use plumbline_domain::{
    event::Provenance::{self, Bounded, Derived, Recorded},
    field::Field,
    ids::LeadId,
    moment::Moment,
    problem::Rule,
    record::{DealOutcome, Side},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{JoinedBy, Op, OpKind, Reader, Store, UndoImportError, Value};

use crate::{
    common::{Bench, DAY, Row, dump},
    shapes::{Item, id, mail, take},
};

fn story(store: &Store, lead: i64) -> Vec<(Stage, i64, i64, Provenance)> {
    let events = store.read(|reader| reader.events_of(LeadId(lead))).unwrap();
    events.iter().map(|e| (e.stage, e.not_before.0 / DAY, e.at.0 / DAY, e.provenance)).collect()
}

fn value(store: &Store, lead: i64, field: Field) -> Value {
    store.read(|reader| reader.leads(&[LeadId(lead)])).unwrap().remove(0).values.swap_remove(field.index())
}

fn text(store: &Store, lead: i64, field: Field) -> String {
    match value(store, lead, field) {
        Value::Text(text) => text,
        Value::Blank => String::new(),
        other => format!("{other:?}"),
    }
}

fn stage(store: &Store, lead: i64) -> Option<Stage> {
    store.read(|reader| reader.leads(&[LeadId(lead)])).unwrap().remove(0).stage
}

fn lead(row: Row) -> Item {
    Item::Lead(row)
}

fn entered(who: &'static str, stage: Stage, day: i64) -> Item {
    Item::Entered { who: id(who), stage, day, reason: None, by: "", note: "" }
}

const ANN: &str = "x:id:A";

#[test]
fn what_a_log_recorded_stands_for_the_stamp_of_its_pass() {
    let stamps = [lead(Row::of(ANN).stamp(Stage::Mql, 2).stamp(Stage::Rejected, 5).stamp(Stage::Sal, 50))];
    let log = [entered(ANN, Stage::Mql, 1), entered(ANN, Stage::Rejected, 4), entered(ANN, Stage::Mql, 40)];
    let expected = [
        (Stage::Mql, 1, 1, Recorded),
        (Stage::Rejected, 4, 4, Recorded),
        (Stage::Mql, 40, 40, Recorded),
        (Stage::Sal, 50, 50, Derived),
    ];
    for log_first in [false, true] {
        let (_bench, store) = Bench::new();
        let files = [(Shape::LeadPerRow, &stamps[..]), (Shape::StageLog, &log[..])];
        for index in if log_first { [1, 0] } else { [0, 1] } {
            take(&store, files[index].0, files[index].1, 60);
        }
        assert_eq!(story(&store, 1), expected, "log first: {log_first}");
        assert_eq!(stage(&store, 1), Some(Stage::Sal));
        for (shape, items) in files {
            let counts = take(&store, shape, items, 60).counts;
            assert_eq!((counts.created, counts.updated), (0, 0), "{shape:?} again");
        }
        assert_eq!(story(&store, 1), expected);
    }
}

#[test]
fn a_log_makes_leads_keeps_fields_and_says_who_did_it() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let rows = [
        Item::Made { who: id(ANN), day: 1 },
        Item::Changed { who: id(ANN), field: "owner", day: 2, old: "", new: "Kim" },
        Item::Changed { who: id(ANN), field: "owner", day: 2, old: "", new: "Kim" },
        Item::Entered {
            who: mail("Bob@example.com"),
            stage: Stage::Rejected,
            day: 3,
            reason: Some(1),
            by: "Lee",
            note: "too far",
        },
        Item::Entered {
            who: ["", "", "C-9", "", "", "Acme"],
            stage: Stage::Mql,
            day: 3,
            reason: None,
            by: "",
            note: "",
        },
    ];
    let outcome = take(&store, Shape::StageLog, &rows, 10);
    let counts = outcome.counts;
    assert_eq!((counts.created, counts.skipped, counts.rejected), (3, 1, 1));
    assert_eq!((outcome.repeated[0].rule, outcome.repeated[0].value.as_str()), (Rule::LeadUnknown, "C-9"));
    assert_eq!(outcome.created_leads, Some((LeadId(1), LeadId(2))));
    assert_eq!(outcome.only_logged, ["A", "bob@example.com"], "nobody has told who they are");
    assert_eq!(value(&store, 1, Field::CreatedAt), Value::Time(Moment(DAY)));
    assert_eq!(text(&store, 1, Field::ExternalId), "A");
    assert_eq!(text(&store, 2, Field::Email), "bob@example.com");
    let detail = store.read(|r| r.lead_detail(LeadId(2))).unwrap();
    assert_eq!(detail.row.stage, Some(Stage::Rejected));
    let first = &detail.events[0];
    assert_eq!((first.note.as_deref(), first.by_name.as_deref()), (Some("too far"), Some("Lee")));
    assert_eq!(detail.events[0].reason_label.as_deref(), Some("As in the file: data.new"));
    let changes = store.read(|r| r.field_changes_of(LeadId(1))).unwrap();
    assert_eq!((changes.len(), changes[0].new.as_str(), changes[0].provenance), (1, "Kim", Recorded));
    take(
        &store,
        Shape::LeadPerRow,
        &[lead(Row::of(ANN).text(Field::City, "Bonn").time(Field::CreatedAt, 1))],
        20,
    );
    assert_eq!(text(&store, 1, Field::City), "Bonn", "a later export fills the lead in");
    assert_eq!(store.read(Reader::lead_count).unwrap(), 2);
    store.undo(Moment(1)).unwrap();
    store.undo(Moment(2)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

fn did(who: &'static str, side: Side, day: i64) -> Item {
    Item::Activity { who: id(who), side, kind: "call", day, id: "", outcome: "" }
}

#[test]
fn activities_tell_first_touch_and_contact_unless_the_lead_says_otherwise() {
    let (bench, store) = Bench::new();
    let leads = [lead(Row::of(ANN)), lead(Row::of("x:id:B").time(Field::FirstContactAt, 9))];
    take(&store, Shape::LeadPerRow, &leads, 30);
    let before = dump(&bench.path);
    let rows = [
        did("x:id:B", Side::Touch, 5),
        did(ANN, Side::Touch, 7),
        did(ANN, Side::Engagement, 6),
        did(ANN, Side::Engagement, 6),
        did("x:id:Z", Side::Touch, 6),
    ];
    let outcome = take(&store, Shape::ActivityLog, &rows, 30);
    assert_eq!((outcome.counts.created, outcome.counts.skipped, outcome.counts.rejected), (3, 1, 1));
    assert_eq!((outcome.repeated[0].rule, outcome.repeated[0].value.as_str()), (Rule::LeadUnknown, "Z"));
    let firsts = |lead| [Field::FirstTouchAt, Field::FirstContactAt].map(|field| value(&store, lead, field));
    assert_eq!(firsts(1), [6, 7].map(|day| Value::Time(Moment(day * DAY))));
    assert_eq!(firsts(2), [5, 9].map(|day| Value::Time(Moment(day * DAY))), "told by the lead's own export");
    let again = take(&store, Shape::ActivityLog, &rows, 31).counts;
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 3));
    let more = [
        did(ANN, Side::Touch, 3),
        Item::Activity { who: id(ANN), side: Side::Touch, kind: "call", day: 7, id: "", outcome: "reached" },
    ];
    let counts = take(&store, Shape::ActivityLog, &more, 32).counts;
    assert_eq!((counts.created, counts.updated), (1, 1));
    assert_eq!(firsts(1), [3, 3].map(|day| Value::Time(Moment(day * DAY))));
    store.undo(Moment(1)).unwrap();
    assert_eq!(firsts(1), [6, 7].map(|day| Value::Time(Moment(day * DAY))));
    // The one that changed nothing, then the one that brought them.
    store.undo(Moment(2)).unwrap();
    store.undo(Moment(3)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

fn deal(who: crate::shapes::Called, key: &str, outcome: DealOutcome) -> Item {
    Item::Deal { who, id: key.to_owned(), outcome, amount: Some(10.0), created: Some(20), closed: Some(40) }
}

#[test]
fn deals_are_joined_where_one_lead_fits_and_wait_otherwise() {
    let (bench, store) = Bench::new();
    let company = |row: Row, domain: &str| lead(row.text(Field::Domain, domain).text(Field::Company, "ACME"));
    let leads = [
        company(Row::of(ANN).text(Field::Email, "ann@example.com").stamp(Stage::Mql, 10), "a.example.com"),
        company(Row::of("x:id:B").text(Field::ContactId, "C-1"), "b.example.com"),
    ];
    take(&store, Shape::LeadPerRow, &leads, 30);
    let rows = [
        deal(id(ANN), "001C000000o4OOI", DealOutcome::Won),
        deal(mail("ANN@example.com"), "D2", DealOutcome::Open),
        deal(["x:id:none", "", "C-1", "", "", ""], "D3", DealOutcome::Lost),
        deal(["", "", "", "", "b.example.com", "acme"], "D4", DealOutcome::Open),
        deal(["", "", "", "", "", "acme"], "D5", DealOutcome::Open),
        deal(mail("later@example.com"), "D6", DealOutcome::Won),
    ];
    let before = dump(&bench.path);
    let outcome = take(&store, Shape::Opportunities, &rows, 41);
    let joined = outcome.joined;
    assert_eq!((joined.by_id, joined.by_email, joined.by_contact, joined.by_company), (1, 1, 1, 1));
    assert_eq!(joined.unmatched, 2);
    assert!(
        outcome.unmatched[0].message.starts_with("Several")
            && outcome.unmatched[1].message.starts_with("No lead")
    );
    assert_eq!(store.read(|r| r.problems(outcome.batch.unwrap(), 9)).unwrap(), outcome.unmatched);
    assert_eq!(outcome.counts.created, 6);
    assert_eq!(story(&store, 1)[1..], [(Stage::Opportunity, 20, 20, Derived), (Stage::Won, 40, 40, Derived)]);
    assert_eq!((stage(&store, 1), value(&store, 1, Field::Amount)), (Some(Stage::Won), Value::Number(10.0)));
    assert_eq!(text(&store, 2, Field::LostReason), "Price");
    let again = [deal(id(ANN), "001C000000o4OOIIA2", DealOutcome::Won)];
    assert_eq!(
        take(&store, Shape::Opportunities, &again, 41).counts.unchanged,
        1,
        "15 and 18 characters meet"
    );
    assert_eq!(take(&store, Shape::Opportunities, &rows, 42).counts.unchanged, 6);
    let after = dump(&bench.path);
    let late = lead(Row::of("x:id:L").text(Field::Email, "later@example.com"));
    let batch = take(&store, Shape::LeadPerRow, &[late], 50).batch.unwrap();
    let deals = store.read(|r| r.opportunities_of(LeadId(3))).unwrap();
    assert_eq!((deals[0].key.as_str(), deals[0].joined_by), ("D6", Some(JoinedBy::Email)));
    assert_eq!(stage(&store, 3), Some(Stage::Won));
    store.undo_import(batch, Moment(1)).unwrap();
    // The two that changed nothing, then the one that brought them.
    for moment in 2..5 {
        assert_eq!(dump(&bench.path), after);
        store.undo(Moment(moment)).unwrap();
    }
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn a_deal_that_changed_takes_its_old_word_back() {
    let (_bench, store) = Bench::new();
    take(&store, Shape::LeadPerRow, &[lead(Row::of(ANN).stamp(Stage::Mql, 10))], 30);
    take(&store, Shape::Opportunities, &[deal(id(ANN), "D1", DealOutcome::Won)], 41);
    take(&store, Shape::Opportunities, &[deal(id(ANN), "D1", DealOutcome::Lost)], 42);
    let stages: Vec<_> = story(&store, 1).iter().map(|event| event.0).collect();
    assert_eq!(stages, [Stage::Mql, Stage::Opportunity, Stage::Lost]);
    assert_eq!(stage(&store, 1), Some(Stage::Lost));
}

#[test]
fn spend_of_one_day_adds_up_within_a_file() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let spend = |day, amount| Item::Spend { day, source: "Webinar", amount };
    let rows = [spend(1, 0.1), spend(2, 5.0), spend(1, 0.2)];
    assert_eq!(take(&store, Shape::Spend, &rows, 3).counts.created, 3);
    let turned = [spend(1, 0.2), spend(1, 0.1), spend(2, 6.0)];
    let counts = take(&store, Shape::Spend, &turned, 4).counts;
    assert_eq!((counts.unchanged, counts.updated), (2, 1));
    let amounts: Vec<f64> = store.read(Reader::spend).unwrap().iter().map(|spend| spend.amount).collect();
    assert_eq!(amounts[1], 6.0);
    assert!((amounts[0] - 0.3).abs() < 1e-12);
    store.undo(Moment(1)).unwrap();
    store.undo(Moment(2)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn picklist_entries_are_made_named_anew_and_retired() {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let rows = [
        Item::Reason { reason: 0, retired: false },
        Item::Reason { reason: 1, retired: true },
        Item::Reason { reason: 1, retired: true },
        Item::Reason { reason: 0, retired: true },
    ];
    let counts = take(&store, Shape::ReasonList, &rows, 3).counts;
    assert_eq!((counts.updated, counts.created, counts.skipped, counts.rejected), (1, 1, 1, 1));
    let reasons = store.read(Reader::reasons).unwrap();
    let new = reasons.iter().find(|reason| reason.key.slug == "new").unwrap();
    assert_eq!(new.retired_at, Some(Moment(3 * DAY)));
    assert!(reasons.iter().any(|reason| reason.label == "As in the file: fit.industry"));
    assert_eq!(take(&store, Shape::ReasonList, &rows, 4).counts.unchanged, 2);
    store.undo(Moment(1)).unwrap();
    store.undo(Moment(2)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn snapshots_bound_what_changed_between_them_and_late_ones_fill_blanks() {
    let (_bench, store) = Bench::new();
    let ann = || Row::of(ANN);
    take(
        &store,
        Shape::LeadPerRow,
        &[lead(ann().text(Field::City, "Bonn").extra(r#"{"R":"N"}"#).status(Stage::Mql))],
        10,
    );
    take(&store, Shape::LeadPerRow, &[lead(ann().text(Field::City, "Bonn").status(Stage::Mql))], 20);
    take(
        &store,
        Shape::LeadPerRow,
        &[lead(
            ann()
                .text(Field::City, "Ulm")
                .text(Field::Country, "DE")
                .extra(r#"{"R":"S"}"#)
                .status(Stage::Sal),
        )],
        30,
    );
    assert_eq!(
        story(&store, 1),
        [(Stage::Mql, 0, 10, Bounded), (Stage::Sal, 20, 30, Bounded)],
        "unchanged at 20"
    );
    let changes = store.read(|r| r.field_changes_of(LeadId(1))).unwrap();
    let told: Vec<_> = changes
        .iter()
        .map(|c| (c.field.as_str(), c.old.as_str(), c.new.as_str(), c.not_before.0 / DAY, c.at.0 / DAY))
        .collect();
    assert_eq!(
        told,
        [("R", "N", "S", 20, 30), ("city", "Bonn", "Ulm", 20, 30), ("status", "mql", "sal", 20, 30)],
        "the country was blank before"
    );
    let late = ann()
        .text(Field::City, "Köln")
        .text(Field::Title, "CISO")
        .stamp(Stage::Inquiry, 4)
        .status(Stage::Rejected);
    assert_eq!(take(&store, Shape::LeadPerRow, &[lead(late.clone())], 15).counts.updated, 1);
    assert_eq!(
        (text(&store, 1, Field::City), text(&store, 1, Field::Title)),
        ("Ulm".to_owned(), "CISO".to_owned())
    );
    assert_eq!(stage(&store, 1), Some(Stage::Sal), "no step backwards");
    assert_eq!(story(&store, 1)[0], (Stage::Inquiry, 4, 4, Derived));
    assert_eq!(take(&store, Shape::LeadPerRow, &[lead(late)], 15).counts.unchanged, 1);
    assert_eq!(store.read(|r| r.field_changes_of(LeadId(1))).unwrap(), changes);
}

#[test]
fn an_older_status_that_parts_a_pass_is_taken_in_at_once() {
    let (_bench, store) = Bench::new();
    take(&store, Shape::LeadPerRow, &[lead(Row::of(ANN).stamp(Stage::Sal, 0))], 30);
    // Between the two stamps the lead was an MQL again, so that the second is of another pass.
    let late = Row::of(ANN).stamp(Stage::Sal, 21).status(Stage::Mql);
    take(&store, Shape::LeadPerRow, &[lead(late.clone())], 1);
    let told = [(Stage::Sal, 0, 0, Derived), (Stage::Mql, 0, 1, Bounded), (Stage::Sal, 21, 21, Derived)];
    assert_eq!(story(&store, 1), told);
    assert_eq!(take(&store, Shape::LeadPerRow, &[lead(late)], 1).counts.unchanged, 1);
    assert_eq!(story(&store, 1), told);
}

#[test]
fn a_lead_without_an_id_is_found_by_its_email_and_takes_its_id_later() {
    let (bench, store) = Bench::new();
    let mailed = |identity: &str| Row::of(identity).text(Field::Email, "Ann@example.com");
    take(&store, Shape::LeadPerRow, &[lead(mailed("e:ann@example.com"))], 1);
    let counts = take(&store, Shape::LeadPerRow, &[lead(mailed(ANN).text(Field::ExternalId, "A"))], 2).counts;
    assert_eq!((counts.created, counts.updated), (0, 1));
    assert_eq!(store.read(|r| r.leads(&[LeadId(1)])).unwrap()[0].identity, ANN);
    assert_eq!(take(&store, Shape::LeadPerRow, &[lead(mailed("e:ann@example.com"))], 3).counts.unchanged, 1);
    let other = take(&store, Shape::LeadPerRow, &[lead(mailed("x:id:OTHER"))], 4).counts;
    assert_eq!(other.created, 1, "two systems' ids with one e-mail stay two leads");
    let before = dump(&bench.path);
    take(
        &store,
        Shape::LeadPerRow,
        &[lead(Row::of("n:b.example.com|bo lee").text(Field::Domain, "b.example.com"))],
        5,
    );
    let named = Row::of("e:bo@b.example.com")
        .text(Field::Domain, "B.example.com")
        .text(Field::FirstName, "Bo")
        .text(Field::LastName, "Lee");
    assert_eq!(take(&store, Shape::LeadPerRow, &[lead(named)], 6).counts.updated, 1);
    assert_eq!(store.read(|r| r.leads(&[LeadId(3)])).unwrap()[0].identity, "e:bo@b.example.com");
    store.undo(Moment(7)).unwrap();
    store.undo(Moment(8)).unwrap();
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn an_import_others_build_on_is_not_undone() {
    let (_bench, store) = Bench::new();
    let leads = take(&store, Shape::LeadPerRow, &[lead(Row::of(ANN).text(Field::Email, "a@example.com"))], 1);
    let acts = take(&store, Shape::ActivityLog, &[did(ANN, Side::Touch, 1)], 2);
    let deals = take(&store, Shape::Opportunities, &[deal(id(ANN), "D1", DealOutcome::Open)], 2);
    let named = |batch| match store.undo_import(batch, Moment(9)) {
        Err(UndoImportError::DependedOn(found)) => found.into_iter().map(|found| found.label).collect(),
        Ok(_) => Vec::new(),
        Err(other) => panic!("{other}"),
    };
    let labels = named(leads.batch.unwrap());
    assert_eq!(labels, ["Import 2, activity-log.csv", "Import 3, opportunities.csv"]);
    store
        .transact(Op::new(OpKind::Decision, "Accept a lead"), Moment(50 * DAY), |change| {
            change.record_event(LeadId(1), Stage::Sal, None, None, None)
        })
        .unwrap();
    assert_eq!(named(deals.batch.unwrap()), ["Accept a lead"]);
    store.undo(Moment(60)).unwrap();
    assert!(named(deals.batch.unwrap()).is_empty());
    assert!(named(acts.batch.unwrap()).is_empty());
    assert!(named(leads.batch.unwrap()).is_empty());
}
