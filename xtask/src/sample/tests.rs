#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use super::{plant::Plant, *};
use serde_json::Value;

fn world(leads: u32, planted: bool, seed: u64) -> (String, Value) {
    let world = World { seed, leads, planted };
    let mut bytes = Vec::new();
    let key = write(&world, false, &mut bytes).expect("memory does not fail");
    (String::from_utf8(bytes).expect("the report is UTF-8"), key.json(&world))
}

/// Reads the report back with a parser of its own: quotes, doubled quotes, LF outside of quotes.
fn cells(report: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell, mut is_inside) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = report.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_inside && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => is_inside = !is_inside,
            ',' if !is_inside => row.push(std::mem::take(&mut cell)),
            '\n' if !is_inside => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ => cell.push(letter),
        }
    }
    rows
}

fn column(header: &[String], name: &str) -> usize {
    header.iter().position(|cell| cell == name).expect("the report has this column")
}

fn rate(entry: &Value, when: &str) -> f64 {
    let count = |name: &str| entry[when][name].as_f64().expect("a count");
    count("accepted") / (count("accepted") + count("rejected"))
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_seed_does_not() {
    assert_eq!(world(400, true, 5), world(400, true, 5));
    assert_ne!(world(400, true, 5).0, world(400, true, 6).0);
}

#[test]
fn the_committed_sample_is_what_the_generator_writes() {
    let committed = folder(Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the root"));
    let read = |name| std::fs::read_to_string(committed.join(name)).expect("the sample is committed");
    let (report, key) = world(LEADS, true, SEED);
    assert!(read("leads.csv") == report, "leads.csv is out of date: run `cargo xtask sample` and commit it");
    assert_eq!(read("answer-key.json"), format!("{key:#}\n"), "run `cargo xtask sample` and commit the key");
    assert_eq!(read("leads.toml"), mapping::toml(false), "run `cargo xtask sample` and commit the mapping");
}

#[test]
fn the_report_reads_back_with_as_many_rows_as_it_says() {
    let (report, key) = world(3_000, true, 9);
    let rows = cells(&report);
    let footer = rows.iter().position(|row| row[0].starts_with("Grand Totals")).expect("a footer");
    assert_eq!(rows[footer], ["Grand Totals (3000 records)"]);
    let leads = &rows[1..footer - 2];
    assert_eq!(leads.len(), 3_000, "one row per lead, two empty lines before the footer");
    assert!(leads.iter().all(|row| row.len() == rows[0].len()), "every row has every cell");
    assert!(report.contains("\r\n"), "some note spans lines");

    let (accepted, rejected) = (column(&rows[0], "Accepted Date"), column(&rows[0], "Rejected Date"));
    let count = |at: usize| leads.iter().filter(|row| !row[at].is_empty()).count() as u64;
    assert_eq!(key["totals"]["accepted"], count(accepted), "the key counts what the report shows");
    assert_eq!(key["totals"]["rejected"], count(rejected), "the key counts what the report shows");
    let (reason, note) = (column(&rows[0], "Rejection Reason"), column(&rows[0], "Rejection Note"));
    for row in leads {
        assert_eq!(row[rejected].is_empty(), row[reason].is_empty(), "a rejection has a reason: {row:?}");
        assert!(row[reason] != "Other" || !row[note].is_empty(), "Other has a text: {row:?}");
        assert!(row[accepted].is_empty() || row[rejected].is_empty(), "one decision per lead: {row:?}");
    }
}

#[test]
fn stamps_follow_one_another() {
    let world = World { seed: 2, leads: 4_000, planted: true };
    for number in 0..world.leads {
        let mut rng = Rng::new(world.seed, u64::from(number));
        let lead = Lead::draw(&world, number, FIRST_DAY * DAY + number * 60, &mut rng);
        let journey = Journey::draw(&world, &lead, &mut rng);
        let ladder = [
            Some(lead.created),
            Some(lead.mql),
            journey.routed,
            journey.accepted,
            journey.contacted,
            journey.sql,
            journey.opportunity,
            journey.won.or(journey.lost),
        ];
        let known: Vec<Minute> = ladder.into_iter().flatten().collect();
        assert!(known.is_sorted(), "lead {number} moves back in time: {known:?}");
    }
}

#[test]
fn every_plant_moves_what_the_key_says_it_moves() {
    let (_, key) = world(40_000, true, 77);
    for entry in key["planted"].as_array().expect("a list") {
        let share = |when: &str, part: &str, of: &str| {
            entry[when][part].as_f64().expect("a count") / entry[when][of].as_f64().expect("a count")
        };
        for measure in entry["shows_in"].as_array().expect("a list") {
            let (before, after, least) = match measure.as_str().expect("a word") {
                "acceptance" => (rate(entry, "after"), rate(entry, "before"), 0.10),
                "lapse" => (share("before", "lapsed", "n"), share("after", "lapsed", "n"), 0.10),
                "rejected_as_other" => (
                    share("before", "rejected_as_other", "rejected"),
                    share("after", "rejected_as_other", "rejected"),
                    0.30,
                ),
                _ => continue,
            };
            assert!(
                after - before > least,
                "{} hardly moves {measure}: {before:.2}, {after:.2}",
                entry["slug"]
            );
        }
    }
}

#[test]
fn the_tired_rep_gives_one_reason_in_the_end_and_nobody_else_does() {
    let (report, key) = world(40_000, true, 77);
    let rows = cells(&report);
    let [owner, mql, reason] =
        ["Lead Owner", "MQL Date", "Rejection Reason"].map(|name| column(&rows[0], name));
    let since = Plant::OneReason.from();
    let mut given = std::collections::BTreeMap::<&str, std::collections::BTreeSet<&str>>::new();
    for row in rows.iter().skip(1).filter(|row| row.len() > reason && !row[reason].is_empty()) {
        let number = |from: usize, to: usize| row[mql][from..to].parse::<u32>().expect("a date");
        if time::day(number(3, 5), number(0, 2)) >= since {
            given.entry(&row[owner]).or_default().insert(&row[reason]);
        }
    }
    // The rep for healthcare has left by then.
    assert_eq!(
        given.len() + 1,
        key["reps"].as_array().map_or(0, Vec::len),
        "everybody else sends leads back"
    );
    for (name, reasons) in given {
        assert_eq!(reasons.len() == 1, name == world::TIRED_REP, "{name}: {reasons:?}");
    }
}

#[test]
fn nothing_moves_in_a_null_world() {
    let (report, key) = world(40_000, false, 78);
    assert_eq!(key["planted"].as_array().map(Vec::len), Some(0), "nothing is planted");
    let rows = cells(&report);
    let (accepted, rejected) = (column(&rows[0], "Accepted Date"), column(&rows[0], "Rejected Date"));
    for name in ["Campaign", "Industry", "Team", "Persona", "Lead Owner"] {
        let at = column(&rows[0], name);
        let mut counts = std::collections::BTreeMap::<&str, (f64, f64)>::new();
        for row in rows.iter().skip(1).filter(|row| row.len() > rejected) {
            let entry = counts.entry(&row[at]).or_default();
            entry.0 += f64::from(u8::from(!row[accepted].is_empty()));
            entry.1 += f64::from(u8::from(!row[rejected].is_empty()));
        }
        for (value, (yes, no)) in counts {
            let n = yes + no;
            let sigma = (0.74_f64 * 0.26 / n).sqrt();
            assert!((yes / n - 0.74).abs() < 4.5 * sigma, "{name} {value} differs: {yes} of {n} accepted");
        }
    }
}
