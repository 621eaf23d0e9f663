//! Deciding about leads: what it takes, what it refuses, and that it is one step with one undo.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;

const LEADS: &str = "\
Lead ID,First Name,Last Name,Email,Company,MQL Date,First Contact Date
L-1,Ann,Lee,ann@acme.example,Acme,2026-01-05,
L-2,Bo,Day,bo@bolt.example,Bolt,2026-01-05,
L-3,Cy,Fox,cy@core.example,Core,2026-01-05,2026-01-07
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
\"First Contact Date\" = \"first_contact.at\"
";

fn room() -> Room {
    let room = Room::new();
    room.write("leads.csv", LEADS);
    room.write("leads.toml", MAPPING);
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    let import = ["import", "w.plumbline", "leads.csv", "--mapping", "leads.toml"];
    room.run(&[&["--as-of", "2026-01-06"][..], &import].concat()).succeeded();
    room
}

fn decide(room: &Room, words: &[&str]) -> program::Ran {
    room.run(&[&["--as-of", "2026-01-08T12:00", "decide", "w.plumbline"][..], words].concat())
}

/// Stage, decision, reason and words of every lead, in the order of the file.
fn leads(room: &Room) -> Vec<[Option<String>; 3]> {
    let listed = room.run(&["--as-of", "2026-01-09", "leads", "w.plumbline", "--json"]).succeeded().json();
    let text = |lead: &serde_json::Value, key: &str| lead[key].as_str().map(str::to_owned);
    let lead = |lead| ["stage", "decision", "reason"].map(|key| text(lead, key));
    listed.as_array().unwrap().iter().map(lead).collect()
}

fn told(words: [&str; 3]) -> [Option<String>; 3] {
    words.map(|word| (!word.is_empty()).then(|| word.to_owned()))
}

#[test]
fn nothing_is_rejected_without_a_reason_and_other_needs_words() {
    let room = room();
    let before = leads(&room);
    for words in [
        &["L-1", "reject"][..],
        &["L-1", "reject", "--reason", ""],
        &["L-1", "reject", "--reason", "no such reason"],
        &["L-1", "reject", "--reason", "no-budget"],
        &["L-1", "reject", "--reason", "Other"],
        &["L-1", "reject", "--reason", "Other", "--note", "  "],
        &["L-1", "reject", "--reason", "Other", "--note", "-"],
        &["L-1", "reject", "--reason", "Other", "--note", "Other"],
        &["L-1", "disqualify"],
        &["L-1", "accept", "--reason", "fit.industry"],
        &["L-1", "L-9", "accept"],
        &["L-1", "recycle"],
        &["L-1", "accept", "--track", "re-engage"],
        &["L-1", "reject", "--reason", "fit.industry", "--due", "2027-01-01"],
        &["L-1", "vanish"],
        &["accept"],
    ] {
        decide(&room, words).exited(2);
    }
    assert_eq!(leads(&room), before);
    decide(&room, &["L-1", "reject", "--reason", "Other", "--note", "moved to another desk"]).succeeded();
    assert_eq!(leads(&room)[0], told(["rejected", "rejected", "other.unspecified"]));
}

#[test]
fn many_leads_are_one_step_and_those_that_cannot_be_are_told() {
    let room = room();
    let before = leads(&room);
    let words = ["L-1", "bo@bolt.example", "#3", "reject", "--reason", "fit.industry", "--json"];
    // One of them was contacted.
    let json = decide(&room, &words).exited(1).json();
    assert_eq!(json["done"], serde_json::json!([1, 2]));
    assert_eq!(
        (json["refused"][0]["lead"].as_i64(), json["refused"][0]["instead"].as_str()),
        (Some(3), Some("disqualify"))
    );
    let rejected = told(["rejected", "rejected", "fit.industry"]);
    assert_eq!(leads(&room), [rejected.clone(), rejected, before[2].clone()]);
    room.run(&["undo", "w.plumbline"]).succeeded();
    assert_eq!(leads(&room), before, "one step, one undo");
}

#[test]
fn who_decides_about_leads_none_of_which_allows_it_is_told_each() {
    let room = room();
    decide(&room, &["L-1", "L-2", "accept"]).succeeded();
    let again = decide(&room, &["L-1", "L-2", "accept", "--json"]).exited(1).json();
    assert_eq!(again["done"], serde_json::json!([]));
    let refused: Vec<i64> =
        again["refused"].as_array().unwrap().iter().map(|one| one["lead"].as_i64().unwrap()).collect();
    assert_eq!(refused, [1, 2]);
    let told = decide(&room, &["L-1", "L-2", "accept"]).exited(1).stderr;
    assert!(told.contains("None of the 2") && told.contains("#1") && told.contains("#2"), "{told}");
}

