//! Workbooks that want to break a reader: each is read with counts that add up, or refused with a sentence, soon.

use std::{path::Path, time::Instant};

use plumbline_ingest::workbook::{Program, WorkbookError};
use proptest::prelude::*;

use super::{make, make::Room, open, program, shared};

/// What became of a workbook, in a line, and after how many milliseconds.
fn outcome(path: &Path) -> (String, u128) {
    let start = Instant::now();
    let said = match open(path) {
        Ok(source) => match shared::import(&source) {
            Ok(counts) => {
                assert_eq!(counts.read, counts.look.rows, "{}: the look counts what is read", path.display());
                assert_eq!(
                    counts.read,
                    counts.kept + counts.refused + counts.skipped,
                    "{}: nothing is lost",
                    path.display()
                );
                let sheet = counts.look.sheet.as_deref().unwrap_or("no sheet").to_owned();
                format!("read {} rows ({} refused) of {sheet}", counts.read, counts.refused)
            }
            Err(error) => {
                assert!(error.to_string().len() > 10 && error.hint().ends_with('.'), "{error:?}");
                format!("refused: {error}")
            }
        },
        Err(error) => {
            assert!(error.to_string().len() > 10 && error.hint().ends_with('.'), "{error:?}");
            format!("refused: {error}")
        }
    };
    (said, start.elapsed().as_millis())
}

#[test]
fn the_hostile_folder_is_read_or_refused() {
    let Some(folder) = shared::outside_data("xlsx-hostile") else { return };
    let files = shared::files(&folder);
    let (mut refused, mut slowest) = (0, 0);
    for path in &files {
        let (said, milliseconds) = outcome(path);
        println!("{milliseconds:5} ms  {}: {said}", path.strip_prefix(&folder).unwrap().display());
        refused += usize::from(said.starts_with("refused"));
        slowest = slowest.max(milliseconds);
    }
    println!("{} files, {refused} refused, slowest {slowest} ms", files.len());
    assert!(files.len() > 90, "the folder is whole");
}

/// A name, the bytes, and a word of what is said; none where the workbook may as well be read.
type Case = (&'static str, Vec<u8>, Option<&'static str>);

const ROWS: &[&[&str]] = &[&["Lead ID", "Email"], &["a-1", "ann@x.example"]];

