//! Files that want to break a reader: each reads with counts that add up, or is refused with a sentence.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "tests")]

mod shared;

use std::time::{Duration, Instant};

use plumbline_domain::record::Chunk;
use plumbline_ingest::{
    look::{Overrides, look},
    mapping::{Known, suggest},
    read::{Context, ReadError, Reader},
    source::Source,
};

/// A line about what became of a file.
fn outcome(source: &Source) -> String {
    let start = Instant::now();
    let said = match shared::import(source) {
        Ok(counts) => {
            assert_eq!(counts.read, counts.look.rows, "{}: the look counts what is read", source.name());
            assert_eq!(
                counts.read,
                counts.kept + counts.refused + counts.skipped,
                "{}: nothing is lost",
                source.name()
            );
            let rows: std::collections::BTreeSet<u64> = counts.problems.iter().map(|p| p.row).collect();
            assert_eq!(rows.len() as u64, counts.refused, "{}: every refused row says why", source.name());
            assert!(counts.problems.iter().all(|problem| problem.message.ends_with('.')));
            format!(
                "read {} ({} refused), {} columns",
                counts.read,
                counts.refused,
                counts.look.columns.len()
            )
        }
        Err(error) => {
            assert!(error.to_string().len() > 10 && error.hint().ends_with('.'), "{error:?}");
            format!("refused: {error}")
        }
    };
    assert!(start.elapsed() < Duration::from_secs(10), "{}: takes {:?}", source.name(), start.elapsed());
    said
}

fn of(bytes: impl Into<Vec<u8>>) -> String {
    outcome(&Source::bytes("hostile.csv", bytes.into()))
}

#[test]
fn what_is_no_table_is_refused_with_a_sentence() {
    assert_eq!(of(""), "refused: the file is empty");
    assert_eq!(of("\u{feff}"), "refused: the file is empty");
    assert_eq!(of("\n\n \r\n"), "refused: the file is empty");
    assert!(of("1,2\n3,4\n").contains("names its columns"));
    assert!(of(&b"PK\x03\x04abc"[..]).contains("Excel"));
    assert!(of(vec![0; 4096]).contains("binary"));
    let long = [&b"name,mail\n"[..], &vec![b'x'; 40 << 20]].concat();
    assert!(of(long).contains("longer than 16 MB"));
}

#[test]
fn odd_tables_are_read_with_counts_that_add_up() {
    assert_eq!(of("id,email\n"), "read 0 (0 refused), 2 columns");
    assert_eq!(of("id,email"), "read 0 (0 refused), 2 columns");
    assert_eq!(of("id,email\n1,a@x.example,\n2\n3,b@x.example,c\n"), "read 3 (2 refused), 2 columns");
    assert_eq!(of("id,email\n1,\"a@x.example\n2,b@x.example\n"), "read 2 (1 refused), 2 columns");
    assert_eq!(of("id,email\n1,\"a\" b@x.example\n2,b@x.example\n"), "read 2 (1 refused), 2 columns");
    assert_eq!(of("id,email\n1,a\0@x.example\n2,b@x.example\n"), "read 2 (1 refused), 2 columns");
    assert_eq!(of("id,email\n1,a@x.example\nid,email\n2,b@x.example\n"), "read 2 (0 refused), 2 columns");
    assert_eq!(of("id,id,,\n1,2,3,4\n"), "read 1 (0 refused), 4 columns");
    assert_eq!(
        of("id,email\n1,\u{e4}@x.example\n2,7a@x.example\n3,broken\n"),
        "read 3 (1 refused), 2 columns"
    );
    let short = "Leads by owner\n\nFilters: none\n\nAs of today\n\nLead ID,Email,MQL Date\n1,a@x.example,2026-01-05\n";
    assert_eq!(of(short), "read 1 (0 refused), 3 columns", "the header is in row 7");
    let open = format!("id,note\n1,x\n2,\"{}", "word,\n".repeat(3 << 20));
    assert!(
        of(open).starts_with("read 3145729 ("),
        "an open quotation mark costs one row, however long the rest"
    );
}

#[test]
fn a_file_that_changes_between_look_and_read_or_while_it_is_read_is_not_imported() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leads.csv");
    let rows: String = (0..9_000).map(|row| format!("L{row:05},a{row:05}@x.example\n")).collect();
    std::fs::write(&path, format!("Lead ID,Email\n{rows}")).unwrap();
    let touch = |second| {
        let at = std::time::SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        std::fs::File::options().append(true).open(&path).unwrap().set_modified(at).unwrap();
    };
    touch(1);
    let source = Source::file(&path).unwrap();
    let look = look(&source, &Overrides::default()).unwrap();
    let mapping = suggest(&look, &Known::starter());
    let open = || Reader::open(&source, &look, &mapping, &Context::default());
    let (mut chunk, mut problems) = (Chunk::default(), Vec::new());
    let mut reader = open().unwrap();
    assert!(!reader.read(&mut chunk, &mut problems).unwrap().done);
    touch(2);
    let rest = loop {
        match reader.read(&mut chunk, &mut problems) {
            Ok(progress) => assert!(!progress.done, "half of the file is another one's"),
            Err(error) => break error,
        }
    };
    assert!(matches!(rest, ReadError::Changed));
    assert!(matches!(open().err(), Some(ReadError::Changed)), "of the same size, and another file");
}

#[test]
fn the_hostile_folder_is_read_or_refused() {
    let Some(folder) = shared::outside_data("csv-hostile") else { return };
    let mut refused = 0;
    let files = shared::files(&folder);
    for path in &files {
        let source = Source::file(path).unwrap();
        let said = outcome(&source);
        refused += usize::from(said.starts_with("refused"));
        println!("{}: {said}", path.strip_prefix(&folder).unwrap().display());
    }
    println!("{} files, {refused} refused", files.len());
    assert!(files.len() > 400, "the folder is whole");
}

#[test]
fn the_shapes_of_connectors_are_read() {
    let Some(folder) = shared::outside_data("connector-shapes") else { return };
    for path in
        shared::files(&folder).iter().filter(|path| path.extension().is_some_and(|name| name == "csv"))
    {
        let source = Source::file(path).unwrap();
        let said = outcome(&source);
        let dictionary = shared::import(&source).map(|counts| counts.look.dictionary.label());
        println!("{}: {said}, {dictionary:?}", path.strip_prefix(&folder).unwrap().display());
        assert!(said.starts_with("read"), "{said}");
    }
}