#[test]
fn contact_decides_between_rejection_and_disqualification() {
    let room = room();
    let early = decide(&room, &["L-1", "disqualify", "--reason", "no-budget"]).exited(1);
    assert!(early.stderr.contains("Reject it"), "{}", early.stderr);
    decide(&room, &["L-1", "disqualify", "--reason", "no-budget", "--contacted", "2026-01-07"]).succeeded();
    decide(&room, &["L-3", "disqualify", "--reason", "No budget"]).succeeded();
    let stages: Vec<_> = leads(&room).into_iter().map(|[stage, ..]| stage).collect();
    assert_eq!(stages, ["disqualified", "mql", "disqualified"].map(|stage| Some(stage.to_owned())));
}

#[test]
fn a_contact_that_is_told_misses_clocks_and_repairs_none() {
    let clock = |contacted: &str| {
        let room = Room::new();
        room.write("leads.csv", "Lead ID,Last Name,MQL Date\nL-1,Lee,2026-01-05T09:00\n");
        room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
        room.run(&["--as-of", "2026-01-06", "import", "w.plumbline", "leads.csv"]).succeeded();
        room.write("levels.txt", "tier *: first-contact 2h business\n");
        room.run(&["desk", "w.plumbline", "levels", "--set", "levels.txt"]).exited(0);
        let words = ["L-1", "disqualify", "--reason", "no-budget", "--contacted", contacted];
        let decided = decide(&room, &words);
        let trend =
            ["trend", "w.plumbline", "--metric", "sla-met-first-contact", "--grain", "month", "--json"];
        let told = room.run(&[&["--as-of", "2026-02-15"][..], &trend].concat()).succeeded().json();
        let sum = |key: &str| -> u64 {
            told["points"].as_array().unwrap().iter().map(|point| point[key].as_u64().unwrap()).sum()
        };
        (decided, sum("numerator"), sum("denominator"))
    };
    for (contacted, met) in [
        ("2026-01-05T10:30", 1),
        ("2026-01-05T11:30", 0),
        // At its end, whatever its beginning would repair.
        ("2026-01-05", 0),
        ("2026-01-08", 0),
    ] {
        let (decided, numerator, denominator) = clock(contacted);
        decided.succeeded();
        assert_eq!((numerator, denominator), (met, 1), "{contacted}");
    }
    for (contacted, code, says) in [
        ("2026-01-01", 1, "no MQL yet"),
        ("2026-01-05T08:59", 1, "no MQL yet"),
        ("2026-01-08T12:01", 2, "future"),
        ("2026-01-09", 2, "future"),
    ] {
        let (decided, numerator, _) = clock(contacted);
        let said = decided.exited(code).stderr;
        assert!(said.contains(says), "{contacted}: {said}");
        assert_eq!(numerator, 0, "{contacted}: nothing was kept");
    }
}

#[test]
fn lists_and_criteria_see_the_words_of_the_newest_rejection() {
    let room = Room::new();
    room.write(
        "leads.csv",
        "Lead ID,Last Name,MQL Date,Rejected Date,Rejection Reason,Rejection Notes\n\
         L-1,Lee,2026-01-05,2026-01-06,Other,told by the file\n\
         L-2,Day,2026-01-05,,,\n",
    );
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room.run(&["--as-of", "2026-01-07", "import", "w.plumbline", "leads.csv"]).succeeded();
    let notes = |criteria: &str| -> Vec<String> {
        let line = ["--as-of", "2026-01-20", "leads", "w.plumbline", "--where", criteria, "--json"];
        let all = room.run(&line).succeeded().json();
        all.as_array()
            .unwrap()
            .iter()
            .map(|lead| lead["rejection.note"].as_str().unwrap_or_default().to_owned())
            .collect()
    };
    let about_acme = "rejection.note contains \"acme\"";
    assert_eq!(notes("rejection.note is known"), ["told by the file"]);
    let other = ["L-2", "reject", "--reason", "Other", "--note", "Merged with Acme"];
    decide(&room, &other).succeeded();
    assert_eq!(notes(about_acme), ["Merged with Acme"]);
    assert_eq!(notes("rejection.note is known"), ["told by the file", "Merged with Acme"]);
    room.run(&["export", "w.plumbline", "leads", "--out", "out.csv"]).succeeded();
    assert!(room.read("out.csv").contains("Merged with Acme"));
    decide(&room, &["L-1", "requalify"]).succeeded();
    assert_eq!(notes("rejection.note is known").len(), 2, "what was said of an earlier pass is not lost");
    decide(&room, &["L-1", "reject", "--reason", "fit.industry"]).succeeded();
    assert_eq!(notes("rejection.note is known"), ["Merged with Acme"], "the newest one has no words");
    room.run(&["undo", "w.plumbline"]).succeeded();
    assert_eq!(notes("rejection.note is known").len(), 2);
}

