//! What the rules find in the sample, against the answer key and the rows; and the items they open.

use std::collections::{HashMap, HashSet};

use plumbline_domain::ids::EscalationId;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    person::Particulars,
    service_level::{DeskText, EscalationState, Escalations, Firing, Item},
};

use crate::{
    naive::{self, DAY, Says, minute},
    sample,
};

pub(crate) fn answer_key() -> serde_json::Value {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sample/answer-key.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn with_rules(workspace: &Workspace, rules: &str) -> Escalations {
    workspace.set_desk_text(DeskText::Consequences, Some(rules)).unwrap();
    workspace.escalations().unwrap()
}

/// The weeks of the answer key that are settled: accepted, decided.
fn settled_weeks() -> Vec<(f64, f64)> {
    let key = answer_key();
    let weeks = key["weeks"].as_array().unwrap().iter().map(|week| {
        let of = |name: &str| week[name].as_f64().unwrap();
        let decided = of("accepted") + of("rejected");
        let is_settled = of("pending") == 0.0 || decided >= 0.95 * of("n");
        is_settled.then_some((of("accepted"), decided))
    });
    weeks.map_while(|week| week).collect()
}

#[test]
fn acceptance_fires_from_as_many_weeks_running_as_the_answer_key_has() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let weeks = settled_weeks();
    for level in [50, 60, 66, 70, 80] {
        let is_below = |(accepted, decided): &&(f64, f64)| accepted / decided < f64::from(level) / 100.0;
        let running = weeks.iter().rev().take_while(is_below).count();
        for needed in [1, 2, 3, running.max(1), running + 1] {
            let rule = format!("acceptance below {level}% for {needed} weeks -> VP Sales: Talk\n");
            let now = with_rules(&workspace, &rule);
            let firings = &now.rules[0].firings;
            assert_eq!(!firings.is_empty(), running >= needed, "{level} {needed} {running}");
            for firing in firings {
                let listed = firing.evidence["weeks"].as_array().unwrap();
                assert_eq!(listed.len(), running);
                let last = listed.last().unwrap();
                let (accepted, decided) = *weeks.last().unwrap();
                assert_eq!(
                    (last["accepted"].as_f64(), last["decided"].as_f64()),
                    (Some(accepted), Some(decided))
                );
            }
        }
    }
}

#[test]
fn luck_is_that_of_this_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let weeks = settled_weeks();
    let recent = &weeks[weeks.len() - 13..];
    let (accepted, decided) = recent.iter().fold((0.0, 0.0), |(a, d), week| (a + week.0, d + week.1));
    let now = with_rules(&workspace, "acceptance below 60% for 2 weeks -> VP Sales: Talk\n");
    let odds = now.rules[0].odds.clone().unwrap();
    assert!((odds.rate.unwrap() - accepted / decided).abs() < 1e-12);
    assert!((odds.volume - decided / 13.0).abs() < 1e-12);
    assert!(0.0 < odds.quarter && odds.quarter < odds.year && odds.year < 1.0, "{odds:?}");
}

#[test]
fn late_first_contacts_of_tier_1_are_those_of_the_rows() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rows = naive::rows();
    let is_late = |row: &&naive::Row| row.tier == "1" && row.clocks()[2] == Says::Missed { open: true };
    let mut expected: Vec<(i64, &str)> =
        rows.iter().filter(is_late).map(|row| (row.number, row.owner.as_str())).collect();
    let now = with_rules(&workspace, CALL);
    let firings = &now.rules[0].firings;
    let mut fired: Vec<(i64, &str)> = Vec::new();
    for firing in firings {
        let owner = firing.rep.as_deref().unwrap();
        let [start, end] = ["start", "end"].map(|name| week_of(firing.evidence[name].as_str().unwrap()));
        assert!(end == start + 1 || start < AS_OF_WEEK - 4, "only what is older than a month comes together");
        let within = |row: &naive::Row| (start..end).contains(&week(row.mql));
        for lead in leads(firing) {
            assert!(within(&rows[lead as usize - 1]), "{lead} is of its item's weeks");
            fired.push((lead, owner));
        }
        let theirs = rows.iter().filter(|row| row.tier == "1" && row.owner == owner && within(row));
        let says: Vec<Says> = theirs.map(|row| row.clocks()[2]).collect();
        let met = says.iter().filter(|says| **says == Says::Met).count();
        let due = met + says.iter().filter(|says| matches!(says, Says::Missed { .. })).count();
        let told = |name: &str| firing.evidence[name].as_u64().unwrap() as usize;
        assert_eq!((told("met"), told("due")), (met, due), "{owner} {start}");
        assert_eq!(told("n"), firing.evidence["leads"].as_array().unwrap().len());
    }
    expected.sort_unstable();
    fired.sort_unstable();
    assert!(expected.len() > 50);
    assert_eq!(fired, expected, "each late lead is in one item of its rep");
    let reps: HashSet<&str> = expected.iter().map(|(_, rep)| *rep).collect();
    println!("{} leads, {} items of {} reps", expected.len(), firings.len(), reps.len());
    assert!(firings.len() <= 6 * reps.len(), "{} items: a list somebody can read", firings.len());
    assert!(now.rules[0].odds.is_none(), "a late lead is a fact and no estimate");
}

