//! Deciding in the window: by keyboard in the inbox, in bulk in the table, and back in one step.

use std::time::Instant;

use serde_json::{Value, json};

use crate::harness::{Opening, Window, keys, needs_a_window, serious_findings};

#[tokio::test]
async fn two_hundred_leads_are_decided_by_keyboard_and_the_handoff_follows() {
    needs_a_window!();
    let window = sample().await;
    let before = decided(&window).await;
    window.press(&keys::with_control("2")).await;
    window.click("tab-inbox").await;
    window.path_becomes("/leads/inbox").await;
    window.find("inbox-list").await;
    window.picture("inbox").await;
    let mut waiting = window.number("inbox-total").await;
    let began = Instant::now();
    for nth in 0..200 {
        if waiting == 0 {
            window.click("inbox-lapsed").await;
            window.number_becomes("inbox-total", count(&window, "decision = \"lapsed\"").await).await;
            waiting = window.number("inbox-total").await;
            focus_the_list(&window).await;
        }
        if nth % 4 == 3 {
            window.press("r").await;
            window.find("decide-reason").await;
            window.press("industry").await;
            if nth == 3 {
                window.picture("inbox-reject").await;
            }
            window.press(keys::ENTER).await;
            gone(&window).await;
        } else {
            window.press("a").await;
        }
        waiting -= 1;
    }
    window.number_becomes("inbox-total", waiting).await;
    println!("200 leads in {} s", began.elapsed().as_secs());
    let after = settled(&window, before + 200).await;
    assert_eq!(after, before + 200, "each of them counts as decided");

    window.press(&keys::with_control("z")).await;
    window.number_becomes("inbox-total", waiting + 1).await;
    window.press(&keys::with_control("1")).await;
    window.find("chart-acceptance").await;
    window.picture("handoff-after-deciding").await;
    window.close().await;
}

#[tokio::test]
async fn what_is_not_possible_says_why_and_a_bulk_of_many_is_one_step_back() {
    needs_a_window!();
    let window = sample().await;
    let before = decided(&window).await;
    let pending = count(&window, "decision = \"pending\"").await;
    window.click("rail-leads").await;
    window.find("leads-total").await;
    window.click("leads-filter").await;
    window.fill("criteria-text", "decision = \"pending\" or stage = \"won\"").await;
    window.press(keys::TAB).await;
    let both = count(&window, "decision = \"pending\" or stage = \"won\"").await;
    window.number_becomes("leads-total", both).await;
    window.click("leads-filter").await;
    window.click("choose-all").await;
    window.number_becomes("bulk-count", both).await;
    window.click("bulk-reject").await;
    window.find("obstacle").await;
    window.picture("bulk-reject").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    let focused = "return document.activeElement?.dataset?.testid ?? ''";
    assert_eq!(
        window.run(focused, Vec::new()).await,
        json!("decide-reason"),
        "typing finds a reason at once"
    );
    window.press("geography").await;
    window.press(keys::ENTER).await;
    gone(&window).await;
    assert_eq!(
        settled(&window, before + pending).await,
        before + pending,
        "all that waited, and nobody else"
    );
    window.click("toast-act").await;
    assert_eq!(settled(&window, before).await, before, "one step takes all of them back");
    window.close().await;
}

#[tokio::test]
async fn nothing_in_the_window_rejects_without_a_reason() {
    needs_a_window!();
    let window = sample().await;
    let before = count(&window, "decision = \"rejected\"").await;
    window.click("rail-leads").await;
    window.click("tab-inbox").await;
    window.find("inbox-list").await;
    // One lead: the form opens without a reason chosen, and its button and Enter do nothing until one is.
    window.press("r").await;
    window.find("decide-reason").await;
    unmoved(&window).await;
    window.press(keys::ESCAPE).await;
    gone(&window).await;
    // Many leads.
    window.click("tab-all").await;
    window.find("leads-total").await;
    window.click("leads-filter").await;
    window.fill("criteria-text", "decision = \"pending\"").await;
    window.press(keys::TAB).await;
    window.number_becomes("leads-total", count(&window, "decision = \"pending\"").await).await;
    window.click("choose-all").await;
    window.click("bulk-reject").await;
    window.find("decide-reason").await;
    unmoved(&window).await;
    // "Other" wants words, and blanks are none.
    window.press("other").await;
    window.press(keys::ENTER).await;
    window.fill("decide-note", "   ").await;
    window.press(keys::ENTER).await;
    let disabled = window.find("decide-do").await.attr("disabled").await.unwrap();
    assert!(disabled.is_some(), "blanks are no words");
    assert_eq!(count(&window, "decision = \"rejected\"").await, before, "nothing was rejected");
    window.close().await;
}

