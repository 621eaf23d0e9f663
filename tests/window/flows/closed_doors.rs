//! What must not work: the network, foreign scripts, commands nobody listed, arguments that make no sense.

use std::{io::Read, net::TcpListener, time::Duration};

use serde_json::{Value, json};

use crate::harness::{Opening, Window, is_sealed, needs_a_window, root};

#[test]
fn there_is_no_network() {
    if !is_sealed() {
        println!(
            "Skipped: these tests were started with a network (PLUMBLINE_EXPECT_NO_NETWORK is not set)."
        );
        return;
    }
    let devices = std::fs::read_to_string("/proc/self/net/dev").unwrap();
    // Two lines of headings, then one line per interface of this namespace.
    let names: Vec<&str> =
        devices.lines().skip(2).filter_map(|line| line.split(':').next()).map(str::trim).collect();
    assert_eq!(names, ["lo"], "the window's tests pass without any network");
}

#[tokio::test]
async fn foreign_scripts_and_connections_are_refused() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let script = "const [url, done] = arguments; window.reached = []; const refused = []; \
        document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective)); \
        const inline = document.createElement('script'); \
        inline.textContent = 'window.reached.push(\"inline\")'; document.body.append(inline); \
        const foreign = document.createElement('script'); foreign.src = url + 'x.js'; document.body.append(foreign); \
        const picture = document.createElement('img'); picture.src = url + 'x.png'; \
        picture.setAttribute('onerror', 'window.reached.push(\"handler\")'); document.body.append(picture); \
        const frame = document.createElement('iframe'); frame.src = url; document.body.append(frame); \
        fetch(url).then(() => window.reached.push('fetch'), () => {}) \
        .then(() => setTimeout(() => done({ reached: window.reached, refused }), 500));";
    let told = window.page.execute_async(script, vec![json!(url)]).await.unwrap();
    assert_eq!(told["reached"], json!([]), "nothing foreign runs in the page");
    let refused = told["refused"].as_array().unwrap();
    for directive in ["connect-src", "img-src", "frame-src"] {
        assert!(refused.contains(&json!(directive)), "{directive} is refused: {refused:?}");
    }
    listener.set_nonblocking(true).unwrap();
    if let Ok((mut stream, _)) = listener.accept() {
        let mut request = String::new();
        stream.set_read_timeout(Some(Duration::from_millis(200))).unwrap();
        let _ = stream.read_to_string(&mut request);
        panic!("the page reached a server: {request}");
    }
    window.close().await;
}

#[tokio::test]
async fn commands_nobody_listed_are_denied() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    for command in [
        "plugin:dialog|open",
        "plugin:clipboard-manager|read_text",
        "plugin:window-state|save_window_state",
        "plugin:event|emit",
        "plugin:webview|create_webview_window",
        "plugin:window|close",
        "plugin:path|resolve_directory",
        "plugin:fs|read_file",
        "plugin:shell|execute",
        "no_such_command",
    ] {
        let answer =
            window.invoke(command, json!({ "options": {}, "event": "open-path", "label": "main" })).await;
        let refusal = answer.expect_err(command).to_string();
        assert!(
            refusal.contains("not allowed") || refusal.contains("not found"),
            "{command} is refused by the manifest, not by chance: {refusal}"
        );
    }
    window.close().await;
}

#[tokio::test]
async fn arguments_that_make_no_sense_are_answered() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let commands = commands();
    assert!(commands.len() > 3, "the bindings name the commands");
    for command in &commands {
        for arguments in nonsense() {
            // Whether it is refused or harmless is the command's affair; that it answers at all is tested here.
            let _ = window.invoke(command, arguments).await;
        }
    }
    let zones = window.invoke("time_zones", json!({})).await.unwrap();
    assert!(zones.as_array().unwrap().contains(&json!("Europe/Berlin")), "the program lives on");
    window.close().await;
}

/// The commands of the bridge, without those that open a dialog and wait for a person.
fn commands() -> Vec<String> {
    let bindings = std::fs::read_to_string(root().join("ui/src/lib/ipc/bindings.ts")).unwrap();
    let calls = bindings.split("__TAURI_INVOKE<").skip(1);
    let names = calls.filter_map(|call| call.split_once("(\"")?.1.split('"').next().map(str::to_owned));
    names.filter(|name| !name.starts_with("pick_")).collect()
}

/// Argument sets that fit no command: wrong types, missing parts, extremes.
fn nonsense() -> Vec<Value> {
    let long = "A".repeat(100_000);
    let values = [
        json!(null),
        json!(-1),
        json!(1e308),
        json!("\u{0}"),
        json!("'; drop table lead; --"),
        json!(long),
        json!([[], {}, null]),
        json!({ "grain": "week", "from": "9999-99-99", "columns": [null], "sort": { "field": 3 } }),
    ];
    let names = [
        "path", "pathOut", "settings", "input", "filter", "theme", "width", "id", "format", "text", "rows",
        "offset", "limit", "name", "criteria", "columns", "sort", "mapping", "progress", "batch",
    ];
    let mut sets = vec![json!({}), json!([]), json!("text")];
    for value in values {
        let all = names.iter().map(|name| ((*name).to_owned(), value.clone()));
        sets.push(Value::Object(all.collect()));
    }
    sets
}
