//! A watched folder: what arrives there is tried with one click, and comes in once its counts were seen.

use serde_json::json;

use crate::harness::{Opening, Window, needs_a_window};

#[tokio::test]
async fn new_files_of_a_watched_folder_come_in_once_their_counts_were_seen() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Watched").await;
    let first = window.write("exports/leads_2026-09-21.csv", leads(&["ann", "bo"]));
    window.write("exports/notes.txt", "not a lead");
    window.click("rail-import").await;
    window.click("watch-add").await;
    window.fill("watch-folder", &first.parent().unwrap().display().to_string()).await;
    window.fill("watch-pattern", "leads_*.csv").await;
    window.picture("watch-form").await;
    window.click("watch-save").await;

    window.number_becomes("take-in-1", 1).await;
    window.picture("watched").await;
    window.click("take-in-1").await;
    window.click("import-commit").await;
    window.imported().await;
    assert_eq!(window.number("report-created").await, 2, "the file of this name, not the notes beside it");
    window.reconciles().await;

    window.click("import-another").await;
    window.find("watched-1").await;
    // Nobody goes away and comes back: the screen looks by itself.
    window.write("exports/leads_2026-09-28.csv", leads(&["ann", "bo", "cy"]));
    window.number_becomes("take-in-1", 1).await;
    window.picture("watched-again").await;
    window.click("take-in-1").await;
    window.click("import-commit").await;
    window.imported().await;
    assert_eq!(window.number("report-created").await, 1, "who was here is not made again");
    window.wait_for(&json!(3), "leads", |view| view["leads"].clone()).await;

    window.click("import-another").await;
    window.find("watched-1").await;
    let left = window.run("return document.querySelector('[data-testid=\"take-in-1\"]')", Vec::new()).await;
    assert_eq!(left, json!(null), "nothing is new any more");
    window.close().await;
}

fn leads(people: &[&str]) -> String {
    let lines =
        people.iter().map(|name| format!("{name}@{name}-co.example,{name},{name} and company,2026-09-15\n"));
    std::iter::once("Email,First Name,Company,MQL Date\n".to_owned()).chain(lines).collect()
}
