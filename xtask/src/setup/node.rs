//! Node and the pages' packages.

use std::{fs, path::Path};

use crate::{
    step::{self, Step},
    trouble::{At, Trouble},
};

const LEAST: u32 = 20;
const STAMP: &str = "node_modules/.plumbline-lock";

/// Makes sure that Node is new enough and that `ui/node_modules` is what the lock file says.
pub(crate) fn ensure(root: &Path) -> Result<(), Trouble> {
    let hint = format!("Install Node {LEAST} or newer from https://nodejs.org or your package manager.");
    if step::find("node").is_none() || npm().is_none() {
        return Err(Trouble::Missing("Node with npm".to_owned(), hint));
    }
    let version = Step::new("node").args(["--version"]).text()?;
    if major(&version).is_none_or(|major| major < LEAST) {
        return Err(Trouble::Missing(format!("Node {LEAST} (this is {})", version.trim()), hint));
    }
    install(&root.join("ui"))
}

/// `npm ci`, unless it has been done for this very lock file.
fn install(ui: &Path) -> Result<(), Trouble> {
    let lock = ui.join("package-lock.json");
    let wanted = fs::read(&lock).at(&lock)?;
    let stamp = ui.join(STAMP);
    if fs::read(&stamp).is_ok_and(|done| done == wanted) {
        return Ok(());
    }
    run(ui, &["ci", "--ignore-scripts", "--no-audit", "--no-fund"])?;
    fs::write(&stamp, wanted).at(stamp)
}

/// npm with arguments, in the pages' folder.
pub(crate) fn run(ui: &Path, args: &[&str]) -> Result<(), Trouble> {
    Step::new(npm().unwrap_or("npm")).args(args).within(ui).run()
}

/// On Windows npm is a script with an ending of its own.
fn npm() -> Option<&'static str> {
    if cfg!(windows) { Some("npm.cmd") } else { step::find("npm").map(|_| "npm") }
}

/// 20 of `v20.20.2`.
fn major(version: &str) -> Option<u32> {
    version.trim().strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("20.1"), None, "Node prints a v");
    }
}
