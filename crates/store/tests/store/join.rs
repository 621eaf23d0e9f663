//! Rows that speak of what is known: by the key of a contact, and from an older file.

use plumbline_domain::{
    field::Field, ids::LeadId, moment::Moment, record::DealOutcome, shape::Shape, stage::Stage,
};
use plumbline_store::{Reader, Store, Value};

use crate::{
    common::{Bench, Row, dump},
    shapes::{Called, Item, take},
};

fn events(store: &Store, lead: i64) -> usize {
    store.read(|reader| reader.events_of(LeadId(lead))).unwrap().len()
}

/// A row that calls its lead by the key of a contact, or of several.
fn contact(key: &'static str) -> Called {
    ["", "", key, "", "", ""]
}

#[test]
fn a_contact_is_the_lead_where_no_lead_refers_to_it() {
    let (_bench, store) = Bench::new();
    let leads = [
        Item::Lead(Row::of("x:id:101")),
        Item::Lead(Row::of("x:id:102")),
        Item::Lead(Row::of("x:salesforce:00Q000000000001AAA").text(Field::ContactId, "003000000000001AAA")),
        Item::Lead(Row::of("x:id:7").text(Field::ContactId, "101")),
    ];
    take(&store, Shape::LeadPerRow, &leads, 60);
    let log = ["102", "101", "003000000000001AAA", "999"].map(|key| Item::Entered {
        who: contact(key),
        stage: Stage::Mql,
        day: 3,
        reason: None,
        by: "",
        note: "",
    });
    let counts = take(&store, Shape::StageLog, &log, 60).counts;
    assert_eq!((counts.created, counts.rejected), (3, 1), "a contact nobody knows makes no lead");
    let has: Vec<usize> = (1..=4).map(|lead| events(&store, lead)).collect();
    assert_eq!(has, [0, 1, 1, 1], "the lead that refers to a contact comes before the one of its number");
    let deal = |id: &str, key| Item::Deal {
        who: contact(key),
        id: id.to_owned(),
        outcome: DealOutcome::Open,
        amount: None,
        created: None,
        closed: None,
    };
    let deals =
        [deal("D1", "102;101"), deal("D2", "999; 102"), deal("D3", "998,999"), deal("D4", "003000000000001")];
    let joined = take(&store, Shape::Opportunities, &deals, 60).joined;
    assert_eq!((joined.by_contact, joined.unmatched), (3, 1));
    let deals: Vec<usize> =
        (1..=4).map(|id| store.read(|r| r.opportunities_of(LeadId(id))).unwrap().len()).collect();
    assert_eq!(deals, [0, 2, 1, 0], "by the first that is known");
}

#[test]
fn an_older_file_of_deals_or_spend_does_not_speak_against_a_newer_one() {
    let (bench, store) = Bench::new();
    let deal = |id: &str, outcome, amount| Item::Deal {
        who: id_of(),
        id: id.to_owned(),
        outcome,
        amount,
        created: None,
        closed: None,
    };
    let spend = |day, amount| Item::Spend { day, source: "web", amount };
    take(&store, Shape::Opportunities, &[deal("A", DealOutcome::Open, None)], 10);
    take(&store, Shape::Opportunities, &[deal("B", DealOutcome::Won, None)], 30);
    take(&store, Shape::Spend, &[spend(1, 5.0)], 10);
    take(&store, Shape::Spend, &[spend(2, 7.0)], 30);
    let older = [
        deal("A", DealOutcome::Won, Some(1.0)),
        deal("B", DealOutcome::Lost, Some(2.0)),
        deal("C", DealOutcome::Open, None),
    ];
    let before = dump(&bench.path);
    let outcome = take(&store, Shape::Opportunities, &older, 20);
    assert_eq!((outcome.counts.created, outcome.counts.updated, outcome.outdated), (1, 2, 1));
    let deals = store.read(Reader::opportunities).unwrap();
    let mut known: Vec<_> = deals.iter().map(|deal| (deal.outcome, deal.amount)).collect();
    known.sort_by(|a, b| a.1.partial_cmp(&b.1).unwrap());
    let expected = [(DealOutcome::Open, None), (DealOutcome::Won, Some(1.0)), (DealOutcome::Won, Some(2.0))];
    assert_eq!(known, expected, "what a newer file left blank is filled");
    let outcome = take(&store, Shape::Spend, &[spend(1, 6.0), spend(2, 8.0), spend(3, 9.0)], 20);
    assert_eq!((outcome.counts.created, outcome.counts.updated, outcome.counts.unchanged), (1, 1, 1));
    assert_eq!(outcome.outdated, 1);
    let again = take(&store, Shape::Spend, &[spend(2, 7.5)], 30);
    assert_eq!((again.counts.updated, again.outdated), (1, 0), "a file of the same moment corrects");
    for step in 0..3 {
        store.undo(Moment(step)).unwrap();
    }
    assert_eq!(dump(&bench.path), before);
}

fn id_of() -> Called {
    [""; 6]
}

