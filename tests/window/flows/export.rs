//! What leaves the program: the filtered whole, whole files, for their owner only.

use std::{os::unix::fs::PermissionsExt, path::Path};

use serde_json::{Value, json};

use crate::harness::{Opening, Window, answer_key, needs_a_window};

#[tokio::test]
async fn charts_and_leads_are_written_as_they_are_seen() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    let filter =
        json!({ "from": null, "to": null, "criteria": "tier = \"1\"", "grain": "week", "basis": "cohort" });
    for (format, magic) in [("svg", &b"<svg"[..]), ("png", b"\x89PNG"), ("csv", b"from,to"), ("xlsx", b"PK")]
    {
        for id in ["acceptance", "rejections-by-bucket", "clocks-met", "acceptance-by-source"] {
            let path = window.home().join(format!("{id}.{format}"));
            let arguments = json!({ "id": id, "filter": filter, "format": format, "path": path });
            let said = window.invoke("export_chart", arguments).await.unwrap();
            assert!(said.as_str().unwrap().contains(id), "it says what was written where: {said}");
            let bytes = private(&path);
            assert!(bytes.windows(magic.len()).take(200).any(|part| part == magic), "{}", path.display());
        }
    }
    let said = window.invoke("copy_chart", json!({ "id": "acceptance", "filter": filter })).await;
    assert!(said.is_ok(), "a picture reaches the clipboard and is read back: {said:?}");

    let input =
        json!({ "criteria": "decision = \"rejected\"", "drill": null, "sort": null, "columns": ["email"] });
    for format in ["csv", "xlsx"] {
        let path = window.home().join(format!("rejected.{format}"));
        let said = window.invoke("export_leads", json!({ "input": input, "path": path })).await.unwrap();
        assert!(said.as_str().unwrap().starts_with("Wrote 1,402 leads"), "{said}");
        private(&path);
    }
    let csv = std::fs::read_to_string(window.home().join("rejected.csv")).unwrap();
    assert_eq!(json!(csv.lines().count() - 1), answer_key()["totals"]["rejected"], "the whole, not the page");
    window.close().await;
}

#[tokio::test]
async fn a_workspace_is_never_overwritten_by_an_export() {
    needs_a_window!();
    let window = Window::open(Opening::default()).await;
    window.click("start-sample").await;
    window.find("chart-acceptance").await;
    let path = window.invoke("workspace", json!({})).await.unwrap()["path"].clone();
    let input = json!({ "criteria": null, "drill": null, "sort": null, "columns": [] });
    let refusal = window.invoke("export_leads", json!({ "input": input, "path": path })).await.unwrap_err();
    assert_eq!(refusal["code"], json!("bad-input"));
    assert_ne!(refusal["hint"], Value::Null, "it says what to do");
    let view = window.invoke("workspace", json!({})).await.unwrap();
    assert_eq!(view["leads"], answer_key()["leads"]);
    window.close().await;
}

/// The bytes of a file that nobody but its owner can read.
fn private(path: &Path) -> Vec<u8> {
    let mode = std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode, 0o600, "{} holds people's data", path.display());
    std::fs::read(path).unwrap()
}
