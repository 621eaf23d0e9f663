//! The files of the workspace, as the other tests read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Folders that hold nothing of ours.
const FOREIGN: [&str; 8] =
    ["target", "node_modules", "build", "gen", "out", ".git", ".svelte-kit", "fixtures"];

/// A file of ours.
pub(crate) struct Source {
    /// Relative to the root, with forward slashes.
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Lines of product code with their numbers from 1: no comments, and nothing from the test module on, which
    /// stands at the end of a file.
    pub(crate) fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let is_tests = |pair: &[&str]| {
            pair[0].trim() == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{')
        };
        let end = lines.windows(2).position(is_tests).unwrap_or(lines.len());
        let code = self.text.lines().take(end).enumerate().map(|(index, line)| (index + 1, line));
        code.filter(|(_, line)| !line.trim_start().starts_with("//"))
    }

    /// True for files that only tests are made of.
    pub(crate) fn is_test(&self) -> bool {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        self.path.contains("/tests/")
            || name == "tests.rs"
            || name.contains(".test.")
            || name.ends_with("_tests.rs")
    }
}

/// The workspace's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("tests/contract lies in the root")
        .to_path_buf()
}

/// All files of ours below `folder` whose names end in one of `endings`, in order.
pub(crate) fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = root();
    let mut found = Vec::new();
    collect(&root, &root.join(folder), endings, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

fn collect(root: &Path, folder: &Path, endings: &[&str], found: &mut Vec<Source>) {
    // Somebody may be moving files while this runs: what has gone is no finding.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_dir() {
            if !FOREIGN.contains(&name.as_str()) {
                collect(root, &path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending))
            && let Ok(text) = fs::read_to_string(&path)
        {
            let relative = path.strip_prefix(root).expect("the walk began at the root");
            found.push(Source { path: relative.to_string_lossy().replace('\\', "/"), text });
        }
    }
}

/// Fails with the places that break a rule and how to repair them.
pub(crate) fn expect_none(rule: &str, found: &[String], repair: &str) {
    assert!(found.is_empty(), "{rule}\n\n  {}\n\n{repair}\n", found.join("\n  "));
}

/// Lines of product code that contain one of `words`, as `path:line: text`.
pub(crate) fn mentions<'a>(sources: impl IntoIterator<Item = &'a Source>, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for source in sources.into_iter().filter(|source| !source.is_test()) {
        for (number, line) in source.code() {
            if words.iter().any(|word| line.contains(word)) {
                found.push(format!("{}:{number}: {}", source.path, line.trim()));
            }
        }
    }
    found
}

#[test]
fn code_leaves_out_comments_and_the_test_module() {
    let text = "use a;\n/// Utc::now\nlet b = 1;\n#[cfg(test)]\nmod tests {\n    Utc::now()\n}\n".to_owned();
    let source = Source { path: "crates/x/src/lib.rs".to_owned(), text };
    assert_eq!(source.code().collect::<Vec<_>>(), [(1, "use a;"), (3, "let b = 1;")]);
    assert_eq!(mentions([&source], &["Utc::now", "b ="]), ["crates/x/src/lib.rs:3: let b = 1;"]);
}

#[test]
fn the_walk_finds_the_workspace_and_nothing_foreign() {
    let all = sources("", &[".rs"]);
    assert!(all.iter().any(|source| source.path == "tests/contract/tree.rs"), "this file is one of ours");
    assert!(all.iter().any(|source| source.path == "crates/domain/src/lib.rs"), "the domain is one of ours");
    assert!(
        all.iter().all(|source| !source.path.contains("node_modules") && !source.path.starts_with("target"))
    );
}
