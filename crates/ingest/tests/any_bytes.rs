//! Whatever the bytes are: no panic, and counts that add up.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use plumbline_ingest::{
    look::{Overrides, look},
    mapping::{Known, Mapping, suggest},
    source::Source,
};
use proptest::prelude::*;

const SEED: &str = "Lead ID,Email,Created Date,Employees,Status,Rejection Reason,Website\r\n\
    1,a@x.example,31/03/2026,\"1,250\",Rejected,\"too \"\"small\"\"\",https://www.x.example/a\r\n\
    2,b@y.example,01/04/2026 10:05,12%,Accepted,,\r\n\
    3,c@z.example,2026-04-01T10:05:06.789Z,€ 3.500,\"New\nline\",-,z.example\r\n\
    Grand Totals (3 records)\r\n";

fn check(bytes: &[u8]) -> Result<(), TestCaseError> {
    let source = Source::bytes("any.csv", bytes);
    if let Ok(counts) = shared::import(&source) {
        prop_assert_eq!(counts.read, counts.kept + counts.refused + counts.skipped);
        prop_assert_eq!(counts.read, counts.look.rows);
        let mut out = Vec::new();
        let rows = plumbline_ingest::read::write_rejected(&source, &counts.look, &counts.problems, &mut out)
            .unwrap();
        prop_assert_eq!(rows, counts.refused);
        prop_assert!(String::from_utf8(out).is_ok());
    }
    Ok(())
}

#[test]
fn random_bytes() {
    proptest!(shared::cases(4000), |(bytes in prop::collection::vec(any::<u8>(), 0..400))| check(&bytes)?);
}

#[test]
fn bytes_a_csv_is_made_of() {
    let byte = prop::sample::select(b"a1,;\t|\"'\r\n\0\xff\xc3\xa4 .-/:@%()".to_vec());
    proptest!(shared::cases(8000), |(bytes in prop::collection::vec(byte, 0..200))| check(&bytes)?);
}

#[test]
fn damaged_exports() {
    proptest!(shared::cases(8000), |(slips in shared::slips(SEED.len()))| {
        check(&shared::damaged(SEED.as_bytes(), &slips))?;
    });
}

#[test]
fn any_text_as_a_mapping() {
    let word = prop::sample::select(vec![
        "[columns]",
        "[values.status]",
        "[dates]",
        "[missing]",
        "[source]",
        "\n",
        "\"A\"",
        "=",
        "\"email\"",
        "\"\"",
        "[",
        "]",
        "shape",
        "5",
        "\"*\"",
        "[values.\"rejection.reason\"]",
        "\"fit.x\"",
        "'",
        "\"",
        "\\u0000",
        "é",
    ]);
    proptest!(shared::cases(4000), |(words in prop::collection::vec(word, 0..30))| {
        if let Ok(mapping) = Mapping::from_toml(&words.concat()) {
            prop_assert_eq!(Mapping::from_toml(&mapping.to_toml()), Ok(mapping));
        }
    });
}

/// Read, it comes back as it was written; refused, it is refused with a sentence that says what to do.
fn check_mapping(text: &str) -> Result<(), TestCaseError> {
    match Mapping::from_toml(text) {
        Ok(mapping) => prop_assert_eq!(Mapping::from_toml(&mapping.to_toml()), Ok(mapping), "{}", text),
        Err(error) => {
            prop_assert!(!error.to_string().is_empty() && error.hint().ends_with('.'), "{:?}", error);
        }
    }
    Ok(())
}

#[test]
fn random_bytes_as_a_mapping() {
    proptest!(shared::cases(4000), |(bytes in prop::collection::vec(any::<u8>(), 0..300))| {
        check_mapping(&String::from_utf8_lossy(&bytes))?;
    });
}

#[test]
fn damaged_mappings() {
    let source = Source::bytes("seed.csv", SEED.as_bytes());
    let look = look(&source, &Overrides::default()).unwrap();
    let whole = suggest(&look, &Known::starter()).to_annotated_toml(&look);
    assert!(Mapping::from_toml(&whole).is_ok(), "undamaged it is read: {whole}");
    proptest!(shared::cases(4000), |(slips in shared::slips(whole.len()))| {
        check_mapping(&String::from_utf8_lossy(&shared::damaged(whole.as_bytes(), &slips)))?;
    });
}
