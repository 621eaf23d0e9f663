//! What stands out on the home screen, the way to its leads and back, by mouse, by keys and by the palette.

use serde_json::json;

use crate::harness::{Opening, Window, keys, needs_a_window};

#[tokio::test]
async fn what_stands_out_opens_exactly_its_leads_and_the_way_back_keeps_the_filter() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("standout-0").await;
    let all = window.number("standout-0").await;
    window.click("standout-0").await;
    window.path_becomes("/leads").await;
    window.number_becomes("leads-total", all).await;

    // A filter narrows what stands out, and the list with it.
    window.click("leads-back").await;
    window.path_becomes("/handoff").await;
    focus_becomes(&window, "standout/0").await;
    window.click("filter-source").await;
    window.select("[role=\"dialog\"] input[type=\"checkbox\"]").await.click().await.unwrap();
    window.press(keys::ESCAPE).await;
    window.find("filter-clear").await;
    let narrowed = settled_count(&window, "standout-0", all).await;
    assert!(narrowed < all, "{narrowed} of {all}");

    // By keys alone: Tab to the finding, Enter, and back.
    window.tab_to("standout-0").await;
    window.press(keys::ENTER).await;
    window.path_becomes("/leads").await;
    window.number_becomes("leads-total", narrowed).await;
    window.press(&keys::with_control("1")).await;
    window.path_becomes("/handoff").await;
    window.find("filter-clear").await;
    focus_becomes(&window, "standout/0").await;
    assert_eq!(settled_count(&window, "standout-0", all).await, narrowed, "the filter is kept");

    // A filter of the table was meant for another list.
    window.press(&keys::with_control("k")).await;
    window.find("palette-input").await;
    window.press("Stands out").await;
    window.press(keys::ENTER).await;
    window.path_becomes("/leads").await;
    window.number_becomes("leads-total", narrowed).await;
    window.close().await;
}

#[tokio::test]
async fn every_tile_lists_what_it_counts() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("tile-0").await;
    let tiles =
        window.run("return document.querySelectorAll('[data-testid^=\"tile-\"]').length", Vec::new()).await;
    assert!(tiles.as_u64().unwrap() >= 4, "{tiles}");
    for tile in 0..tiles.as_u64().unwrap() {
        let id = format!("tile-{tile}");
        let count = window.number(&id).await;
        window.click(&id).await;
        window.path_becomes("/leads").await;
        window.number_becomes("leads-total", count).await;
        window.click("leads-back").await;
        window.path_becomes("/handoff").await;
        focus_becomes(&window, &format!("tile/{tile}")).await;
    }
    window.close().await;
}

#[tokio::test]
async fn where_nothing_stands_out_the_page_says_after_how_many_comparisons() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Calm").await;
    let mut csv = "Lead ID,Email,Lead Source,MQL Date,Accepted Date,Rejected Date\n".to_owned();
    for lead in 0..240 {
        // Every source has the same share of rejections.
        let (source, day) = (["Webinar", "Event", "Content"][lead % 3], 1 + lead % 28);
        let decided = if lead % 6 < 3 { format!("2026-08-{day:02},") } else { format!(",2026-08-{day:02}") };
        csv.push_str(&format!("L{lead},l{lead}@example.com,{source},2026-08-{day:02},{decided}\n"));
    }
    let file = window.write("calm.csv", csv);
    window.take_in(&file).await;
    window.click("rail-handoff").await;
    let said = window.find("standouts-nothing").await.text().await.unwrap();
    assert!(said.starts_with("Nothing stands out: ") && said.contains(" comparisons, none"), "{said}");
    window.close().await;
}

#[tokio::test]
async fn a_view_is_kept_compared_with_and_taken_back() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("standout-0").await;
    window.choose("Grain", "month").await;
    window.click("handoff-views").await;
    window.fill("view-name", "By month").await;
    window.press(keys::ENTER).await;
    says(&window, "handoff-views", "By month").await;
    window.choose("Grain", "week").await;
    says(&window, "handoff-views", "none").await;

    window.click("handoff-compare").await;
    window.click("compare-before").await;
    let said = window.find("comparison").await.text().await.unwrap();
    assert!(said.contains("shown to be real") && said.contains("(Newcombe)"), "{said}");
    let count = window.number("compared-0").await;
    window.click("compared-0").await;
    window.path_becomes("/leads").await;
    window.number_becomes("leads-total", count).await;
    window.click("leads-back").await;
    focus_becomes(&window, "compared/0").await;

    window.press(&keys::with_control("z")).await;
    for _ in 0..50 {
        if window.invoke("page_views", json!({})).await.unwrap() == json!([]) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(window.invoke("page_views", json!({})).await.unwrap(), json!([]), "undo took the view back");
    window.close().await;
}

/// Waits until the element says so.
async fn says(window: &Window, id: &str, text: &str) {
    for _ in 0..50 {
        let said = window.find(id).await.text().await.unwrap_or_default();
        if said.contains(text) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("{id} never says {text}");
}

/// Waits until the focus is back on what was asked for.
async fn focus_becomes(window: &Window, place: &str) {
    let script = "return document.activeElement?.dataset?.origin ?? ''";
    for _ in 0..100 {
        if window.run(script, Vec::new()).await == json!(place) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("the focus never came back to {place}");
}

/// The count of a finding once the search for the filter in force is done.
async fn settled_count(window: &Window, id: &str, before: u64) -> u64 {
    // Read in one breath: between two looks the page may replace what it shows.
    let script = "const shown = document.querySelector(`[data-testid=\"${arguments[0]}\"]`); \
        const busy = document.querySelector('[aria-busy=\"true\"]'); \
        return shown && !busy ? Number(shown.dataset.count) : null";
    for _ in 0..100 {
        if let Some(count) =
            window.run(script, vec![json!(id)]).await.as_u64().filter(|count| *count != before)
        {
            return count;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    panic!("{id} still counts {before}");
}