/// Weeks since the one of 29 December 2025, which is a Monday.
fn week(mql: i64) -> i64 {
    (mql / DAY + 3) / 7
}

/// That of 28 September.
const AS_OF_WEEK: i64 = 39;

fn week_of(start: &str) -> i64 {
    let (month, day) = (start[5..7].parse().unwrap(), start[8..10].parse().unwrap());
    week(minute(month, day, 0))
}

const CALL: &str = "first-contact missed for tier 1 -> rep's manager: Call\n";

fn leads(firing: &Firing) -> Vec<i64> {
    firing.evidence["leads"].as_array().unwrap().iter().map(|lead| lead["lead"].as_i64().unwrap()).collect()
}

/// The same file, some time later.
pub(crate) fn at(workspace: Workspace, time: &str) -> Workspace {
    let path = workspace.path().to_owned();
    workspace.close().unwrap();
    Workspace::open(&path, Clock::parse(time).unwrap()).unwrap()
}

#[test]
fn misses_of_a_week_that_was_opened_become_a_further_item_and_the_first_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = at(sample(folder.path()), "2026-08-19T10:00");
    with_rules(&workspace, CALL);
    let first = workspace.escalate().unwrap();
    let before = workspace.escalations().unwrap();
    assert!(!first.is_empty() && before.to_open() == 0 && before.fires());
    let handoffs = |list: &Escalations| -> Vec<i64> {
        list.items.iter().flat_map(|item| item.leads.iter().map(|lead| lead.0)).collect()
    };
    let known: HashSet<i64> = handoffs(&before).into_iter().collect();

    // Two days later the same weeks have more late leads.
    let workspace = at(workspace, "2026-08-21T17:00");
    let fires = workspace.escalations().unwrap();
    let new: HashSet<i64> =
        fires.rules[0].firings.iter().filter(|firing| !firing.is_opened).flat_map(leads).collect();
    assert!(!new.is_empty() && new.is_disjoint(&known));
    let week = |item: &Item| (item.evidence["rep"].clone(), item.evidence["start"].clone());
    let opened = workspace.escalate().unwrap();
    let after = workspace.escalations().unwrap();
    let fresh: Vec<&Item> = after.items.iter().filter(|item| opened.contains(&item.id)).collect();
    assert!(
        fresh.iter().any(|item| before.items.iter().any(|old| week(old) == week(item))),
        "the same rep and week has a second item"
    );
    for old in &before.items {
        let same = after.items.iter().find(|item| item.id == old.id).unwrap();
        assert_eq!(same, old, "what was opened is frozen");
    }
    let all = handoffs(&after);
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "no handoff is in two items");
    assert!(workspace.escalate().unwrap().is_empty());

    // One step back takes the second opening back whole, and it can be done again.
    workspace.undo().unwrap();
    assert_eq!(workspace.escalations().unwrap().items.len(), before.items.len());
    assert_eq!(workspace.escalate().unwrap().len(), opened.len());
}

