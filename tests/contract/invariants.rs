//! ARCHITECTURE.md promises that each invariant has a test: the names it gives must lead somewhere.

use std::fs;

use crate::tree::{self, expect_none};

/// The numbered items below "## Invariants", each in one line.
fn invariants() -> Vec<String> {
    let text = fs::read_to_string(tree::root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let section = text.split("\n## Invariants\n").nth(1).expect("it lists the invariants");
    let section = section.split("\n## ").next().unwrap_or_default();
    let mut items: Vec<String> = Vec::new();
    for line in section.lines() {
        let is_new = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        match items.last_mut() {
            _ if is_new => items.push(line.to_owned()),
            Some(item) => {
                item.push(' ');
                item.push_str(line.trim());
            }
            None => {}
        }
    }
    items
}

#[test]
fn each_invariant_names_a_test_that_exists() {
    let items = invariants();
    assert!(items.len() >= 9, "the invariants were not found: {items:?}");
    let mut found = Vec::new();
    for item in &items {
        let Some((_, proof)) = item.split_once('→') else {
            // One that cannot be broken yet says so.
            if !item.contains("(No ") {
                found.push(format!("{item} [names no test]"));
            }
            continue;
        };
        let named = proof.split('`').skip(1).step_by(2);
        let gone = named.filter(|path| path.contains('/') && !tree::root().join(path).exists());
        found.extend(gone.map(|path| format!("{item} [{path} does not exist]")));
    }
    expect_none("Invariants without a test:", &found, "Write the test, then name its path after the arrow.");
}
