//! The main flows by keyboard alone.

use serde_json::json;

use crate::harness::{Opening, Window, keys, needs_a_window, sample_export};

#[tokio::test]
async fn screens_palette_and_marks_are_reached_by_keys() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    open_sample(&window).await;
    for (key, path) in
        [("2", "/leads"), ("3", "/import"), ("4", "/rules"), ("5", "/settings"), ("1", "/handoff")]
    {
        window.press(&keys::with_control(key)).await;
        window.path_becomes(path).await;
    }
    window.press(&keys::with_control("k")).await;
    window.find("palette-input").await;
    window.press("settings").await;
    window.press(keys::ENTER).await;
    window.path_becomes("/settings").await;

    window.press(&keys::with_control("1")).await;
    window.select("[data-testid=\"chart-acceptance\"] [data-testid=\"mark\"]").await;
    let focus = "document.querySelector('[data-testid=\"chart-acceptance\"] [data-testid=\"mark\"][tabindex=\"0\"]').focus()";
    window.run(focus, Vec::new()).await;
    window.press(keys::RIGHT).await;
    window.press(keys::RIGHT).await;
    let count = window.run("return Number(document.activeElement.dataset.count)", Vec::new()).await;
    window.press(keys::ENTER).await;
    window.path_becomes("/leads").await;
    window.number_becomes("leads-total", count.as_u64().expect("the focus is on a mark")).await;
    window.close().await;
}

#[tokio::test]
async fn an_export_is_imported_by_keys() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    let path = window.home().join("Keys.plumbline");
    let settings = json!({ "timeZone": "Europe/Berlin", "weekStart": "monday", "fiscalYearStart": 1, "decisionWindowHours": 336 });
    window.invoke("create_workspace", json!({ "path": path, "settings": settings })).await.unwrap();
    window.page.refresh().await.unwrap();
    window.find("rail-import").await;
    window.press(&keys::with_control("3")).await;
    window.tab_to("import-path").await;
    window.press(&sample_export().display().to_string()).await;
    for step in ["import-look", "import-try", "import-commit"] {
        window.find(step).await;
        window.tab_to(step).await;
        window.press(keys::ENTER).await;
    }
    window.select("[data-testid=\"report\"][data-dry-run=\"false\"]").await;
    assert_eq!(window.number("report-created").await, 5000, "the sample needs no decision");
    window.press(&keys::with_control("z")).await;
    // It asks first, because it cannot be done again.
    window.find("confirm-undo").await;
    window.tab_to("confirm-undo").await;
    window.press(keys::ENTER).await;
    window.wait_for(&json!(0), "leads", |view| view["leads"].clone()).await;
    window.close().await;
}

#[tokio::test]
async fn going_to_the_screen_one_is_on_leaves_the_keys_where_they_are() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Typing").await;
    window.click("rail-import").await;
    window.find("import-path").await;
    // What a quick hand does: the rail, the input, and keys before the page had time for anything.
    let quick = "document.querySelector('[data-testid=\"rail-import\"]').click(); \
        document.querySelector('[data-testid=\"import-path\"]').focus();";
    window.run(quick, Vec::new()).await;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.press("/data/leads.csv").await;
    window.press(&keys::with_control("3")).await;
    tokio::time::sleep(std::time::Duration::from_millis(400)).await;
    window.press(" /data/deals.csv").await;
    assert_eq!(typed(&window).await, json!("/data/leads.csv /data/deals.csv"));
    window.click("rail-settings").await;
    window.path_becomes("/settings").await;
    window.click("rail-import").await;
    window.find("import-path").await;
    assert_eq!(typed(&window).await, json!("/data/leads.csv /data/deals.csv"), "it waits for its return");
    window.close().await;
}

async fn typed(window: &Window) -> serde_json::Value {
    window.run("return document.querySelector('[data-testid=\"import-path\"]').value", Vec::new()).await
}

/// Opens the sample from the start screen with Tab and Enter.
async fn open_sample(window: &Window) {
    window.find("start-sample").await;
    window.tab_to("start-sample").await;
    window.press(keys::ENTER).await;
    window.find("chart-acceptance").await;
}
