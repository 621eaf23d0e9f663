//! The window's tests: no network but loopback. Each test brings its own display, bus and driver.

use std::path::Path;

use crate::{
    product,
    step::{self, Step},
    trouble::Trouble,
};

/// The package that holds them.
pub(crate) const PACKAGE: &str = "plumbline-window-tests";

/// Builds the window and its tests with the network there is, then runs them without any.
pub(crate) fn test(root: &Path) -> Result<(), Trouble> {
    let window = product::everything(root)?;
    let scope = product::WITH_PAGES.join(" ");
    let script =
        format!("cargo nextest run --offline --locked --workspace {scope} --filterset 'package(={PACKAGE})'");
    sealed(&script)?.env("PLUMBLINE_WINDOW", window).within(root).run()
}

/// A shell line in a network namespace of its own, where the system allows one.
fn sealed(script: &str) -> Result<Step, Trouble> {
    // Root makes one directly; others need a user namespace, which some containers forbid.
    for flags in [&["--net"][..], &["--net", "--map-root-user"]] {
        let works = step::find("unshare").is_some()
            && Step::new("unshare")
                .args(flags)
                .args(["ip", "link", "set", "lo", "up"])
                .output()?
                .status
                .success();
        if works {
            let script = format!("ip link set lo up && exec {script}");
            let step = Step::new("unshare").args(flags).args(["sh", "-c", &script]);
            return Ok(step.env("PLUMBLINE_EXPECT_NO_NETWORK", "1"));
        }
    }
    println!("This system allows no network namespace: the window's tests run with the network there is.");
    Ok(Step::new("sh").args(["-c", script]))
}
