//! `cargo xtask bindings`: writes the TypeScript side of the bridge from the shell's commands.

use std::path::Path;

use crate::{product, step::Step, trouble::Trouble};

/// Writes `ui/src/lib/ipc/bindings.ts`.
pub(crate) fn run(root: &Path) -> Result<(), Trouble> {
    if !root.join("ui/build/index.html").exists() {
        product::pages(root)?;
    }
    Step::cargo()
        .args(["test", "--package", "plumbline-desktop", "--lib", "bindings"])
        .env("PLUMBLINE_WRITE_BINDINGS", "1")
        .within(root)
        .run()
}
