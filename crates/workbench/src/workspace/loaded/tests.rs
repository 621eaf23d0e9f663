//! What was patched says what a file that is loaded anew says, whatever was decided and set in whatever order.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{fmt::Write as _, ops::ControlFlow, path::Path, sync::Arc};

use plumbline_cube::{
    clocks::ClockSelection,
    frame::Column,
    measure::{Basis, Measure},
    query::{Query, Selection},
};
use plumbline_domain::{
    criteria,
    field::{Field, FieldName},
    handoff::Decision,
    ids::LeadId,
    moment::Moment,
    reason::{Bucket, List},
    stage::LADDER,
};
use plumbline_store::{DeskText, Store};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};

use super::Loaded;
use crate::{
    clock::Clock,
    decision::{Decide, Verb},
    import::Choice,
    other::Promote,
    person::Particulars,
    persona, recycle,
    workspace::{Choices, Workspace},
};

const LEADS: &str = "\
Lead ID,First Name,Last Name,Title,Email,Company,Lead Source,Score,Lead Owner,Team,MQL Date,SAL Date,SQL Date,Rejected Date,Rejection Reason,Rejection Note,Routed Date,First Contact Date,Colour
L-1,Ann,Lee,CISO,ann@acme.example,Acme,Web,90,Ada,DACH,2026-03-02,2026-03-03,,,,,2026-03-02,2026-03-03,red
L-2,Bo,Day,IT manager,bo@acme.example,Acme,Event,40,Bo,,2026-03-21,,,,,,2026-03-21,,
L-3,Cy,Fox,Engineer,cy@acme.example,ACME,Web,10,ada,UK,2026-03-20,,,2026-03-22,Other,moved away,,,blue
L-4,Di,Orr,CISO,di@home.example,Home,,80,Bo,,2026-02-02,,,,,,,,
L-5,Ed,Poe,CFO,ed@home.example,Home,Event,55,Stranger,,2026-03-10,2026-03-11,2026-03-20,,,,2026-03-10,2026-03-10,red
L-6,Flo,Ray,CFO,,Dusk,Web,20,,UK,2026-03-24,,,,,,,,
L-7,Gil,Sun,VP Sales,gil@dusk.example,Dusk,Partner,75,Ada,,2026-03-18,,,2026-03-19,Industry not served,,2026-03-18,,
L-8,Hal,Ito,Head of IT,hal@noon.example,Noon,,,Bo,DACH,,,,,,,,,green
L-9,Ida,Kay,Owner,ida@noon.example,Noon,Web,60,Cy,,2026-03-23,,,,,,2026-03-24,,
L-10,Jo,Nye,CISO,jo@noon.example,Noon,Event,95,Cy,,2026-03-23,,,2026-03-24,Other,moved away,,,
";

const LOG: &str = "\
external_id,activity.kind,activity.at,activity.side
L-1,webinar,2026-03-01T10:00:00,engagement
L-2,webinar,2026-03-20T10:00:00,engagement
L-2,call,2026-03-23T10:00:00,touch
L-4,call,2026-02-02T11:00:00,touch
L-9,webinar,2026-03-22T10:00:00,engagement
";

fn made(folder: &Path) -> Workspace {
    let choices = Choices { time_zone: Some("Europe/Berlin".into()), ..Choices::default() };
    let clock = Clock::parse("2026-03-25T10:00").unwrap();
    let workspace = Workspace::create(&folder.join("w.plumbline"), &choices, clock).unwrap();
    for (name, text) in [("leads.csv", LEADS), ("log.csv", LOG)] {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        let report =
            workspace.import(&[Choice { path, edits: None }], |_| ControlFlow::Continue(())).unwrap();
        assert!(report[0].problems.is_empty(), "{name}: {:?}", report[0].problems);
    }
    for name in ["Ada", "Bo", "Cy"] {
        workspace.add_person(name, "rep").unwrap();
    }
    workspace
}

const COMPUTED: [FieldName; 5] = [
    FieldName::Stage,
    FieldName::Decision,
    FieldName::Reason,
    FieldName::Bucket,
    FieldName::DisqualificationReason,
];

fn names(loaded: &Loaded) -> Vec<FieldName> {
    COMPUTED
        .into_iter()
        .chain(Field::ALL.map(FieldName::Canonical))
        .chain(LADDER.iter().map(|step| FieldName::StageAt(step.stage)))
        .chain(loaded.extra.iter().cloned().map(FieldName::Extra))
        .collect()
}

