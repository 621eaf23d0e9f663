//! kill -9 at any moment: what was acknowledged is there, nothing is half there.
//!
//! A child process (this test program, asked for one ignored test) works on a workspace and says on its output what
//! has been acknowledged. It is killed at a random moment, and the file is looked at.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command, Stdio},
    time::Duration,
};

use plumbline_domain::{field::Field, ids::BatchId, moment::Moment, stage::Stage};
use plumbline_store::{Migrations, Op, OpKind, OpenError, Reader, Store, import::channel};
use rusqlite::Connection;

use crate::{
    common::{Bench, Row, cases, go_on, import, plan},
    migration::{next, populated},
    recover::{journal, length, pour},
};

const PATH: &str = "PLUMBLINE_KILL_PATH";
const WORK: &str = "PLUMBLINE_KILL_WORK";

/// A small generator: rounds are repeatable, and no crate is needed for that.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

#[test]
#[ignore = "the child of the kill loop"]
fn the_child() {
    let Ok(path) = std::env::var(PATH) else { return };
    let seed = std::env::var(WORK).unwrap();
    say("start");
    match seed.parse() {
        Ok(seed) => work(Path::new(&path), seed),
        Err(_) if seed == "fill" => fill(Path::new(&path)),
        Err(_) => drop(Store::open_with(Path::new(&path), Moment(0), &next()).unwrap()),
    }
    say("end");
}

fn say(line: &str) {
    let mut out = std::io::stdout();
    out.write_all(format!("\n> {line}\n").as_bytes()).unwrap();
    out.flush().unwrap();
}

fn rows(first: u64, count: u64) -> Vec<Row> {
    (first..first + count)
        .map(|n| {
            Row::of(&format!("e:{n}@example.com"))
                .text(Field::City, &format!("City {first}"))
                .stamp(Stage::Mql, 3)
        })
        .collect()
}

/// Edits, imports and undoes for ever.
fn work(path: &Path, seed: u64) {
    let mut dice = Dice(seed);
    let store = Store::open(path, Moment(0)).unwrap();
    let views = store.read(Reader::saved_views).unwrap();
    let mut counter: u64 = views.first().map_or(0, |view| view.criteria.parse().unwrap());
    loop {
        match dice.roll(6) {
            0 | 1 => {
                let outcome = import(&store, &rows(dice.roll(200), 20 + dice.roll(400)), 9);
                say(&format!("batch {}", outcome.batch.unwrap()));
            }
            2 => {
                let batches = store.read(Reader::batches).unwrap();
                if let Some(batch) = batches.iter().find(|batch| batch.undone_at.is_none()) {
                    store.undo_import(batch.id, Moment(5)).unwrap();
                    say(&format!("undone {}", batch.id));
                }
            }
            _ => {
                counter += 1;
                let next = counter.to_string();
                let op = Op::new(OpKind::SavedView, "Save view");
                store.transact(op, Moment(4), move |c| c.save_view("counter", &next, &[], None)).unwrap();
                say(&format!("counter {counter}"));
            }
        }
    }
}

/// A first import that is far from its end when the kill comes.
fn fill(path: &Path) {
    let store = Store::open(path, Moment(0)).unwrap();
    let (sender, rows) = channel(1);
    std::thread::spawn(move || pour(&sender, || false));
    let _ = store.import(plan(9), Moment(9), rows, go_on);
}

/// What the child had acknowledged when it died.
#[derive(Debug, Default)]
struct Acknowledged {
    counter: u64,
    batches: Vec<i64>,
    undone: Vec<i64>,
    ended: bool,
}

/// Lets the child work and kills it.
fn kill_within(path: &Path, work: &str, delay: Duration) -> Acknowledged {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["kill::the_child", "--exact", "--ignored", "--nocapture"])
        .env(PATH, path)
        .env(WORK, work)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = child.stdout.take().unwrap();
    let (started, start) = std::sync::mpsc::channel();
    let listener = std::thread::spawn(move || {
        let mut told = Acknowledged::default();
        for line in BufReader::new(out).lines().map_while(Result::ok) {
            let words: Vec<&str> = line.split(' ').collect();
            match words[..] {
                [">", "start"] => drop(started.send(())),
                [">", "end"] => told.ended = true,
                [">", "counter", n] => told.counter = n.parse().unwrap(),
                [">", "batch", n] => told.batches.push(n.parse().unwrap()),
                [">", "undone", n] => told.undone.push(n.parse().unwrap()),
                _ => {}
            }
        }
        told
    });
    start.recv_timeout(Duration::from_secs(30)).expect("the child starts");
    std::thread::sleep(delay);
    child.kill().unwrap();
    child.wait().unwrap();
    listener.join().unwrap()
}