#[test]
fn a_status_that_goes_back_without_a_date_is_told() {
    let (_bench, store) = Bench::new();
    let lead = |id: &str| Row::of(id).stamp(Stage::Mql, 3);
    let first = [lead("x:id:1").status(Stage::Sal), lead("x:id:2").status(Stage::Sal), lead("x:id:3")];
    take(&store, Shape::LeadPerRow, &first.map(Item::Lead), 10);
    let back = [
        lead("x:id:1").status(Stage::Mql),
        Row::of("x:id:2").stamp(Stage::Mql, 15).status(Stage::Mql),
        lead("x:id:3").status(Stage::Sal),
    ];
    let outcome = take(&store, Shape::LeadPerRow, &back.clone().map(Item::Lead), 20);
    assert_eq!(outcome.turned_back, [2], "a date of its own opens a new pass, and is not told");
    assert_eq!(take(&store, Shape::LeadPerRow, &back.map(Item::Lead), 20).turned_back, [0; 0]);
}

#[test]
fn an_older_file_of_contacts_fills_and_does_not_overwrite() {
    let (_bench, store) = Bench::new();
    let lead = Row::of("x:id:1").text(Field::ContactId, "C-1");
    take(&store, Shape::LeadPerRow, &[Item::Lead(lead)], 5);
    let contact = |texts: &[(Field, &str)]| {
        let texts = texts.iter().map(|(field, text)| (*field, (*text).to_owned())).collect();
        [Item::Reference { key: "C-1".to_owned(), texts, extra: None }]
    };
    take(&store, Shape::ContactPerRow, &contact(&[(Field::City, "Ulm")]), 30);
    let older = contact(&[(Field::City, "Bonn"), (Field::Title, "CISO")]);
    let outcome = take(&store, Shape::ContactPerRow, &older, 20);
    assert_eq!((outcome.counts.updated, outcome.outdated), (1, 1));
    let values = &store.read(|reader| reader.leads(&[LeadId(1)])).unwrap()[0].values;
    let text = |field: Field| &values[field.index()];
    assert_eq!(text(Field::City), &Value::Text("Ulm".to_owned()));
    assert_eq!(text(Field::Title), &Value::Text("CISO".to_owned()));
    let newer = take(&store, Shape::ContactPerRow, &contact(&[(Field::City, "Bonn")]), 40);
    assert_eq!((newer.counts.updated, newer.outdated), (1, 0));
}

fn own_deal(id: &str, outcome: DealOutcome, amount: f64, closed: i64) -> Item {
    let who = ["x:id:1", "", "", "", "", ""];
    Item::Deal {
        who,
        id: id.to_owned(),
        outcome,
        amount: Some(amount),
        created: Some(1),
        closed: Some(closed),
    }
}

#[test]
fn a_lead_has_the_amount_of_the_deal_that_was_won_whichever_came_first() {
    let deals = [
        own_deal("D1", DealOutcome::Lost, 900.0, 20),
        own_deal("D2", DealOutcome::Won, 50.0, 8),
        own_deal("D3", DealOutcome::Won, 40.0, 9),
    ];
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let (_bench, store) = Bench::new();
        take(&store, Shape::LeadPerRow, &[Item::Lead(Row::of("x:id:1"))], 60);
        for index in order {
            take(&store, Shape::Opportunities, &deals[index..=index], 60);
        }
        let amount = || {
            let lead = store.read(|reader| reader.leads(&[LeadId(1)])).unwrap().remove(0);
            lead.values[Field::Amount.index()].clone()
        };
        assert_eq!(amount(), Value::Number(40.0), "{order:?}: of those won the last");
        store.undo(Moment(99)).unwrap();
        let left: Vec<usize> = order[..2].to_vec();
        let expected = if left.contains(&2) { 40.0 } else { 50.0 };
        assert_eq!(amount(), Value::Number(expected), "{order:?} without its last");
    }
}

#[test]
fn the_number_of_a_deal_that_was_taken_back_is_not_given_to_another() {
    let (_bench, store) = Bench::new();
    let first = take(&store, Shape::Opportunities, &[own_deal("D1", DealOutcome::Open, 1.0, 5)], 60);
    let again = take(&store, Shape::Opportunities, &[own_deal("D1", DealOutcome::Open, 1.0, 5)], 70);
    assert_eq!(again.counts.unchanged, 1);
    assert!(
        store.undo_import(first.batch.unwrap(), Moment(98)).is_err(),
        "another file that stands told the deal"
    );
    store.undo_import(again.batch.unwrap(), Moment(99)).unwrap();
    store.undo_import(first.batch.unwrap(), Moment(99)).unwrap();
    take(&store, Shape::Opportunities, &[own_deal("D2", DealOutcome::Open, 1.0, 5)], 61);
    let later = take(&store, Shape::Opportunities, &[own_deal("D2", DealOutcome::Open, 2.0, 5)], 62);
    assert_eq!((later.counts.updated, later.outdated), (1, 0), "what a file told on day 70 was another deal");
}