/// Everything somebody can be told as of a moment.
fn told(loaded: &Loaded, store: &Store, as_of: Moment) -> String {
    let mut out = format!("{:?}\n{:?}\n", loaded.settings, loaded.cube.reasons().entries());
    let names = names(loaded);
    loaded.ensure(store, &names).unwrap();
    loaded.ensure_clocks(store).unwrap();
    columns(loaded, &names, as_of, &mut out);
    counts(loaded, as_of, &mut out);
    lists(loaded, store, as_of, &mut out);
    out
}

fn columns(loaded: &Loaded, names: &[FieldName], as_of: Moment, out: &mut String) {
    let (cube, settings) = (&loaded.cube, &loaded.settings);
    let columns = cube.columns(as_of, settings);
    for name in names {
        let values =
            |column: &Column| (0..columns.rows()).map(|row| format!("{:?}", column.value(row))).collect();
        let values: Vec<String> = columns.column(name).map(values).unwrap_or_default();
        let mut rows = (0..columns.rows() as u32).collect();
        cube.order(&mut rows, name, true, as_of, settings);
        writeln!(out, "{name:?}: {values:?} {rows:?}").unwrap();
    }
}

fn counts(loaded: &Loaded, as_of: Moment, out: &mut String) {
    let (cube, settings) = (&loaded.cube, &loaded.settings);
    let of_lead = [Field::Owner, Field::Team, Field::Tier, Field::Source, Field::Persona];
    let splits = COMPUTED.into_iter().chain(of_lead.map(FieldName::Canonical)).map(Some);
    let splits: Vec<Option<FieldName>> = std::iter::once(None).chain(splits).collect();
    for measure in Measure::ALL {
        for basis in [Basis::Cohort, Basis::Decided] {
            for split in &splits {
                let query = Query { basis, split: split.clone(), ..Query::weekly(measure, as_of, settings) };
                match cube.answer(&query) {
                    Ok(answer) => writeln!(out, "{measure:?} {basis:?} {split:?}: {answer:?}").unwrap(),
                    Err(refusal) => writeln!(out, "{measure:?} {basis:?} {split:?}: {refusal}").unwrap(),
                }
                writeln!(out, "{:?}", cube.drill(&query, &Selection::ALL)).unwrap();
            }
        }
    }
    let clocks = Query::weekly(Measure::SlaMet, as_of, settings);
    writeln!(out, "{:#?}", cube.clock_list(&clocks, &ClockSelection::default())).unwrap();
    writeln!(out, "{:?}", cube.clock_waiting(&clocks, 5)).unwrap();
    writeln!(out, "{:?}", cube.owner_reasons(&clocks)).unwrap();
    writeln!(out, "{:?}", cube.rejections(&clocks)).unwrap();
}

fn lists(loaded: &Loaded, store: &Store, as_of: Moment, out: &mut String) {
    let (cube, settings) = (&loaded.cube, &loaded.settings);
    for decision in [Decision::Pending, Decision::Lapsed] {
        writeln!(out, "{:?}", cube.waiting(decision, 100, as_of, settings)).unwrap();
    }
    for row in 0..cube.frame().rows() as u32 {
        writeln!(
            out,
            "{:?} {:?}",
            cube.company_of(row, as_of, settings),
            cube.clocks_of(row, as_of, settings)
        )
        .unwrap();
    }
    for text in
        ["stage = \"rejected\"", "persona is known", "stage.sal.at is known", "activity(\"webinar\") >= 1"]
    {
        let Ok(criteria) = criteria::parse(text) else { panic!("{text}") };
        let mask = loaded.select(store, &criteria, as_of).unwrap();
        writeln!(out, "{text}: {:?} {}", mask.rows(), mask.unknown).unwrap();
    }
}

/// Tracks are read from the file: what is loaded does not keep them.
fn told_now(loaded: &Loaded, store: &Store, as_of: Moment) -> String {
    let (_, tracks) = store.read(recycle::read).unwrap();
    let stays = loaded.cube.recycled(&tracks, as_of, &loaded.settings);
    format!("{}{stays:?}\n", told(loaded, store, as_of))
}

