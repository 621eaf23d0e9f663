//! A power cut, which kill -9 does not show: the write-ahead log as it may be found on the disk, cut anywhere.
//!
//! What is found is always a prefix of what was committed: never a torn step, never a later one without an earlier one.

use std::{fs, path::Path};

use plumbline_domain::moment::Moment;
use plumbline_store::{Op, OpKind, Reader, Store};

use crate::common::{Bench, cases};

/// Steps per run: few enough that none is checkpointed while the run lasts.
const STEPS: u64 = 100;
const HEADER: usize = 32;

/// A file, and the log of [`STEPS`] steps after step `before`.
struct Run {
    before: u64,
    file: Vec<u8>,
    log: Vec<u8>,
}

fn run(bench: &Bench, before: u64) -> Run {
    let file = fs::read(&bench.path).unwrap();
    let store = bench.open();
    for step in before + 1..=before + STEPS {
        let op = Op::new(OpKind::SavedView, "Save view");
        let text = step.to_string();
        store.transact(op, Moment(step as i64), move |c| c.save_view("counter", &text, &[], None)).unwrap();
    }
    // Opening put the file into WAL mode: the bytes that say so are the only ones that have changed.
    let mut opened = fs::read(&bench.path).unwrap();
    opened.truncate(100);
    let log = fs::read(bench.folder.path().join("north.plumbline-wal")).unwrap();
    store.close().unwrap();
    opened.extend_from_slice(&file[100..]);
    Run { before, file: opened, log }
}

/// Opens the file with the log cut after `length` bytes; returns the last step that is there.
fn found(folder: &Path, run: &Run, length: usize) -> u64 {
    let path = folder.join("cut.plumbline");
    fs::write(&path, &run.file).unwrap();
    fs::write(folder.join("cut.plumbline-wal"), &run.log[..length]).unwrap();
    let store = Store::open(&path, Moment(0)).unwrap_or_else(|error| panic!("cut at {length}: {error}"));
    assert_eq!(store.read(Reader::verify_audit).unwrap(), None, "cut at {length}");
    let views = store.read(Reader::saved_views).unwrap();
    let step = views.first().map_or(0, |view| view.criteria.parse().unwrap());
    let operations = store.read(Reader::operations).unwrap().len() as u64;
    assert_eq!(operations, step + 1, "cut at {length}: the audit and the change are of one step");
    step
}

#[test]
fn a_log_cut_anywhere_gives_a_prefix_of_the_commits() {
    let folder = crate::common::folder();
    let (bench, store) = Bench::new();
    store.close().unwrap();
    for run in [run(&bench, 0), run(&bench, STEPS)] {
        let page = u32::from_be_bytes(run.log[8..12].try_into().unwrap()) as usize;
        let frame = page + 24;
        let frames = (run.log.len() - HEADER) / frame;
        // Every boundary, and points inside the frames: two thousand in the ordinary run, eight per frame in a soak.
        let inside = (cases(2000) as usize).div_ceil(2 * frames).clamp(2, 9);
        let (mut last, mut steps) = (0, std::collections::BTreeSet::new());
        for number in 0..=frames {
            for point in 0..inside {
                let length = HEADER + number * frame + point * frame / inside;
                let step = found(folder.path(), &run, length.min(run.log.len()));
                assert!(step >= last, "a longer log holds at least as much");
                last = step;
                steps.insert(step);
            }
        }
        assert!(steps.into_iter().eq(run.before..=run.before + STEPS), "each step was once the last one");
    }
}
