//! A file that no module names is never compiled: a test in it passes by not being there.

use std::{collections::BTreeMap, fs};

use crate::tree::{self, Source, expect_none, sources};

#[test]
fn every_rust_file_belongs_to_a_module() {
    let files = sources("", &[".rs"]);
    let by_path: BTreeMap<&str, &Source> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    let found: Vec<String> = files.iter().filter_map(|file| orphan(&file.path, &by_path)).collect();
    expect_none("Files that nothing compiles:", &found, "Name each with `mod` in its parent, or delete it.");
}

/// What is wrong with a file's place, if anything.
fn orphan(path: &str, files: &BTreeMap<&str, &Source>) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let stem = file.strip_suffix(".rs")?;
    // A folder's own file is named in the folder above.
    let (folder, name) = if stem == "mod" { folder.rsplit_once('/')? } else { (folder, stem) };
    if is_root_of_a_target(folder, stem) {
        return None;
    }
    let is_named = parents(folder, files).iter().any(|parent| names(&parent.text, name));
    (!is_named && !is_listed(path)).then(|| format!("{path}: `mod {name};` stands in no file above it"))
}

/// The files that may name a module whose own file lies in `folder`.
fn parents<'a>(folder: &str, files: &BTreeMap<&str, &'a Source>) -> Vec<&'a Source> {
    let above = ["/mod.rs", "/lib.rs", "/main.rs", ".rs"].map(|end| format!("{folder}{end}"));
    let is_parent = |path: &str| {
        // A target's first file may have any name, if the manifest says so.
        let is_beside = path.rsplit_once('/').is_some_and(|(beside, _)| beside == folder);
        above.iter().any(|parent| parent == path) || (is_beside && is_listed(path))
    };
    let direct: Vec<&Source> = files.values().filter(|file| is_parent(&file.path)).copied().collect();
    match folder.rsplit_once('/') {
        // `mod flows { mod one; }` in the file above stands for flows/mod.rs.
        Some((outer, name)) if direct.is_empty() => {
            let is_inline = |file: &&Source| file.text.contains(&format!("mod {name} {{"));
            parents(outer, files).into_iter().filter(is_inline).collect()
        }
        _ => direct,
    }
}

/// Files that cargo finds by themselves.
fn is_root_of_a_target(folder: &str, stem: &str) -> bool {
    let parent = folder.rsplit('/').next().unwrap_or_default();
    let grandparent = folder.rsplit('/').nth(1).unwrap_or_default();
    let is_discovered = ["tests", "benches", "examples", "bin"].contains(&parent) && folder != "tests";
    let is_main = stem == "main" && ["tests", "benches", "examples", "bin"].contains(&grandparent);
    matches!(stem, "lib" | "build") || (stem == "main" && parent == "src") || is_main || is_discovered
}

/// True if the file's module is declared, under any visibility.
fn names(parent: &str, module: &str) -> bool {
    let declaration = format!("mod {module};");
    let inline = format!("mod {module} {{");
    parent.lines().map(str::trim).any(|line| {
        let is_declared = line.ends_with(&declaration) || line.contains(&inline);
        is_declared && !line.starts_with("//")
    })
}

/// True if a manifest names the file as a target's path.
fn is_listed(path: &str) -> bool {
    let root = tree::root();
    let manifests =
        std::path::Path::new(path).ancestors().skip(1).map(|folder| root.join(folder).join("Cargo.toml"));
    let nearest = manifests.filter(|manifest| manifest.exists()).find_map(|manifest| {
        let folder = manifest.parent()?.strip_prefix(&root).ok()?.to_path_buf();
        Some((fs::read_to_string(&manifest).ok()?, folder))
    });
    let Some((manifest, folder)) = nearest else { return false };
    let relative =
        std::path::Path::new(path).strip_prefix(folder).map(|path| path.to_string_lossy().into_owned());
    relative.is_ok_and(|relative| manifest.contains(&format!("path = \"{relative}\"")))
}

#[test]
fn a_forgotten_file_is_noticed() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let files = [
        source("crates/x/src/lib.rs", "pub mod known;\n// mod forgotten;\nmod inline {\n    mod inner;\n}\n"),
        source("crates/x/src/inline/inner.rs", ""),
        source("crates/x/src/known/mod.rs", "mod deep;"),
        source("crates/x/src/known/deep.rs", ""),
        source("crates/x/src/forgotten.rs", ""),
        source("crates/x/tests/alone.rs", ""),
    ];
    let by_path: BTreeMap<&str, &Source> = files.iter().map(|file| (file.path.as_str(), file)).collect();
    let orphans: Vec<&str> = files
        .iter()
        .filter(|file| orphan(&file.path, &by_path).is_some())
        .map(|file| file.path.as_str())
        .collect();
    assert_eq!(orphans, ["crates/x/src/forgotten.rs"]);
}
