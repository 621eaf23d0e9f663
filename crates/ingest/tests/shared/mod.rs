//! What several test programs need.

#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "each test program uses a part"
)]

use std::path::{Path, PathBuf};

use plumbline_domain::{problem::Problem, record::Chunk};
use plumbline_ingest::{
    look::{Look, LookError, Overrides, look},
    mapping::{Known, suggest},
    read::{Context, Reader},
    source::Source,
};
use proptest::{prelude::*, test_runner::Config};

/// A folder of the outside test data that `PLUMBLINE_DATA` names, if this machine has it.
pub fn outside_data(folder: &str) -> Option<PathBuf> {
    let Some(root) = std::env::var_os("PLUMBLINE_DATA").map(PathBuf::from) else {
        println!("skipped: PLUMBLINE_DATA names no folder of outside test data");
        return None;
    };
    let path = root.join(folder);
    if path.is_dir() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

/// All files below a folder, in a stable order.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// How many random cases a property is tried on; `PLUMBLINE_CASES` asks for more or fewer.
pub fn cases(usual: u32) -> Config {
    let asked = std::env::var("PLUMBLINE_CASES").ok().and_then(|text| text.parse().ok());
    Config { cases: asked.unwrap_or(usual), failure_persistence: None, ..Config::default() }
}

/// What an import of a whole file counts.
pub struct Counts {
    pub look: Look,
    pub read: u64,
    pub refused: u64,
    pub skipped: u64,
    /// Rows in the chunks, of whatever shape.
    pub kept: u64,
    pub problems: Vec<Problem>,
}

/// Looks, maps by suggestion and reads to the end.
pub fn import(source: &Source) -> Result<Counts, LookError> {
    let look = look(source, &Overrides::default())?;
    let known = Known::starter();
    let mapping = suggest(&look, &known);
    let context = Context { reasons: known.reasons, ..Context::default() };
    let mut reader = Reader::open(source, &look, &mapping, &context).unwrap();
    let (mut chunk, mut problems, mut kept) = (Chunk::default(), Vec::new(), 0);
    loop {
        let progress = reader.read(&mut chunk, &mut problems).unwrap();
        kept += chunk.rows() as u64;
        if progress.done {
            let (read, refused, skipped) = (progress.read, progress.refused, progress.skipped);
            return Ok(Counts { look, read, refused, skipped, kept, problems });
        }
    }
}

/// A slip: where, of what kind (another byte, one less, one more), and the byte.
pub type Slip = (usize, u8, u8);

/// Slips in about `length` bytes.
pub fn slips(length: usize) -> impl Strategy<Value = Vec<Slip>> {
    prop::collection::vec((0..length, 0..3_u8, any::<u8>()), 0..8)
}

/// `whole` with slips made in it.
pub fn damaged(whole: &[u8], slips: &[Slip]) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    for (at, kind, byte) in slips {
        let at = at % bytes.len().max(1);
        match kind {
            0 if at < bytes.len() => bytes[at] = *byte,
            1 if at < bytes.len() => {
                bytes.remove(at);
            }
            _ => bytes.insert(at, *byte),
        }
    }
    bytes
}
