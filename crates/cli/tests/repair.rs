//! Files with rows that cannot be taken in as they are: what is left out, what is refused, and what becomes of it when the file
//! of refused rows comes back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;
use serde_json::Value;

fn room() -> Room {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room
}

fn counts(report: &Value) -> [u64; 6] {
    ["read", "created", "updated", "unchanged", "rejected", "skipped"]
        .map(|key| report[key].as_u64().expect("each count is in the report"))
}

fn notes(report: &Value) -> String {
    report["notes"].as_array().unwrap().iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n")
}

/// Imports `name`, keeps what it refused in `refused.csv`, and gives the report.
#[track_caller]
fn import(room: &Room, name: &str, code: i32) -> Value {
    room.run(&["import", "w.plumbline", name, "--rejected", "refused.csv", "--json"]).exited(code).json()
}

fn emails(room: &Room) -> Vec<String> {
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    let email = |lead: &Value| lead["email"].as_str().unwrap_or_default().to_owned();
    leads.as_array().unwrap().iter().map(email).collect()
}

/// What a spreadsheet makes of a file when it saves it: every row as wide as the widest.
fn filled_up(text: &str) -> String {
    let width = |line: &str| line.matches(',').count() - line.matches("\", ").count();
    let widest = text.lines().map(width).max().unwrap();
    let fill = |line: &str| format!("{line}{}\r\n", ",".repeat(widest - width(line)));
    text.lines().map(fill).collect()
}

#[test]
fn rows_of_totals_inside_a_table_are_left_out_and_named() {
    let room = room();
    room.write(
        "report.csv",
        "Company,First Name,Last Name,Email,Employees,MQL Date\n\
         Acme,Ann,Lee,ann@acme.example,40,2026-03-01\n\
         Bolt,Bo,Day,bo@bolt.example,60,2026-03-02\n\
         Subtotal,,,,100,\n\
         Total,Cy,Fox,cy@total.example,5,2026-03-03\n\
         Core,Di,Gee,di@core.example,7,2026-03-04\n\
         Total (2 records),,,,12,\n\
         Dune,Ed,Hay,ed@dune.example,9,2026-03-05\n\
         Grand Totals (5 records),,,,121,\n",
    );
    let dry = room.run(&["import", "w.plumbline", "report.csv", "--dry-run", "--json"]).succeeded().json();
    let report = import(&room, "report.csv", 0);
    for report in [dry, report] {
        assert_eq!(counts(&report), [7, 5, 0, 0, 0, 2], "whose company is called Total is a lead");
        let said = notes(&report);
        assert!(said.contains("2 rows of totals inside the table were left out: row 4, row 7."), "{said}");
        assert!(!said.contains("kinds the mapping leaves out"), "{said}");
    }
    assert_eq!(emails(&room).len(), 5);
}

#[test]
fn a_row_that_was_cut_off_is_refused_until_it_is_whole() {
    let room = room();
    let head = "Lead ID,First Name,Last Name,Email,Company,MQL Date\n";
    room.write(
        "leads.csv",
        &format!("{head}1,Ann,Lee,ann@acme.example,Acme,2026-03-01\n2,Bo\n3,Cy,Fox,cy@core.example,Core,2026-03-02\n"),
    );
    assert_eq!(counts(&import(&room, "leads.csv", 1)), [3, 2, 0, 0, 1, 0]);
    let refused = room.read("refused.csv");
    for (name, text) in [("as it is", refused.clone()), ("by a spreadsheet", filled_up(&refused))] {
        room.write("again.csv", &text);
        let report = import(&room, "again.csv", 1);
        assert_eq!(counts(&report), [1, 0, 0, 0, 1, 0], "{name}: {text}");
        assert_eq!(report["problems"][0]["rule"], "row.too-short");
    }
    room.write("again.csv", &filled_up(&room.read("refused.csv")));
    assert_eq!(counts(&import(&room, "again.csv", 1))[4], 1, "also what came out of a file of refused rows");
    assert_eq!(emails(&room).len(), 2);
    let whole = room.read("refused.csv").replace("\"2\",\"Bo\"", "2,Bo,Day,bo@bolt.example,Bolt,2026-03-03");
    room.write("whole.csv", &whole.replace("2026-03-03,\"\",\"\",\"\",\"\"", "2026-03-03"));
    assert_eq!(counts(&import(&room, "whole.csv", 0)), [1, 1, 0, 0, 0, 0], "{whole}");
    assert!(emails(&room).contains(&"bo@bolt.example".to_owned()));
}

#[test]
fn a_row_that_contradicts_an_earlier_one_is_refused_until_somebody_says_that_it_is_right() {
    let room = room();
    room.write(
        "leads.csv",
        "Lead ID,Email,Company,MQL Date\n1,ann@acme.example,Acme,2026-03-01\n1,eve@acme.example,Acme,2026-03-01\n",
    );
    assert_eq!(counts(&import(&room, "leads.csv", 1)), [2, 1, 0, 0, 1, 0]);
    let refused = room.read("refused.csv");
    room.write("again.csv", &refused);
    let report = import(&room, "again.csv", 1);
    assert_eq!(counts(&report), [1, 0, 0, 0, 1, 0], "{refused}");
    assert_eq!(report["problems"][0]["rule"], "identity.repeated");
    assert_eq!(emails(&room), ["ann@acme.example"], "nobody was overwritten");

    let row = refused.lines().nth(1).unwrap();
    let own = row.rfind("\",").unwrap();
    room.write("right.csv", &refused.replace(row, &row[own + 1..]));
    assert_eq!(counts(&import(&room, "right.csv", 0)), [1, 0, 1, 0, 0, 0]);
    assert_eq!(emails(&room), ["eve@acme.example"]);
}

#[test]
fn characters_that_could_not_be_read_are_not_read_the_next_time_either() {
    let room = room();
    let mut bytes = b"Lead ID,Email,Company\n1,ann@acme.example,Acme\n2,bo@bolt.example,K".to_vec();
    bytes.extend(b"\xf6ln\n");
    std::fs::write(room.path("leads.csv"), bytes).unwrap();
    room.write(
        "m.toml",
        "shape = \"lead-per-row\"\n[source]\nencoding = \"utf-8\"\n[columns]\n\"Lead ID\" = \"external_id\"\n\
         \"Email\" = \"email\"\n\"Company\" = \"company\"\n",
    );
    let import = |name: &str, code: i32| {
        let line =
            ["import", "w.plumbline", name, "--mapping", "m.toml", "--rejected", "refused.csv", "--json"];
        room.run(&line).exited(code).json()
    };
    assert_eq!(counts(&import("leads.csv", 1)), [2, 1, 0, 0, 1, 0]);
    room.write("again.csv", &room.read("refused.csv"));
    let report = import("again.csv", 1);
    assert_eq!((counts(&report)[4], &report["problems"][0]["rule"]), (1, &"text.invalid".into()));
    room.write("right.csv", &room.read("again.csv").replace('\u{fffd}', "ö"));
    assert_eq!(counts(&import("right.csv", 0)), [1, 1, 0, 0, 0, 0]);
}
