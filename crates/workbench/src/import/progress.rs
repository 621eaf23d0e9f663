//! How far an import has come, told to whoever waits for it.

use std::{ops::ControlFlow, time::Instant};

use super::mapping::Mapped;
use crate::failure::Outcome;

/// What an import is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The file is looked at.
    Looking,
    /// Rows are read and taken in.
    Reading,
    /// The last row is in; indexes are built and everything is written to the disk.
    Saving,
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// The file it is at.
    pub file: String,
    /// Which of the files that is, from 1.
    pub at: usize,
    /// How many files come in together.
    pub files: usize,
    /// Rows so far, of all files.
    pub rows: u64,
    /// Rows in all, once known.
    pub total: Option<u64>,
    /// Since the first row.
    pub rows_per_second: f64,
    /// How long the rest will take at this pace, in seconds.
    pub seconds_left: Option<f64>,
}

/// Told how far the import has come; may say stop.
pub(crate) type Tell = Box<dyn FnMut(Progress) -> ControlFlow<()> + Send>;

/// Says that file `at` of `files` is looked at.
pub(crate) fn looking(tell: &mut Tell, file: String, at: usize, files: usize) -> Outcome<()> {
    let progress = Progress {
        phase: Phase::Looking,
        file,
        at,
        files,
        rows: 0,
        total: None,
        rows_per_second: 0.0,
        seconds_left: None,
    };
    match tell(progress) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(plumbline_store::ImportError::Cancelled.into()),
    }
}

/// Turns the rows the store has taken into how far the import has come.
pub(crate) fn watched(
    mut tell: Tell,
    files: &[Mapped],
) -> impl FnMut(u64) -> ControlFlow<()> + Send + 'static + use<> {
    let began = Instant::now();
    let sizes: Vec<(String, u64)> =
        files.iter().map(|file| (file.look.name.clone(), file.look.rows)).collect();
    let total: u64 = sizes.iter().map(|(_, rows)| rows).sum();
    move |rows| {
        let seconds = began.elapsed().as_secs_f64();
        let pace = if seconds > 0.0 { rows as f64 / seconds } else { 0.0 };
        let at = place(&sizes, rows);
        tell(Progress {
            phase: if rows >= total { Phase::Saving } else { Phase::Reading },
            file: sizes.get(at).map(|(name, _)| name.clone()).unwrap_or_default(),
            at: at + 1,
            files: sizes.len(),
            rows,
            total: Some(total),
            rows_per_second: pace,
            // Before the first second the pace is noise.
            seconds_left: (seconds > 1.0 && pace > 0.0).then(|| total.saturating_sub(rows) as f64 / pace),
        })
    }
}

/// The file in which the next row lies.
fn place(sizes: &[(String, u64)], rows: u64) -> usize {
    let mut before = 0;
    let found = sizes.iter().position(|(_, size)| {
        before += size;
        rows < before
    });
    found.unwrap_or(sizes.len().saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_lie_in_the_file_that_holds_them() {
        let sizes: Vec<(String, u64)> =
            [("a", 3), ("b", 0), ("c", 2)].map(|(name, rows)| (name.to_owned(), rows)).into();
        let places: Vec<usize> = (0..=6).map(|rows| place(&sizes, rows)).collect();
        assert_eq!(places, [0, 0, 0, 2, 2, 2, 2]);
    }
}
