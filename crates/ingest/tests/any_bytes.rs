//! Whatever the bytes are: no panic, and counts that add up.

#![allow(clippy::unwrap_used, reason = "tests")]

mod shared;

use plumbline_ingest::{mapping::Mapping, source::Source};
use proptest::{prelude::*, test_runner::Config};

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

fn config(cases: u32) -> Config {
    Config { cases, failure_persistence: None, ..Config::default() }
}

#[test]
fn random_bytes() {
    proptest!(config(4000), |(bytes in prop::collection::vec(any::<u8>(), 0..400))| check(&bytes)?);
}

#[test]
fn bytes_a_csv_is_made_of() {
    let byte = prop::sample::select(b"a1,;\t|\"'\r\n\0\xff\xc3\xa4 .-/:@%()".to_vec());
    proptest!(config(8000), |(bytes in prop::collection::vec(byte, 0..200))| check(&bytes)?);
}

#[test]
fn damaged_exports() {
    let damage = prop::collection::vec((0..SEED.len(), any::<u8>(), 0..3_u8), 0..8);
    proptest!(config(8000), |(damage in damage)| {
        let mut bytes = SEED.as_bytes().to_vec();
        for (at, byte, kind) in damage {
            let at = at.min(bytes.len() - 1);
            match kind {
                0 => bytes[at] = byte,
                1 => { bytes.remove(at); }
                _ => bytes.insert(at, byte),
            }
        }
        check(&bytes)?;
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
    proptest!(config(4000), |(words in prop::collection::vec(word, 0..30))| {
        if let Ok(mapping) = Mapping::from_toml(&words.concat()) {
            prop_assert_eq!(Mapping::from_toml(&mapping.to_toml()), Ok(mapping));
        }
    });
}
