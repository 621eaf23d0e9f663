//! Time is passed in: nothing below `workbench` reads the clock.

use crate::tree::{expect_none, mentions, sources};

const BELOW: [&str; 7] = ["domain", "stats", "ingest", "store", "cube", "charts", "documents"];

#[test]
fn nothing_below_the_workbench_reads_the_clock() {
    let files: Vec<_> =
        BELOW.iter().flat_map(|room| sources(&format!("crates/{room}/src"), &[".rs"])).collect();
    let found = mentions(&files, &["SystemTime::now", "Utc::now", "Local::now", "Instant::now"]);
    expect_none(
        "The clock is read below the workbench:",
        &found,
        "Take a `Moment` as an argument; the workbench reads the clock once per use case, so that a test can set it.",
    );
}
