//! Several files in one go, in any order.

use serde_json::{Value, json};

use crate::harness::{Opening, Window, needs_a_window};

const LEADS: &str = "Email,First Name,Last Name,Company,MQL Date\n\
    ann@acme.example,Ann,Lee,Acme,2026-08-03\n\
    bo@bolt.example,Bo,Day,Bolt,2026-08-04\n\
    cy@crux.example,Cy,Ray,Crux,2026-08-05\n";

/// One of them speaks of nobody who is known, one of nothing that is.
const ACTIVITIES: &str = "email,activity_type,activity_date,channel\n\
    ann@acme.example,webinar,2026-08-01,web\n\
    ann@acme.example,call,2026-08-06,phone\n\
    bo@bolt.example,call,2026-08-07,phone\n\
    nobody@else.example,call,2026-08-08,phone\n\
    cy@crux.example,call,yesterday,phone\n";

#[tokio::test]
async fn activities_and_their_leads_come_in_together_whatever_came_first() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Several").await;
    let activities = window.write("activities.csv", ACTIVITIES);
    let leads = window.write("leads.csv", LEADS);
    window.look_at(&[&activities, &leads]).await;
    window.number_becomes("import-undecided", 0).await;
    window.picture("several-map").await;

    window.click("import-try").await;
    window.number_becomes("report-read", 8).await;
    window.reconciles().await;
    window.picture("several-dry-run").await;
    let planned = counts(&window).await;
    window.wait_for(&json!(0), "leads", |view| view["leads"].clone()).await;

    window.click("import-commit").await;
    window.imported().await;
    window.reconciles().await;
    window.picture("several-report").await;
    assert_eq!(counts(&window).await, planned, "the import does what the dry run said");
    let order = window
        .run(
            "return [...document.querySelectorAll('section[aria-label=\"Counts\"] tbody td:first-child')] \
             .map((cell) => cell.innerText)",
            Vec::new(),
        )
        .await;
    assert_eq!(order, json!(["leads.csv", "activities.csv"]), "whom others refer to is taken in first");
    window.wait_for(&json!(3), "leads", |view| view["leads"].clone()).await;

    let ann = window.invoke("lead", json!({ "id": 1 })).await.unwrap();
    let kinds: Vec<&Value> = ann["timeline"].as_array().unwrap().iter().map(|event| &event["kind"]).collect();
    for kind in ["engagement", "stage", "touch"] {
        assert!(
            kinds.contains(&&json!(kind)),
            "her webinar, her MQL and the call stand in one row: {kinds:?}"
        );
    }
    window.click("rail-leads").await;
    window.number_becomes("leads-total", 3).await;
    window.select("[role=\"row\"][aria-rowindex=\"2\"]").await.click().await.unwrap();
    window.find("lead-panel").await;
    window.picture("several-lead").await;
    window.close().await;
}

#[tokio::test]
async fn the_file_that_stops_an_import_is_named_and_shown() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Culprit").await;
    let activities = window.write("my_activities.csv", ACTIVITIES);
    let leads = window.write("my_leads.csv", LEADS);
    window.look_at(&[&activities, &leads]).await;
    window.number_becomes("import-undecided", 0).await;
    window.select("[data-testid=\"import-file-0\"][aria-current=\"true\"]").await;
    std::fs::remove_file(&leads).unwrap();
    window.click("import-try").await;
    let told = window.select("[role=\"alert\"]").await.text().await.unwrap();
    assert!(told.contains("my_leads.csv"), "{told}");
    let shown = window.select("[data-testid=\"import-file-1\"][aria-current=\"true\"]").await;
    let state = shown.prop("textContent").await.unwrap().unwrap_or_default();
    assert!(state.contains("Stopped the import"), "{state}");
    window.picture("several-culprit").await;

    window.write("my_leads.csv", LEADS);
    window.click("import-try").await;
    window.find("import-commit").await;
    std::fs::remove_file(&activities).unwrap();
    window.click("import-commit").await;
    let told = window.select("[role=\"alert\"]").await.text().await.unwrap();
    assert!(told.contains("my_activities.csv"), "{told}");
    window.select("[data-testid=\"import-file-0\"][aria-current=\"true\"]").await;
    window.wait_for(&json!(0), "leads", |view| view["leads"].clone()).await;
    window.close().await;
}

async fn counts(window: &Window) -> Vec<u64> {
    let mut counts = Vec::new();
    for part in ["read", "created", "updated", "unchanged", "rejected", "skipped"] {
        counts.push(window.number(&format!("report-{part}")).await);
    }
    counts
}
