//! What a rule would have done in the past year, walked through by hand.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use plumbline_workbench::{
    service_level::{DeskText, Item},
    workspace::Choices,
};

use crate::{escalations::at, sample};

const RULES: &str = "\
first-contact missed for tier 1 -> rep's manager: Call
decide missed for tier 2 -> rep's manager: Ask
feedback missed for tier 1 -> VP sales: Talk
";

#[test]
fn a_clock_rule_would_have_opened_what_weekly_looks_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut workspace = sample(folder.path());
    workspace.set_desk_text(DeskText::Consequences, Some(RULES)).unwrap();
    let told: BTreeMap<String, u32> = workspace
        .consequence_rules()
        .unwrap()
        .rules
        .into_iter()
        .map(|seen| (seen.rule.to_string(), seen.past.unwrap().fired))
        .collect();
    // Nothing is known of the time before; the last look is at the beginning of the week of the export.
    let first = NaiveDate::from_ymd_opt(2026, 3, 23).unwrap();
    for week in 0..28 {
        let monday = first + Days::new(7 * week);
        workspace = at(workspace, &format!("{monday}T00:00"));
        workspace.escalate().unwrap();
    }
    let mut opened: BTreeMap<String, u32> = BTreeMap::new();
    let items: Vec<Item> = workspace.escalations().unwrap().items;
    items.iter().for_each(|item| *opened.entry(item.rule.clone()).or_default() += 1);
    assert_eq!(told, opened);
    assert!(opened.len() == 3 && opened.values().all(|items| *items > 10), "{opened:?}");
}

#[test]
fn a_clock_rule_says_nothing_where_nothing_has_happened() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = plumbline_workbench::Workspace::create(
        &folder.path().join("w.plumbline"),
        &Choices::default(),
        plumbline_workbench::clock::Clock::parse("2026-03-25T10:00").unwrap(),
    )
    .unwrap();
    workspace.set_desk_text(DeskText::Consequences, Some(RULES)).unwrap();
    let rules = workspace.consequence_rules().unwrap().rules;
    assert!(rules.iter().all(|seen| seen.past.is_none()));
}
