//! Six files of one public synthetic funnel, taken in together in the wrong order, against a second reading of the same
//! files by other means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod program;

use std::collections::{BTreeMap, HashMap};

use program::{Room, outside_data};
use serde_json::Value;

/// Rows of a file without quotes, as header and value.
fn rows(text: &str) -> Vec<HashMap<&str, &str>> {
    let mut lines = text.lines();
    let headers: Vec<&str> = lines.next().expect("a header").split(',').collect();
    lines.map(|line| headers.iter().copied().zip(line.split(',')).collect()).collect()
}

/// The first day each lead was touched in, by files of touches.
fn first_days<'a>(files: &[(&'a [HashMap<&'a str, &'a str>], &str)]) -> BTreeMap<&'a str, &'a str> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    for (rows, moment) in files {
        for row in *rows {
            let day = row[*moment];
            first.entry(row["lead_id"]).and_modify(|known| *known = (*known).min(day)).or_insert(day);
        }
    }
    first
}

#[test]
fn leads_contacts_accounts_deals_and_activities_meet_whatever_their_order() {
    let Some(leads) = outside_data("leadforge/leads.csv") else {
        println!("skipped: set PLUMBLINE_DATA to the folder that holds leadforge/leads.csv");
        return;
    };
    let path = |name: &str| leads.with_file_name(name).display().to_string();
    let text = |name: &str| std::fs::read_to_string(path(name)).unwrap();
    let names = [
        "touches.csv",
        "opportunities.csv",
        "leads.csv",
        "accounts.csv",
        "sales_activities.csv",
        "contacts.csv",
    ];
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    let paths = names.map(path);
    let mut import = vec!["--as-of", "2024-07-15T12:00", "import", "w.plumbline", "--json"];
    import.extend(paths.iter().map(String::as_str));
    let mut dry = import.clone();
    dry.push("--dry-run");
    let (tried, done) = (room.run(&dry).succeeded().json(), room.run(&import).succeeded().json());
    let counts = |reports: &Value| -> Vec<(String, u64, u64, u64)> {
        let of = |report: &Value, key: &str| report[key].as_u64().unwrap();
        let row = |report: &Value| {
            let source = report["source"].as_str().unwrap().rsplit(['/', '\\']).next().unwrap().to_owned();
            (source, of(report, "read"), of(report, "created"), of(report, "rejected"))
        };
        reports.as_array().unwrap().iter().map(row).collect()
    };
    assert_eq!(counts(&tried), counts(&done), "the dry run finds the leads of files that come with it");
    for (source, read, created, rejected) in counts(&done) {
        let lines = text(&source).lines().count() as u64 - 1;
        assert_eq!((read, created, rejected), (lines, lines, 0), "{source}");
    }

    let (lead_text, contact_text, account_text) =
        (text("leads.csv"), text("contacts.csv"), text("accounts.csv"));
    let (touch_text, work_text, deal_text) =
        (text("touches.csv"), text("sales_activities.csv"), text("opportunities.csv"));
    let (touches, work) = (rows(&touch_text), rows(&work_text));
    let contacts: HashMap<&str, HashMap<&str, &str>> =
        rows(&contact_text).into_iter().map(|row| (row["contact_id"], row)).collect();
    let accounts: HashMap<&str, HashMap<&str, &str>> =
        rows(&account_text).into_iter().map(|row| (row["account_id"], row)).collect();
    let mut deals: HashMap<&str, Vec<HashMap<&str, &str>>> = HashMap::new();
    for row in rows(&deal_text) {
        deals.entry(row["lead_id"]).or_default().push(row);
    }
    let touched = first_days(&[(&touches, "touch_timestamp"), (&work, "activity_timestamp")]);

    let found = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    let found: HashMap<&str, &Value> =
        found.as_array().unwrap().iter().map(|lead| (lead["external_id"].as_str().unwrap(), lead)).collect();
    let all = rows(&lead_text);
    assert_eq!(found.len(), all.len());
    for row in &all {
        let lead = found[row["lead_id"]];
        let is = |field: &str, value: &str| {
            let known = lead[field].as_str().unwrap_or_default();
            assert_eq!(known, value, "{field} of {}", row["lead_id"]);
        };
        is("title", contacts[row["contact_id"]]["job_title"]);
        is("seniority", contacts[row["contact_id"]]["seniority"]);
        is("company", accounts[row["account_id"]]["company_name"]);
        is("industry", accounts[row["account_id"]]["industry"]);
        is("region", accounts[row["account_id"]]["region"]);
        let first = touched.get(row["lead_id"]).map(|day| format!("{day}T00:00:00")).unwrap_or_default();
        is("first_touch.at", &first);
        let deals = deals.get(row["lead_id"]).map(Vec::as_slice).unwrap_or_default();
        let opened = deals.iter().map(|deal| deal["created_at"]).max();
        is("stage.opportunity.at", &opened.map(|day| format!("{day}T00:00:00")).unwrap_or_default());
        let won = deals.iter().filter(|deal| deal["close_outcome"] == "closed_won");
        let won = won.map(|deal| deal["closed_at"]).max();
        is("stage.won.at", &won.map(|day| format!("{day}T00:00:00")).unwrap_or_default());
    }
    let again = room.run(&import).succeeded().json();
    for report in again.as_array().unwrap() {
        assert_eq!(
            report["read"], report["unchanged"],
            "{}: a second import changes nothing",
            report["source"]
        );
    }
}
