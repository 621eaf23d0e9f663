//! The pages show, ask and send: no HTML strings, no code from text, one place that meets the shell.

use crate::tree::{Source, expect_none, mentions, sources};

const ENDINGS: [&str; 4] = [".ts", ".js", ".svelte", ".html"];

fn pages() -> Vec<Source> {
    sources("ui/src", &ENDINGS)
}

#[test]
fn no_text_becomes_html_or_code() {
    let words = [
        "{@html",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "createContextualFragment",
        "eval(",
        "new Function(",
    ];
    expect_none(
        "Text could become HTML or code:",
        &mentions(&pages(), &words),
        "Show it as text. A chart's SVG goes through the allow-list that adopts nodes one by one.",
    );
}

#[test]
fn one_folder_meets_the_shell() {
    let mut files = pages();
    // A declaration names a type; it calls nothing.
    files.retain(|file| !file.path.starts_with("ui/src/lib/ipc/") && !file.path.ends_with(".d.ts"));
    expect_none(
        "The shell is called past ui/src/lib/ipc:",
        &mentions(&files, &["@tauri-apps", "__TAURI"]),
        "Call the typed function of ui/src/lib/ipc, or add one there.",
    );
}

#[test]
fn pages_reach_nothing_outside() {
    let words = [
        "await fetch(",
        "return fetch(",
        "= fetch(",
        "(fetch(",
        "window.fetch",
        "globalThis.fetch",
        "XMLHttpRequest",
        "new WebSocket",
        "EventSource(",
        "sendBeacon",
        "https://",
        "http://",
    ];
    let mut found = mentions(&pages(), &words);
    // The name of the SVG namespace looks like an address and is none.
    found.retain(|line| !line.contains("http://www.w3.org/"));
    expect_none(
        "A page could reach the network:",
        &found,
        "Everything a page needs comes through ui/src/lib/ipc or is bundled.",
    );
}

#[test]
fn a_feature_never_imports_another_feature() {
    let mut found = Vec::new();
    for file in sources("ui/src/features", &ENDINGS) {
        let own = file.path.split('/').nth(3).unwrap_or_default().to_owned();
        for (number, line) in file.code() {
            let other = line.split("/features/").nth(1).and_then(|rest| rest.split(['/', '\'', '"']).next());
            if line.contains("import") && other.is_some_and(|other| other != own) {
                found.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    expect_none(
        "A feature imports another:",
        &found,
        "Move what both need to ui/src/lib/components, or let the route join them.",
    );
}
