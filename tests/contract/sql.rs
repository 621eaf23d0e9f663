//! SQL lives in `store`.

use crate::tree::{Source, expect_none, mentions, sources};

/// How statements begin; upper case, as the house writes them.
const STATEMENTS: [&str; 9] = [
    "\"SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "ALTER TABLE ",
    "\"PRAGMA ",
    "\"UPDATE ",
];

fn outside_store() -> Vec<Source> {
    let mut files = sources("crates", &[".rs", ".sql"]);
    files.extend(sources("src-tauri", &[".rs", ".sql"]));
    files.retain(|file| !file.path.starts_with("crates/store/"));
    files
}

#[test]
fn statements_are_written_in_store_only() {
    let files = outside_store();
    let mut found = mentions(&files, &STATEMENTS);
    found.extend(files.iter().filter(|file| file.path.ends_with(".sql")).map(|file| file.path.clone()));
    expect_none(
        "SQL outside of crates/store:",
        &found,
        "Give crates/store a function for it, named by what it does.",
    );
}

#[test]
fn only_store_names_the_engine() {
    let found = mentions(&outside_store(), &["rusqlite", "libsqlite3"]);
    expect_none(
        "SQLite is named outside of crates/store:",
        &found,
        "Let crates/store return its own type or error.",
    );
}

#[test]
fn statements_are_not_glued_together_from_values() {
    let files = sources("crates/store/src", &[".rs"]);
    let found: Vec<String> = mentions(&files, &["= '{", "= \\\"{", "VALUES ({"]);
    expect_none(
        "A value is formatted into a statement:",
        &found,
        "Bind it: `?1`. Only names from an allow-list are formatted in.",
    );
}
