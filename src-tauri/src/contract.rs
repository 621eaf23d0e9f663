//! The bridge is written down four times (handler, permissions, capability, bindings). These tests keep them one.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use specta_typescript::Typescript;

use crate::commands::bridge;

/// Set to write the bindings instead of comparing them.
const WRITE: &str = "PLUMBLINE_WRITE_BINDINGS";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn bindings_path() -> PathBuf {
    root().join("ui/src/lib/ipc/bindings.ts")
}

fn generate(path: &Path) -> String {
    let header =
        "// Written by `cargo xtask bindings` from src-tauri/src. Do not edit.\n/* eslint-disable */";
    bridge()
        .export(Typescript::default().header(header), path)
        .expect("every type on the bridge has a TypeScript form");
    std::fs::read_to_string(path).expect("the exporter has just written it")
}

#[test]
fn bindings_are_up_to_date() {
    if std::env::var_os(WRITE).is_some() {
        generate(&bindings_path());
        return;
    }
    let fresh = std::env::temp_dir().join(format!("plumbline-bindings-{}.ts", std::process::id()));
    let expected = generate(&fresh);
    std::fs::remove_file(&fresh).expect("the temporary copy is ours");
    let committed = std::fs::read_to_string(bindings_path()).unwrap_or_default();
    assert!(
        committed == expected,
        "the bridge changed: run `cargo xtask bindings` and commit ui/src/lib/ipc/bindings.ts"
    );
}

/// The commands the handler answers, as the page calls them.
fn handled() -> BTreeSet<String> {
    let fresh = std::env::temp_dir().join(format!("plumbline-commands-{}.ts", std::process::id()));
    let bindings = generate(&fresh);
    std::fs::remove_file(&fresh).expect("the temporary copy is ours");
    let calls = bindings.split("__TAURI_INVOKE").filter_map(|after| {
        let after = after.find("(\"").map(|at| &after[at + 2..])?;
        after.split('"').next().map(str::to_owned)
    });
    calls.filter(|name| !name.is_empty()).collect()
}

/// Permission identifiers and the commands each allows, by file.
fn permitted() -> Vec<(String, String, Vec<String>)> {
    let folder = root().join("src-tauri/permissions");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the permissions are committed") {
        let path = entry.expect("a readable folder").path();
        let noun = path.file_stem().expect("a file name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("a readable permission");
        let file: toml::Table = text.parse().expect("permissions are TOML");
        for permission in file["permission"].as_array().expect("a list of permissions") {
            let allowed = permission["commands"]["allow"].as_array().expect("a list of commands");
            let allowed = allowed.iter().map(|name| name.as_str().expect("a name").to_owned()).collect();
            let identifier = permission["identifier"].as_str().expect("an identifier").to_owned();
            found.push((noun.clone(), identifier, allowed));
        }
    }
    found
}

#[test]
fn every_command_is_permitted_and_every_permission_is_a_command() {
    let permitted: BTreeSet<String> = permitted().into_iter().flat_map(|(.., allowed)| allowed).collect();
    assert_eq!(
        handled(),
        permitted,
        "a command the manifest does not list is open to every window: name it in src-tauri/permissions/"
    );
}

#[test]
fn a_command_lives_in_the_file_of_its_permission() {
    for (noun, identifier, allowed) in permitted() {
        assert_eq!(noun, identifier, "permissions/{noun}.toml holds the permission {noun}");
        let source = root().join(format!("src-tauri/src/commands/{noun}.rs"));
        let source = std::fs::read_to_string(&source).unwrap_or_default();
        for command in allowed {
            let signature = format!("pub(crate) async fn {command}(");
            assert!(source.contains(&signature), "commands/{noun}.rs has no async command {command}");
        }
    }
}

#[test]
fn only_the_main_window_is_let_in() {
    let folder = root().join("src-tauri/capabilities");
    let files: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("capabilities")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    assert_eq!(files.len(), 1, "one window, one capability");
    let text = std::fs::read_to_string(&files[0]).expect("a readable capability");
    let capability: serde_json::Value = serde_json::from_str(&text).expect("capabilities are JSON");
    assert_eq!(capability["windows"], serde_json::json!(["main"]), "a second window gets nothing");
    assert!(capability.get("remote").is_none(), "no page from elsewhere may call");
    let given: BTreeSet<String> = capability["permissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|name| name.as_str().expect("a name").to_owned())
        .collect();
    let ours: BTreeSet<String> = permitted().into_iter().map(|(_, identifier, _)| identifier).collect();
    let (core, app): (BTreeSet<String>, BTreeSet<String>) =
        given.into_iter().partition(|name| name.contains(':'));
    assert_eq!(app, ours, "the capability gives each permission there is");
    let allowed = ["core:event:", "core:webview:allow-set-webview-zoom", "core:window:allow-"];
    for name in core {
        assert!(allowed.iter().any(|prefix| name.starts_with(prefix)), "{name}: the page does not need it");
    }
}

#[test]
fn the_content_policy_is_strict() {
    let text =
        std::fs::read_to_string(root().join("tauri.conf.json")).expect("the configuration is committed");
    let config: serde_json::Value = serde_json::from_str(&text).expect("the configuration is JSON");
    let security = &config["app"]["security"];
    let policy = security["csp"].as_object().expect("a policy by directive");
    assert_eq!(policy["default-src"], "'none'", "what is not named is refused");
    assert_eq!(policy["script-src"], "'self'", "scripts come from the program only");
    assert_eq!(policy["connect-src"], "ipc: http://ipc.localhost", "the page talks to the program only");
    for (directive, value) in policy {
        let value = value.as_str().expect("a value");
        for open in ["unsafe", "*", "https:", "wasm", "blob:"] {
            assert!(!value.contains(open), "{directive} lets {open} in");
        }
    }
    assert!(
        security.get("devCsp").is_none() && security.get("dangerousDisableAssetCspModification").is_none()
    );
    assert_eq!(config["app"]["withGlobalTauri"], false, "only ui/src/lib/ipc meets the host");
}
