//! Drives the real program in a real webview, on a display nobody sees.
//!
//! `cargo xtask test window` builds the program, closes the network and runs these. Run by hand they need
//! `PLUMBLINE_WINDOW_TESTS=1` and a program built with `--features custom-protocol`. Pictures go to `out/window/`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod harness;

mod flows {
    mod accessibility;
    mod cancel;
    mod closed_doors;
    mod deciding;
    mod desk;
    mod duplicates;
    mod escalations;
    mod export;
    mod hostile_text;
    mod keyboard;
    mod main_job;
    mod other;
    mod overview;
    mod personas;
    mod recycle;
    mod second_start;
    mod several_files;
    mod start;
    mod watched;
    mod workbook;
}

#[test]
fn every_file_is_run() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("flows");
    for entry in std::fs::read_dir(folder).expect("the flows are beside this file") {
        let path = entry.expect("a readable folder").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let line = format!("    mod {name};");
        assert!(
            include_str!("runner.rs").lines().any(|known| known == line),
            "flows/{name}.rs is never compiled: add `mod {name};` to runner.rs"
        );
    }
}
