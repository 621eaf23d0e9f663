//! Recycle tracks in the window: counts that list their leads, many leads back or onto another track in one step.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, keys, needs_a_window, serious_findings};

#[tokio::test]
async fn leads_of_a_track_come_back_and_change_track_in_one_step_each() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    window.click("rail-leads").await;
    window.click("tab-recycle").await;
    window.path_becomes("/leads/recycle").await;
    let there = number(&window, "track-1-there").await;
    window.number_becomes("recycle-total", there).await;
    window.picture("recycle").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    let view = window.invoke("recycle", json!({})).await.unwrap();
    assert_eq!(part(&view, 0, "there"), there, "the window shows what is counted");
    for name in ["due", "sent", "back"] {
        window.click(&format!("track-1-{name}")).await;
        window.number_becomes("recycle-total", part(&view, 0, name)).await;
    }

    window.click("track-1-there").await;
    window.number_becomes("recycle-total", there).await;
    window.click("choose-0").await;
    window.click("choose-1").await;
    window.number_becomes("bulk-count", 2).await;
    window.click("bulk-requalify").await;
    window.click("decide-do").await;
    window.number_becomes("recycle-total", there - 2).await;
    assert_eq!(number(&window, "track-1-back").await, 2, "they came back");
    window.click("undo").await;
    window.number_becomes("recycle-total", there).await;

    window.click("choose-all").await;
    window.number_becomes("bulk-count", there).await;
    window.click("bulk-recycle").await;
    window.choose_in("decide-track", "2").await;
    window.picture("recycle-change-track").await;
    window.click("decide-do").await;
    window.number_becomes("recycle-total", 0).await;
    let moved = window.invoke("recycle", json!({})).await.unwrap();
    assert_eq!(part(&moved, 0, "moved"), there, "all of them went on");
    assert_eq!(part(&moved, 1, "there"), part(&view, 1, "there") + there);
    window.click("undo").await;
    window.number_becomes("recycle-total", there).await;
    window.close().await;
}

#[tokio::test]
async fn a_lead_tells_why_it_is_an_mql_and_folds_by_keyboard() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    window.click("rail-leads").await;
    window.select("[role=\"row\"][aria-rowindex=\"2\"], tbody tr").await;
    window.run("document.querySelector('[role=\"row\"][aria-rowindex=\"2\"] [role=\"gridcell\"]:nth-child(2)')?.click()", Vec::new()).await;
    window.find("lead-panel").await;
    for part in ["lead-facts", "why-mql", "lead-score", "lead-clocks", "decision-bar"] {
        window.find(part).await;
    }
    window.picture("lead-panel").await;
    let first = window.run("return document.querySelector('aside h2').innerText", Vec::new()).await;
    // Every section unfolds by keyboard alone.
    for section in ["company", "twins", "fields", "decisions", "recycled"] {
        let summary =
            format!("document.querySelector('[data-testid=\"section-{section}\"] > summary').focus()");
        window.run(&summary, Vec::new()).await;
        window.press(keys::ENTER).await;
        window.select(&format!("[data-testid=\"section-{section}\"][open] .content")).await;
    }
    window.select("[data-testid=\"section-fields\"] dd").await;
    window.picture("lead-panel-open").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    window.select("[data-testid^=\"colleague-\"]").await.click().await.unwrap();
    let changed = "return document.querySelector('aside h2').innerText";
    for _ in 0..50 {
        if window.run(changed, Vec::new()).await != first {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_ne!(window.run(changed, Vec::new()).await, first, "a colleague opens");
    window.close().await;
}

async fn number(window: &Window, id: &str) -> u64 {
    window.find(id).await;
    window.number(id).await
}

fn part(view: &Value, track: usize, name: &str) -> u64 {
    let counts = view["tracks"][track]["counts"].as_array().unwrap();
    counts.iter().find(|count| count["part"] == json!(name)).unwrap()["leads"].as_u64().unwrap()
}
