//! From one format to the next: every released format as a fixture with rows, and steps that fail at every statement.

use std::{fs, path::PathBuf};

use plumbline_domain::{field::Field, moment::Moment, settings::Settings, stage::Stage};
use plumbline_store::{
    Migrations, Op, OpKind, OpenError, Opened, Reader, Step, Store, UndoImportError, Value,
};
use rusqlite::{Connection, types::ValueRef};

use crate::common::{Bench, DAY, Row, dump, folder, import};

/// Statements a later format might need.
const NEXT: [&str; 4] = [
    "ALTER TABLE person ADD COLUMN rank TEXT",
    "CREATE TABLE rank(id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT",
    "INSERT INTO rank(name) SELECT DISTINCT role FROM person",
    "UPDATE person SET rank = role",
];

/// The released steps and one more of these statements.
fn one_more(statements: &[&str]) -> Migrations {
    let mut steps = Migrations::released().steps().to_vec();
    steps.push(Step { name: "ranks".to_owned(), sql: statements.join(";\n") });
    Migrations::new(steps)
}

pub(crate) fn next() -> Migrations {
    one_more(&NEXT)
}

/// A workspace in the released format with a row in every table.
pub(crate) fn populated() -> (Bench, Store) {
    let (bench, store) = Bench::new();
    let rows = [
        Row::of("e:ann@example.com")
            .text(Field::City, "Bonn")
            .extra(r#"{"Region":"North"}"#)
            .stamp(Stage::Mql, 1),
        Row::of("e:bob@example.com").number(Field::Score, 0.1).status(Stage::Sal),
        Row::of("e:bob@example.com").number(Field::Score, 0.2),
    ];
    import(&store, &rows, 10);
    import(&store, &[Row::of("e:ann@example.com").text(Field::City, "Ulm")], 12);
    let op = Op::new(OpKind::Person, "Add person");
    store
        .transact(op, Moment(13 * DAY), |change| {
            let person = change.add_person("Kim Example", "SDR lead")?;
            change.save_view("Mine", "city = \"Ulm\"", &["email".to_owned()], None)?;
            let lead = plumbline_domain::ids::LeadId(1);
            change.record_event(lead, Stage::Rejected, None, Some("noted"), Some(person))?;
            change.set_field(lead, Field::Country, &Value::Text("DE".to_owned()))
        })
        .unwrap();
    (bench, store)
}

/// Tables a person's rows are in, with the format that made them.
const TABLES: [(u32, &str); 19] = [
    (1, "lead"),
    (1, "stage_event"),
    (1, "reason"),
    (1, "person"),
    (1, "saved_view"),
    (1, "setting"),
    (2, "lead_key"),
    (2, "distinct_pair"),
    (2, "activity"),
    (2, "opportunity"),
    (2, "field_change"),
    (2, "spend"),
    (2, "reference_row"),
    (2, "watched_folder"),
    (3, "team"),
    (3, "track"),
    (3, "concordance"),
    (3, "recycling"),
    (3, "escalation"),
];

fn fixture(version: u32) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("../../tests/databases/{version:04}.sql"))
}

/// Run by hand once a format is released: `cargo test -p plumbline-store write_the_fixture -- --ignored`.
#[test]
#[ignore = "writes the fixture of the newest format"]
fn write_the_fixture_of_the_newest_format() {
    let (bench, store) = populated();
    drop(store);
    let conn = Connection::open(&bench.path).unwrap();
    conn.execute_batch(include_str!("rows_of_0002.sql")).unwrap();
    conn.execute_batch(include_str!("rows_of_0003.sql")).unwrap();
    let version: u32 = conn.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    let id: i64 = conn.pragma_query_value(None, "application_id", |row| row.get(0)).unwrap();
    // Tables come in the order they were made, and name rows of later ones.
    let mut sql = format!(
        "PRAGMA foreign_keys = OFF;\nPRAGMA application_id = {id};\nPRAGMA user_version = {version};\n"
    );
    let parts: Vec<(String, String, String)> = conn
        .prepare("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid")
        .unwrap()
        .query_map((), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    sql.extend(parts.iter().map(|(_, _, made)| format!("{made};\n")));
    for (_, table, _) in parts.iter().filter(|(kind, _, _)| kind == "table") {
        let mut read = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let width = read.column_count();
        let mut rows = read.query(()).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..width)
                .map(|index| match row.get_ref_unwrap(index) {
                    ValueRef::Null => "NULL".to_owned(),
                    ValueRef::Integer(number) => number.to_string(),
                    ValueRef::Real(number) => format!("{number:?}"),
                    ValueRef::Text(text) => {
                        format!("'{}'", String::from_utf8_lossy(text).replace('\'', "''"))
                    }
                    ValueRef::Blob(_) => panic!("no table keeps blobs"),
                })
                .collect();
            sql.push_str(&format!("INSERT INTO {table} VALUES({});\n", cells.join(",")));
        }
    }
    fs::write(fixture(version), sql).unwrap();
}

