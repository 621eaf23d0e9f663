//! A public synthetic funnel of 6,000 leads, counted here a second time by other means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod program;

use std::collections::BTreeMap;

use program::{Room, outside_data};

/// Days since 1970 of an ISO date, by counting (Howard Hinnant's civil calendar, not the library's).
fn days(date: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| date[range].parse::<i64>().expect("an ISO date");
    let (year, month, day) = (part(0..4), part(5..7), part(8..10));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year - era * 400;
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Leads per week that begins on Monday, by the first day's number.
fn weekly(csv: &str) -> BTreeMap<i64, (u64, u64)> {
    let mut weeks = BTreeMap::new();
    for line in csv.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let day = days(cells[3]);
        // 1970-01-01 was a Thursday.
        let monday = day - (day + 3).rem_euclid(7);
        let week: &mut (u64, u64) = weeks.entry(monday).or_default();
        week.0 += 1;
        week.1 += u64::from(cells[8] == "True");
    }
    weeks
}

#[test]
fn weekly_volumes_equal_an_independent_count_and_a_second_import_changes_nothing() {
    let Some(leads) = outside_data("leadforge/leads.csv") else {
        println!("skipped: set PLUMBLINE_DATA to the folder that holds leadforge/leads.csv");
        return;
    };
    let room = Room::new();
    room.write("m.toml", include_str!("fixtures/leadforge.toml"));
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    let path = leads.display().to_string();
    let import = ["import", "w.plumbline", &path, "--mapping", "m.toml", "--json"];
    let first = room.run(&import).succeeded().json();
    assert_eq!((first["created"].as_u64(), first["rejected"].as_u64()), (Some(6_000), Some(0)));
    let again = room.run(&import).succeeded().json();
    assert_eq!(again["unchanged"].as_u64(), Some(6_000), "a second import changes nothing");

    let expected = weekly(&std::fs::read_to_string(&leads).unwrap());
    let trend = room.run(&["trend", "w.plumbline", "--metric", "mql-to-sql", "--json"]).succeeded().json();
    let found: BTreeMap<i64, (u64, u64)> = trend["points"]
        .as_array()
        .unwrap()
        .iter()
        .map(|point| {
            let count = |key: &str| point[key].as_u64().unwrap();
            (days(point["start"].as_str().unwrap()), (count("n"), count("numerator")))
        })
        .collect();
    assert_eq!(found, expected, "leads and SQLs of every week");
}
