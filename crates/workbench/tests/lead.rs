//! One lead: what travels with it, told as it is known, and its numbers as they are counted elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{collections::BTreeMap, ops::ControlFlow, path::Path};

use plumbline_domain::ids::LeadId;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::{Decide, Verb},
    handoff::Question,
    import::Choice,
    lead::{Format, Listing, Record},
    service_level::ClockSelection,
    workspace::Choices,
};

fn sample(folder: &Path) -> Workspace {
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    Workspace::create_sample(&folder.join("s.plumbline"), &Choices::default(), clock).unwrap()
}

fn empty(folder: &Path, at: &str) -> Workspace {
    let choices = Choices { time_zone: Some("UTC".into()), ..Choices::default() };
    Workspace::create(&folder.join("w.plumbline"), &choices, Clock::parse(at).unwrap()).unwrap()
}

fn open(folder: &Path, at: &str) -> Workspace {
    Workspace::open(&folder.join("w.plumbline"), Clock::parse(at).unwrap()).unwrap()
}

fn import(workspace: &Workspace, folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    let reports = workspace.import(&[Choice { path, edits: None }], |_| ControlFlow::Continue(())).unwrap();
    assert!(reports[0].problems.is_empty(), "{name}: {:?}", reports[0].problems);
}

const LEADS: &str = "\
Lead ID,First Name,Last Name,Title,Email,Company,Score,Behaviour Score,MQL Trigger,MQL Date
L-1,Ann,Lee,CISO,ann@acme.example,Acme,55,30,Demo request,2026-03-20
L-2,Bo,Day,IT manager,bo@acme.example,Acme,40,,,2026-03-21
L-3,Cy,Fox,Engineer,cy@acme.example,Acme,10,,,
L-4,Di,Orr,CISO,di@gmail.com,Home,20,,,2026-03-21
L-5,Ed,Poe,CFO,ed@gmail.com,Home,20,,,2026-03-21
L-6,Flo,Ray,CFO,,Dusk,20,,,2026-03-21
L-7,Gil,Sun,CFO,,dusk ,20,,,2026-03-21
";

#[test]
fn what_made_an_mql_is_what_it_did_in_the_fortnight_before() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path(), "2026-03-25T10:00");
    import(&workspace, folder.path(), "leads.csv", LEADS);
    let before = workspace.lead(LeadId(1)).unwrap();
    assert!(before.trigger.actions.is_empty() && before.trigger.rule.contains("No file tells"));
    assert_eq!(before.trigger.told, [("MQL Trigger".to_owned(), "Demo request".to_owned())]);
    let log = "\
external_id,activity.kind,activity.at,activity.side
L-1,webinar,2026-03-01T10:00:00,engagement
L-1,pricing page,2026-03-12T10:00:00,engagement
L-1,demo request,2026-03-20T09:00:00,engagement
L-1,call,2026-03-19T09:00:00,touch
L-1,e-book,2026-03-22T09:00:00,engagement
L-2,webinar,2026-01-10T10:00:00,engagement
";
    import(&workspace, folder.path(), "log.csv", log);
    let told = workspace.lead(LeadId(1)).unwrap().trigger;
    let titles: Vec<&str> = told.actions.iter().map(|action| action.title.as_str()).collect();
    assert_eq!(
        titles,
        ["Demo request", "Pricing page"],
        "not a touch, not earlier, not later; the last first"
    );
    assert!(told.rule.contains("14 days") && told.rule.contains("20 Mar 2026"), "{}", told.rule);
    assert!(workspace.lead(LeadId(2)).unwrap().trigger.rule.contains("nothing it did is known"));
    assert!(workspace.lead(LeadId(3)).unwrap().trigger.rule.contains("never became an MQL"));
    let score = workspace.lead(LeadId(1)).unwrap().score;
    assert_eq!(
        (score.now.as_str(), &score.parts[..]),
        ("55", &[("Behaviour Score".into(), "30".into())][..])
    );
    let score = workspace.lead(LeadId(2)).unwrap().score;
    assert!(
        score.parts.is_empty() && score.words.contains("Only the number was imported"),
        "{}",
        score.words
    );
}

