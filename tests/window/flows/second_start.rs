//! The file is the document: a path opens it, and a second start reuses the window.

use serde_json::json;

use crate::harness::{Opening, Window, needs_a_window};

#[tokio::test]
async fn a_second_start_hands_its_file_over_and_ends() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let path = workspace(&window, "Second").await;
    window.invoke("close_workspace", json!({})).await.unwrap();
    window.page.refresh().await.unwrap();
    window.find("start-open").await;
    let status = window.start_again(&[&path]);
    assert!(status.success(), "the second start ends well: {status}");
    window.find("rail-handoff").await;
    window.wait_for(&json!("Second"), "name", |view| view["name"].clone()).await;
    window.close().await;
}

#[tokio::test]
async fn a_path_given_at_start_is_opened_and_a_broken_one_is_said() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let path = workspace(&window, "First").await;
    let home = window.close().await;
    let window = Window::open_in(home, Opening { arguments: vec![path], ..Opening::default() }).await;
    window.find("rail-handoff").await;
    window.wait_for(&json!("First"), "name", |view| view["name"].clone()).await;

    let broken = window.home().join("broken.plumbline");
    std::fs::write(&broken, "not a workspace").unwrap();
    let home = window.close().await;
    let arguments = vec![broken.display().to_string()];
    let window = Window::open_in(home, Opening { arguments, ..Opening::default() }).await;
    window.find("recent-open").await;
    window.picture("start-after-a-failure").await;
    let text = window.run("return document.body.innerText", Vec::new()).await;
    assert!(text.as_str().unwrap().contains("broken"), "the start screen names the file that failed");
    assert_eq!(std::fs::read(&broken).unwrap(), b"not a workspace", "and left it as it was");
    window.close().await;
}

/// Makes a workspace and returns its path.
async fn workspace(window: &Window, name: &str) -> String {
    let path = window.home().join(format!("{name}.plumbline"));
    let settings =
        json!({ "timeZone": "UTC", "weekStart": "sunday", "fiscalYearStart": 2, "decisionWindowHours": 48 });
    let view =
        window.invoke("create_workspace", json!({ "path": path, "settings": settings })).await.unwrap();
    view["path"].as_str().unwrap().to_owned()
}
