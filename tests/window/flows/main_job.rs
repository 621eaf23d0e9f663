//! The job the program is for: from an export to the handoff, from a bar to its leads, and back again.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, answer_key, needs_a_window, sample_export};

#[tokio::test]
async fn an_export_becomes_a_handoff_and_undo_takes_it_back() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    create(&window).await;
    import(&window).await;

    window.click("rail-handoff").await;
    let (label, count) = click_a_mark(&window, "acceptance").await;
    window.number_becomes("leads-total", count).await;
    window.picture("leads-of-a-mark").await;
    assert!(count > 1, "the mark stands for several leads: {label}");

    window.click("undo").await;
    window.find("confirm-undo").await;
    window.picture("undo-asks").await;
    window.click("confirm-undo").await;
    window.wait_for(&json!(0), "leads", |view| view["leads"].clone()).await;
    window.picture("undone").await;
    window.close().await;
}

#[tokio::test]
async fn a_step_is_undone_and_done_again() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    create(&window).await;
    window.click("rail-settings").await;
    window.choose_in("settings-week", "sunday").await;
    window.wait_for(&json!("sunday"), "week start", |view| view["settings"]["weekStart"].clone()).await;
    window.click("undo").await;
    window.wait_for(&json!("monday"), "week start", |view| view["settings"]["weekStart"].clone()).await;
    window.click("redo").await;
    window.wait_for(&json!("sunday"), "week start", |view| view["settings"]["weekStart"].clone()).await;

    let home = window.close().await;
    let path = home.path().join("Acme.plumbline").display().to_string();
    let window = Window::open_in(home, Opening { arguments: vec![path], ..Opening::default() }).await;
    window.click("undo").await;
    window.wait_for(&json!("monday"), "week start", |view| view["settings"]["weekStart"].clone()).await;
    window.close().await;
}

/// Creates a workspace the way a person does who types the path.
async fn create(window: &Window) {
    window.find("start-new").await;
    window.picture("start").await;
    window.click("start-new").await;
    window.fill("new-name", "Acme").await;
    window.fill("settings-zone", "Europe/Berlin").await;
    let path = window.home().join("Acme.plumbline");
    window.fill("new-path", &path.display().to_string()).await;
    window.picture("start-new").await;
    window.click("new-create").await;
    window.find("rail-import").await;
    let made = window.invoke("workspace", json!({})).await.unwrap();
    assert_eq!(made["settings"]["timeZone"], json!("Europe/Berlin"), "what was typed was taken");
    assert!(path.is_file(), "the workspace is one file");
}

/// Looks, tries, commits; every total reconciles and the dry run leaves nothing behind.
async fn import(window: &Window) {
    let leads = answer_key()["leads"].as_u64().unwrap();
    window.click("rail-import").await;
    window.fill("import-path", &sample_export().display().to_string()).await;
    window.picture("import-drop").await;
    window.click("import-look").await;
    window.find("import-try").await;
    // The two statuses whose names could mean several stages are suggested; a person can say otherwise.
    window.unfold("values-status").await;
    window.choose("Working - SQL becomes", "sql").await;
    window.choose("Open - MQL becomes", "mql").await;
    window.number_becomes("import-undecided", 0).await;
    window.picture("import-map").await;
    window.click("import-try").await;
    window.number_becomes("report-read", leads).await;
    window.picture("import-dry-run").await;
    window.reconciles().await;
    let before = window.invoke("workspace", json!({})).await.unwrap();
    assert_eq!(before["leads"], json!(0), "a dry run writes nothing");

    window.click("import-commit").await;
    window.wait_for(&json!(leads), "leads", |view| view["leads"].clone()).await;
    window.number_becomes("report-created", leads).await;
    window.picture("import-report").await;
    window.reconciles().await;
}

/// Clicks the busiest mark of a chart and returns what it says and counts.
async fn click_a_mark(window: &Window, chart: &str) -> (String, u64) {
    let css = format!("[data-testid=\"chart-{chart}\"] [data-testid=\"mark\"]");
    window.select(&css).await;
    window.picture("handoff").await;
    let script = "const marks = [...document.querySelectorAll(arguments[0])]; \
        const count = (mark) => Number(mark.dataset.count); \
        const busiest = marks.reduce((a, b) => (count(b) > count(a) ? b : a)); \
        const told = { label: busiest.getAttribute('aria-label'), count: count(busiest) }; \
        busiest.click(); return told;";
    let told = window.run(script, vec![json!(css)]).await;
    (told["label"].as_str().unwrap_or_default().to_owned(), told["count"].as_u64().expect("marks count"))
}

#[tokio::test]
async fn every_mark_lists_the_leads_it_counts() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    let filter = json!({ "from": null, "to": null, "criteria": null, "grain": "week", "basis": "cohort" });
    let arguments = json!({ "filter": filter, "theme": "light", "width": 1000 });
    let shown = window.invoke("handoff", arguments.clone()).await.unwrap();
    let mut by = arguments;
    by["field"] = json!("source");
    let by_field = window.invoke("handoff_by_field", by).await.unwrap();
    let mut asked = 0;
    for chart in shown["charts"].as_array().unwrap().iter().chain([&by_field["chart"]]) {
        for mark in chart["marks"].as_array().unwrap() {
            let input =
                json!({ "criteria": null, "drill": mark["drill"]["token"], "sort": null, "columns": [] });
            let page =
                window.invoke("leads", json!({ "input": input, "offset": 0, "limit": 1 })).await.unwrap();
            assert_eq!(page["total"], mark["count"], "{}: {}", chart["id"], mark["label"]);
            asked += 1;
        }
    }
    assert!(asked > 60, "26 weeks in several charts: {asked} marks");
    window.close().await;
}

#[tokio::test]
async fn the_handoff_is_the_one_that_was_planted() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.select("[data-testid=\"chart-acceptance\"] [data-testid=\"mark\"]").await;
    window.picture("sample-handoff").await;
    let count = |criteria: &'static str| {
        let window = &window;
        async move {
            let checked = window.invoke("check_criteria", json!({ "text": criteria })).await.unwrap();
            checked["matching"].clone()
        }
    };
    let key = answer_key();
    let totals: &Value = &key["totals"];
    assert_eq!(count("decision = \"accepted\"").await, totals["accepted"]);
    assert_eq!(count("decision = \"rejected\"").await, totals["rejected"]);
    assert_eq!(count("decision = \"lapsed\"").await, totals["lapsed"]);
    assert_eq!(count("decision = \"pending\"").await, totals["pending"]);
    window.close().await;
}
