//! `cargo xtask run`: from a fresh clone to the window on the sample workspace.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    headless, product, sample,
    setup::{node, system},
    step::Step,
    trouble::{At, Trouble},
};

/// Sets up, builds and opens the window; without a display the command line does the same work.
pub(crate) fn run(root: &Path) -> Result<(), Trouble> {
    let out = root.join("out");
    fs::create_dir_all(&out).at(&out)?;
    if !has_display() {
        println!("There is no display here: the command line does the window's work.");
        return headless::run(root, &out);
    }
    system::ensure(system::Purpose::Build)?;
    node::ensure(root)?;
    product::pages(root)?;
    let window = product::window(root)?;
    let workspace = out.join("sample.plumbline");
    if !workspace.exists() {
        fill(root, &product::command_line(root, false)?, &workspace)?;
    }
    // Pending and lapsed depend on the clock: the sample is looked at on the day it was exported.
    Step::new(window).args([workspace]).env("PLUMBLINE_AS_OF", sample::as_of()).within(root).run()
}

/// Makes a workspace and imports the committed sample into it, as a person would.
pub(crate) fn fill(root: &Path, plumbline: &Path, workspace: &PathBuf) -> Result<(), Trouble> {
    let sample = sample::folder(root);
    let zone = ["--time-zone", "Europe/Berlin", "--week-start", "monday"];
    Step::new(plumbline).args(["new"]).args([workspace]).args(zone).run()?;
    Step::new(plumbline)
        .args(["import"])
        .args([workspace, &sample.join("leads.csv")])
        .args(["--mapping"])
        .args([sample.join("leads.toml")])
        .run()
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