#[test]
fn a_late_clock_goes_to_the_reps_manager_and_a_role_to_whoever_has_it() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rules = format!("{CALL}acceptance below 99% for 2 weeks -> VP Sales, VP Marketing: Talk\n");
    let rep = naive::rows()[0].owner.clone();
    workspace.adopt_owners(std::slice::from_ref(&rep), "rep").unwrap();
    let manager = workspace.add_person("Ida Lindqvist", "sdr-lead").unwrap();
    let vp = workspace.add_person("Nora Haas", "vp-sales").unwrap();
    let people = workspace.colleagues().unwrap().persons;
    let known = people.iter().find(|row| row.person.name == rep).unwrap();
    let particulars = Particulars {
        name: rep.clone(),
        role: "rep".to_owned(),
        team: None,
        manager: Some(manager),
        zone: None,
    };
    workspace.change_person(known.person.id, &particulars).unwrap();
    with_rules(&workspace, &rules);
    workspace.escalate().unwrap();
    let items = workspace.escalations().unwrap().items;
    let only = |item: &Item, person| item.has.iter().map(|(id, _)| *id).eq([person]);
    let of = |rule: &str| items.iter().filter(|item| item.rule.starts_with(rule)).collect::<Vec<_>>();
    let (late, talks) = (of("first-contact"), of("acceptance"));
    let (theirs, others): (Vec<&Item>, Vec<&Item>) =
        late.iter().partition(|item| item.evidence["rep"] == rep.as_str());
    assert!(!theirs.is_empty() && !others.is_empty());
    assert!(theirs.iter().all(|item| only(item, manager)), "the manager of the rep");
    assert!(others.iter().all(|item| item.is_of(None)), "of the others nobody is known");
    assert!(talks.iter().all(|item| only(item, vp)) && talks.len() == 1, "whoever has the role");

    let letter = workspace.escalation_letter(Some(manager)).unwrap();
    assert_eq!((letter.to.as_deref(), letter.items), (Some("Ida Lindqvist"), theirs.len()));
    assert!(theirs.iter().all(|item| letter.text.contains(&item.subject)), "{}", letter.text);
    assert!(others.iter().all(|item| !letter.text.contains(&item.subject)), "only what is theirs");
    workspace.set_escalation(theirs[0].id, EscalationState::Done, None).unwrap();
    assert_eq!(workspace.escalation_letter(Some(manager)).map_or(0, |letter| letter.items), theirs.len() - 1);
    workspace.assign_escalation(talks[0].id, Some(manager)).unwrap();
    assert!(workspace.escalation_letter(Some(vp)).is_err(), "there is nothing to write about");
}

#[test]
fn an_open_item_finds_everybody_who_is_asked_also_who_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    with_rules(&workspace, "acceptance below 99% for 2 weeks -> VP Sales, VP Marketing: Talk\n");
    workspace.escalate().unwrap();
    let talk = || workspace.escalations().unwrap().items.remove(0);
    let names = || talk().has.into_iter().map(|(_, name)| name).collect::<Vec<_>>();
    assert!(talk().is_of(None), "nobody is known yet");
    let marketing = workspace.add_person("Ola Berg", "vp-marketing").unwrap();
    assert_eq!(names(), ["Ola Berg"], "it was opened before they were known");
    let sales = workspace.add_person("Nora Haas", "vp-sales").unwrap();
    let second = workspace.add_person("Per Lund", "vp-sales").unwrap();
    assert_eq!(names(), ["Nora Haas", "Per Lund", "Ola Berg"], "all who are asked, in the order of the rule");
    for person in [sales, second, marketing] {
        assert_eq!(workspace.escalation_letter(Some(person)).unwrap().items, 1);
    }
    workspace.retire_person(second).unwrap();
    assert_eq!(names(), ["Nora Haas", "Ola Berg"]);
    workspace.assign_escalation(talk().id, Some(marketing)).unwrap();
    assert_eq!(names(), ["Ola Berg"], "somebody said whose it is");
    workspace.assign_escalation(talk().id, None).unwrap();
    assert_eq!(names(), ["Nora Haas", "Ola Berg"], "and it is with whoever is asked again");
}

#[test]
fn files_of_escalations_hold_words_and_the_ids_other_systems_know() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    workspace.escalate().unwrap();
    let now = workspace.escalations().unwrap();
    let table = workspace.escalations_table(&now).unwrap();
    assert_eq!(table.rows.len(), now.items.len());
    let column = |name: &str| table.columns.iter().position(|column| column == name).unwrap();
    let (numbers, leads, ids) = (column("numbers"), column("leads"), column("lead ids"));
    for row in &table.rows {
        assert!(row.iter().all(|cell| !cell.contains('{') && !cell.contains("\"")), "{row:?}");
        assert!(!row[numbers].is_empty() && !row[column("as of")].is_empty(), "{row:?}");
        assert_eq!(row[leads].split("; ").count(), row[ids].split("; ").count());
    }
    let late = table.rows.iter().find(|row| !row[leads].is_empty()).unwrap();
    assert!(late[leads].contains(" h late (") && late[leads].contains("due "), "{}", late[leads]);
    let named: Vec<String> = late[ids].split("; ").map(str::to_owned).collect();
    assert_eq!(workspace.leads_named(&named).unwrap().len(), named.len(), "each is found by it");
}

