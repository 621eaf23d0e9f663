//! What stands out at the command line, on the sample whose causes are known.
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

fn found(room: &Room, more: &[&str]) -> Value {
    room.run(&[&["standouts", "w.plumbline", "--json"], more, &AS_OF[..]].concat()).succeeded().json()
}

#[test]
fn the_documented_keys_are_there_and_counts_are_those_of_the_leads() {
    let room = sample();
    let all = found(&room, &[]);
    let first = &all["standouts"][0];
    for key in [
        "field", "value", "reason", "n", "rejected", "expected", "excess", "lower", "upper", "p", "q",
        "sentence",
    ] {
        assert!(first.get(key).is_some(), "{key} is documented: {first}");
    }
    assert!(all["comparisons"].as_u64().unwrap() > 100);
    let totals = (all["n"].as_u64().unwrap(), all["rejected"].as_u64().unwrap());
    assert_eq!(totals, (3167 + 1402, 1402), "the decided handoffs of the sample");
    for one in all["standouts"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["with"].is_null() && one["reason"].is_null())
    {
        let (field, value) = (one["field"].as_str().unwrap(), one["value"].as_str().unwrap());
        let criteria = format!("{field} = \"{value}\"");
        let trend = room.run(
            &[&["trend", "w.plumbline", "--metric", "rejection", "--json", "--where", &criteria], &AS_OF[..]]
                .concat(),
        );
        let points = trend.succeeded().json();
        let sum = |key: &str| -> u64 {
            points["points"].as_array().unwrap().iter().map(|point| point[key].as_u64().unwrap()).sum()
        };
        assert_eq!(one["rejected"].as_u64().unwrap(), sum("rejected"), "{criteria}");
        assert_eq!(one["n"].as_u64().unwrap(), sum("rejected") + sum("accepted"), "{criteria}");
    }
}

#[test]
fn a_period_and_a_filter_narrow_the_search() {
    let room = sample();
    let all = found(&room, &[]);
    let summer = found(&room, &["--from", "2026-07-13", "--to", "2026-09-01"]);
    assert!(summer["n"].as_u64().unwrap() < all["n"].as_u64().unwrap());
    assert_eq!((&summer["from"], &summer["to"]), (&Value::from("2026-07-13"), &Value::from("2026-09-01")));
    let one = found(&room, &["--where", "source = \"Webinar\""]);
    let fields = one["standouts"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap());
    assert!(!fields.into_iter().any(|field| field == "source"), "of one source nothing is compared");
    room.run(&["standouts", "w.plumbline", "--from", "soon"]).exited(2);
}

#[test]
fn the_planted_drift_is_told_apart_as_mix() {
    let room = sample();
    let all = found(&room, &[]);
    let mix = all["mix"].as_array().unwrap();
    let drift = mix.iter().find(|one| one["field"] == "persona").unwrap_or_else(|| panic!("{mix:?}"));
    assert_eq!(
        (&drift["verdict"], &drift["value"]),
        (&Value::from("partly-mix"), &Value::from("Security practitioner")),
        "more people with \"security\" in the title came, and the rates fell as well"
    );
    let number = |of: &Value, key: &str| of[key].as_f64().unwrap();
    let (rate, by_mix) = (&drift["rate"], &drift["mix"]);
    assert!((number(rate, "value") + number(by_mix, "value") - number(drift, "total")).abs() < 1e-12);
    assert!(number(by_mix, "upper") < 0.0 && number(by_mix, "lower") < number(by_mix, "value"), "{by_mix}");
    // What is compared are the decided handoffs of those days, and the list is those of the value.
    for span in ["before", "after"] {
        let (from, to) = (drift[span]["from"].as_str().unwrap(), drift[span]["to"].as_str().unwrap());
        let narrowed = found(&room, &["--from", from, "--to", to]);
        assert_eq!(narrowed["n"], drift[span]["decided"], "{span}");
    }
    let after = (drift["after"]["from"].as_str().unwrap(), drift["after"]["to"].as_str().unwrap());
    let criteria = "persona = \"Security practitioner\"";
    let narrowed = found(&room, &["--from", after.0, "--to", after.1, "--where", criteria]);
    assert_eq!(narrowed["n"], drift["n"]);
}
