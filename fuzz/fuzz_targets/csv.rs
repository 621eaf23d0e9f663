//! Any bytes as a CSV file: looked at, mapped as suggested, read to the end. No panic, and counts that add up.
#![no_main]

use libfuzzer_sys::fuzz_target;
use plumbline_domain::record::Chunk;
use plumbline_ingest::{
    look::{Overrides, look},
    mapping::{Known, suggest},
    read::{Context, Reader, write_rejected},
    source::Source,
};

fuzz_target!(|bytes: &[u8]| {
    let source = Source::bytes("any.csv", bytes);
    let Ok(look) = look(&source, &Overrides::default()) else { return };
    let known = Known::starter();
    let mapping = suggest(&look, &known);
    let context = Context { reasons: known.reasons, ..Context::default() };
    let mut reader = Reader::open(&source, &look, &mapping, &context).expect("a suggestion fits its file");
    let (mut chunk, mut problems, mut kept) = (Chunk::default(), Vec::new(), 0);
    loop {
        let progress = reader.read(&mut chunk, &mut problems).expect("bytes in memory can be read");
        kept += chunk.rows() as u64;
        if progress.done {
            assert_eq!(progress.read, kept + progress.refused + progress.skipped, "no row is lost");
            assert_eq!(progress.read, look.rows, "the look counts what is read");
            let mut out = Vec::new();
            let given_back = write_rejected(&source, &look, &problems, &mut out).expect("memory takes it");
            assert_eq!(given_back, progress.refused, "every refused row is given back");
            return;
        }
    }
});
