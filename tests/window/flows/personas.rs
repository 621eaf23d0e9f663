//! Persona rules: what a change would do is seen before it is saved, and it can be taken back.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, keys, needs_a_window};

const LEADS: &str = "Email,First Name,Company,Title,MQL Date\n\
    ann@acme.example,Ann,Acme,CISO,2026-08-03\n\
    bo@bolt.example,Bo,Bolt,Head of Security,2026-08-04\n\
    cy@crux.example,Cy,Crux,Barista,2026-08-05\n";

#[tokio::test]
async fn rules_are_previewed_saved_and_taken_back() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Personas").await;
    let path = window.write("leads.csv", LEADS);
    window.take_in(&path).await;
    window.click("rail-settings").await;
    window.click("settings-personas").await;
    window.find("persona-0").await;
    window.picture("personas").await;
    let before = name_of_the_first(&window).await;

    let name = window.select("[data-testid=\"persona-0\"] input").await;
    name.clear().await.unwrap();
    name.send_keys("Guardian").await.unwrap();
    window.number_becomes("personas-changed", 2).await;
    window.picture("personas-preview").await;
    assert_eq!(guardians(&window).await, json!(0), "a preview changes nothing");

    window.click("personas-save").await;
    wait_for_guardians(&window, 2).await;
    window.click("undo").await;
    wait_for_guardians(&window, 0).await;
    for _ in 0..50 {
        if name_of_the_first(&window).await == before {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(name_of_the_first(&window).await, before, "the page follows");
    window.close().await;
}

#[tokio::test]
async fn the_words_of_a_rule_are_edited_where_they_stand() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Words").await;
    let path = window.write("leads.csv", LEADS);
    window.take_in(&path).await;
    window.click("rail-settings").await;
    window.click("settings-personas").await;
    window.find("persona-1").await;
    // The second rule a workspace starts with is a list of words, the first mixes and, or and lists of words.
    for (rule, text) in [(1, "matches \"grc, compliance"), (0, "matches \"ciso, bciso")] {
        window.select(&format!("[data-testid=\"persona-{rule}\"] .acts button")).await.click().await.unwrap();
        let shown = format!(
            "[data-testid=\"persona-{rule}\"] [data-testid=\"criteria-text\"][aria-invalid=\"false\"]"
        );
        let area = window.select(&shown).await;
        assert!(area.prop("value").await.unwrap().unwrap().contains(text), "rule {rule}");
    }
    window.select("[data-testid=\"persona-1\"] .acts button").await.click().await.unwrap();
    let words = window.select("[data-testid=\"persona-1\"] input[aria-label=\"Words\"]").await;
    words.send_keys(&format!("barista, roaster{}", keys::ENTER)).await.unwrap();
    window.number_becomes("personas-changed", 1).await;
    window.picture("personas-words").await;
    window.click("personas-save").await;
    for _ in 0..100 {
        if caught(&window).await == json!(1) {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(caught(&window).await, json!(1), "the barista follows the new word");
    let given = json!({ "text": "country = \"Norway\"" });
    let refused = window.invoke("check_persona_criteria", given).await.unwrap();
    assert_eq!(refused["ok"], json!(false), "the editor refuses what saving refuses");
    window.close().await;
}

async fn caught(window: &Window) -> Value {
    let text = json!({ "text": "persona starts with \"Risk\"" });
    window.invoke("check_criteria", text).await.unwrap()["matching"].clone()
}

async fn name_of_the_first(window: &Window) -> Value {
    window.run("return document.querySelector('[data-testid=\"persona-0\"] input').value", Vec::new()).await
}

async fn guardians(window: &Window) -> Value {
    let text = json!({ "text": "persona = \"Guardian\"" });
    window.invoke("check_criteria", text).await.unwrap()["matching"].clone()
}

async fn wait_for_guardians(window: &Window, expected: u64) {
    for _ in 0..100 {
        if guardians(window).await == json!(expected) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    }
    assert_eq!(guardians(window).await, json!(expected), "leads follow the rules");
}