fn assert_whole(path: &Path) {
    let conn = Connection::open(path).unwrap();
    let verdict: String = conn.pragma_query_value(None, "quick_check", |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let dangling = conn.prepare("PRAGMA foreign_key_check").unwrap().exists(()).unwrap();
    assert!(!dangling, "an event without its lead");
}

fn assert_kept(path: &Path, told: &Acknowledged, before: u64) {
    let store = Store::open(path, Moment(0)).expect("the workspace opens after a kill");
    assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
    let counter = store.read(Reader::saved_views).unwrap().first().map_or(0, |v| v.criteria.parse().unwrap());
    let least = before.max(told.counter);
    assert!(counter == least || counter == least + 1, "acknowledged {least}, found {counter}");
    for id in &told.batches {
        let batch = store.read(|reader| reader.batch(BatchId(*id))).expect("an acknowledged import is there");
        assert!(!told.undone.contains(id) || batch.undone_at.is_some(), "an acknowledged undo is there");
    }
    let mut found = std::collections::HashMap::<_, u64>::new();
    store.read(|reader| reader.scan_leads(|_, _, batch| *found.entry(batch).or_default() += 1)).unwrap();
    for batch in store.read(Reader::batches).unwrap() {
        let expected = if batch.undone_at.is_some() { 0 } else { batch.counts.created };
        assert_eq!(found.get(&Some(batch.id)).copied().unwrap_or_default(), expected, "all rows or none");
    }
    drop(store);
    assert_whole(path);
}

fn counter_of(path: &Path) -> u64 {
    let store = Store::open(path, Moment(0)).unwrap();
    store.read(Reader::saved_views).unwrap().first().map_or(0, |view| view.criteria.parse().unwrap())
}

#[test]
fn killed_while_editing_importing_and_undoing() {
    let mut dice = Dice(11);
    let mut acknowledged = 0_u64;
    let rounds = cases(420);
    for file in 0..rounds.div_ceil(20) {
        let (bench, store) = Bench::new();
        drop(store);
        for round in 0..20.min(rounds - file * 20) {
            let before = counter_of(&bench.path);
            let seed = u64::from(file * 1000 + round) + 1;
            // On a busy machine the child gets further only if it is let live longer.
            let longer = if acknowledged < u64::from(file * 20 + round) { 8 } else { 1 };
            let delay = Duration::from_micros(dice.roll(40_000) * longer);
            let told = kill_within(&bench.path, &seed.to_string(), delay);
            acknowledged +=
                (told.batches.len() + told.undone.len()) as u64 + told.counter.saturating_sub(before);
            assert_kept(&bench.path, &told, before);
        }
    }
    assert!(acknowledged > u64::from(rounds), "the child gets to work before it dies: {acknowledged}");
}

#[test]
fn killed_during_the_first_import() {
    let mut dice = Dice(13);
    let (mut hot, mut spilled) = (0, 0);
    let (bench, store) = Bench::new();
    drop(store);
    for round in 0..cases(24) {
        let told = kill_within(&bench.path, "fill", Duration::from_millis(dice.roll(600)));
        assert!(!told.ended, "the import is longer than the wait");
        hot += u32::from(length(&journal(&bench.path)) > 0);
        spilled += u32::from(length(&bench.path) > 1 << 20);
        if round % 2 == 0 {
            let store = Store::open_read_only(&bench.path).expect("it can be read after a kill");
            assert_eq!(store.read(Reader::lead_count).unwrap(), 0);
        }
        let store = Store::open(&bench.path, Moment(0)).expect("it opens after a kill");
        assert_eq!(store.read(Reader::lead_count).unwrap(), 0, "all rows or none");
        assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
        drop(store);
        assert_whole(&bench.path);
    }
    assert!(hot > 0 && spilled > 0, "killed with a journal ({hot}) and with pages in the file ({spilled})");
}

#[test]
fn killed_while_upgrading() {
    let mut dice = Dice(12);
    let (mut old, mut new) = (0, 0);
    let newest = Migrations::released().latest();
    for _ in 0..cases(80) {
        let (bench, store) = populated();
        drop(store);
        let told = kill_within(&bench.path, "upgrade", Duration::from_micros(dice.roll(20_000)));
        let read = Store::open_read_only(&bench.path);
        let fits = match &read {
            Ok(_) => true,
            Err(OpenError::Newer { found, .. }) => *found == newest + 1,
            Err(_) => false,
        };
        assert!(fits, "{read:?}");
        drop(read);
        assert_whole(&bench.path);
        let conn = Connection::open(&bench.path).unwrap();
        let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        drop(conn);
        let steps = if version == newest { Migrations::released() } else { next() };
        assert!(version == newest + 1 || !told.ended, "an acknowledged upgrade is there");
        let store = Store::open_with(&bench.path, Moment(0), &steps).expect("one format or the other");
        assert_eq!(store.read(Reader::lead_count).unwrap(), 2);
        drop(store);
        let later = Moment(1_000_000);
        Store::open_with(&bench.path, later, &next()).expect("the upgrade goes through the next time");
        *(if version == newest { &mut old } else { &mut new }) += 1;
    }
    assert!(old > 0 && new > 0, "killed before ({old}) and after ({new}) the step");
}
