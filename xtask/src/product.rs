//! What the workspace builds: the pages, the window, the command line.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{setup::node, step::Step, trouble::Trouble};

/// Builds the pages into `ui/build`. Without them the window does not compile: it carries them inside.
pub(crate) fn pages(root: &Path) -> Result<(), Trouble> {
    node::run(&root.join("ui"), &["run", "build"])
}

/// Builds the window with its pages inside and returns the program.
pub(crate) fn window(root: &Path) -> Result<PathBuf, Trouble> {
    let package = ["--package", "plumbline-desktop", "--features", "custom-protocol"];
    Step::cargo()
        .args(["build", "--locked", "--bin", "plumbline-desktop"])
        .args(package)
        .within(root)
        .run()?;
    program(root, "debug", "plumbline-desktop")
}

/// The feature the window is built with: the same everywhere, or its dependencies are compiled twice.
pub(crate) const WITH_PAGES: [&str; 2] = ["--features", "plumbline-desktop/custom-protocol"];

/// Builds every program and every test in one go and returns the window. Built package by package, cargo would choose other
/// features for shared dependencies each time and compile them again.
pub(crate) fn everything(root: &Path) -> Result<PathBuf, Trouble> {
    let scope = ["build", "--locked", "--workspace", "--bins", "--tests"];
    Step::cargo().args(scope).args(WITH_PAGES).within(root).run()?;
    program(root, "debug", "plumbline-desktop")
}

/// Builds the command line and returns the program.
pub(crate) fn command_line(root: &Path, is_release: bool) -> Result<PathBuf, Trouble> {
    let mode: &[&str] = if is_release { &["--release"] } else { &[] };
    Step::cargo().args(["build", "--locked", "--package", "plumbline-cli"]).args(mode).within(root).run()?;
    program(root, if is_release { "release" } else { "debug" }, "plumbline")
}

fn program(root: &Path, profile: &str, name: &str) -> Result<PathBuf, Trouble> {
    let folder = metadata(root)?["target_directory"].as_str().unwrap_or("target").to_owned();
    Ok(Path::new(&folder).join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// What cargo knows of the workspace, without its dependencies.
pub(crate) fn metadata(root: &Path) -> Result<Value, Trouble> {
    let text = Step::cargo().args(["metadata", "--format-version", "1", "--no-deps"]).within(root).text()?;
    serde_json::from_str(&text).map_err(|error| Trouble::Unexpected(format!("cargo metadata: {error}")))
}
