//! Cancel: soon, and nothing stays behind.

use std::fmt::Write;

use serde_json::json;

use crate::harness::{Opening, Window, needs_a_window};

/// Enough rows for the import to be under way when it is stopped.
const ROWS: usize = 300_000;

#[tokio::test]
async fn a_cancelled_import_leaves_nothing_behind() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let settings =
        json!({ "timeZone": "UTC", "weekStart": "monday", "fiscalYearStart": 1, "decisionWindowHours": 336 });
    let path = window.home().join("Cancel.plumbline");
    window.invoke("create_workspace", json!({ "path": path, "settings": settings })).await.unwrap();
    let export = window.home().join("large.csv");
    std::fs::write(&export, rows()).unwrap();

    // The page's own button calls the same two commands; here the time between them is measured.
    let script = "const [path, done] = arguments; const call = window.__TAURI_INTERNALS__.invoke; let heard = 0; \
        let stopped = 0; const progress = window.__TAURI_INTERNALS__.transformCallback(() => { \
            heard += 1; if (heard === 4) { stopped = performance.now(); call('cancel_import', {}); } }); \
        const files = [{ path, mapping: null }]; \
        call('import_commit', { files, progress: '__CHANNEL__:' + progress }).then( \
            (report) => done({ report, heard }), \
            (error) => done({ error, heard, after: performance.now() - stopped }));";
    let told = window.page.execute_async(script, vec![json!(export)]).await.unwrap();
    assert_eq!(told["error"]["code"], json!("cancelled"), "it was stopped under way: {told}");
    let after = told["after"].as_f64().unwrap();
    println!("Cancelled after {after:.0} ms.");
    assert!(after < 1_000.0, "Cancel is a promise of 250 ms on an idle machine: {after} ms");
    window.wait_for(&json!(0), "leads", |view| view["leads"].clone()).await;
    let imports = window.invoke("imports", json!({})).await.unwrap();
    assert_eq!(imports, json!([]), "a cancelled import is no import");
    window.close().await;
}

fn rows() -> String {
    let mut text = String::from("Lead ID,First Name,Last Name,Company,Email,Lead Status,MQL Date\n");
    for row in 0..ROWS {
        let day = 1 + row % 28;
        writeln!(
            text,
            "L{row},Ann,Lee {row},Company {},a{row}@c.example,Accepted,2026-08-{day:02}",
            row % 977
        )
        .unwrap();
    }
    text
}
