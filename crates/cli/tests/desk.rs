//! Clocks, escalations and the texts of the desk on the command line.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::{Ran, Room};

const AS_OF: &str = "2026-09-28T09:52";

fn room() -> Room {
    let room = Room::new();
    room.run(&["--as-of", AS_OF, "new", "w.plumbline", "--sample"]).succeeded();
    room
}

fn run(room: &Room, words: &[&str]) -> Ran {
    room.run(&[&["--as-of", AS_OF][..], words].concat())
}

fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn clocks_have_stable_keys_and_add_up() {
    let room = room();
    let json = run(&room, &["clocks", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(keys(&json), ["as_of", "time_zone", "clocks", "owners", "totals"]);
    let clocks = json["clocks"].as_array().unwrap();
    assert_eq!(
        keys(&clocks[0]),
        [
            "lead", "pass", "name", "company", "clock", "tier", "owner", "team", "state", "started", "due",
            "elapsed", "overdue"
        ]
    );
    let sum = |key: &str, list: &str| -> u64 {
        json[list].as_array().unwrap().iter().map(|of| of[key].as_u64().unwrap()).sum()
    };
    assert_eq!(sum("missed", "owners"), sum("missed_open", "totals"));
    assert_eq!(sum("missed", "owners") + sum("running", "owners"), clocks.len() as u64);
    let text = run(&room, &["clocks", "w.plumbline", "--where", "tier = \"1\""]).succeeded().stdout;
    assert!(text.starts_with("Clocks as of 28 Sep 2026 09:52"), "{text}");
    run(&room, &["clocks", "w.plumbline", "--where", "tear = 1"]).exited(2);
}

#[test]
fn service_levels_are_a_metric() {
    let room = room();
    for split in ["owner", "team", "tier"] {
        let trend =
            ["trend", "w.plumbline", "--metric", "sla-met", "--split", split, "--grain", "quarter", "--json"];
        let json = run(&room, &trend).succeeded().json();
        let totals = run(&room, &["clocks", "w.plumbline", "--json"]).succeeded().json();
        let of = |list: &serde_json::Value, key: &str| -> u64 {
            list.as_array().unwrap().iter().map(|one| one[key].as_u64().unwrap()).sum()
        };
        assert_eq!(of(&json["points"], "numerator"), of(&totals["totals"], "met"), "{split}");
        assert_eq!(of(&json["points"], "denominator"), of(&totals["totals"], "due"), "{split}");
    }
    run(&room, &["trend", "w.plumbline", "--metric", "sla-met-route", "--format", "svg"]).succeeded();
    run(&room, &["trend", "w.plumbline", "--metric", "sla-met-lunch"]).exited(2);
}

#[test]
fn escalations_open_once_fail_on_request_and_leave_as_files() {
    let room = room();
    let first = run(&room, &["escalations", "w.plumbline", "--json", "--fail-on-alarm"]).exited(1).json();
    assert_eq!(keys(&first), ["as_of", "time_zone", "opened", "rules", "escalations"]);
    assert_eq!(keys(&first["rules"][0]), ["rule", "sentence", "by_luck", "fires"]);
    assert_eq!(keys(&first["rules"][0]["by_luck"]), ["one", "quarter", "year", "rate", "volume"]);
    let items = first["escalations"].as_array().unwrap();
    assert_eq!(first["opened"].as_u64(), Some(items.len() as u64));
    assert_eq!(
        keys(&items[0]),
        [
            "id",
            "state",
            "people",
            "given_to",
            "asked",
            "title",
            "subject",
            "rule",
            "opened_at",
            "closed_at",
            "note",
            "evidence"
        ]
    );
    let again = run(&room, &["escalations", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(again["opened"], 0);
    assert_eq!(again["escalations"], first["escalations"]);
    let csv = run(&room, &["escalations", "w.plumbline", "--format", "csv"]).succeeded().stdout;
    assert_eq!(csv.lines().count(), items.len() + 1);
    assert!(csv.starts_with(
        "person,asked,state,title,subject,rep,opened,closed,note,as of,numbers,leads,lead ids,rule"
    ));
    assert!(!csv.contains('{'), "words, no notation of a program: {csv}");
    run(&room, &["escalations", "w.plumbline", "--format", "xlsx", "--out", "e.xlsx"]).succeeded();
    assert!(room.bytes("e.xlsx").starts_with(b"PK"));
    room.write("none.txt", "campaign below 1% -> VP Marketing: Fix it\n");
    run(&room, &["desk", "w.plumbline", "consequences", "--set", "none.txt"]).succeeded();
    run(&room, &["escalations", "w.plumbline", "--fail-on-alarm"]).succeeded();
}

#[test]
fn texts_of_the_desk_are_printed_replaced_and_refused_by_line() {
    let room = room();
    let all = run(&room, &["desk", "w.plumbline"]).succeeded().stdout;
    for name in ["ladder", "hours", "tiers", "levels", "commitments", "consequences"] {
        assert!(all.contains(&format!("# {name} (as a workspace starts)")), "{all}");
        let text = run(&room, &["desk", "w.plumbline", name]).succeeded().stdout;
        room.write("same.txt", &text);
        run(&room, &["desk", "w.plumbline", name, "--set", "same.txt"]).succeeded();
        assert_eq!(run(&room, &["desk", "w.plumbline", name]).succeeded().stdout, text);
        run(&room, &["desk", "w.plumbline", name, "--reset"]).succeeded();
    }
    room.write("bad.txt", "tier 1: route 30m\n\ntier 2: route soon\n");
    let refused = run(&room, &["desk", "w.plumbline", "levels", "--set", "bad.txt"]).exited(2);
    assert!(refused.stderr.contains("Line 3: \"soon\" is no length of time."), "{}", refused.stderr);
    room.write("strange.txt", "tier 7: 10 from 2026-01\n");
    let told = run(&room, &["desk", "w.plumbline", "commitments", "--set", "strange.txt"]).exited(2);
    assert!(told.stderr.contains("Line 1: no lead is of tier 7."), "{}", told.stderr);
    room.write("closed.txt", "\n");
    let closed = run(&room, &["desk", "w.plumbline", "hours", "--set", "closed.txt"]).exited(2);
    assert!(closed.stderr.contains("ever be at work"), "{}", closed.stderr);
    run(&room, &["desk", "w.plumbline", "lunch"]).exited(2);
    run(&room, &["desk", "w.plumbline", "--set", "bad.txt"]).exited(2);
}

#[test]
fn both_sides_of_the_agreement_and_the_use_of_other_have_stable_keys() {
    let room = room();
    let none = run(&room, &["commitments", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(keys(&none), ["as_of", "time_zone", "months", "month_gone", "marketing", "sales"]);
    assert_eq!(none["marketing"]["tiers"], serde_json::json!([]), "nothing is promised yet");
    room.write("pact.txt", "tier 1: 40 from 2026-06\ntier 2: 120 from 2026-06\n");
    run(&room, &["desk", "w.plumbline", "commitments", "--set", "pact.txt"]).succeeded();
    let json = run(&room, &["commitments", "w.plumbline", "--json"]).succeeded().json();
    let tiers = json["marketing"]["tiers"].as_array().unwrap();
    assert_eq!(keys(&tiers[0]), ["tier", "kept", "months"]);
    let months = tiers[0]["months"].as_array().unwrap();
    assert_eq!(months.len(), json["months"].as_array().unwrap().len());
    assert_eq!(months.iter().take_while(|month| month.is_null()).count(), 2, "April and May came before");
    assert_eq!(keys(&months[2]), ["committed", "delivered", "verdict"]);
    let promise = &json["sales"]["promises"][0];
    assert_eq!(keys(promise), ["tier", "clock", "minutes", "basis", "kept", "months"]);
    let text = run(&room, &["commitments", "w.plumbline"]).succeeded().stdout;
    assert!(text.contains("tier 1, first-contact within 2 hours at work"), "{text}");

    let other = run(&room, &["other", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(keys(&other), ["as_of", "time_zone", "groups", "without_words", "all", "months", "reps"]);
    assert_eq!(keys(&other["groups"][0]), ["example", "n", "newest", "texts", "leads"]);
    let sum = |key: &str, list: &str| -> u64 {
        other[list].as_array().unwrap().iter().map(|of| of[key].as_u64().unwrap()).sum()
    };
    assert_eq!(sum("rejections", "reps"), other["all"]["rejections"].as_u64().unwrap());
    let words = other["without_words"].as_array().unwrap().len() as u64;
    assert_eq!(sum("n", "groups") + words, other["all"]["other"]["numerator"].as_u64().unwrap());
    assert!(run(&room, &["other", "w.plumbline"]).succeeded().stdout.contains("most used"));
}
