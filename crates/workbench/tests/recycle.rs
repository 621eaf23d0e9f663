//! Recycle tracks on the sample: who is there, who is due and what came back equal a second count of the export's rows.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
    path::Path,
};

use chrono::{Days, NaiveDate};
use plumbline_domain::ids::LeadId;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::{Decide, Verb},
    import::Choice,
    lead::{Format, Listing},
    recycle::{Part, RecycledList, TrackNow},
    workspace::Choices,
};

/// A rejected lead of the export: its number, where its reason sends it, and the day of the rejection.
struct Rejected {
    number: i64,
    id: String,
    track: &'static str,
    day: NaiveDate,
}

fn track(reason: &str) -> Option<&'static str> {
    match reason {
        "No project or budget cycle"
        | "Under contract with a competitor"
        | "Competitor contract until Q3"
        | "Recent purchase"
        | "Executive change in progress" => Some("re-engage"),
        "Wrong persona" => Some("deprioritised"),
        "Invalid e-mail" | "Missing contact data" | "Duplicate" | "Personal e-mail domain" => {
            Some("enrich-first")
        }
        _ => None,
    }
}

fn days(track: &str) -> Option<u64> {
    match track {
        "re-engage" => Some(91),
        "enrich-first" => Some(7),
        _ => None,
    }
}

fn rejected() -> Vec<Rejected> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sample/leads.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (mql, rejected, reason) = (at("MQL Date"), at("Rejected Date"), at("Rejection Reason"));
    let mut found = Vec::new();
    let mut number = 0;
    for record in reader.records().map(Result::unwrap) {
        let cell = |column: usize| record.get(column).unwrap_or_default();
        // The footer has no dates.
        if cell(mql).is_empty() {
            continue;
        }
        number += 1;
        let (Some(track), Some(day)) = (track(cell(reason)), cell(rejected).get(..10)) else { continue };
        let day = NaiveDate::parse_from_str(day, "%d/%m/%Y").unwrap();
        found.push(Rejected { number, id: cell(0).to_owned(), track, day });
    }
    found
}

fn open(folder: &Path, at: &str) -> Workspace {
    Workspace::open(&folder.join("s.plumbline"), Clock::parse(at).unwrap()).unwrap()
}

fn sample() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    let path = folder.path().join("s.plumbline");
    Workspace::create_sample(&path, &Choices::default(), clock).unwrap().close().unwrap();
    folder
}

fn of<'n>(tracks: &'n [TrackNow], slug: &str) -> &'n TrackNow {
    tracks.iter().find(|track| track.slug == slug).unwrap()
}

fn ids(workspace: &Workspace, list: &RecycledList) -> BTreeSet<i64> {
    workspace.all_recycled(list).unwrap().iter().map(|lead| lead.stay.lead.0).collect()
}

#[test]
fn a_rejected_lead_is_on_the_track_of_its_reason_from_that_day_on() {
    let folder = sample();
    let workspace = open(folder.path(), Workspace::SAMPLE_AS_OF);
    let today = NaiveDate::from_ymd_opt(2026, 9, 28).unwrap();
    let rows = rejected();
    let now = workspace.recycle_now().unwrap();
    for slug in ["re-engage", "deprioritised", "enrich-first"] {
        let theirs = || rows.iter().filter(|row| row.track == slug);
        let due = |row: &&Rejected| days(slug).map(|days| row.day + Days::new(days));
        let known = of(&now.tracks, slug);
        let is_due = theirs().filter(|row| due(row).is_some_and(|due| due <= today));
        assert!(theirs().count() > 90, "{slug}: too few to mean anything");
        for part in [Part::Sent, Part::There] {
            assert_eq!(known.count(part) as usize, theirs().count(), "{slug}, {part:?}");
        }
        assert_eq!(known.count(Part::Due) as usize, is_due.count(), "{slug}");
        assert_eq!((known.came_back.numerator, known.came_back.denominator as usize), (0, theirs().count()));
        let listed = workspace.all_recycled(&RecycledList::there(Some(known.id))).unwrap();
        let told: BTreeMap<i64, (NaiveDate, Option<NaiveDate>)> = listed
            .iter()
            .map(|lead| {
                let since = now.calendar.day(lead.stay.since);
                assert_eq!(track(&lead.reason), Some(slug), "{}", lead.reason);
                (lead.stay.lead.0, (since, lead.stay.due))
            })
            .collect();
        let expected = theirs().map(|row| (row.number, (row.day, due(&row)))).collect();
        assert_eq!(told, expected, "{slug}: since and due of each");
        assert!(
            listed.is_sorted_by_key(|lead| (lead.stay.due.is_none(), lead.stay.due)),
            "due soonest first"
        );
        let by = NaiveDate::from_ymd_opt(2026, 10, 31).unwrap();
        let soon = RecycledList { due_by: Some(by), ..RecycledList::there(Some(known.id)) };
        let expected = theirs().filter(|row| due(row).is_some_and(|due| due <= by)).map(|row| row.number);
        assert_eq!(ids(&workspace, &soon), expected.collect(), "{slug}: due by a day");
    }
}

