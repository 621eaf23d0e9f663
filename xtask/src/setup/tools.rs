//! Cargo's tools for tests, and the parts of the toolchain that check style.

use crate::{
    step::{self, Step},
    trouble::Trouble,
};

/// A program that `cargo install` provides.
pub(crate) struct Tool {
    program: &'static str,
    version: &'static str,
}

/// Runs the tests.
pub(crate) const NEXTEST: Tool = Tool { program: "cargo-nextest", version: "0.9.143" };
/// Checks licences, sources and who may use what.
pub(crate) const DENY: Tool = Tool { program: "cargo-deny", version: "0.20.2" };
/// Drives the window.
pub(crate) const DRIVER: Tool = Tool { program: "tauri-driver", version: "2.1.0" };

impl Tool {
    /// Installs the tool if it is not there. Any version that is there will do: these three keep their promises.
    pub(crate) fn ensure(&self) -> Result<(), Trouble> {
        if step::find(self.program).is_some() {
            return Ok(());
        }
        // Tools run for seconds and are compiled for minutes: their optimisation costs more than it brings.
        Step::cargo()
            .args(["install", "--locked", self.program, "--version", self.version])
            .env("CARGO_PROFILE_RELEASE_LTO", "false")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
            .run()
    }
}

/// rustfmt and clippy, through rustup where it is in charge.
pub(crate) fn ensure_components() -> Result<(), Trouble> {
    for (component, probe) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        if Step::cargo().args([probe, "--version"]).output()?.status.success() {
            continue;
        }
        if step::find("rustup").is_none() {
            let hint = format!("Install {component} for this toolchain.");
            return Err(Trouble::Missing(format!("cargo {probe}"), hint));
        }
        Step::new("rustup").args(["component", "add", component]).run()?;
    }
    Ok(())
}
