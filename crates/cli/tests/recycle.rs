//! Recycle tracks on the command line: counts, lists, and a file to load.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;
use serde_json::json;

const LEADS: &str = "\
Lead ID,First Name,Last Name,Email,Company,MQL Date,Rejected Date,Rejection Reason
L-1,Ann,Lee,ann@acme.example,Acme,2026-01-05,2026-01-07,timing.no-project
L-2,Bo,Day,bo@bolt.example,Bolt,2026-01-05,2026-01-09,timing.no-project
L-3,Cy,Fox,cy@core.example,Core,2026-01-05,2026-01-09,data.duplicate
L-4,Di,Orr,di@dusk.example,Dusk,2026-01-05,,
";
const MAPPING: &str = "\
shape = \"lead-per-row\"
[columns]
\"Lead ID\" = \"external_id\"
\"First Name\" = \"first_name\"
\"Last Name\" = \"last_name\"
\"Email\" = \"email\"
\"Company\" = \"company\"
\"MQL Date\" = \"stage.mql.at\"
\"Rejected Date\" = \"stage.rejected.at\"
\"Rejection Reason\" = \"rejection.reason\"
[values.\"rejection.reason\"]
\"timing.no-project\" = \"timing.no-project\"
\"data.duplicate\" = \"data.duplicate\"
";

fn room() -> Room {
    let room = Room::new();
    room.write("leads.csv", LEADS);
    room.write("leads.toml", MAPPING);
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    let import = ["import", "w.plumbline", "leads.csv", "--mapping", "leads.toml"];
    room.run(&[&["--as-of", "2026-01-10"][..], &import].concat()).succeeded();
    room
}

fn at(room: &Room, day: &str, words: &[&str]) -> program::Ran {
    room.run(&[&["--as-of", day][..], words].concat())
}

#[test]
fn tracks_are_counted_and_listed_by_the_day_they_are_due() {
    let room = room();
    let counted = at(&room, "2026-01-20", &["recycle", "w.plumbline"]).succeeded();
    let line = counted.stdout.lines().find(|line| line.starts_with("re-engage")).unwrap();
    let words: Vec<&str> = line.split_whitespace().filter(|word| word.parse::<u32>().is_ok()).collect();
    assert_eq!(words[..4], ["91", "2", "0", "2"], "{}", counted.stdout);
    let json = at(&room, "2026-01-20", &["recycle", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(json["tracks"][0]["there"], 2);
    assert_eq!(json["tracks"][0]["back_of_sent"]["value"], 0.0);
    assert_eq!(json["leads"].as_array().unwrap().len(), 3);
    let list = ["recycle", "w.plumbline", "re-engage", "--due-by", "2026-04-08", "--json"];
    let json = at(&room, "2026-01-20", &list).succeeded().json();
    assert_eq!(json["leads"].as_array().unwrap().len(), 1);
    let lead = &json["leads"][0];
    assert_eq!(
        (&lead["external_id"], &lead["since"], &lead["due"]),
        (&json!("L-1"), &json!("2026-01-07"), &json!("2026-04-08"))
    );
    let csv =
        at(&room, "2026-01-20", &["recycle", "w.plumbline", "Enrich first", "--format", "csv"]).succeeded();
    let expected = "L-3,Cy Fox,cy@core.example,Core,,Enrich first,Duplicate,,2026-01-09,2026-01-16";
    assert_eq!(csv.stdout.lines().nth(1), Some(expected));
    at(&room, "2026-01-20", &["recycle", "w.plumbline", "no-such-track"]).exited(2);
    at(&room, "2026-01-20", &["recycle", "w.plumbline", "re-engage", "--due-by", "soon"]).exited(2);
}

#[test]
fn a_lead_that_comes_back_leaves_its_track_and_is_counted_as_yield() {
    let room = room();
    at(&room, "2026-04-08", &["decide", "w.plumbline", "L-1", "L-2", "requalify"]).succeeded();
    at(&room, "2026-04-09", &["decide", "w.plumbline", "L-1", "accept"]).succeeded();
    let json = at(&room, "2026-04-10", &["recycle", "w.plumbline", "re-engage", "--json"]).succeeded().json();
    let track = &json["tracks"][0];
    let counts = ["sent", "there", "back", "accepted", "pending"].map(|part| track[part].as_u64().unwrap());
    assert_eq!(counts, [2, 0, 2, 1, 1]);
    assert_eq!(track["accepted_of_back"]["denominator"], 2);
    assert!(json["leads"].as_array().unwrap().is_empty());
}