#[test]
fn where_a_lead_was_sent_stays_a_fact_when_its_reason_sends_elsewhere_or_is_merged() {
    let folder = sample();
    let workspace = open(folder.path(), Workspace::SAMPLE_AS_OF);
    let counts = || -> Vec<(String, [u32; 3])> {
        let tracks = workspace.recycle_now().unwrap().tracks;
        let of = |track: &TrackNow| [Part::Sent, Part::There, Part::Due].map(|part| track.count(part));
        tracks.iter().map(|track| (track.slug.clone(), of(track))).collect()
    };
    let before = counts();
    let persona = workspace.reason_named(Verb::Reject, "Wrong persona").unwrap();
    let enrich = workspace.track_named("enrich-first").unwrap();
    workspace.change_reason(persona, "Wrong persona", Some(enrich), None).unwrap();
    assert_eq!(counts(), before, "who was sent is where they were sent");
    let waiting = workspace.waiting("lapsed", 1).unwrap().leads[0].id;
    let reject = Decide { reason: Some(persona), ..Decide::of(Verb::Reject) };
    workspace.decide(&[waiting], &reject).unwrap();
    let sent = |slug: &str| of(&workspace.recycle_now().unwrap().tracks, slug).count(Part::Sent);
    let was = |slug: &str| before.iter().find(|(known, _)| known == slug).unwrap().1[0];
    assert_eq!(sent("enrich-first"), was("enrich-first") + 1, "from now on it sends there");
    assert_eq!(sent("deprioritised"), was("deprioritised"));
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    assert_eq!(counts(), before);
    let industry = workspace.reason_named(Verb::Reject, "Industry not served").unwrap();
    workspace.merge_reasons(industry, persona).unwrap();
    assert_eq!(counts(), before, "a merge counts leads together and moves none of them");
}

