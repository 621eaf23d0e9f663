//! Files that are not ours, not whole or not honest: a sentence, never a panic, and never a byte changed.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use plumbline_domain::{field::Field, ids::LeadId, moment::Moment, stage::Stage};
use plumbline_store::{Migrations, OpenError, Reader, Store, StoreError};
use proptest::prelude::*;
use rusqlite::Connection;

use crate::common::{Bench, Row, cases, folder, go_on, import, plan};

fn newest() -> u32 {
    Migrations::released().latest()
}

/// A closed workspace with some rows.
fn closed() -> Bench {
    let (bench, store) = Bench::new();
    let rows: Vec<Row> = (0..60)
        .map(|n| {
            Row::of(&format!("e:{n}@example.com"))
                .text(Field::Company, &format!("Company {}", n % 7))
                .number(Field::Employees, f64::from(n))
                .extra(r#"{"Sales Region":"North"}"#)
                .stamp(Stage::Mql, i64::from(n))
                .status(Stage::Sal)
        })
        .collect();
    import(&store, &rows, 80);
    drop(store);
    bench
}

fn refused(path: &Path) -> OpenError {
    let before = fs::read(path).unwrap();
    let error = Store::open(path, Moment(0)).expect_err("must be refused");
    assert_eq!(fs::read(path).unwrap(), before, "a refused file is not touched");
    let reading = Store::open_read_only(path).expect_err("must be refused for reading too");
    assert_eq!(std::mem::discriminant(&error), std::mem::discriminant(&reading));
    assert_eq!(fs::read(path).unwrap(), before, "a refused file is not touched");
    error
}

#[test]
fn a_newer_file_is_refused_untouched() {
    let bench = closed();
    Connection::open(&bench.path).unwrap().pragma_update(None, "user_version", 7).unwrap();
    assert!(matches!(refused(&bench.path), OpenError::Newer { found: 7, known } if known == newest()));
}

#[test]
fn what_is_no_workspace_is_said_to_be_none() {
    let folder = folder();
    let path = folder.path().join("x.plumbline");
    assert!(matches!(Store::open(&path, Moment(0)), Err(OpenError::NoSuchFile(_))));
    for bytes in [&b""[..], b"id,email\n1,ann@example.com\n", b"SQLite format 3\0 and then nothing"] {
        fs::write(&path, bytes).unwrap();
        assert!(matches!(refused(&path), OpenError::NotOurs), "{bytes:?}");
    }
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE t(a); PRAGMA user_version = 1").unwrap();
    assert!(matches!(refused(&path), OpenError::NotOurs), "another program's database");
    assert!(Store::open(folder.path(), Moment(0)).is_err(), "a folder is no file");
}

#[test]
fn parts_that_plumbline_did_not_make_are_refused() {
    for sql in [
        "CREATE TRIGGER t AFTER INSERT ON lead BEGIN DELETE FROM operation; END",
        "CREATE VIEW v AS SELECT * FROM lead",
        "CREATE TABLE t(a)",
        "CREATE INDEX i ON lead(email)",
        "ALTER TABLE lead ADD COLUMN g TEXT AS (upper(email))",
        "DROP TABLE person; CREATE VIEW person AS SELECT 1 AS id, '' AS name, '' AS role, NULL AS retired_at",
        "DROP TABLE saved_view",
        "UPDATE migration SET checksum = ''",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
    ] {
        let bench = closed();
        let conn = Connection::open(&bench.path).unwrap();
        conn.execute_batch("PRAGMA foreign_keys = OFF").unwrap();
        conn.execute_batch(sql).unwrap();
        drop(conn);
        assert!(matches!(refused(&bench.path), OpenError::ForeignParts(_)), "{sql}");
    }
}

#[test]
fn a_first_import_waits_for_nobody_and_a_dry_run_writes_nothing() {
    let (bench, store) = Bench::new();
    let reader = Connection::open(&bench.path).unwrap();
    reader.execute_batch("BEGIN; SELECT * FROM lead").unwrap();
    let start = Instant::now();
    assert_eq!(import(&store, &[Row::of("e:ann@example.com")], 1).counts.created, 1);
    assert!(start.elapsed() < Duration::from_secs(5), "another reader only keeps the file in WAL mode");
    drop(reader);
    let watched = Store::open_read_only(&bench.path).unwrap();
    let feed = crate::common::feed(&[Row::of("e:bob@example.com")], &[]);
    assert_eq!(watched.try_import(&plan(1), feed, go_on).unwrap().counts.created, 1);
    assert_eq!(watched.read(Reader::lead_count).unwrap(), 1);
}

#[cfg(unix)]
#[test]
fn files_are_for_their_owner_alone_and_backups_are_whole() {
    use std::os::unix::fs::PermissionsExt;
    let (bench, store) = Bench::new();
    import(&store, &[Row::of("e:ann@example.com")], 1);
    let target = bench.folder.path().join("copy.plumbline");
    store.backup(&target).unwrap();
    assert!(matches!(store.backup(&target), Err(StoreError::Io(_))), "a backup replaces nothing");
    for path in [&bench.path, &target] {
        assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let copy = Store::open(&target, Moment(0)).unwrap();
    assert_eq!(copy.read(Reader::lead_count).unwrap(), 1);
}

/// Reads everything there is to read.
fn read_all(store: &Store) -> Result<(), StoreError> {
    store.read(|reader| {
        reader.settings()?;
        reader.reasons()?;
        reader.persons()?;
        reader.saved_views()?;
        reader.batches()?;
        reader.extra_headers()?;
        reader.undo_state()?;
        reader.verify_audit()?;
        reader.scan_events(|_| ())?;
        reader.scan_fields(&[Field::Company, Field::Employees], |_, _, _| ())?;
        reader.scan_extra(&["Sales Region"], |_, _, _| ())?;
        for id in 1..60 {
            reader.lead_detail(LeadId(id))?;
        }
        Ok(())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(500), ..ProptestConfig::default() })]

    #[test]
    fn flipped_bytes_and_cut_files_never_panic_and_a_refused_file_stays(
        flips in prop::collection::vec((any::<prop::sample::Index>(), 1_u8..), 0..6),
        front in prop::collection::vec((0_usize..400, any::<u8>()), 0..3),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        thread_local!(static ORIGINAL: Bench = closed());
        ORIGINAL.with(|original| {
            let copy = original.folder.path().join("copy.plumbline");
            let mut bytes = fs::read(&original.path).unwrap();
            for (index, with) in &flips {
                let index = index.index(bytes.len());
                bytes[index] ^= with;
            }
            for (index, byte) in front {
                bytes[index] = byte;
            }
            if let Some(cut) = cut {
                bytes.truncate(cut.index(bytes.len()));
            }
            fs::write(&copy, &bytes).unwrap();
            match Store::open(&copy, Moment(0)) {
                Ok(store) => {
                    let _ = read_all(&store);
                    let feed = crate::common::feed(&[Row::of("e:3@example.com").text(Field::City, "Bonn")], &[]);
                    let _ = store.import(plan(90), Moment(90), feed, go_on);
                    let _ = store.undo(Moment(91));
                }
                Err(_) => prop_assert_eq!(fs::read(&copy).unwrap(), bytes, "a refused file is not touched"),
            }
            for extra in ["-wal", "-shm", "-journal", "-lock"] {
                let _ = fs::remove_file(format!("{}{extra}", copy.display()));
            }
            Ok(())
        })?;
    }
}
