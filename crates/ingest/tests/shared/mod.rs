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