/// Tries to send the form without a reason.
async fn unmoved(window: &Window) {
    window.press(keys::ENTER).await;
    let button = window.find("decide-do").await;
    assert!(button.attr("disabled").await.unwrap().is_some(), "the button waits for a reason");
    window.run("document.querySelector('form#decision').requestSubmit()", Vec::new()).await;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    let open = window.run("return document.querySelector('dialog[open]') !== null", Vec::new()).await;
    assert_eq!(open, json!(true), "the form stays open");
}

#[tokio::test]
async fn reasons_tracks_and_people_are_edited_and_taken_back() {
    needs_a_window!();
    let window = sample().await;
    window.click("rail-rules").await;
    window.find("reason-fit.industry").await;
    window.picture("rules").await;
    let rejected = count(&window, "decision = \"rejected\"").await;
    let given = |rules: &Value, key: &str| -> u64 {
        let groups = rules["groups"].as_array().unwrap();
        let mut reasons = groups.iter().flat_map(|group| group["reasons"].as_array().unwrap());
        reasons.find(|reason| reason["key"] == json!(key)).unwrap()["given"].as_u64().unwrap()
    };
    let rules = window.invoke("rules", json!({})).await.unwrap();
    let (one, other) = (given(&rules, "data.missing-contact"), given(&rules, "data.invalid-email"));
    let more = "[data-testid=\"reason-data.invalid-email\"] [aria-haspopup=\"menu\"]";
    window.select(more).await.click().await.unwrap();
    let entries = "return [...document.querySelectorAll('[role=menuitem]')].find((item) => item.innerText.includes('Merge')).click()";
    window.run(entries, Vec::new()).await;
    window.find("merge-keep").await;
    window.press("missing").await;
    window.picture("rules-merge").await;
    window.press(keys::ENTER).await;
    gone(&window).await;
    let merged = window.invoke("rules", json!({})).await.unwrap();
    assert_eq!(given(&merged, "data.missing-contact"), one + other);
    assert_eq!(count(&window, "decision = \"rejected\"").await, rejected, "no rejection is lost");
    window.click("undo").await;

    window.click("rail-settings").await;
    window.click("settings-people").await;
    window.click("owners-adopt").await;
    window.select("[data-testid^=\"person-\"] select").await;
    window.picture("people").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    window.click("undo").await;
    window.close().await;
}

async fn sample() -> Window {
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    window
}

async fn count(window: &Window, criteria: &str) -> u64 {
    let answer = window.invoke("check_criteria", json!({ "text": criteria })).await.unwrap();
    answer["matching"].as_u64().unwrap()
}

/// Leads somebody decided about, as the program counts them.
async fn decided(window: &Window) -> u64 {
    count(window, "decision = \"accepted\" or decision = \"rejected\"").await
}

/// The same, once decisions that are under way have arrived.
async fn settled(window: &Window, expected: u64) -> u64 {
    for _ in 0..150 {
        if decided(window).await == expected {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    decided(window).await
}

/// Waits until no dialog is open and the keys are back where they were.
async fn gone(window: &Window) {
    for _ in 0..150 {
        let open = window.run("return document.querySelector('dialog[open]') !== null", Vec::new()).await;
        if open == json!(false) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
    }
    window.picture("failed-dialog").await;
    panic!("the dialog stays open");
}

async fn focus_the_list(window: &Window) {
    window.run("document.querySelector('[data-testid=\"inbox-list\"]').focus()", Vec::new()).await;
}
