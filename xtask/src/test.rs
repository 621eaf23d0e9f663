//! `cargo xtask test`: everything that must hold before a change is done.

use std::{path::Path, time::Instant};

use crate::{
    product,
    setup::{node, system, tools},
    step::Step,
    trouble::Trouble,
    window,
};

/// A named check.
struct Check {
    name: &'static str,
    run: fn(&Path) -> Result<(), Trouble>,
}

/// Cheap ones first. The pages are built before anything compiles the window; the workspace's tests come last, so
/// that their closing lines are the last ones to be seen.
const CHECKS: [Check; 9] = [
    Check { name: "fmt", run: |root| cargo(root, &["fmt", "--all", "--check"]) },
    Check {
        name: "deny",
        run: |root| cargo(root, &["deny", "--workspace", "check", "bans", "licenses", "sources"]),
    },
    Check { name: "pages", run: product::pages },
    Check { name: "svelte-check", run: |root| npm(root, "check") },
    Check { name: "eslint", run: |root| npm(root, "lint") },
    Check { name: "vitest", run: |root| npm(root, "test") },
    Check { name: "clippy", run: clippy },
    Check { name: "window", run: window::test },
    Check { name: "nextest", run: nextest },
];

/// Installs what is missing and runs the checks; with names, only those. A failing check does not hide the others.
pub(crate) fn run(root: &Path, only: &[String]) -> Result<(), Trouble> {
    if let Some(unknown) = only.iter().find(|name| CHECKS.iter().all(|check| check.name != name.as_str())) {
        let names: Vec<&str> = CHECKS.iter().map(|check| check.name).collect();
        return Err(Trouble::Usage(format!("There is no check {unknown}; there are {}.", names.join(", "))));
    }
    prepare(root)?;
    let mut failed = Vec::new();
    let mut times = Vec::new();
    for check in CHECKS.iter().filter(|check| only.is_empty() || only.iter().any(|name| name == check.name)) {
        if check.name == "nextest" && !times.is_empty() {
            println!("\nSo far: {}", times.join(", "));
        }
        let started = Instant::now();
        let result = (check.run)(root);
        times.push(format!("{} {} s", check.name, started.elapsed().as_secs()));
        if let Err(trouble) = result {
            eprintln!("{}: {trouble}", check.name);
            failed.push(check.name.to_owned());
        }
    }
    if failed.is_empty() { Ok(()) } else { Err(Trouble::Checks(failed)) }
}

fn prepare(root: &Path) -> Result<(), Trouble> {
    system::ensure(system::Purpose::Test)?;
    node::ensure(root)?;
    tools::ensure_components()?;
    [tools::NEXTEST, tools::DENY, tools::DRIVER].iter().try_for_each(tools::Tool::ensure)
}

fn cargo(root: &Path, args: &[&str]) -> Result<(), Trouble> {
    Step::cargo().args(args).within(root).run()
}

fn npm(root: &Path, script: &str) -> Result<(), Trouble> {
    node::run(&root.join("ui"), &["run", script])
}

fn clippy(root: &Path) -> Result<(), Trouble> {
    let scope = ["clippy", "--locked", "--workspace", "--all-targets"];
    Step::cargo().args(scope).args(product::WITH_PAGES).args(["--", "--deny", "warnings"]).within(root).run()
}

fn nextest(root: &Path) -> Result<(), Trouble> {
    let others = format!("not package(={})", window::PACKAGE);
    let scope = ["nextest", "run", "--locked", "--workspace", "--filterset", &others];
    Step::cargo().args(scope).args(product::WITH_PAGES).within(root).run()
}
