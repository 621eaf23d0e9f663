//! Any bytes as a workbook, read as the reading process reads it, but in this one: what would end that process is a
//! finding here. What it writes is looked at like any text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plumbline_ingest::{
    look::{Overrides, look},
    source::Source,
    workbook,
};

fuzz_target!(|bytes: &[u8]| {
    let mut text = Vec::new();
    match workbook::read_here(bytes, &mut text) {
        Ok(()) => {
            let source = Source::bytes("sheet.csv", text);
            let _ = look(&source, &Overrides::default());
        }
        Err(error) => assert!(error.hint().ends_with('.'), "a refusal says what to do: {error:?}"),
    }
});
