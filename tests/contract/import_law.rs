//! `A -> B`: A may use B (ARCHITECTURE.md, "Rooms").

use std::{collections::BTreeSet, process::Command};

use serde_json::Value;

use crate::tree::{self, expect_none};

/// Who may use whom. A package that is not listed fails: a new room needs a place in the law.
const LAW: [(&str, &[&str]); 13] = [
    ("plumbline-stats", &[]),
    ("plumbline-domain", &[]),
    ("plumbline-ingest", &["plumbline-domain"]),
    ("plumbline-store", &["plumbline-domain"]),
    ("plumbline-cube", &["plumbline-domain", "plumbline-stats"]),
    ("plumbline-charts", &["plumbline-cube", "plumbline-stats"]),
    ("plumbline-documents", &["plumbline-domain", "plumbline-charts"]),
    (
        "plumbline-workbench",
        &[
            "plumbline-domain",
            "plumbline-stats",
            "plumbline-ingest",
            "plumbline-store",
            "plumbline-cube",
            "plumbline-charts",
            "plumbline-documents",
        ],
    ),
    ("plumbline-cli", &["plumbline-workbench", "plumbline-domain"]),
    ("plumbline-desktop", &["plumbline-workbench", "plumbline-domain"]),
    ("plumbline-contract", &[]),
    ("plumbline-window-tests", &[]),
    ("xtask", &[]),
];

/// Crates of others with one user of ours each.
const WRAPPED: [(&str, &str); 4] = [
    ("rusqlite", "plumbline-store"),
    ("plotters", "plumbline-charts"),
    ("tauri", "plumbline-desktop"),
    ("tauri-specta", "plumbline-desktop"),
];

/// What the nouns and rules must not know: wire formats, runtimes, files of any kind.
const NOT_IN_DOMAIN: [&str; 8] =
    ["serde", "serde_json", "toml", "csv", "tokio", "rusqlite", "tauri", "specta"];

struct Package {
    name: String,
    /// Ordinary and build dependencies; tests may use more.
    uses: BTreeSet<String>,
}

fn packages() -> Vec<Package> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(tree::root())
        .output()
        .expect("cargo runs, it is running this test");
    assert!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let list = metadata["packages"].as_array().expect("a list of packages");
    list.iter().map(package).collect()
}

fn package(value: &Value) -> Package {
    let name = |value: &Value| value["name"].as_str().expect("packages have names").to_owned();
    let dependencies = value["dependencies"].as_array().expect("a list of dependencies");
    let uses = dependencies.iter().filter(|dependency| dependency["kind"] != "dev").map(name).collect();
    Package { name: name(value), uses }
}

#[test]
fn nobody_uses_what_the_law_does_not_allow() {
    let mut found = Vec::new();
    for package in packages() {
        let Some((_, allowed)) = LAW.iter().find(|(name, _)| *name == package.name) else {
            found.push(format!("{} is not in the law", package.name));
            continue;
        };
        let ours = package.uses.iter().filter(|name| name.starts_with("plumbline-"));
        let forbidden = ours.filter(|name| !allowed.contains(&name.as_str()));
        found.extend(forbidden.map(|name| format!("{} -> {name}", package.name)));
    }
    expect_none(
        "The import law is broken:",
        &found,
        "Move what you need to a room both may use, or pass it in. If the law itself should change, change ARCHITECTURE.md, \
         this table and deny.toml together, with the reason in docs/adr.",
    );
}

#[test]
fn some_crates_have_one_user_of_ours() {
    let mut found = Vec::new();
    for package in packages() {
        for (wrapped, owner) in WRAPPED {
            if package.name != owner && package.uses.contains(wrapped) {
                found.push(format!("{} -> {wrapped} (only {owner})", package.name));
            }
        }
    }
    expect_none(
        "A crate has a second user:",
        &found,
        "Ask its owner for a function instead; deny.toml says the same.",
    );
}

#[test]
fn the_domain_knows_no_wire_and_no_engine() {
    let domain = packages().into_iter().find(|package| package.name == "plumbline-domain").expect("a domain");
    let found: Vec<String> =
        domain.uses.into_iter().filter(|name| NOT_IN_DOMAIN.contains(&name.as_str())).collect();
    expect_none(
        "plumbline-domain depends on:",
        &found,
        "Wire types belong to the edge that speaks the wire: ...Input and ...View in src-tauri, structs in cli, files in ingest.",
    );
}

#[test]
fn errors_of_the_rooms_are_their_own() {
    let loose = ["anyhow", "eyre", "color-eyre"];
    let found: Vec<String> = packages()
        .into_iter()
        .filter(|package| loose.iter().any(|name| package.uses.contains(*name)))
        .map(|package| package.name)
        .collect();
    expect_none(
        "These use an error type without kinds:",
        &found,
        "Write a small enum with thiserror, a sentence and a hint.",
    );
}
