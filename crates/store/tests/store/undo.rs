//! Undo and redo against a list of states.

use plumbline_domain::{
    field::Field,
    ids::{LeadId, PersonId, ReasonId, TeamId, TrackId, ViewId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
    settings::Settings,
    stage::Stage,
};
use plumbline_store::{Change, DeskText, Op, OpKind, Particulars, Reader, Store, StoreError, Value};
use proptest::prelude::*;

use crate::common::{Bench, Row, cases, dump, import};

#[derive(Clone, Debug)]
enum Action {
    Window(u32),
    View(u8, String),
    DropView(i64),
    Reason(u8),
    Retire(i64),
    Person(String),
    /// Which verb of the desk, and the two numbers it is about.
    Desk(u8, i64, i64),
    Decide(i64, u8, Option<i64>),
    Field(i64, usize, f64, String),
    Import(Vec<(u8, u8, Option<i64>)>),
    Undo,
    Redo,
    Reopen,
}

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        1 => (1_u32..4).prop_map(Action::Window),
        1 => (0_u8..3, "[a-z]{0,2}").prop_map(|(name, text)| Action::View(name, text)),
        1 => (1_i64..4).prop_map(Action::DropView),
        1 => (0_u8..3).prop_map(Action::Reason),
        1 => (1_i64..24).prop_map(Action::Retire),
        1 => "\\PC{0,3}".prop_map(Action::Person),
        4 => (0_u8..15, 1_i64..25, 1_i64..25).prop_map(|(verb, one, other)| Action::Desk(verb, one, other)),
        1 => (1_i64..8, 0_u8..10, prop::option::of(1_i64..22)).prop_map(|(l, s, r)| Action::Decide(l, s, r)),
        1 => (1_i64..8, 0_usize..Field::COUNT, prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL, "\\PC{0,4}")
            .prop_map(|(lead, field, number, text)| Action::Field(lead, field, number, text)),
        1 => prop::collection::vec((0_u8..9, 0_u8..10, prop::option::of(0_i64..40)), 0..5).prop_map(Action::Import),
        3 => Just(Action::Undo),
        2 => Just(Action::Redo),
        1 => Just(Action::Reopen),
    ]
}