#[test]
fn volume_is_counted_by_whole_months_and_tier() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let rows = naive::rows();
    let came = |tier: &str, month: usize| {
        let (from, to) = (minute(month, 1, 0), minute(month + 1, 1, 0));
        rows.iter().filter(|row| row.tier == tier && (from..to).contains(&row.mql)).count() as u64
    };
    let (july, august) = (came("1", 7), came("1", 8));
    let rule = "volume missed for 2 months -> VP Marketing: Look\n";
    for (promised, fires) in [(july.max(august) + 1, true), (july.min(august), false)] {
        // June and before keep the promise, September is not over.
        let text = format!("tier 1: 0 from 2026-01, {promised} from 2026-07\ntier 2: 0 from 2026-01\n");
        workspace.set_desk_text(DeskText::Commitments, Some(&text)).unwrap();
        let now = with_rules(&workspace, rule);
        let firings = &now.rules[0].firings;
        assert_eq!(!firings.is_empty(), fires, "{promised} against {july} and {august}");
        for firing in firings {
            let months = firing.evidence["months"].as_array().unwrap();
            let delivered: Vec<u64> =
                months.iter().map(|month| month["delivered"].as_u64().unwrap()).collect();
            assert_eq!(delivered, [july, august]);
            assert_eq!(firing.evidence["tier"], "1");
        }
    }
}

#[test]
fn a_campaign_is_below_only_where_its_whole_interval_is() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let weeks = settled_weeks().len() as i64;
    let first = minute(3, 30, 0);
    let (from, to) = (first + 7 * DAY * (weeks - 13), first + 7 * DAY * weeks);
    let mut campaigns: HashMap<String, (f64, f64)> = HashMap::new();
    for row in naive::rows().iter().filter(|row| (from..to).contains(&row.mql)) {
        let slot = campaigns.entry(row.campaign.clone()).or_default();
        slot.0 += f64::from(u8::from(row.accepted.is_some()));
        slot.1 += f64::from(u8::from(row.accepted.is_some() || row.rejected.is_some()));
    }
    let upper = |(k, n): (f64, f64)| {
        let (p, z) = (k / n, 1.959_963_984_540_054_f64);
        (p + z * z / (2.0 * n) + z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt()) / (1.0 + z * z / n)
    };
    let mut fired_once = false;
    for level in [30, 40, 45, 50, 60] {
        let now = with_rules(&workspace, &format!("campaign below {level}% -> VP Marketing: Fix\n"));
        let mut fired: Vec<&str> =
            now.rules[0].firings.iter().map(|firing| firing.subject.as_str()).collect();
        fired.sort_unstable();
        let below = campaigns.iter().filter(|(_, rate)| upper(**rate) < f64::from(level) / 100.0);
        let mut expected: Vec<&str> = below.map(|(name, _)| name.as_str()).collect();
        expected.sort_unstable();
        assert_eq!(fired, expected, "{level} %");
        fired_once |= fired.contains(&"Paid search: generic");
    }
    assert!(fired_once, "the bad campaign is found");
}

#[test]
fn an_item_opens_once_with_frozen_evidence_and_is_closed_with_words() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let before = workspace.escalations().unwrap();
    assert!(before.items.is_empty() && before.fires(), "looking opens nothing");
    let opened = workspace.escalate().unwrap();
    let now = workspace.escalations().unwrap();
    let firing: usize = now.rules.iter().map(|rule| rule.firings.len()).sum();
    assert_eq!((opened.len(), now.items.len()), (firing, firing));
    assert!(workspace.escalate().unwrap().is_empty(), "what was opened is not opened again");
    for item in &now.items {
        assert_eq!(item.evidence["as_of"], "2026-09-28T09:52:00.000+02:00");
        assert_eq!(item.evidence["import"], 1);
        assert!(!item.asked.is_empty() && item.is_of(None), "nobody is known here yet");
    }
    let item = now.items[0].id;
    assert!(workspace.set_escalation(item, EscalationState::Dropped, Some("  ")).is_err());
    workspace.set_escalation(item, EscalationState::Dropped, Some("a test lead")).unwrap();
    assert!(workspace.set_escalation(item, EscalationState::Done, None).is_err(), "it is closed already");
    assert!(workspace.escalate().unwrap().is_empty(), "what was dropped stays dropped");
    // The numbers stay as they were, whatever the rules say now.
    let later = with_rules(&workspace, "campaign below 1% -> VP Marketing: Fix\n");
    let same =
        |id: EscalationId, list: &Escalations| list.items.iter().find(|item| item.id == id).cloned().unwrap();
    let (was, is) = (same(item, &now), same(item, &later));
    assert_eq!((was.evidence, was.rule), (is.evidence, is.rule));
    assert_eq!((is.state, is.note.as_deref()), (EscalationState::Dropped, Some("a test lead")));
    workspace.set_escalation(item, EscalationState::Open, None).unwrap();
    assert_eq!(same(item, &workspace.escalations().unwrap()).closed_at, None);
    assert_eq!(later.short_table().rows.len(), firing);
}
