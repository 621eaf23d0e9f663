//! Imports of all shapes in any order: the dry run, the second time, the way back, and what order must not change.

use plumbline_domain::{
    event::StageEvent,
    field::Field,
    ids::ReasonId,
    moment::Moment,
    record::{DealOutcome, Side},
    shape::Shape,
    stage::Stage,
};
use plumbline_store::{Store, Value};
use proptest::prelude::*;

use crate::{
    common::{Bench, Row, cases, dump},
    shapes::{Called, Item, take},
};

const IDS: [&str; 4] = ["x:id:0", "x:id:1", "e:2@example.com", "x:id:3"];
const MAILS: [&str; 4] = ["0@example.com", "1@example.com", "2@example.com", "3@example.com"];
const CONTACTS: [&str; 3] = ["", "C0", "C1"];
const COMPANIES: [&str; 3] = ["", "A0", "A1"];
const DEALS: [&str; 4] = ["D0", "D1", "D2", "D3"];
const WORDS: [&str; 3] = ["", "one", "two"];
const LEADS_CITY: [&str; 3] = ["", "Bonn", "Ulm"];

/// A lead refers to a contact and a company; its own values are no contact's and no company's.
fn lead() -> impl Strategy<Value = Item> {
    (
        (0_usize..4, 0_usize..3, 0_usize..3, 0_usize..3, any::<bool>()),
        prop::collection::vec((0_u8..6, 0_i64..60), 0..3),
        prop::option::of(0_u8..10),
    )
        .prop_map(|((who, contact, company, city, mailed), stamps, status)| {
            let mut row = Row::of(IDS[who]);
            let texts = [
                (Field::Email, if mailed { MAILS[who] } else { "" }),
                (Field::ContactId, CONTACTS[contact]),
                (Field::CompanyId, COMPANIES[company]),
                (Field::City, LEADS_CITY[city]),
                (Field::OpportunityId, if mailed && status.is_some() { DEALS[who] } else { "" }),
            ];
            for (field, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
                row = row.text(field, text);
            }
            for (stage, day) in stamps {
                let stage = Stage::from_code(stage).unwrap();
                if row.passages.iter().all(|(stamped, _, _)| *stamped != stage) {
                    row = row.stamp(stage, day);
                }
            }
            let row = status.map_or(row.clone(), |stage| row.status(Stage::from_code(stage).unwrap()));
            Item::Lead(if city == 0 { row } else { row.extra(r#"{"Booth":"L"}"#) })
        })
}

/// Values of `list` (C or A) are its own.
fn reference(list: char) -> impl Strategy<Value = Item> {
    (0_u8..2, 0_u8..4, 0_u8..4, 0_usize..3).prop_map(move |(key, city, title, company)| {
        let mut texts = Vec::new();
        let mut tell = |field, value: u8| {
            if value > 0 {
                texts.push((field, format!("{list}{value}")));
            }
        };
        tell(Field::City, city);
        tell(Field::Title, title);
        if list == 'C' && company > 0 {
            texts.push((Field::CompanyId, COMPANIES[company].to_owned()));
        }
        let extra = (title > 1).then(|| format!(r#"{{"Booth":"{list}{title}","{list}":"1"}}"#));
        Item::Reference { key: format!("{list}{key}"), texts, extra }
    })
}

fn called() -> impl Strategy<Value = Called> {
    (0_usize..5, 0_usize..4, 0_usize..3).prop_map(|(how, who, other)| match how {
        0 | 1 => [IDS[who], "", "", "", "", ""],
        2 => ["", MAILS[who], "", "", "", ""],
        3 => ["", "", CONTACTS[other], "", "", ""],
        _ => ["", "", CONTACTS[other], COMPANIES[other], "", ""],
    })
}

fn change() -> impl Strategy<Value = Item> {
    prop_oneof![
        4 => (called(), 0_u8..10, 0_i64..60, prop::option::of(0_u16..3), 0_usize..3).prop_map(
            |(who, stage, day, reason, note)| {
                let stage = Stage::from_code(stage).unwrap();
                Item::Entered { who, stage, day, reason, by: WORDS[(note + 1) % 3], note: WORDS[note] }
            }
        ),
        2 => (called(), 0_i64..60, 0_usize..3, 0_usize..3)
            .prop_map(|(who, day, old, new)| Item::Changed { who, field: "city", day, old: WORDS[old], new: WORDS[new] }),
        1 => (called(), 0_i64..60).prop_map(|(who, day)| Item::Made { who, day }),
    ]
}

fn activity() -> impl Strategy<Value = Item> {
    (called(), any::<bool>(), 0_i64..9, 0_usize..3, 0_usize..3).prop_map(|(who, touch, day, id, outcome)| {
        let side = if touch { Side::Touch } else { Side::Engagement };
        Item::Activity { who, side, kind: "call", day, id: WORDS[id], outcome: WORDS[outcome] }
    })
}

fn deal() -> impl Strategy<Value = Item> {
    let day = || prop::option::of(0_i64..60);
    (called(), 0_u8..4, 0_u8..3, prop::option::of(0_u8..3), day(), day()).prop_map(
        |(who, key, outcome, amount, created, closed)| Item::Deal {
            who,
            id: format!("D{key}"),
            outcome: DealOutcome::from_code(outcome).unwrap(),
            amount: amount.map(f64::from),
            created,
            closed,
        },
    )
}

pub(crate) fn file() -> impl Strategy<Value = (Shape, Vec<Item>)> {
    let rows = |item: BoxedStrategy<Item>, shape| {
        prop::collection::vec(item, 1..7).prop_map(move |rows| (shape, rows))
    };
    prop_oneof![
        3 => rows(lead().boxed(), Shape::LeadPerRow),
        3 => rows(change().boxed(), Shape::StageLog),
        2 => rows(activity().boxed(), Shape::ActivityLog),
        2 => rows(deal().boxed(), Shape::Opportunities),
        1 => rows(reference('C').boxed(), Shape::ContactPerRow),
        1 => rows(reference('A').boxed(), Shape::CompanyPerRow),
        1 => rows(
            (1_i64..4, 0_usize..3, 0_u8..5)
                .prop_map(|(day, source, amount)| Item::Spend { day, source: WORDS[source], amount: f64::from(amount) / 3.0 })
                .boxed(),
            Shape::Spend
        ),
        1 => rows(
            (0_u16..3, any::<bool>()).prop_map(|(reason, retired)| Item::Reason { reason, retired }).boxed(),
            Shape::ReasonList
        ),
    ]
}

/// Leads by identity, with their fields and stories, without numbers of this workspace.
fn leads(store: &Store) -> Vec<String> {
    let mut told = Vec::new();
    let mut ids = Vec::new();
    store.read(|reader| reader.scan_leads(|id, _, _| ids.push(id))).unwrap();
    for lead in store.read(|reader| reader.leads(&ids)).unwrap() {
        let known: Vec<_> =
            lead.values.iter().enumerate().filter(|(_, value)| **value != Value::Blank).collect();
        let mut extra = lead.extra;
        extra.sort();
        let events: Vec<_> = store
            .read(|reader| reader.events_of(lead.id))
            .unwrap()
            .iter()
            .map(|e| (e.stage, e.at, e.not_before, e.provenance, e.reason == Some(ReasonId::NOT_GIVEN)))
            .collect();
        told.push(format!("{} {:?} {known:?} {extra:?} {events:?}", lead.identity, lead.stage));
    }
    told.sort();
    told
}

/// A file that says of one lead that it was rejected, in some way, with a reason or without.
fn rejecting() -> impl Strategy<Value = (Shape, Item)> {
    let row = |stamp: Option<i64>, reason: Option<u16>| {
        let mut row = Row::of(IDS[0]).stamp(Stage::Mql, 1);
        row.passages.push((Stage::Rejected, stamp.map(|day| Moment(day * Moment::DAY)), reason));
        row.status = Some(Stage::Rejected);
        (Shape::LeadPerRow, Item::Lead(row))
    };
    let who = [IDS[0], "", "", "", "", ""];
    let reason = || prop::option::of(Just(0_u16));
    prop_oneof![
        reason().prop_map(move |reason| row(None, reason)),
        (10_i64..13, reason()).prop_map(move |(day, reason)| row(Some(day), reason)),
        (10_i64..13, reason()).prop_map(move |(day, reason)| {
            let line = Item::Entered { who, stage: Stage::Rejected, day, reason, by: "", note: "" };
            (Shape::StageLog, line)
        }),
    ]
}

/// The reasons of the rejections that stand.
fn given(store: &Store) -> Vec<Option<ReasonId>> {
    let mut reasons = Vec::new();
    let mut each = |event: &StageEvent| {
        if event.stage == Stage::Rejected {
            reasons.push(event.reason);
        }
    };
    store.read(|reader| reader.scan_events(&mut each)).unwrap();
    reasons
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(120), ..ProptestConfig::default() })]

    #[test]
    fn files_of_all_shapes_change_nothing_the_second_time_and_are_taken_back_exactly(
        files in prop::collection::vec((file(), 60_i64..64), 1..6)
    ) {
        let (bench, store) = Bench::new();
        let mut states = vec![dump(&bench.path)];
        for ((shape, items), day) in &files {
            take(&store, *shape, items, *day);
            let after = dump(&bench.path);
            prop_assert!(given(&store).iter().all(Option::is_some), "no rejection stands without a reason");
            let again = take(&store, *shape, items, *day).counts;
            prop_assert_eq!((again.created, again.updated), (0, 0), "{:?} again", shape);
            prop_assert_eq!(&dump(&bench.path), &after, "{:?} again", shape);
            // The second time is a step as well.
            states.extend([after.clone(), after]);
        }
        while let Some(state) = states.pop() {
            prop_assert_eq!(&dump(&bench.path), &state);
            let before = store.undo_state().unwrap().undo;
            if states.is_empty() {
                prop_assert!(before.is_none());
            } else {
                store.undo(Moment(99)).unwrap();
            }
        }
    }

    #[test]
    fn leads_contacts_and_companies_come_in_any_order(
        rows in prop::collection::vec(lead(), 1..5),
        contacts in prop::collection::vec(reference('C'), 1..4),
        companies in prop::collection::vec(reference('A'), 1..4),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let files =
            [(Shape::LeadPerRow, rows), (Shape::ContactPerRow, contacts), (Shape::CompanyPerRow, companies)];
        let told: Vec<_> = [vec![0, 1, 2], order]
            .into_iter()
            .map(|order| {
                let (_bench, store) = Bench::new();
                for index in order {
                    take(&store, files[index].0, &files[index].1, 60);
                }
                let before = leads(&store);
                for (shape, items) in &files {
                    let again = take(&store, *shape, items, 60).counts;
                    assert_eq!((again.created, again.updated), (0, 0), "{shape:?} again");
                }
                assert_eq!(leads(&store), before);
                before
            })
            .collect();
        prop_assert_eq!(&told[0], &told[1]);
    }

    #[test]
    fn a_reason_replaces_that_none_was_given_in_any_order_of_files(
        files in prop::collection::vec(rejecting(), 1..4),
        order in Just(vec![0_usize, 1, 2]).prop_shuffle(),
    ) {
        let has_reason = files.iter().any(|(_, item)| match item {
            Item::Lead(row) => row.passages.iter().any(|(_, _, reason)| reason.is_some()),
            Item::Entered { reason, .. } => reason.is_some(),
            _ => false,
        });
        let (bench, store) = Bench::new();
        let mut states = vec![dump(&bench.path)];
        for index in order.into_iter().filter(|index| *index < files.len()) {
            let (shape, item) = &files[index];
            let items = std::slice::from_ref(item);
            take(&store, *shape, items, 60 + index as i64);
            states.push(dump(&bench.path));
            let again = take(&store, *shape, items, 60 + index as i64).counts;
            prop_assert_eq!((again.created, again.updated), (0, 0), "{:?} again", shape);
        }
        let given = given(&store);
        prop_assert!(!given.is_empty());
        // Files that tell of one rejection on several days may tell of several.
        let reasons: Vec<bool> = given.iter().map(|reason| *reason != Some(ReasonId::NOT_GIVEN)).collect();
        if reasons.len() == 1 || !has_reason {
            prop_assert!(reasons.iter().all(|reason| *reason == has_reason), "{:?}", given);
        } else {
            prop_assert!(reasons.contains(&true), "{:?}", given);
        }
        let last = states.pop();
        prop_assert_eq!(Some(dump(&bench.path)), last);
    }

    #[test]
    fn two_overlapping_halves_come_in_any_order(
        shape in 0_usize..3,
        rows in prop::collection::vec(lead(), 1..5),
        lines in prop::collection::vec(change(), 2..9),
        acts in prop::collection::vec(activity(), 2..9),
        (first, second) in (0_usize..9, 0_usize..9),
    ) {
        let (shape, items) = [(Shape::LeadPerRow, rows.clone()), (Shape::StageLog, lines), (Shape::ActivityLog, acts)][shape].clone();
        let keys: Vec<String> = items.iter().map(|item| match item {
            Item::Lead(row) => row.identity.clone(),
            Item::Activity { day, id, .. } => if id.is_empty() { day.to_string() } else { (*id).to_owned() },
                // A lead is made once.
                Item::Made { .. } => "made".to_owned(),
                other => format!("{other:?}"),
        }).collect();
        // Where a file tells one thing twice and differently, its first row stands; rows may call one lead by several names.
        let items: Vec<Item> = items.iter().enumerate()
            .filter(|(index, _)| !keys[..*index].contains(&keys[*index]))
            .map(|(_, item)| item.clone()).collect();
        let (early, late) = (first.min(second).min(items.len()), first.max(second).min(items.len()));
        let halves = [&items[..late], &items[early..]];
        let told: Vec<_> = [[0, 1], [1, 0]]
            .into_iter()
            .map(|order| {
                let (_bench, store) = Bench::new();
                if shape != Shape::LeadPerRow {
                    take(&store, Shape::LeadPerRow, &rows, 59);
                }
                for half in order {
                    take(&store, shape, halves[half], 60);
                }
                leads(&store)
            })
            .collect();
        prop_assert_eq!(&told[0], &told[1], "{:?}", shape);
    }
}
