//! An escalation in the window: opened, given to somebody, closed, and taken back step by step.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, keys, needs_a_window};

#[tokio::test]
async fn an_escalation_is_opened_given_to_somebody_closed_and_undone() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    window.invoke("add_person", json!({ "name": "Ida Lindqvist", "role": "sdr-lead" })).await.unwrap();
    window.click("tab-escalations").await;
    window.path_becomes("/handoff/escalations").await;
    window.find("escalate").await;
    window.picture("escalations-rules").await;
    let fires = seen(&window).await;
    let to_open = fires["toOpen"].as_u64().unwrap();
    assert!((3..60).contains(&to_open), "{to_open}: something to do, and few enough to read");
    assert_eq!(fires["all"], 0, "looking opens nothing");

    window.click("escalate").await;
    window.number_becomes("escalations-open", to_open).await;
    window.picture("escalations").await;
    let view = seen(&window).await;
    let item = view["people"][0]["items"][0].clone();
    let (id, frozen) = (item["id"].as_u64().unwrap(), item["told"].clone());
    let person = view["persons"][0]["id"].as_u64().unwrap();
    window.choose_in(&format!("assign-{id}"), &person.to_string()).await;
    window.find(&format!("items-{person}")).await;
    assert_eq!(of(&seen(&window).await, person)["items"][0]["told"], frozen, "the evidence is frozen");

    // What is copied is read back before it is said to be there.
    window.click(&format!("copy-{person}")).await;
    window.click(&format!("close-{id}")).await;
    window.find("close-note").await;
    window.press("Called all of them").await;
    window.click("close-do").await;
    window.number_becomes("escalations-open", to_open - 1).await;
    window.click("escalations-all").await;
    window.find(&format!("reopen-{id}")).await;
    window.picture("escalations-all").await;
    window.click("escalations-only-open").await;

    // One step back each: closed, given, opened.
    window.press(&keys::with_control("z")).await;
    window.number_becomes("escalations-open", to_open).await;
    window.press(&keys::with_control("z")).await;
    window.find("items-nobody").await;
    gone_from(&window, person).await;
    window.press(&keys::with_control("z")).await;
    window.number_becomes("escalations-open", 0).await;
    assert_eq!(seen(&window).await["toOpen"], json!(to_open), "what was never opened fires again");
    window.close().await;
}

async fn seen(window: &Window) -> Value {
    window.invoke("escalations", json!({ "all": true })).await.unwrap()
}

/// What a person has.
fn of(view: &Value, person: u64) -> &Value {
    view["people"].as_array().unwrap().iter().find(|one| one["person"] == json!(person)).unwrap()
}

async fn gone_from(window: &Window, person: u64) {
    for _ in 0..100 {
        let view = seen(window).await;
        if view["people"].as_array().unwrap().iter().all(|one| one["person"] != json!(person)) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the item is still theirs");
}