#[test]
fn every_released_format_is_kept_with_rows_and_opens() {
    let latest = Migrations::released().latest();
    for version in 1..=latest {
        let path = fixture(version);
        let sql = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is missing", path.display()));
        let folder = folder();
        let path = folder.path().join("old.plumbline");
        Connection::open(&path).unwrap().execute_batch(&sql).unwrap();
        let before = dump(&path);
        for table in TABLES.iter().filter(|(since, _)| *since <= version).map(|(_, table)| table) {
            assert!(
                before.contains(&format!("\n{table} ")) || before.starts_with(table),
                "a fixture has rows in {table}"
            );
        }
        let store = Store::open(&path, Moment(0)).unwrap();
        assert_eq!(matches!(store.opened(), Opened::Current), version == latest);
        assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
        let after = dump(&path);
        for line in before.lines().filter(|line| !line.starts_with("lead ")) {
            assert!(after.contains(line), "kept: {line}");
        }
        if version == latest {
            assert_eq!(after, before);
            store.undo(Moment(1)).expect("the history works");
        }
    }
}

#[test]
fn an_older_file_is_upgraded_after_a_backup_that_opens_as_before() {
    let (bench, store) = populated();
    drop(store);
    let before = dump(&bench.path);
    let now = Moment(1_767_225_600_000);
    let store = Store::open_with(&bench.path, now, &next()).unwrap();
    let newest = Migrations::released().latest();
    let Opened::Upgraded { from, backup } = store.opened().clone() else {
        panic!("it was in the released format");
    };
    assert_eq!(from, newest);
    assert!(backup.ends_with("north.plumbline.backup-20260101-000000"));
    assert_eq!(dump(&backup), before);
    assert_eq!(store.read(Reader::verify_audit).unwrap(), None);
    let batch = store.read(Reader::batches).unwrap()[0].id;
    assert!(matches!(store.undo_import(batch, now), Err(UndoImportError::Forgotten)));
    drop(store);
    let rank: String = Connection::open(&bench.path)
        .unwrap()
        .query_row("SELECT rank FROM person", (), |row| row.get(0))
        .unwrap();
    assert_eq!(rank, "SDR lead");
    let newer = Store::open(&bench.path, now);
    assert!(
        matches!(newer, Err(OpenError::Newer { found, known }) if (found, known) == (newest + 1, newest))
    );
    let old = Store::open(&backup, now).expect("the older program opens the backup");
    assert_eq!(old.read(Reader::lead_count).unwrap(), 2);
}

#[test]
fn a_step_that_fails_at_any_statement_leaves_the_file_as_it_was() {
    for broken in 0..=NEXT.len() {
        let (bench, store) = populated();
        drop(store);
        let before = dump(&bench.path);
        let mut statements = NEXT.to_vec();
        statements.insert(broken, "INSERT INTO nowhere VALUES(1)");
        let failed = Store::open_with(&bench.path, Moment(1), &one_more(&statements));
        let step = Migrations::released().latest() + 1;
        assert!(
            matches!(failed, Err(OpenError::Migration { version, .. }) if version == step),
            "statement {broken}"
        );
        assert_eq!(dump(&bench.path), before);
        let store = Store::open(&bench.path, Moment(2)).expect("the older program goes on");
        store.undo(Moment(3)).expect("and so does its history");
        drop(store);
        Store::open_with(&bench.path, Moment(4000), &next()).expect("a repaired step goes through");
    }
}

#[test]
fn a_backup_that_cannot_be_made_stops_the_upgrade() {
    let (bench, store) = populated();
    drop(store);
    let before = dump(&bench.path);
    fs::create_dir(bench.folder.path().join("north.plumbline.backup-19700101-000000")).unwrap();
    let failed = Store::open_with(&bench.path, Moment(0), &next());
    assert!(matches!(failed, Err(OpenError::Backup(_))));
    assert_eq!(dump(&bench.path), before);
}

#[test]
fn a_step_edited_after_its_release_is_noticed() {
    let (bench, store) = Bench::new();
    drop(store);
    for index in 0..Migrations::released().steps().len() {
        let mut steps = Migrations::released().steps().to_vec();
        steps[index].sql.push_str("\n-- a harmless word\n");
        let opened = Store::open_with(&bench.path, Moment(0), &Migrations::new(steps));
        assert!(matches!(opened, Err(OpenError::ForeignParts(_))), "step {index}");
    }
    let other = bench.folder.path().join("other.plumbline");
    let newer = Store::create_with(&other, &Settings::default(), Moment(0), &next()).unwrap();
    assert_eq!(*newer.opened(), Opened::New);
}