type Work = Box<dyn FnOnce(&mut Change<'_>) -> Result<(), StoreError> + Send>;

/// A verb over teams, persons, tracks, reasons and texts.
fn desk(change: &mut Change<'_>, verb: u8, one: i64, other: i64) -> Result<(), StoreError> {
    let (team, track) = (TeamId(one % 4), TrackId(1 + one % 5));
    let (keep, reason) = (ReasonId(one), ReasonId(other));
    match verb {
        0 => change.add_team(&format!("Team {}", one % 3)).map(drop),
        1 => change.rename_team(team, &format!("Team {}", other % 3)),
        2 => change.retire_team(team),
        3 => change.set_person(
            PersonId(one % 4),
            &Particulars {
                name: "Kim Example".to_owned(),
                role: "rep".to_owned(),
                team: (other % 2 == 0).then_some(TeamId(other % 4)),
                manager: (other % 3 == 0).then_some(PersonId(other % 4)),
                zone: Some("Europe/Berlin".to_owned()),
            },
        ),
        4 => change.retire_person(PersonId(one % 4)),
        5 => change.restore_person(PersonId(one % 4)),
        6 => change.merge_persons(PersonId(one % 4), PersonId(other % 4)),
        7 => change.add_track(&format!("Track {}", one % 3), (other % 2 == 0).then_some(30)).map(drop),
        8 => change.set_track(track, "Called otherwise", None, other % 2 == 0),
        9 => change.recycle(LeadId(1 + other % 7), track, None, Some("noted"), None),
        10 => change.set_reason(keep, &format!("Reason {other}"), (other % 2 == 0).then_some(track), None),
        11 => change.move_reason(keep, Bucket::ALL[(other % 4) as usize]),
        12 => change.merge_reasons(keep, reason),
        13 => change.restore_reason(keep),
        _ => change.set_desk_text(
            DeskText::ALL[(one % 6) as usize],
            (other % 3 > 0).then(|| format!("text {other}")).as_deref(),
        ),
    }
}

/// Carries an action out; false if it was refused.
fn act(store: &Store, action: &Action, now: Moment) -> bool {
    let step = |work: Work| store.transact(Op::new(OpKind::EditLead, "A step"), now, work).is_ok();
    match action.clone() {
        Action::Window(hours) => step(Box::new(move |change| {
            change.set_settings(&Settings { decision_window_hours: hours, ..Settings::default() })
        })),
        Action::View(name, text) => step(Box::new(move |change| {
            change.save_view(&format!("view {name}"), &text, std::slice::from_ref(&text), None).map(drop)
        })),
        Action::DropView(id) => step(Box::new(move |change| change.delete_view(ViewId(id)))),
        Action::Reason(number) => step(Box::new(move |change| {
            let key = ReasonKey { bucket: Bucket::Fit, slug: format!("new-{number}") };
            change.add_reason(List::Rejection, &key, "New").map(drop)
        })),
        Action::Retire(id) => step(Box::new(move |change| change.retire_reason(ReasonId(id)))),
        Action::Person(name) => step(Box::new(move |change| change.add_person(&name, "rep").map(drop))),
        Action::Desk(verb, one, other) => step(Box::new(move |change| desk(change, verb, one, other))),
        Action::Decide(lead, stage, reason) => step(Box::new(move |change| {
            let stage = Stage::from_code(stage).expect("ten stages");
            change.record_event(LeadId(lead), stage, reason.map(ReasonId), Some("noted"), None)
        })),
        Action::Field(lead, field, number, text) => step(Box::new(move |change| {
            let field = Field::ALL[field];
            let value = match field.kind() {
                plumbline_domain::field::Kind::Text => Value::Text(text),
                plumbline_domain::field::Kind::Number => Value::Number(number),
                plumbline_domain::field::Kind::Time => Value::Time(Moment(number.to_bits() as i64)),
            };
            change.set_field(LeadId(lead), field, &value)
        })),
        Action::Import(rows) => {
            let rows: Vec<Row> = rows
                .iter()
                .map(|(who, stage, day)| {
                    let stage = Stage::from_code(*stage).expect("ten stages");
                    let row = Row::of(&format!("e:{who}@example.com")).text(Field::City, &format!("{day:?}"));
                    day.map_or_else(|| row.clone().status(stage), |day| row.clone().stamp(stage, day))
                })
                .collect();
            import(store, &rows, 50 + now.0 % 7);
            true
        }
        Action::Undo | Action::Redo | Action::Reopen => unreachable!("handled by the caller"),
    }
}

/// The states a person can go back and forth between.
struct Line {
    states: Vec<(String, bool)>,
    at: usize,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(60), max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_steps_is_undone_and_redone_state_by_state(actions in prop::collection::vec(action(), 1..60)) {
        let (bench, mut store) = Bench::new();
        let mut line = Line { states: vec![(dump(&bench.path), false)], at: 0 };
        for (number, action) in actions.iter().enumerate() {
            let now = Moment(number as i64 + 1);
            match action {
                Action::Undo => {
                    let undone = store.undo(now).is_ok();
                    prop_assert_eq!(undone, line.at > 0, "undo is possible exactly if there is a step");
                    if undone {
                        // An import is not redone.
                        if line.states[line.at].1 {
                            line.states.truncate(line.at);
                        }
                        line.at -= 1;
                    }
                }
                Action::Redo => {
                    let redone = store.redo(now).is_ok();
                    prop_assert_eq!(redone, line.at + 1 < line.states.len(), "redo is possible exactly after undo");
                    line.at += usize::from(redone);
                }
                Action::Reopen => {
                    store.close().unwrap();
                    store = bench.open();
                }
                _ => {
                    let before = store.undo_state().unwrap().undo;
                    act(&store, action, now);
                    if store.undo_state().unwrap().undo != before {
                        line.states.truncate(line.at + 1);
                        line.states.push((dump(&bench.path), matches!(action, Action::Import(_))));
                        line.at += 1;
                    }
                }
            }
            prop_assert_eq!(&dump(&bench.path), &line.states[line.at].0, "after {:?}", action);
        }
        prop_assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
        while line.at > 0 {
            store.undo(Moment(1000)).unwrap();
            line.at -= 1;
            prop_assert_eq!(&dump(&bench.path), &line.states[line.at].0, "all the way back");
        }
    }
}
