//! Named charts at the command line, on the sample whose causes are known.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;
use serde_json::Value;

const AS_OF: [&str; 2] = ["--as-of", "2026-09-28T09:52"];

fn sample() -> Room {
    let room = Room::new();
    room.run(&[&["new", "w.plumbline", "--sample"], &AS_OF[..]].concat()).succeeded();
    room
}

fn json(room: &Room, more: &[&str]) -> Value {
    room.run(&[&["chart", "w.plumbline"], more, &["--json"], &AS_OF[..]].concat()).succeeded().json()
}

#[test]
fn every_listed_chart_gives_its_documented_keys_and_as_many_cells_as_columns() {
    let room = sample();
    let listed = json(&room, &[]);
    let names: Vec<&str> =
        listed["charts"].as_array().unwrap().iter().map(|chart| chart["name"].as_str().unwrap()).collect();
    assert!(names.contains(&"reason-pareto") && names.len() >= 9, "{names:?}");
    let documented = include_str!("../../../docs/cli.md");
    for name in names {
        assert!(documented.contains(name), "{name} is in docs/cli.md");
        let chart = json(&room, &[name]);
        assert_eq!(chart["chart"], name);
        for key in ["title", "subtitle", "basis", "as_of", "columns", "rows"] {
            assert!(chart.get(key).is_some(), "{name} has {key}");
        }
        let columns = chart["columns"].as_array().unwrap();
        for row in chart["rows"].as_array().unwrap() {
            assert_eq!(row.as_object().unwrap().len(), columns.len(), "{name}: {row}");
        }
    }
}

#[test]
fn the_numbers_are_those_of_the_sample() {
    let room = sample();
    let funnel = json(&room, &["cohort-funnel"]);
    let reached: Vec<u64> =
        funnel["rows"].as_array().unwrap().iter().map(|row| row["reached"].as_u64().unwrap()).collect();
    assert_eq!(reached[..2], [5_000, 3_167], "as trend counts them: {funnel}");
    assert!(reached.windows(2).all(|two| two[0] >= two[1]), "nobody skips a rung: {reached:?}");
    let days = ["--from", "2026-03-30", "--to", "2026-09-28"];
    let pareto = json(&room, &[&["reason-pareto"], &days[..]].concat());
    let rejected: u64 =
        pareto["rows"].as_array().unwrap().iter().map(|row| row["rejections"].as_u64().unwrap()).sum();
    assert_eq!(rejected, 1_402, "every rejection has its row");
    let times = json(&room, &["response-times"]);
    let n: u64 = times["rows"].as_array().unwrap().iter().map(|row| row["n"].as_u64().unwrap()).sum();
    assert_eq!(n, 5_000, "every handoff has a response time, none yet, or one that is not known");
}

#[test]
fn a_chart_is_written_as_a_picture_or_as_numbers_and_a_mistake_is_said() {
    let room = sample();
    let run = |more: &[&str]| room.run(&[&["chart", "w.plumbline"], more, &AS_OF[..]].concat());
    run(&["incidence", "--format", "png", "--out", "i.png"]).succeeded();
    assert!(room.bytes("i.png").starts_with(b"\x89PNG"));
    let svg = run(&["arrivals", "--format", "svg"]).succeeded();
    assert!(svg.stdout.contains("<svg") && svg.stdout.contains("Europe/Berlin"), "a file names its basis");
    let csv = run(&["reason-pareto", "--format", "csv"]).succeeded();
    assert!(csv.stdout.contains("reason,rejections,share,lower,upper"), "{}", csv.stdout);
    let unknown = run(&["horoscope"]).exited(2);
    assert!(unknown.stderr.contains("reason-pareto"), "it says which there are");
    run(&["reason-pareto", "--to", "soon"]).exited(2);
}

#[test]
fn money_of_one_currency_is_divided_by_the_accepted_leads_of_its_source() {
    let room = sample();
    room.write(
        "spend.csv",
        "Day,Source,Cost,Currency\n2026-05-04,Event,12000.50,EUR\n2026-06-01,Paid search,30000,EUR\n\
         2026-06-08,Referral,100,USD\n2025-01-01,Event,999,EUR\n",
    );
    room.run(&[&["import", "w.plumbline", "spend.csv"], &AS_OF[..]].concat()).succeeded();
    let chart = json(&room, &["cost-per-accepted"]);
    let rows = chart["rows"].as_array().unwrap();
    let row = |source: &str| rows.iter().find(|row| row["source"] == source).unwrap();
    for (source, spend) in [("Event", 12_000.5), ("Paid search", 30_000.0)] {
        let row = row(source);
        assert_eq!(row["spend"], spend, "a day before the first handoff is no part of it: {row}");
        let cost = row["cost"].as_f64().unwrap();
        assert!((cost - spend / row["accepted"].as_f64().unwrap()).abs() < 1e-9, "{row}");
        assert!(row["lower"].as_f64().unwrap() < cost && cost < row["upper"].as_f64().unwrap(), "{row}");
    }
    assert!(row("Referral")["cost"].is_null(), "dollars are not added to euros");
    assert!(chart["subtitle"].as_str().unwrap().contains("1 row of spend in other currencies left out"));
    let part = json(&room, &["cost-per-accepted", "--where", "tier = \"1\""]);
    assert!(part["rows"].as_array().unwrap().is_empty(), "no part of the money is theirs: {part}");
}