#[test]
fn what_the_record_knows_of_a_contact_stands() {
    let room = room();
    let contacts = || {
        let listed = room.run(&["leads", "w.plumbline", "--columns", "first_contact.at", "--json"]);
        let all = listed.succeeded().json();
        all.as_array().unwrap().iter().map(|lead| lead["first_contact.at"].to_string()).collect::<Vec<_>>()
    };
    let before = contacts();
    let words = ["L-3", "disqualify", "--reason", "no-budget", "--contacted", "2026-01-08T09:00"];
    decide(&room, &words).succeeded();
    assert_eq!(contacts(), before);
}

#[test]
fn a_lead_that_comes_back_is_a_new_handoff() {
    let room = room();
    decide(&room, &["L-1", "reject", "--reason", "timing.no-project"]).succeeded();
    let later = |words: &[&str]| {
        room.run(&[&["--as-of", "2026-03-02T09:00", "decide", "w.plumbline"][..], words].concat())
    };
    later(&["L-1", "recycle", "--track", "enrich-first", "--due", "2026-03-05"]).succeeded();
    later(&["L-1", "requalify"]).succeeded();
    // A decision before what is known is refused.
    decide(&room, &["L-1", "accept"]).exited(1);
    let volume = ["trend", "w.plumbline", "--metric", "volume", "--grain", "month", "--json"];
    let told = room.run(&[&["--as-of", "2026-03-02T10:00"][..], &volume].concat()).succeeded().json();
    let of = |month: &str| {
        let points = told["points"].as_array().unwrap();
        points.iter().find(|point| point["start"] == month).unwrap()["n"].as_u64()
    };
    assert_eq!((of("2026-01-01"), of("2026-03-01")), (Some(3), Some(1)));
}

#[test]
fn undo_stops_before_an_import_and_names_the_way() {
    let room = room();
    decide(&room, &["L-1", "accept"]).succeeded();
    room.run(&["undo", "w.plumbline"]).succeeded();
    let before = leads(&room);
    let stopped = room.run(&["undo", "w.plumbline"]).exited(1).stderr;
    assert!(stopped.contains("Import leads.csv") && stopped.contains("plumbline undo-import"), "{stopped}");
    assert!(stopped.contains("w.plumbline 1"), "{stopped}");
    assert_eq!(leads(&room), before, "nothing was taken back");
    room.run(&["undo-import", "w.plumbline", "1"]).succeeded();
    assert_eq!(leads(&room), Vec::<[Option<String>; 3]>::new());
}

#[test]
fn the_way_out_is_named_and_no_day_that_is_over() {
    let room = room();
    decide(&room, &["L-1", "reject", "--reason", "timing.no-project"]).succeeded();
    let refused = decide(&room, &["L-1", "accept"]).exited(1).stderr;
    assert!(refused.contains("requalify"), "{refused}");
    let recycle = |due: &str| decide(&room, &["L-1", "recycle", "--track", "re-engage", "--due", due]);
    assert!(recycle("2026-01-07").exited(2).stderr.contains("day that is over"));
    recycle("2026-01-08").succeeded();
}

#[test]
fn people_are_added_listed_and_can_decide() {
    let room = room();
    let add = |words: &[&str]| room.run(&[&["people", "w.plumbline", "add"][..], words].concat());
    add(&["Ada Brandt", "--role", "sdr-lead", "--zone", "Europe/Lisbon"]).succeeded();
    add(&["Bo Rep", "--role", "rep", "--manager", "Ada Brandt"]).succeeded();
    for words in [
        &["Cy", "--role", "janitor"][..],
        &["Cy", "--role", "rep", "--team", "Nowhere"],
        &["Cy", "--role", "rep", "--manager", "Nobody"],
        &["Cy", "--role", "rep", "--zone", "Atlantis"],
        &["ada brandt ", "--role", "rep"],
    ] {
        add(words).exited(2);
    }
    let people = room.run(&["people", "w.plumbline", "--json"]).succeeded().json();
    let names: Vec<&str> =
        people.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Ada Brandt", "Bo Rep"], "what was refused left nobody behind");
    assert_eq!((&people[1]["manager"], &people[0]["zone"]), (&"Ada Brandt".into(), &"Europe/Lisbon".into()));
    assert!(room.run(&["people", "w.plumbline", "list"]).succeeded().stdout.contains("sdr-lead"));
    decide(&room, &["L-1", "accept", "--by", "Bo Rep"]).succeeded();
    room.run(&["undo", "w.plumbline"]).succeeded();
    room.run(&["undo", "w.plumbline"]).succeeded();
    let people = room.run(&["people", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(people.as_array().unwrap().len(), 1, "a person with all that is known is one step");
}
