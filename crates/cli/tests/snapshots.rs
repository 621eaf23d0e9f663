//! Files that tell the same leads again: in whatever order they come, the story is one.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use std::time::{Duration, SystemTime};

use program::Room;

const AS_OF: [&str; 2] = ["--as-of", "2026-04-30T12:00"];

fn room() -> Room {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room
}

fn run(room: &Room, line: &[&str]) -> String {
    let ran = room.run(&[line, &AS_OF[..]].concat()).succeeded();
    ran.stdout + &ran.stderr
}

fn snapshot(statuses: [&str; 3]) -> String {
    let row =
        |(number, status): (usize, &str)| format!("{number},lead{number}@firm.example,2026-03-01,{status}\n");
    let rows: String = (1..).zip(statuses).map(row).collect();
    format!("Lead ID,Email,MQL Date,Lead Status\n{rows}")
}

#[test]
fn three_snapshots_tell_one_story_in_any_order() {
    let files = [
        ("2026-03-05", snapshot(["New", "Accepted", "New"])),
        ("2026-03-12", snapshot(["Accepted", "Accepted", "Rejected"])),
        ("2026-03-19", snapshot(["SQL", "Disqualified", "Rejected"])),
    ];
    let told = |order: [usize; 3]| {
        let room = room();
        for index in order {
            let (day, text) = &files[index];
            room.write("leads.csv", text);
            room.run(&["import", "w.plumbline", "leads.csv", "--as-of", &format!("{day}T12:00")]).succeeded();
        }
        let leads = run(&room, &["leads", "w.plumbline", "--columns", "external_id,stage,decision,reason"]);
        let log = run(&room, &["export", "w.plumbline", "stage-log"]);
        // Since when it may have been is known better from the earlier files on.
        let cells = log.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let events = cells.map(|cells| [cells[0], cells[1], cells[3], cells[4], cells[5]].join(","));
        (leads, events.collect::<Vec<_>>().join("\n"))
    };
    let expected = told([0, 1, 2]);
    assert!(expected.0.contains("sql") && expected.0.contains("disqualified"), "{}", expected.0);
    assert_eq!(expected.1.matches("bounded").count(), 5, "{}", expected.1);
    for order in [[0, 2, 1], [2, 1, 0], [1, 0, 2]] {
        assert_eq!(told(order), expected, "{order:?}");
    }
}

#[test]
fn snapshots_of_one_command_go_by_when_they_were_saved() {
    let told = |later: &str, order: [&str; 2]| {
        let room = room();
        for name in order {
            let status = if name == later { "SQL" } else { "Accepted" };
            room.write(name, &snapshot([status, status, "New"]));
            let hours = if name == later { 2 } else { 1 };
            let saved = SystemTime::UNIX_EPOCH + Duration::from_secs(1_777_000_000 + hours * 3600);
            std::fs::File::options().append(true).open(room.path(name)).unwrap().set_modified(saved).unwrap();
        }
        run(&room, &["import", "w.plumbline", order[0], order[1]]);
        run(&room, &["leads", "w.plumbline", "--columns", "external_id,stage"])
    };
    for later in ["a.csv", "b.csv"] {
        for order in [["a.csv", "b.csv"], ["b.csv", "a.csv"]] {
            let leads = told(later, order);
            assert_eq!(leads.matches("sql").count(), 2, "{later} speaks last, named {order:?}: {leads}");
        }
    }
}

#[test]
fn what_a_file_proves_about_day_and_month_counts_more_than_what_was_remembered() {
    let room = room();
    room.write(
        "m.toml",
        "shape = \"lead-per-row\"\n[columns]\n\"Lead ID\" = \"external_id\"\n\"MQL Date\" = \"stage.mql.at\"\n\
         [dates]\n\"MQL Date\" = \"day-first\"\n",
    );
    room.write("first.csv", "Lead ID,MQL Date\n1,03/04/2026\n");
    run(&room, &["import", "w.plumbline", "first.csv", "--mapping", "m.toml"]);
    room.write("same.csv", "Lead ID,MQL Date\n2,05/04/2026\n");
    run(&room, &["import", "w.plumbline", "same.csv"]);
    room.write("other.csv", "Lead ID,MQL Date\n3,03/25/2026\n4,03/04/2026\n");
    let said = run(&room, &["import", "w.plumbline", "other.csv"]);
    assert!(said.contains("the other way round, as the file shows, in: MQL Date"), "{said}");
    let leads = run(&room, &["leads", "w.plumbline", "--json"]);
    let leads: serde_json::Value = serde_json::from_str(&leads).unwrap();
    let days: Vec<&str> =
        leads.as_array().unwrap().iter().map(|lead| lead["stage.mql.at"].as_str().unwrap()).collect();
    let expected = ["2026-04-03", "2026-04-05", "2026-03-25", "2026-03-04"];
    assert_eq!(days, expected.map(|day| format!("{day}T00:00:00")));
}

#[test]
fn once_both_orders_of_day_and_month_were_seen_a_file_that_shows_neither_is_asked_about() {
    let room = room();
    for (name, date) in [("a.csv", "25/01/2026"), ("b.csv", "03/02/2026"), ("c.csv", "02/25/2026")] {
        room.write(name, &format!("Lead ID,MQL Date\n{name},{date}\n"));
        run(&room, &["import", "w.plumbline", name]);
    }
    room.write("d.csv", "Lead ID,MQL Date\nd,06/02/2026\n");
    let asked = room.run(&[&["import", "w.plumbline", "d.csv"], &AS_OF[..]].concat()).exited(1);
    // 2 June or 6 February: nothing says.
    assert!((asked.stdout + &asked.stderr).contains("06/02/2026"));
}
