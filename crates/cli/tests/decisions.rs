//! Decisions as files tell them: rejections without a reason, and leads that were decided twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;
use serde_json::Value;

const LEADS: &str = "\
Lead ID,Email,MQL Date,Accepted Date,Rejected Date,Rejection Reason
1,ann@acme.example,2026-01-05,,2026-01-07,
2,bo@bolt.example,2026-01-05,,2026-01-07,Duplicate
3,cy@core.example,2026-01-06,2026-01-07,2026-01-09,
4,di@dune.example,2026-01-06,2026-01-07,,
";

fn imported() -> (Room, Value) {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room.write("leads.csv", LEADS);
    let report = room.run(&["import", "w.plumbline", "leads.csv", "--json"]).succeeded().json();
    (room, report)
}

fn notes(report: &Value) -> String {
    report["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}

fn reasons(room: &Room) -> Vec<String> {
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    let reason = |lead: &Value| lead["reason"].as_str().unwrap_or_default().to_owned();
    leads.as_array().unwrap().iter().map(reason).collect()
}

#[test]
fn a_rejection_without_a_reason_says_so_everywhere_until_a_file_brings_one() {
    let (room, report) = imported();
    let said = notes(&report);
    let without =
        "2 rejections came without a reason: they stand under \u{201c}No reason given\u{201d} until a file";
    assert!(said.contains(without), "{said}");
    assert_eq!(reasons(&room), ["other.no-reason-given", "data.duplicate", "", ""]);

    let table = room.run(&["leads", "w.plumbline", "--columns", "external_id,reason"]).succeeded().stdout;
    assert!(table.contains("other.no-reason-given"), "{table}");
    let trend = ["trend", "w.plumbline", "--metric", "rejection", "--split", "reason", "--format", "json"];
    let split = room.run(&[&trend[..], &["--as-of", "2026-02-01"]].concat()).succeeded().stdout;
    assert!(split.contains("other.no-reason-given"), "{split}");
    for what in ["leads", "stage-log", "reasons"] {
        let name = format!("{what}.csv");
        room.run(&["export", "w.plumbline", what, "--out", &name]).succeeded();
        if what != "leads" {
            assert!(room.read(&name).contains("no-reason-given"), "{what}");
        }
        let again = room.run(&["import", "w.plumbline", &name, "--json"]).succeeded().json();
        assert_eq!(
            (&again["created"], &again["updated"]),
            (&0.into(), &0.into()),
            "our own {what} change nothing"
        );
    }
    let refused = room.run(&["decide", "w.plumbline", "4", "reject", "--reason", "No reason given"]);
    assert!(refused.stderr.contains("no such reason"), "{}", refused.stderr);

    room.write(
        "log.csv",
        "lead_id,old_stage,new_stage,changed_at,reason\n1,MQL,Rejected,2026-01-07,Wrong persona\n",
    );
    room.run(&["import", "w.plumbline", "log.csv"]).succeeded();
    assert_eq!(reasons(&room)[0], "fit.persona");
    let again = room.run(&["import", "w.plumbline", "leads.csv", "--json"]).succeeded().json();
    assert_eq!(again["unchanged"], 4, "none never replaces one");
    assert_eq!(reasons(&room)[0], "fit.persona");
}

#[test]
fn a_lead_that_was_decided_twice_is_named_and_its_first_decision_counts() {
    let (room, report) = imported();
    let dry = room.run(&["import", "w.plumbline", "leads.csv", "--dry-run", "--json"]).succeeded().json();
    assert!(!notes(&dry).contains("second time"), "nothing new is told");
    let said = notes(&report);
    assert!(said.contains("1 lead was decided a second time without becoming an MQL again"), "{said}");
    assert!(said.contains("(row 4)"), "{said}");
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(leads[2]["decision"], "accepted");
}
