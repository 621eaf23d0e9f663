//! The house style that a machine can see.

use crate::tree::{self, expect_none, sources};

const LONGEST: usize = 400;

#[test]
fn files_tell_one_story() {
    let mut found = Vec::new();
    for file in sources("", &[".rs", ".ts", ".js", ".svelte", ".css"]) {
        let lines = file.text.lines().count();
        if lines > LONGEST && file.path != "ui/src/lib/ipc/bindings.ts" {
            found.push(format!("{} has {lines} lines", file.path));
        }
    }
    expect_none(
        &format!("Longer than {LONGEST} lines:"),
        &found,
        "Two stories are in it. Give each a file, named by its verb; tests go to a file of their own first.",
    );
}

#[test]
fn names_say_what_a_thing_is() {
    let empty = ["Manager", "Service", "Helper", "Util", "Utils", "Processor"];
    let mut found = Vec::new();
    for file in sources("", &[".rs", ".ts", ".svelte"]) {
        let stem = file.path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or_default();
        if ["util", "utils", "helper", "helpers", "manager", "service", "misc"].contains(&stem) {
            found.push(file.path.clone());
        }
        for (number, line) in file.code() {
            let name = ["struct ", "enum ", "trait ", "class "].iter().find_map(|kind| {
                line.split(kind).nth(1)?.split(|c: char| !c.is_alphanumeric() && c != '_').next()
            });
            if !line.contains('"') && name.is_some_and(|name| empty.iter().any(|word| name.ends_with(word))) {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    expect_none(
        "Names that say nothing:",
        &found,
        "Name it by what it is or does: the noun of DESIGN's words, or the verb.",
    );
}

#[test]
fn nothing_is_left_for_later() {
    // In pieces, so that this file does not find itself.
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];
    let mut found = Vec::new();
    for file in sources("", &[".rs", ".ts", ".js", ".svelte", ".css", ".sql"]) {
        for (number, line) in file.text.lines().enumerate() {
            if marks.iter().any(|mark| line.contains(mark)) {
                found.push(format!("{}:{}: {}", file.path, number + 1, line.trim()));
            }
        }
    }
    expect_none(
        "Left for later:",
        &found,
        "Do it now, or take it out and say in the change log what is missing.",
    );
}

#[test]
fn every_package_takes_the_lints_of_the_workspace() {
    let found: Vec<String> = sources("", &["Cargo.toml"])
        .into_iter()
        .filter(|file| file.text.contains("[package]"))
        .filter(|file| !file.text.contains("[lints]\nworkspace = true"))
        .map(|file| file.path)
        .collect();
    expect_none("Packages without the lints of the workspace:", &found, "Add:\n[lints]\nworkspace = true");
    assert!(tree::root().join("clippy.toml").exists(), "clippy.toml says what tests may do");
}