#[test]
fn a_value_names_the_file_it_came_from_and_what_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path(), "2026-03-25T10:00");
    import(&workspace, folder.path(), "march.csv", LEADS);
    workspace.close().unwrap();
    let workspace = open(folder.path(), "2026-04-25T10:00");
    let april = LEADS
        .replace("L-1,Ann,Lee,CISO,ann@acme.example,Acme,55", "L-1,Ann,Lee,CISO,ann@acme.example,Acme,80");
    let april = april.replace("L-2,Bo,Day,IT manager", "L-2,Bo,Day,Head of IT");
    import(&workspace, folder.path(), "april.csv", &april);
    let field = |lead: i64, label: &str| {
        let fields = workspace.lead_fields(LeadId(lead)).unwrap().known;
        fields.into_iter().find(|field| field.label == label).unwrap()
    };
    let score = field(1, "Score");
    assert_eq!((score.value.as_str(), score.source.as_str()), ("80", "import 2, april.csv of 25 Apr 2026"));
    assert_eq!(score.was.len(), 1);
    assert!(score.was[0].starts_with("55 until between 25 Mar"), "{:?}", score.was);
    assert_eq!(field(1, "Job title").source, "import 1, march.csv of 25 Mar 2026");
    assert_eq!(field(2, "Job title").source, "import 2, april.csv of 25 Apr 2026");
    let told = workspace.lead(LeadId(1)).unwrap().score;
    assert_eq!((told.steps[0].was.as_str(), told.steps[0].became.as_str()), ("55", "80"));
    let disqualify = Decide {
        reason: Some(workspace.reason_named(Verb::Disqualify, "No budget").unwrap()),
        contacted: Some(workspace.contact_named("2026-04-20").unwrap()),
        note: Some("asked twice".into()),
        ..Decide::of(Verb::Disqualify)
    };
    workspace.decide(&[LeadId(1)], &disqualify).unwrap();
    assert_eq!(field(1, "First contact").source, "here: Disqualify 1 lead");
    let decisions = workspace.lead(LeadId(1)).unwrap().decisions;
    let first = (decisions[0].what.as_str(), decisions[0].reason.as_str(), decisions[0].words.as_str());
    assert_eq!(first, ("Disqualified", "No budget", "asked twice"));
}

#[test]
fn a_company_is_its_domain_or_its_name_and_never_a_mail_provider() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path(), "2026-03-25T10:00");
    import(&workspace, folder.path(), "leads.csv", LEADS);
    workspace.decide(&[LeadId(2)], &Decide::of(Verb::Accept)).unwrap();
    let company = |lead: i64| workspace.lead_kin(LeadId(lead)).unwrap().company;
    let acme = company(1).unwrap();
    assert_eq!(acme.name, "acme.example");
    let told: Vec<(&str, &str, &str)> = acme
        .members
        .iter()
        .map(|member| (member.name.as_str(), member.role.as_str(), member.outcome.as_str()))
        .collect();
    assert_eq!(told, [("Bo Day", "IT manager", "Accepted"), ("Cy Fox", "Engineer", "")]);
    assert_eq!(acme.sentence, "2 others: 1 of 1 decided accepted, 1 never an MQL");
    let home = company(4).unwrap();
    assert_eq!((home.name.as_str(), home.members.len()), ("Home", 1), "their company, not their provider");
    assert_eq!(company(6).unwrap().members[0].id, LeadId(7), "one name, however it is written");
}

#[test]
fn the_numbers_of_a_lead_are_those_that_are_counted_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let records = workspace.leads_records(&Listing::default()).unwrap();
    let text = |record: &Record, name: &str| -> String {
        let found = record.fields.iter().find(|(known, _)| known == name).unwrap();
        found.1.as_str().unwrap_or_default().to_owned()
    };
    let mut domains: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, record) in records.iter().enumerate() {
        domains.entry(text(record, "domain").to_lowercase()).or_default().push(at);
    }
    domains.remove("");
    let big = domains.values().filter(|members| members.len() > 1).take(25);
    for members in big.clone() {
        let kin = workspace.lead_kin(LeadId(members[0] as i64 + 1)).unwrap().company.unwrap();
        assert_eq!(kin.members.len(), members.len() - 1);
        let others = || members[1..].iter().map(|at| text(&records[*at], "decision"));
        let accepted = others().filter(|decision| decision == "accepted").count();
        let decided =
            others().filter(|decision| ["accepted", "rejected"].contains(&decision.as_str())).count();
        if decided > 0 {
            assert!(
                kin.sentence.contains(&format!("{accepted} of {decided} decided accepted")),
                "{}",
                kin.sentence
            );
        }
    }
    assert!(big.count() > 10, "too few to mean anything");
    let clocks = workspace.clock_rows(&Question::weekly("sla-met"), &ClockSelection::default()).unwrap();
    for lead in (1..200).map(LeadId) {
        let detail = workspace.lead(lead).unwrap();
        let shown: usize = detail.passes.iter().map(|pass| pass.clocks.len()).sum();
        let counted = clocks.iter().filter(|row| row.clock.lead == lead).count();
        assert_eq!(shown, counted, "{lead}");
    }
}

