//! Files whose cells are known beforehand, read back cell by cell.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use std::{fs, path::Path};

use plumbline_ingest::{
    look::{Overrides, look, preview},
    source::Source,
};
use serde_json::{Map, Value};

/// Reads a file as the JSON array of objects that its companion holds.
fn as_json(path: &Path) -> Value {
    let mut bytes = fs::read(path).unwrap();
    if path.to_string_lossy().ends_with("_crlf.csv") {
        // Stored with line feeds; the companions still have what the name says.
        bytes = String::from_utf8(bytes).unwrap().replace('\n', "\r\n").into_bytes();
    }
    let source = Source::bytes("cells.csv", bytes);
    let look = look(&source, &Overrides::default()).unwrap();
    let headers: Vec<&str> = look.headers().collect();
    let rows = preview(&source, &look, usize::MAX).unwrap();
    let object = |cells: &[String]| {
        let pairs =
            headers.iter().zip(cells).map(|(header, cell)| ((*header).to_owned(), cell.clone().into()));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    Value::Array(rows.iter().map(|row| object(&row.cells)).collect())
}

fn check_folder(csvs: &Path, jsons: &Path) -> usize {
    let mut count = 0;
    for path in
        shared::files(csvs).into_iter().filter(|path| path.extension().is_some_and(|name| name == "csv"))
    {
        let companion = jsons.join(path.file_stem().unwrap()).with_extension("json");
        let Ok(text) = fs::read_to_string(&companion) else { continue };
        let mut expected: Value = serde_json::from_str(&text).unwrap();
        let mut found = as_json(&path);
        if path.ends_with("location_coordinates.csv") {
            // This companion is one object instead of an array, and has another phone number than its file.
            expected = Value::Array(vec![expected]);
            for side in [&mut found, &mut expected] {
                side[0]["Contact Phone Number"] = Value::Null;
            }
        }
        assert_eq!(found, expected, "{}", path.display());
        count += 1;
    }
    count
}

#[test]
fn our_fixtures_read_as_their_json() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cells");
    assert!(check_folder(&folder, &folder) >= 6, "every fixture has a companion");
}

#[test]
fn the_csv_spectrum_reads_as_its_json() {
    let Some(folder) = shared::outside_data("csv-spectrum") else { return };
    assert_eq!(check_folder(&folder.join("csvs"), &folder.join("json")), 12);
}
