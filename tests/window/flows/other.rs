//! What people wrote under Other becomes a reason, and is taken back.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, needs_a_window, serious_findings};

#[tokio::test]
async fn a_group_is_promoted_its_leads_move_the_weeks_stay_and_undo_takes_it_back() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    let weeks = weekly(&window).await;
    let before = window.invoke("other_desk", json!({})).await.unwrap();
    let group = before["groups"][0].clone();
    let named = leads(&window, &group["drill"]["token"]).await;
    let texts: u64 =
        group["texts"].as_array().unwrap().iter().map(|text| text["count"].as_u64().unwrap()).sum();
    assert_eq!((named.len() as u64, texts), (group["count"].as_u64().unwrap(), named.len() as u64));

    window.click("rail-rules").await;
    window.click("tab-other").await;
    window.path_becomes("/rules/other").await;
    window.find("other-leads-0").await;
    window.picture("other").await;
    // "Show 21 leads" lists exactly those.
    window.click("other-leads-0").await;
    window.number_becomes("leads-total", named.len() as u64).await;
    window.click("rail-rules").await;
    window.click("tab-other").await;
    window.click("other-tick-0").await;
    window.click("other-promote").await;
    window.fill("promote-label", "Seen elsewhere").await;
    says(
        &window,
        "promote-sentence",
        &format!("{} leads move from Other to \u{201c}Seen elsewhere\u{201d}", named.len()),
    )
    .await;
    window.picture("other-promote").await;
    let found = serious_findings(&window).await;
    assert!(found.is_empty(), "axe found:\n{}", found.join("\n"));
    window.click("promote-do").await;
    gone(&window).await;

    let rules = window.invoke("rules", json!({})).await.unwrap();
    let reasons =
        rules["groups"].as_array().unwrap().iter().flat_map(|group| group["reasons"].as_array().unwrap());
    let reason = reasons.clone().find(|reason| reason["label"] == "Seen elsewhere").unwrap().clone();
    assert_eq!(reason["given"], json!(named.len()));
    assert_eq!(leads(&window, &reason["drill"]["token"]).await, named, "exactly the named leads moved");
    assert_eq!(weekly(&window).await, weeks, "weekly totals are unchanged");

    window.click("undo").await;
    for _ in 0..100 {
        if window.invoke("other_desk", json!({})).await.unwrap()["groups"][0] == group {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    assert_eq!(window.invoke("other_desk", json!({})).await.unwrap()["groups"], before["groups"]);
    assert_eq!(weekly(&window).await, weeks);
    window.close().await;
}

/// The leads behind a drill, in order.
async fn leads(window: &Window, token: &Value) -> Vec<u64> {
    let input = json!({ "criteria": null, "drill": token, "sort": null, "columns": ["stage"] });
    let page = window.invoke("leads", json!({ "input": input, "offset": 0, "limit": 1000 })).await.unwrap();
    let mut ids: Vec<u64> =
        page["rows"].as_array().unwrap().iter().map(|row| row["id"].as_u64().unwrap()).collect();
    ids.sort_unstable();
    ids
}

/// The numbers of the two charts by week.
async fn weekly(window: &Window) -> Value {
    let filter = json!({ "from": null, "to": null, "criteria": null, "grain": "week", "basis": "cohort" });
    let asked = json!({ "filter": filter, "theme": "light", "width": 1000 });
    let page = window.invoke("handoff", asked).await.unwrap();
    let acceptance =
        page["charts"].as_array().unwrap().iter().find(|chart| chart["id"] == "acceptance").unwrap();
    acceptance["table"]["rows"].clone()
}

async fn says(window: &Window, id: &str, expected: &str) {
    let script = "return document.querySelector(`[data-testid=\"${arguments[0]}\"]`)?.innerText ?? ''";
    for _ in 0..100 {
        let text = window.run(script, vec![json!(id)]).await;
        if text.as_str().unwrap_or_default().contains(expected) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    window.picture("failed-sentence").await;
    panic!("{id} does not say: {expected}");
}

async fn gone(window: &Window) {
    for _ in 0..150 {
        if window.run("return document.querySelector('dialog[open]') !== null", Vec::new()).await
            == json!(false)
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
    }
    window.picture("failed-dialog").await;
    panic!("the dialog stays open");
}