fn cases() -> Vec<Case> {
    let plain = || make::plain(ROWS);
    let sheet = "xl/worksheets/sheet1.xml";
    let bomb = make::archive(&with(&plain(), sheet, vec![b' '; 64 << 20]));
    let lol: String =
        (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect();
    let entities = format!("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY l0 \"lol\">{lol}]>");
    let row =
        |number: u32, cell: &str| format!("<row r=\"{number}\"><c r=\"{cell}{number}\"><v>1</v></c></row>");
    let scattered: String = (1..100_000).map(|number| row(number, "XFD")).collect();
    let backwards = [row(9, "A"), row(2, "A")].concat();
    let outer = make::archive(&[(
        "inner.zip".to_owned(),
        make::archive(&[("a.csv".to_owned(), b"Lead ID\n1\n".to_vec())]),
    )]);
    let many: Vec<(String, Vec<u8>)> = (0..10_001).map(|n| (format!("xl/{n}"), Vec::new())).collect();
    vec![
        ("far cell", make::with_rows(&[row(1, "A"), row(1_048_576, "XFD")].concat()), None),
        ("cell beyond the sheet", make::with_rows(&row(1_048_577, "A")), Some("")),
        ("scattered cells", make::with_rows(&scattered), Some("far apart")),
        ("rows backwards", make::with_rows(&backwards), Some("row 2 follows row 9")),
        (
            "declared strings",
            make::patched(&plain(), "xl/sharedStrings.xml", |text| {
                text.replace("uniqueCount=\"4\"", "uniqueCount=\"4000000000\"")
            }),
            cfg!(target_os = "linux").then_some("more memory"),
        ),
        ("zip bomb", bomb.clone(), Some("would unpack to")),
        ("zip bomb that lies", lying(bomb, sheet), Some("damaged")),
        ("many parts", make::archive(&many), Some("10001 parts")),
        ("nested zip", outer, Some("a ZIP archive, not a workbook")),
        (
            "entity bomb",
            make::patched(&plain(), sheet, |text| {
                let (_, body) = text.split_once("?>").unwrap();
                format!("{entities}{}", body.replace("<sheetData>", "<sheetData>&l9;"))
            }),
            Some("XML entities"),
        ),
        (
            "truncated",
            {
                let whole = plain();
                whole[..whole.len() / 2].to_vec()
            },
            Some("damaged"),
        ),
        ("no zip", b"PK\x03\x04 and nothing of the kind".to_vec(), Some("damaged")),
        ("no OLE", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing of the kind".to_vec(), Some("damaged")),
        (
            "text document",
            make::archive(&[
                ("_rels/.rels".to_owned(), Vec::new()),
                ("word/document.xml".to_owned(), Vec::new()),
            ]),
            Some("another kind"),
        ),
    ]
}

/// What a file was meant to be, its bytes, and what is said of it.
fn spoiled() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let text = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    let ods = |parts: &[(String, Vec<u8>)]| {
        let kind = text("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
        make::archive(&[&[kind], parts].concat())
    };
    let locked = "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">\
        <manifest:file-entry manifest:full-path=\"content.xml\"><manifest:encryption-data/></manifest:file-entry>\
        </manifest:manifest>";
    let whole = make::plain(ROWS);
    let mut ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    ole.resize(4096, 7);
    vec![
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "its end is missing"),
        (
            "rows.xlsx",
            make::archive(&with(&whole, "xl/workbook.xml", b"<x><y></x>".to_vec())),
            "a part of it",
        ),
        ("broken.xlsb", make::archive(&[text("xl/workbook.bin", "no records")]), "damaged"),
        ("broken.ods", ods(&[text("content.xml", "<office:document-content><x>")]), "damaged"),
        ("locked.ods", ods(&[text("content.xml", "?"), text("META-INF/manifest.xml", locked)]), "password"),
        ("locked-whole.ods", ods(&[text("encrypted-package", "?")]), "password"),
        (
            "letter.ods",
            make::archive(&[
                text("mimetype", "application/vnd.oasis.opendocument.text"),
                text("content.xml", "<x/>"),
            ]),
            "another kind",
        ),
        ("broken.xls", ole, "damaged"),
    ]
}

#[test]
fn what_is_wrong_is_said_without_words_of_libraries() {
    let room = Room::new();
    for (name, bytes, expected) in spoiled() {
        let (said, _) = outcome(&room.put(name, bytes));
        assert!(said.starts_with("refused: ") && said.contains(expected), "{name}: {said}");
        for foreign in
            ["EOCD", "Zip", "I/O", "Xml", "xml", "OLE", "expecting", "Error", "sector", "Eof", "0x"]
        {
            assert!(!said.contains(foreign), "{name}: {said}");
        }
    }
}

/// The parts of a workbook with one replaced.
fn with(workbook: &[u8], part: &str, bytes: Vec<u8>) -> Vec<(String, Vec<u8>)> {
    let mut parts = make::parts(workbook);
    parts.iter_mut().find(|(name, _)| name == part).unwrap().1 = bytes;
    parts
}

/// The same archive, but its directory declares a small size for the part.
fn lying(mut archive: Vec<u8>, part: &str) -> Vec<u8> {
    let places: Vec<usize> =
        (0..archive.len() - part.len()).filter(|at| archive[*at..].starts_with(part.as_bytes())).collect();
    let [local, central] = places[..] else { panic!("twice in an archive: {places:?}") };
    // The size lies 8 bytes before the name in a part's own header, and 22 in the directory.
    for at in [local - 8, central - 22] {
        assert_eq!(archive[at..at + 4], (64_u32 << 20).to_le_bytes(), "the size stands here");
        archive[at..at + 4].copy_from_slice(&100_000_u32.to_le_bytes());
    }
    archive
}

/// The most memory this process ever had, in kilobytes.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[test]
fn what_wants_to_break_the_reader_gets_a_sentence() {
    let room = Room::new();
    let cases: Vec<_> =
        cases().into_iter().map(|(name, bytes, word)| (name, room.put(name, bytes), word)).collect();
    #[cfg(target_os = "linux")]
    let before = peak();
    for (name, path, word) in &cases {
        let (said, milliseconds) = outcome(path);
        println!("{milliseconds:5} ms  {name}: {said}");
        match word {
            Some(word) => assert!(said.starts_with("refused") && said.contains(word), "{name}: {said}"),
            None => assert!(said.len() > 10, "{name}: {said}"),
        }
        assert!(milliseconds < 10_000, "{name} takes {milliseconds} ms");
    }
    #[cfg(target_os = "linux")]
    assert!(peak() - before < 50 << 10, "this process grew by {} KB", peak() - before);
}

#[test]
fn a_workbook_with_a_password_is_told_apart() {
    let Some(folder) = shared::outside_data("xlsx-hostile") else { return };
    for name in ["pass_protected.xlsx", "pass_protected.xlsb", "issue_385.xls"] {
        assert!(matches!(open(&folder.join(name)), Err(WorkbookError::Password)), "{name}");
    }
}

#[test]
fn a_reading_program_that_is_gone_or_mute_costs_a_sentence() {
    let room = Room::new();
    let path = room.put("leads.xlsx", make::plain(ROWS));
    let gone = Program { path: "/nowhere/plumbline".into(), args: Vec::new() };
    let read = |program: &Program| plumbline_ingest::source::Source::open_path(&path, None, program);
    assert!(matches!(read(&gone), Err(WorkbookError::NoReader(_))));
    let mute = Program { args: Vec::new(), ..program() };
    assert!(matches!(read(&mute), Err(WorkbookError::Broken)));
}

/// Slips in the archive itself, and in a part of it that is packed again: the first rarely gets past the checksums.
#[test]
fn damaged_workbooks_are_read_or_refused() {
    let (room, whole) = (Room::new(), make::plain(ROWS));
    let names: Vec<String> = make::parts(&whole).into_iter().map(|(name, _)| name).collect();
    let part = prop::option::weighted(0.8, prop::sample::select(names));
    proptest!(shared::cases(200), |(part in part, slips in shared::slips(2_000))| {
        let bytes = match part {
            None => shared::damaged(&whole, &slips),
            Some(name) => {
                let mut parts = make::parts(&whole);
                let (_, part) = parts.iter_mut().find(|(known, _)| *known == name).unwrap();
                *part = shared::damaged(part, &slips);
                make::archive(&parts)
            }
        };
        let (said, milliseconds) = outcome(&room.put("damaged.xlsx", bytes));
        prop_assert!(milliseconds < 10_000, "{said} after {milliseconds} ms");
    });
}