#[test]
fn what_comes_back_is_a_new_handoff_by_decision_and_by_file_and_is_counted_once() {
    let folder = sample();
    let rows = rejected();
    let volume = |workspace: &Workspace| workspace.summary().unwrap().handoffs;
    let numbers = |slug: &str| -> Vec<i64> {
        rows.iter().filter(|row| row.track == slug).map(|row| row.number).collect()
    };
    let (timing, persona, data) = (numbers("re-engage"), numbers("deprioritised"), numbers("enrich-first"));
    let leads = |numbers: &[i64]| numbers.iter().map(|number| LeadId(*number)).collect::<Vec<_>>();

    // 60 come back by decision, 7 by a file, and some of each are decided about.
    let workspace = open(folder.path(), "2026-10-05T10:00");
    let before = volume(&workspace);
    workspace.decide(&leads(&timing[..60]), &Decide::of(Verb::Requalify)).unwrap();
    workspace.close().unwrap();
    let workspace = open(folder.path(), "2026-10-06T10:00");
    workspace.decide(&leads(&timing[..20]), &Decide::of(Verb::Accept)).unwrap();
    let reason = workspace.reason_named(Verb::Reject, "No project or budget cycle").unwrap();
    let reject = Decide { reason: Some(reason), ..Decide::of(Verb::Reject) };
    workspace.decide(&leads(&timing[20..35]), &reject).unwrap();
    // Three go on to another track by hand, two of which come back from there.
    let enrich = workspace.track_named("enrich-first").unwrap();
    let due = NaiveDate::from_ymd_opt(2026, 10, 7);
    let by_hand =
        Decide { track: Some(enrich), due, note: Some("ask Ann".into()), ..Decide::of(Verb::Recycle) };
    workspace.decide(&leads(&persona[..3]), &by_hand).unwrap();
    workspace.close().unwrap();
    let workspace = open(folder.path(), "2026-10-08T10:00");
    workspace.decide(&leads(&persona[..2]), &Decide::of(Verb::Requalify)).unwrap();
    let mut log = "Lead ID,change.new,change.at\n".to_owned();
    for row in rows.iter().filter(|row| data[..7].contains(&row.number)) {
        log.push_str(&format!("{},MQL,2026-10-07T09:00:00\n", row.id));
    }
    for row in rows.iter().filter(|row| data[..2].contains(&row.number)) {
        log.push_str(&format!("{},Accepted,2026-10-07T15:00:00\n", row.id));
        log.push_str(&format!("{},Won,2026-10-08T09:00:00\n", row.id));
    }
    import(&workspace, folder.path(), &log);

    let now = workspace.recycle_now().unwrap();
    assert_eq!(volume(&workspace), before + 60 + 2 + 7, "each of them is a new handoff");
    let counts = |slug: &str, parts: &[Part]| -> Vec<u32> {
        parts.iter().map(|part| of(&now.tracks, slug).count(*part)).collect()
    };
    let parts = [
        Part::Sent,
        Part::There,
        Part::Back,
        Part::Accepted,
        Part::Rejected,
        Part::Pending,
        Part::Won,
        Part::Moved,
    ];
    let all = |numbers: &[i64]| numbers.len() as u32;
    // Fifteen of those that came back were rejected, and are there again.
    assert_eq!(
        counts("re-engage", &parts),
        [all(&timing) + 15, all(&timing) - 60 + 15, 60, 20, 15, 25, 0, 0],
        "timing"
    );
    assert_eq!(counts("deprioritised", &parts), [all(&persona), all(&persona) - 3, 0, 0, 0, 0, 0, 3]);
    assert_eq!(counts("enrich-first", &parts), [all(&data) + 3, all(&data) + 3 - 9, 9, 2, 0, 7, 2, 0]);
    let enriched = of(&now.tracks, "enrich-first");
    assert_eq!((enriched.accepted.numerator, enriched.accepted.denominator), (2, 9));
    let stays = workspace.all_recycled(&RecycledList::there(Some(enriched.id))).unwrap();
    let moved = stays.iter().find(|lead| lead.stay.lead.0 == persona[2]).unwrap();
    assert_eq!((moved.stay.due, moved.words.as_str(), moved.stay.by_hand), (due, "ask Ann", true));
    assert_eq!(moved.overdue_days(now.calendar.day(now.as_of)), Some(1));
    assert_eq!(moved.reason, "Wrong persona", "why it was sent back goes along");
    for track in &now.tracks {
        for part in Part::ALL {
            let list = RecycledList { track: Some(track.id), part, due_by: None };
            let listed = workspace.all_recycled(&list).unwrap().len();
            let listing = Listing { recycled: Some(list), ..Listing::default() };
            let in_table = workspace.leads(&listing, 0, 0).unwrap().total as usize;
            assert_eq!((listed, in_table), (track.count(part) as usize, listed), "{} {part:?}", track.slug);
        }
    }
}

fn import(workspace: &Workspace, folder: &Path, log: &str) {
    let path = folder.join("log.csv");
    std::fs::write(&path, log).unwrap();
    let report = workspace.import(&[Choice { path, edits: None }], |_| ControlFlow::Continue(())).unwrap();
    assert!(report[0].problems.is_empty(), "{:?}", report[0].problems);
    assert_eq!(report[0].counts.rejected, 0);
}

#[test]
fn a_list_is_sorted_paged_and_exported_ready_to_load() {
    let folder = sample();
    let workspace = open(folder.path(), Workspace::SAMPLE_AS_OF);
    let track = of(&workspace.recycle_now().unwrap().tracks, "enrich-first").id;
    let list = RecycledList::there(Some(track));
    let names = |descending: bool| -> Vec<String> {
        let page = workspace.recycled(&list, Some(("name", descending)), 0, 1_000).unwrap();
        page.rows.iter().map(|lead| lead.name.to_lowercase()).filter(|name| !name.is_empty()).collect()
    };
    let (up, down) = (names(false), names(true));
    assert!(up.is_sorted() && down.iter().rev().is_sorted() && up.len() > 50);
    let whole = workspace.recycled(&list, None, 0, 1_000).unwrap();
    let page = workspace.recycled(&list, None, 30, 10).unwrap();
    assert_eq!((page.total, &page.rows[..]), (whole.total, &whole.rows[30..40]));
    assert_eq!(
        workspace.recycled(&list, Some(("mood", true)), 0, 1).unwrap_err().field.as_deref(),
        Some("sort")
    );
    let (leads, csv) = workspace.export_recycled(&list, Format::Csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().count() as u64, leads);
    assert!(
        csv.starts_with("external_id,name,email,company,title,track,reason,words,since,due\r\n"),
        "{csv}"
    );
    assert_eq!(RecycledList::parse(&list.token()), Some(list), "a token comes back as it went");
}
