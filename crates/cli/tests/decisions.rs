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
fn what_a_file_says_against_the_rules_is_kept_and_said_with_its_rows() {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room.write(
        "leads.csv",
        "Lead ID,Email,MQL Date,First Contact Date,Rejected Date,Rejection Reason,Rejection Notes,\
         Disqualified Date,Disqualification Reason\n\
         1,a@a.example,2026-01-05,2026-01-06,2026-01-08,Duplicate,,,\n\
         2,b@b.example,2026-01-05,2026-01-08,2026-01-08,Duplicate,,,\n\
         3,c@c.example,2026-01-05,2026-01-01,2026-01-08,Duplicate,,,\n\
         4,d@d.example,2026-01-05,,2026-01-08,Other,-,,\n\
         5,e@e.example,2026-01-05,,2026-01-08,Other,merged with a customer,,\n\
         6,f@f.example,2026-01-05,,2026-01-08,Smells of fish,,,\n\
         7,g@g.example,2026-01-05,,,,,2026-01-09,No budget\n\
         8,h@h.example,2026-01-05,2026-01-06,,,,2026-01-09,No budget\n",
    );
    let said = |dry: &[&str]| {
        let line =
            [&["--as-of", "2026-02-01", "import", "w.plumbline", "leads.csv", "--json"][..], dry].concat();
        notes(&room.run(&line).succeeded().json())
    };
    let expected = [
        "1 lead was rejected after sales had been in contact",
        "(row 2)",
        "1 lead was disqualified and nothing is known of a contact",
        "(row 8)",
        "1 rejection under Other came without words",
        "(row 5)",
        "1 reason is new to the picklists of this desk: \u{201c}Smells of fish\u{201d}",
    ];
    for dry in [&["--dry-run"][..], &[]] {
        let said = said(dry);
        for part in expected {
            assert!(said.contains(part), "{dry:?}, {part}: {said}");
        }
    }
    let again = said(&[]);
    assert!(
        !again.contains("in contact") && !again.contains("new to the picklists"),
        "nothing new is told: {again}"
    );
    room.write(
        "log.csv",
        "lead_id,old_stage,new_stage,changed_at,reason,note\n8,MQL,Rejected,2026-01-20,Other,x\n",
    );
    let log =
        room.run(&["--as-of", "2026-02-01", "import", "w.plumbline", "log.csv", "--json"]).succeeded().json();
    assert!(notes(&log).contains("1 rejection under Other came without words"), "{}", notes(&log));
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

#[test]
fn a_reason_beside_a_status_that_is_no_rejection_reaches_the_log_in_any_order() {
    let leads = "Lead ID,Email,MQL Date,Rejection Reason\n1,ann@acme.example,2026-01-05,Duplicate\n\
        2,bo@bolt.example,2026-01-05,Wrong persona\n";
    let log = "lead_id,old_stage,new_stage,changed_at\n1,MQL,Rejected,2026-01-07\n";
    for order in [["leads.csv", "log.csv"], ["log.csv", "leads.csv"]] {
        let room = Room::new();
        room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
        room.write("leads.csv", leads);
        room.write("log.csv", log);
        for file in order {
            room.run(&["import", "w.plumbline", file]).succeeded();
        }
        let mut found = reasons(&room);
        found.sort();
        assert_eq!(found, ["", "data.duplicate"], "and a reason alone makes no rejection: {order:?}");
        for what in ["leads", "stage-log", "reasons"] {
            let name = format!("ours-{what}.csv");
            room.run(&["export", "w.plumbline", what, "--out", &name]).succeeded();
            let again = room.run(&["import", "w.plumbline", &name, "--json"]).succeeded().json();
            let changes = (&again["created"], &again["updated"]);
            assert_eq!(changes, (&0.into(), &0.into()), "our own {what} change nothing");
        }
    }
}

#[test]
fn a_lead_status_takes_no_lead_back_behind_its_lifecycle_and_a_note_counts_it() {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    let history = "contactId,property,value,sourceType,timestamp\n\
        101,lifecyclestage,marketingqualifiedlead,CRM_UI,1774915200000\n\
        101,lifecyclestage,salesqualifiedlead,CRM_UI,1775001600000\n\
        101,hs_lead_status,CONNECTED,CRM_UI,1775088000000\n\
        102,lifecyclestage,marketingqualifiedlead,CRM_UI,1774915200000\n\
        102,hs_lead_status,CONNECTED,CRM_UI,1775088000000\n";
    room.write("history.csv", history);
    let report = room.run(&["import", "w.plumbline", "history.csv", "--json"]).succeeded().json();
    assert!(notes(&report).contains("1 change of a status that is kept beside"), "{}", notes(&report));
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!((&leads[0]["stage"], &leads[1]["stage"]), (&"sql".into(), &"sal".into()));
}