/// What somebody may do, in any order; some of it is refused.
#[derive(Clone, Debug)]
enum Act {
    Decide { verb: Verb, leads: Vec<i64>, reason: usize, contacted: bool },
    Undo,
    Redo,
    Rename(usize),
    Add,
    Merge(usize, usize),
    Retire(usize),
    Restore(usize),
    Move(usize, Bucket),
    Promote,
    Desk(DeskText, &'static str),
    Window(i64),
    WeekStart(&'static str),
    Zone(usize, Option<&'static str>),
    MergePersons(usize, usize),
    Personas(&'static str),
}

/// Something that is done, who looks before it, and who goes on reading what was loaded before.
#[derive(Clone, Debug)]
struct Step {
    act: Act,
    looks: bool,
    is_read: bool,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let decide = (select(Verb::ALL.to_vec()), vec(1_i64..11, 1..5), 0_usize..30, any::<bool>());
    let desk = select(vec![
        (DeskText::ServiceLevels, "tier 1: decide 1h business, first-contact 2h\ntier *: feedback 48h\n"),
        (DeskText::ServiceLevels, "tier *: decide 4h business, route 1h\n"),
        (DeskText::Tiers, "tier 1: score >= 75\ntier 2: score >= 50\n"),
        (DeskText::Tiers, "tier 1: decision = \"pending\"\ntier 2: reason = \"fit.industry\"\n"),
        (DeskText::Tiers, "tier 1: persona = \"CISO\" or Colour = \"red\"\n"),
        (DeskText::Tiers, "tier 1: activity(\"webinar\") >= 1\ntier 2: stage.sal.at is known\n"),
        (DeskText::Hours, "Mon-Fri 08:00-12:00, 13:00-18:00\n"),
        (DeskText::Commitments, "tier 1: 20 from 2026-01\n"),
    ]);
    let personas = select(vec!["title contains \"IT\"", "title contains \"C\""]);
    let zone = (0_usize..3, select(vec![None, Some("America/New_York"), Some("Asia/Tokyo")]));
    let act = prop_oneof![
        12 => decide.prop_map(|(verb, leads, reason, contacted)| Act::Decide { verb, leads, reason, contacted }),
        5 => Just(Act::Undo),
        3 => Just(Act::Redo),
        1 => (0_usize..30).prop_map(Act::Rename),
        1 => Just(Act::Add),
        1 => (0_usize..30, 0_usize..30).prop_map(|(keep, other)| Act::Merge(keep, other)),
        1 => (0_usize..30).prop_map(Act::Retire),
        1 => (0_usize..30).prop_map(Act::Restore),
        1 => (0_usize..30, select(Bucket::ALL.to_vec())).prop_map(|(reason, bucket)| Act::Move(reason, bucket)),
        1 => Just(Act::Promote),
        3 => desk.prop_map(|(which, text)| Act::Desk(which, text)),
        1 => select(vec![24_i64, 336]).prop_map(Act::Window),
        1 => select(vec!["monday", "sunday"]).prop_map(Act::WeekStart),
        1 => zone.prop_map(|(person, zone)| Act::Zone(person, zone)),
        1 => (0_usize..3, 0_usize..3).prop_map(|(keep, other)| Act::MergePersons(keep, other)),
        1 => personas.prop_map(Act::Personas),
    ];
    let step = (act, any::<bool>(), prop::bool::weighted(0.3));
    vec(step.prop_map(|(act, looks, is_read)| Step { act, looks, is_read }), 1..12)
}

/// True if it was done: what is refused changes nothing.
fn carry_out(workspace: &Workspace, act: &Act) -> bool {
    let reasons = workspace.reason_rows().unwrap();
    let reason = |nth: usize| reasons[nth % reasons.len()].reason.id;
    let persons = workspace.store().read(plumbline_store::Reader::persons).unwrap();
    let person = |nth: usize| persons[nth % persons.len()].clone();
    let done = match act {
        Act::Decide { verb, leads, reason, contacted } => {
            let leads: Vec<LeadId> = leads.iter().copied().map(LeadId).collect();
            let fitting: Vec<_> =
                reasons.iter().filter(|row| Some(row.reason.list) == verb.needs_reason()).collect();
            let how = Decide {
                reason: fitting.get(reason % fitting.len().max(1)).map(|row| row.reason.id),
                note: Some("because".to_owned()),
                contacted: contacted.then(|| workspace.now().unwrap()),
                track: (*verb == Verb::Recycle).then_some(plumbline_domain::ids::TrackId(1)),
                ..Decide::of(*verb)
            };
            workspace.decide(&leads, &how).map(drop)
        }
        Act::Undo => workspace.undo().map(drop),
        Act::Redo => workspace.redo().map(drop),
        Act::Rename(nth) => workspace.change_reason(reason(*nth), &format!("Renamed {nth}"), None, None),
        Act::Add => workspace.add_reason(List::Rejection, Bucket::Fit, "A new one").map(drop),
        Act::Merge(keep, other) => workspace.merge_reasons(reason(*keep), reason(*other)),
        Act::Retire(nth) => workspace.retire_reason(reason(*nth)),
        Act::Restore(nth) => workspace.restore_reason(reason(*nth)),
        Act::Move(nth, bucket) => workspace.move_reason(reason(*nth), *bucket),
        Act::Promote => {
            let (texts, label) = (vec!["moved away".to_owned()], "Moved away".to_owned());
            let promote = Promote { texts, bucket: Bucket::Timing, label, track: None, team: None };
            workspace.promote_other(&promote).map(drop)
        }
        Act::Desk(which, text) => workspace.set_desk_text(*which, Some(text)).map(drop),
        Act::Window(hours) => {
            let choices = Choices { decision_window_hours: Some(*hours), ..Choices::default() };
            workspace.save_settings(&choices)
        }
        Act::WeekStart(day) => {
            workspace.save_settings(&Choices { week_start: Some((*day).to_owned()), ..Choices::default() })
        }
        Act::Zone(nth, zone) => {
            let known = person(*nth);
            let now = Particulars {
                name: known.name,
                role: known.role,
                team: known.team,
                manager: known.manager,
                zone: zone.map(str::to_owned),
            };
            workspace.change_person(known.id, &now)
        }
        Act::MergePersons(keep, other) => workspace.merge_persons(person(*keep).id, person(*other).id),
        Act::Personas(criteria) => {
            let draft = persona::Draft { persona: "CISO".to_owned(), criteria: (*criteria).to_owned() };
            workspace.save_personas(&[draft]).map(drop)
        }
    };
    done.is_ok()
}

#[test]
fn what_was_patched_is_what_is_loaded_anew() {
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() });
    let seen = std::cell::RefCell::new(std::collections::BTreeMap::<String, usize>::new());
    runner
        .run(&steps(), |steps| {
            let folder = tempfile::tempdir().unwrap();
            let workspace = made(folder.path());
            let store = workspace.store();
            for step in &steps {
                if step.looks {
                    told(&workspace.loaded().unwrap(), store, workspace.now().unwrap());
                }
                let before = workspace.loaded().unwrap();
                let read = step.is_read.then(|| {
                    let (held, as_of) = (Arc::clone(&before), workspace.now().unwrap());
                    let said = told(&held, store, as_of);
                    (held, as_of, said)
                });
                drop(before);
                if carry_out(&workspace, &step.act) {
                    let name = format!("{:?}", step.act);
                    let name = name.split([' ', '(']).next().unwrap_or_default().to_owned();
                    *seen.borrow_mut().entry(name).or_default() += 1;
                }
                let as_of = workspace.now().unwrap();
                let reads_all =
                    matches!(step.act, Act::Window(_) | Act::WeekStart(_) | Act::Undo | Act::Redo);
                let asked = FieldName::Canonical(Field::Email);
                let awaits = workspace.loaded().unwrap().cube.frame().awaits(&asked);
                prop_assert!(!step.looks || reads_all || !awaits, "{step:?} made everything be read anew");
                let (ours, theirs) = (workspace.loaded().unwrap(), Loaded::load(store).unwrap());
                same(&told_now(&ours, store, as_of), &told_now(&theirs, store, as_of), step)?;
                if let Some((held, as_of, said)) = read {
                    same(&told(&held, store, as_of), &said, step)?;
                }
            }
            let later = Moment(workspace.now().unwrap().0 + 30 * Moment::DAY);
            let (ours, theirs) = (workspace.loaded().unwrap(), Loaded::load(store).unwrap());
            same(&told_now(&ours, store, later), &told_now(&theirs, store, later), &steps[0])
        })
        .unwrap();
    println!("{:?}", seen.borrow());
    assert!(seen.borrow().len() >= 10, "too few kinds of steps to mean anything: {:?}", seen.borrow());
}

fn same(ours: &str, theirs: &str, step: &Step) -> Result<(), TestCaseError> {
    match ours.lines().zip(theirs.lines()).find(|(one, other)| one != other) {
        Some((one, other)) => {
            Err(TestCaseError::fail(format!("after {step:?}\npatched: {one}\nanew:    {other}")))
        }
        None if ours.len() == theirs.len() => Ok(()),
        None => Err(TestCaseError::fail(format!("after {step:?} one says more than the other"))),
    }
}
