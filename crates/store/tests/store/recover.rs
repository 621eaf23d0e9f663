//! A first import cut short: its rollback journal lies beside the file, and pages of it are in the file already.

use std::{
    fs,
    path::{Path, PathBuf},
};

use plumbline_domain::{field::Field, moment::Moment, stage::Stage};
use plumbline_store::{
    ImportError, OpenError, Reader, Store,
    import::{Parcel, RowSender, channel},
};

use crate::common::{Bench, Row, dump, go_on, import, plan};

/// More than SQLite keeps in memory before it writes pages of an open transaction into the file.
const SPILLED: u64 = 8 << 20;
/// A megabyte each; ten times what memory holds would mean that nothing is ever spilled.
const PARCELS: u64 = 640;

/// Sends rows until `enough` says so.
pub(crate) fn pour(sender: &RowSender, mut enough: impl FnMut() -> bool) {
    let extra = format!(r#"{{"Sales Region":"{}"}}"#, "North ".repeat(1700));
    for number in 0..PARCELS {
        let mut parcel = Parcel::default();
        for row in number * 100..number * 100 + 100 {
            Row::of(&format!("e:{row}@example.com"))
                .text(Field::City, "Bonn")
                .extra(&extra)
                .stamp(Stage::Mql, 1)
                .put(row + 2, &mut parcel.chunk);
        }
        if sender.send(parcel).is_err() || enough() {
            return;
        }
    }
}

pub(crate) fn journal(path: &Path) -> PathBuf {
    PathBuf::from(format!("{}-journal", path.display()))
}

pub(crate) fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |found| found.len())
}

/// A copy of a workspace and of its journal as a crash in the middle of the first import leaves them, and what was in it.
fn interrupted() -> (Bench, PathBuf, String) {
    let (bench, store) = Bench::new();
    let before = dump(&bench.path);
    let copy = bench.folder.path().join("cut.plumbline");
    let (sender, rows) = channel(1);
    let (path, to) = (bench.path.clone(), copy.clone());
    let pouring = std::thread::spawn(move || {
        pour(&sender, || length(&path) > SPILLED);
        // The file first: the journal only grows, and holds what the file was before.
        fs::copy(&path, &to).unwrap();
        fs::copy(journal(&path), journal(&to)).unwrap();
        let reading = Store::open_read_only(&path);
        assert!(matches!(reading, Err(OpenError::InUse)), "it is being filled: {reading:?}");
    });
    let broken = store.import(plan(2), Moment(2), rows, go_on);
    pouring.join().unwrap();
    assert!(matches!(broken, Err(ImportError::Broken)));
    assert!(length(&copy) > SPILLED && length(&journal(&copy)) > 0, "pages have reached the file");
    (bench, copy, before)
}

#[test]
fn a_first_import_cut_short_is_taken_back_by_whoever_opens_the_file() {
    let (bench, cut, before) = interrupted();
    for reading in [true, false] {
        let path = bench.folder.path().join(format!("opened-{reading}.plumbline"));
        fs::copy(&cut, &path).unwrap();
        fs::copy(journal(&cut), journal(&path)).unwrap();
        let open = if reading { Store::open_read_only(&path) } else { Store::open(&path, Moment(0)) };
        let store = open.expect("it opens after a crash");
        assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
        assert_eq!(store.read(Reader::lead_count).unwrap(), 0);
        drop(store);
        assert_eq!(dump(&path), before);
        let store = Store::open(&path, Moment(0)).unwrap();
        assert_eq!(import(&store, &[Row::of("e:ann@example.com")], 3).counts.created, 1);
    }
}

#[test]
fn a_file_that_is_not_for_us_keeps_its_journal() {
    let (_bench, path, _) = interrupted();
    let original = fs::read(&path).unwrap();
    let left = fs::read(journal(&path)).unwrap();
    for (at, number) in [(60, 7_u32), (68, 7), (0, 7)] {
        let mut bytes = original.clone();
        bytes[at..at + 4].copy_from_slice(&number.to_be_bytes());
        fs::write(&path, &bytes).unwrap();
        for open in [Store::open(&path, Moment(0)), Store::open_read_only(&path)] {
            match open.expect_err("must be refused") {
                OpenError::Newer { found: 7, known } => {
                    assert_eq!((at, known), (60, plumbline_store::Migrations::released().latest()));
                }
                OpenError::NotOurs => assert_ne!(at, 60),
                other => panic!("{other}"),
            }
            assert_eq!(fs::read(&path).unwrap(), bytes, "a refused file is not touched");
            assert_eq!(fs::read(journal(&path)).unwrap(), left, "nor is its journal");
        }
    }
}
