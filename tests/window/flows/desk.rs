//! What people set about the desk: tiers, promises, commitments, consequences, working hours, ladder.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, keys, needs_a_window, serious_findings};

#[tokio::test]
async fn a_tier_is_renamed_moved_and_taken_back() {
    needs_a_window!();
    let window = tiers().await;
    let first = window.number("tier-0-leads").await;
    let second = window.number("tier-1-leads").await;
    assert!(first > 0 && second > first, "{first} {second}: the sample has both");
    window.picture("tiers").await;
    window.click("tier-0-down").await;
    value_becomes(&window, "tier-0-name", "2").await;
    let swapped = window.number("tier-0-leads").await;
    assert!(swapped >= second, "whoever comes first catches no fewer");
    window.click("undo").await;
    value_becomes(&window, "tier-0-name", "1").await;
    window.number_becomes("tier-0-leads", first).await;

    window.click("tier-0-name").await;
    window.press(&keys::with_control("a")).await;
    window.press("Executive").await;
    window.press(keys::ENTER).await;
    window.find("levels-Executive").await;
    let texts = desk(&window).await;
    assert!(texts.iter().all(|row| row != "1"), "its promises went along: {texts:?}");
    window.click("undo").await;
    window.find("levels-1").await;

    window.click("tier-1-edit").await;
    window.fill("criteria-text", "score >= 60").await;
    window.find("tier-effect").await;
    window.picture("tier-criteria").await;
    window.click("tier-save").await;
    for _ in 0..100 {
        if window.number("tier-1-leads").await < second {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let fewer = window.number("tier-1-leads").await;
    assert!(0 < fewer && fewer < second, "{fewer}: every lead has a tier, so that a narrower one loses some");
    window.click("undo").await;
    window.number_becomes("tier-1-leads", second).await;
    window.close().await;
}

#[tokio::test]
async fn another_promise_says_what_it_would_have_meant_and_moves_what_was_met() {
    needs_a_window!();
    let window = tiers().await;
    let id = "level-1-first-contact-met";
    let before = text(&window, id).await;
    let met = |text: &str| -> u64 {
        text.split(' ').next().unwrap().replace(',', "").parse().unwrap_or_else(|_| panic!("{text}"))
    };
    window.click("level-1-first-contact").await;
    window.fill("promise-amount", "24").await;
    window.choose_in("promise-basis", "wall").await;
    let mut foretold = String::new();
    for _ in 0..100 {
        foretold = text(&window, "promise-then").await;
        if foretold.contains("met") && foretold != before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(met(&foretold) > met(&before), "{before} -> {foretold}");
    window.picture("promise").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    window.press(keys::ENTER).await;
    text_becomes(&window, id, &foretold).await;
    window.click("undo").await;
    text_becomes(&window, id, &before).await;

    window.click("preset-one-day-use").await;
    text_becomes(&window, id, &foretold).await;
    window.click("levels-restore").await;
    text_becomes(&window, id, &before).await;
    window.close().await;
}

#[tokio::test]
async fn commitments_rules_hours_and_the_ladder_are_set_in_forms() {
    needs_a_window!();
    let window = tiers().await;
    window.click("tab-commitments").await;
    window.fill("commit-1-volume", "4000").await;
    window.choose_in("commit-1-from", "2026-05").await;
    window.click("commit-1-save").await;
    window.find("commitments-restore").await;
    assert!(text(&window, "commitments-1").await.contains("missed"));
    window.picture("commitments").await;

    window.click("tab-consequences").await;
    let odds = text(&window, "consequence-0-luck").await;
    assert!(odds.starts_with("Fires by luck in "), "{odds}");
    window.picture("consequences").await;
    window.click("consequence-add").await;
    window.fill("rule-level", "0").await;
    window.press(keys::TAB).await;
    let said =
        "return [...document.querySelectorAll('dialog [role=alert]')].map((one) => one.innerText).join()";
    for _ in 0..50 {
        if window.run(said, Vec::new()).await != json!("") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert!(window.run(said, Vec::new()).await.as_str().unwrap().contains("percentage"));
    window.fill("rule-level", "60").await;
    window.fill("rule-title", "Look at the mix").await;
    window.find("rule-luck").await;
    window.picture("consequence-form").await;
    window.click("rule-save").await;
    window.find("consequence-4-luck").await;
    window.click("undo").await;

    window.click("rail-settings").await;
    window.click("settings-hours").await;
    let example = text(&window, "hours-example").await;
    window.fill("day-monday-0-from", "10:00").await;
    window.press(keys::ENTER).await;
    text_becomes(&window, "hours-example", &example.replace("10:30", "11:30")).await;
    window.fill("holidays-text", "Holiday, 25 Dec 2026").await;
    window.click("holidays-add").await;
    value_becomes(&window, "holiday-2026-12-25", "Holiday").await;
    window.click("holiday-2026-12-25").await;
    window.press(&keys::with_control("a")).await;
    window.press("Christmas Day").await;
    window.press(keys::ENTER).await;
    text_becomes(&window, "undo", "Undo: Name a holiday").await;
    value_becomes(&window, "holiday-2026-12-25", "Christmas Day").await;
    window.picture("hours").await;

    window.click("rail-settings").await;
    window.click("settings-ladder").await;
    window.click("ladder-nurtured-first-use").await;
    window.find("ladder-restore").await;
    window.click("step-sal-sql").await;
    let refused = "return document.querySelector('[role=alert]')?.innerText ?? ''";
    for _ in 0..50 {
        if window.run(refused, Vec::new()).await != json!("") {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    let refused = window.run(refused, Vec::new()).await;
    assert!(refused.as_str().unwrap().contains("no lead could come to be"), "{refused}");
    let still = "return document.querySelector('[data-testid=step-sal-sql]').checked";
    assert_eq!(window.run(still, Vec::new()).await, json!(true), "what was refused is not shown as done");
    window.picture("ladder").await;

    window.click("stage-mql").await;
    window.press(&keys::with_control("a")).await;
    window.press("Handraiser").await;
    window.press(keys::ENTER).await;
    window.select("[aria-label=\"Handraiser may follow Inquiry\"]").await;
    window.picture("ladder-named").await;
    window.click("rail-handoff").await;
    window.find("chart-acceptance").await;
    let says = "return document.querySelector('main').innerText";
    let shown = window.run(says, Vec::new()).await;
    let shown = shown.as_str().unwrap();
    assert!(shown.contains("week of Handraiser") && shown.contains("Handraiser to SQL"), "{shown}");
    window.click("undo").await;
    window.click("rail-settings").await;
    window.click("settings-ladder").await;
    value_becomes(&window, "stage-mql", "MQL").await;
    window.close().await;
}

async fn tiers() -> Window {
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    window.click("rail-rules").await;
    window.click("tab-tiers").await;
    window.find("tier-0-leads").await;
    window.find("preset-one-day-use").await;
    window
}

/// The tiers that are promised something.
async fn desk(window: &Window) -> Vec<String> {
    let levels = window.invoke("service_levels", json!({})).await.unwrap();
    let rows = levels["rows"].as_array().unwrap();
    rows.iter().filter_map(|row| row["tier"].as_str().map(str::to_owned)).collect()
}

async fn text(window: &Window, id: &str) -> String {
    window.find(id).await;
    let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.innerText ?? ''";
    window.run(script, vec![Value::from(id)]).await.as_str().unwrap_or_default().to_owned()
}

async fn text_becomes(window: &Window, id: &str, expected: &str) {
    let mut shown = String::new();
    for _ in 0..150 {
        shown = text(window, id).await;
        if shown == expected {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    window.picture("failed-text").await;
    panic!("{id} says {shown}, not {expected}");
}

async fn value_becomes(window: &Window, id: &str, expected: &str) {
    let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.value ?? ''";
    for _ in 0..150 {
        if window.run(script, vec![Value::from(id)]).await == json!(expected) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    window.picture("failed-name").await;
    panic!("{id} is not {expected}");
}