#[test]
fn who_waits_longest_past_the_due_comes_first() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let count = |decision: &str| {
        let criteria = Some(format!("decision = \"{decision}\""));
        workspace.leads(&Listing { criteria, ..Listing::default() }, 0, 0).unwrap().total as usize
    };
    let pending = workspace.waiting("pending", 10_000).unwrap();
    let lapsed = workspace.waiting("lapsed", 10_000).unwrap();
    assert_eq!((pending.total, lapsed.total), (count("pending"), count("lapsed")), "as many as are counted");
    assert_eq!((pending.leads.len(), pending.lapsed), (pending.total, lapsed.total));
    let rows = workspace.clock_rows(&Question::weekly("sla-met-decide"), &ClockSelection::default()).unwrap();
    let clocks: BTreeMap<LeadId, _> = rows.into_iter().map(|row| (row.clock.lead, row.clock)).collect();
    let late = |id: LeadId| clocks[&id].overdue.map_or(0, |overdue| overdue.wall_ms);
    let first_in_time = pending.leads.iter().position(|lead| !lead.is_late).unwrap();
    assert!(first_in_time > 5, "some are late");
    assert!(pending.leads[..first_in_time].is_sorted_by_key(|lead| -late(lead.id)));
    assert!(pending.leads[first_in_time..].iter().all(|lead| !lead.is_late));
    assert!(pending.leads[first_in_time..].is_sorted_by_key(|lead| clocks[&lead.id].due));
    assert!(pending.leads[0].said.starts_with("late by"), "{}", pending.leads[0].said);
    assert!(pending.leads[first_in_time].said.starts_with("due "), "{}", pending.leads[first_in_time].said);
    assert!(!pending.verbs.contains(&Verb::Recycle), "somebody has to decide about it");
    assert!(lapsed.verbs.contains(&Verb::Recycle) && lapsed.verbs.contains(&Verb::Requalify));
    assert_eq!(workspace.waiting("rejected", 1).unwrap_err().field.as_deref(), Some("which"));
}

#[test]
fn a_merge_is_taken_apart_days_later_unless_something_would_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path(), "2026-03-25T10:00");
    import(&workspace, folder.path(), "leads.csv", LEADS);
    let all = |workspace: &Workspace| workspace.leads_records(&Listing::default()).unwrap();
    let before = all(&workspace);
    workspace.merge_leads(LeadId(1), LeadId(2), &[]).unwrap();
    workspace.decide(&[LeadId(4)], &Decide::of(Verb::Accept)).unwrap();
    let merged = workspace.lead_kin(LeadId(1)).unwrap().merged;
    assert_eq!((merged.len(), merged[0].name.as_str(), merged[0].can_part), (1, "Bo Day", true));
    workspace.part_leads(merged[0].operation).unwrap();
    let after = all(&workspace);
    assert_eq!((&after[..3], after.len()), (&before[..3], before.len()), "the two are as they were");
    assert_ne!(after[3], before[3], "what was decided about others since stands");
    assert!(workspace.lead_kin(LeadId(1)).unwrap().merged.is_empty());
    assert!(workspace.part_leads(merged[0].operation).is_err(), "it is taken apart once");
    workspace.undo().unwrap();
    assert_eq!(all(&workspace).len(), before.len() - 1, "and one step makes them one again");
    workspace.decide(&[LeadId(1)], &Decide::of(Verb::Accept)).unwrap();
    let merged = workspace.lead_kin(LeadId(1)).unwrap().merged;
    assert!(!merged[0].can_part, "the decision would be lost");
    let refused = workspace.part_leads(merged[0].operation).unwrap_err();
    assert!(refused.message.contains("changed since") && refused.hint.is_some());
}

#[test]
fn a_decision_of_a_clock_that_was_set_says_when_it_was_entered() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = empty(folder.path(), "2026-03-25T10:00");
    import(&workspace, folder.path(), "leads.csv", LEADS);
    workspace.decide(&[LeadId(1)], &Decide::of(Verb::Accept)).unwrap();
    let lead = workspace.lead(LeadId(1)).unwrap();
    let year = |text: &str| text.rsplit(' ').next().and_then(|year| year.parse::<i32>().ok());
    let source = &lead.decisions[0].source;
    assert!(source.starts_with("decided here, entered on "), "{source}");
    assert!(year(source).is_some_and(|year| year >= 2026), "the day of the system's clock: {source}");
    assert!(lead.decisions[0].at.starts_with("25 Mar 2026"), "it counts from the moment that was set");
    let line = lead.timeline.iter().find(|event| event.source == *source);
    assert!(line.is_some(), "the timeline says the same");
}

#[test]
fn a_list_of_clocks_says_which_clock_each_row_stands_for() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let board = workspace.clock_board(None, 5).unwrap();
    let owner = board.owners.first().unwrap();
    let mut listing = Listing { drill: Some(owner.late.clone()), ..Listing::default() };
    let page = workspace.leads(&listing, 0, 1_000).unwrap();
    assert_eq!(page.total, u64::from(owner.clocks.missed), "as many rows as were counted");
    assert_eq!(page.columns[0].label, "Clock");
    let told = |page: &plumbline_workbench::lead::Page| -> Vec<(i64, String)> {
        page.rows.iter().map(|row| (row.id.0, row.cells[0].clone())).collect()
    };
    let rows = told(&page);
    let mut distinct = rows.clone();
    distinct.sort();
    distinct.dedup();
    assert_eq!(distinct.len(), rows.len(), "no two rows are the same");
    assert!(rows.iter().all(|(_, cell)| cell.contains(", late by ")), "{rows:?}");
    listing.sort = Some(("company".to_owned(), true));
    let mut sorted = told(&workspace.leads(&listing, 0, 1_000).unwrap());
    sorted.sort();
    assert_eq!(sorted, distinct, "each clock stays with its lead");
    let csv = String::from_utf8(workspace.export_list(&listing, Format::Csv).unwrap()).unwrap();
    assert!(csv.lines().next().unwrap().contains("plumbline.clock"), "{csv}");
}
