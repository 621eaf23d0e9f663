//! Likely duplicates: merged or kept apart by a person, and either can be taken back.

use serde_json::json;

use crate::harness::{Opening, Window, needs_a_window};

const LEADS: &str = "Email,First Name,Last Name,Company,Title,MQL Date\n\
    ann@acme.example,Ann,Lee,Acme,CISO,2026-08-03\n\
    ann.lee@acme.example,Ann,Lee,Acme,,2026-08-04\n\
    bo@bolt.example,Bo,Dayton,Bolt,Buyer,2026-08-04\n\
    bo.dayton@bolt.example,Bo,Dayton,Bolt,Head of IT,2026-08-05\n\
    cy@crux.example,Cy,Ray,Crux,Barista,2026-08-05\n";

#[tokio::test]
async fn duplicates_are_merged_or_kept_apart_and_either_is_undone() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.begin_workspace("Duplicates").await;
    let path = window.write("leads.csv", LEADS);
    window.take_in(&path).await;
    window.click("rail-import").await;
    window.click("import-duplicates").await;
    window.number_becomes("duplicates-total", 2).await;
    window.find("merge-table").await;
    window.picture("duplicates").await;

    window.click("merge").await;
    window.wait_for(&json!(4), "leads", |view| view["leads"].clone()).await;
    window.number_becomes("duplicates-total", 1).await;
    window.click("undo").await;
    window.wait_for(&json!(5), "leads", |view| view["leads"].clone()).await;
    window.number_becomes("duplicates-total", 2).await;

    window.find("merge-table").await;
    window.click("keep-apart").await;
    window.number_becomes("duplicates-total", 1).await;
    window.wait_for(&json!(5), "leads", |view| view["leads"].clone()).await;
    window.click("undo").await;
    window.number_becomes("duplicates-total", 2).await;
    window.close().await;
}
