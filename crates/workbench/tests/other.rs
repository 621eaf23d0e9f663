//! The "Other" desk: texts in groups, a group that becomes a reason, and taking that back.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{collections::BTreeMap, ops::ControlFlow, path::PathBuf};

use plumbline_domain::{
    ids::{PersonId, TrackId},
    reason::Bucket,
};
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::Question,
    import::Choice,
    lead::Listing,
    other::{FEWEST, Habit, HabitKind, Promote, Rate, Used},
    workspace::Choices,
};

const EXPORT: &str = "\
Lead ID,Email,MQL Date,Rejected Date,Rejection Reason,Rejection Notes
1,a@firm1.example,2026-01-05,2026-01-07,Other,Works for a competitor
2,b@firm2.example,2026-01-05,2026-01-08,Other,competitor
3,c@firm3.example,2026-01-06,2026-01-08,Other,student
4,d@firm4.example,2026-01-12,2026-01-13,Other,
5,e@firm5.example,2026-01-12,2026-01-14,Industry not served,a competitor
";

fn room() -> (tempfile::TempDir, Workspace, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse("2026-03-31T12:00").unwrap();
    let workspace =
        Workspace::create(&folder.path().join("w.plumbline"), &Choices::default(), clock).unwrap();
    let path = folder.path().join("leads.csv");
    std::fs::write(&path, EXPORT).unwrap();
    import(&workspace, &path);
    (folder, workspace, path)
}

/// Imports and returns how many leads were created and updated.
fn import(workspace: &Workspace, path: &std::path::Path) -> (u64, u64) {
    let report = workspace.import(&[Choice::plain(path)], |_| ControlFlow::Continue(())).unwrap().remove(0);
    (report.counts.created, report.counts.updated)
}

/// Each lead's reason.
fn reasons(workspace: &Workspace) -> Vec<(String, String)> {
    let listing = Listing { columns: vec!["external_id".into(), "reason".into()], ..Listing::default() };
    let rows = workspace.leads(&listing, 0, 10).unwrap().rows;
    let mut rows: Vec<_> = rows.into_iter().map(|row| (row.cells[0].clone(), row.cells[1].clone())).collect();
    rows.sort();
    rows
}

/// Rejections and all decided per week.
fn weekly(workspace: &Workspace) -> Vec<(String, u32, u32)> {
    let trend = workspace.trend(&Question::weekly("rejection")).unwrap();
    let points = trend.answer.series.iter().flat_map(|series| &series.points);
    points.map(|point| (point.period.start.to_string(), point.rejected, point.n)).collect()
}

#[test]
fn a_group_becomes_a_reason_of_its_leads_alone_stays_so_and_is_taken_back_whole() {
    let (_folder, workspace, path) = room();
    let desk = workspace.other_desk().unwrap();
    let told: Vec<(&str, usize)> =
        desk.groups.iter().map(|group| (group.example.as_str(), group.leads.len())).collect();
    assert_eq!(told, [("Works for a competitor", 2), ("student", 1)], "another reason's words are not asked");
    assert_eq!(desk.without_words.len(), 1);

    let (before, weeks) = (reasons(&workspace), weekly(&workspace));
    let texts = desk.groups[0].texts.iter().map(|text| text.text.clone()).collect();
    let promote = fit(texts, "Works for a competitor");
    let told = workspace.promotion(&promote).unwrap();
    assert_eq!(
        told.sentence,
        "2 leads move from Other to \u{201c}Works for a competitor\u{201d}; weekly totals stay."
    );
    assert_eq!((told.rejections, told.leads, told.is_known), (2, 2, false));
    assert_eq!(told.months.len(), 1);
    assert_eq!((told.months[0].before, told.months[0].after), (Rate::new(4, 5), Rate::new(2, 5)));
    assert_eq!(reasons(&workspace), before, "saying it changes nothing");
    let listing =
        Listing { drill: Some(told.drill), columns: vec!["external_id".into()], ..Listing::default() };
    let listed: Vec<String> =
        workspace.leads(&listing, 0, 10).unwrap().rows.into_iter().flat_map(|row| row.cells).collect();
    assert_eq!(listed, ["1", "2"], "the list is exactly what moves");
    let promoted = workspace.promote_other(&promote).unwrap();
    assert_eq!(promoted.rejections, 2);
    let given = workspace.reason_rows().unwrap();
    let given = given.iter().find(|row| row.reason.id == promoted.reason).unwrap();
    assert_eq!((given.given, given.reason.track), (2, Some(TrackId(2))), "and goes where it was said");
    let after = reasons(&workspace);
    let moved: Vec<&str> =
        before.iter().zip(&after).filter(|(was, is)| was != is).map(|(was, _)| was.0.as_str()).collect();
    assert_eq!(moved, ["1", "2"]);
    assert_eq!(weekly(&workspace), weeks, "every total stays");

    assert_eq!(import(&workspace, &path), (0, 0), "the same file says the same as before");
    assert_eq!(reasons(&workspace), after, "and does not bring Other back");
    // The import that changed nothing is a step, too.
    workspace.undo().unwrap();
    assert_eq!(reasons(&workspace), after);
    workspace.undo().unwrap();
    assert_eq!(reasons(&workspace), before);
    assert_eq!(workspace.other_desk().unwrap(), desk);
}

#[test]
fn what_cannot_be_promoted_changes_nothing() {
    let (_folder, workspace, _) = room();
    let before = reasons(&workspace);
    let promote = |texts: &[&str], bucket, label: &str| {
        let texts = texts.iter().map(|text| (*text).to_owned()).collect();
        workspace.promote_other(&Promote { bucket, ..fit(texts, label) }).unwrap_err().field.unwrap()
    };
    assert_eq!(promote(&["student"], Bucket::Fit, " "), "label");
    assert_eq!(promote(&["student"], Bucket::Other, "Student"), "bucket");
    assert_eq!(promote(&["student", "a competitor"], Bucket::Fit, "Student"), "texts");
    assert_eq!(promote(&[], Bucket::Fit, "Student"), "texts");
    assert_eq!(promote(&["student"], Bucket::Timing, "industry not served"), "bucket", "it is a fit reason");
    let lost = Promote { track: Some(TrackId(99)), ..fit(vec!["student".to_owned()], "Student") };
    assert_eq!(workspace.promote_other(&lost).unwrap_err().field.as_deref(), Some("track"));
    assert_eq!(reasons(&workspace), before);
}

fn fit(texts: Vec<String>, label: &str) -> Promote {
    Promote { texts, bucket: Bucket::Fit, label: label.to_owned(), track: Some(TrackId(2)), team: None }
}

/// Rejections, Other among them, and how often each reason was given.
type Counted = (u32, u32, BTreeMap<String, u32>);

/// The sample's rejections by owner and month of the MQL, counted from the export row by row.
fn counted_by_hand() -> BTreeMap<(String, String), Counted> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../assets/sample/leads.csv");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (owner, mql, rejected, reason) =
        (at("Lead Owner"), at("MQL Date"), at("Rejected Date"), at("Rejection Reason"));
    let mut found: BTreeMap<(String, String), Counted> = BTreeMap::new();
    for record in reader.records().map(Result::unwrap) {
        let cell = |column: usize| record.get(column).unwrap_or_default();
        if cell(rejected).is_empty() {
            continue;
        }
        let month = format!("{}-{}", &cell(mql)[6..10], &cell(mql)[3..5]);
        let slot = found.entry((cell(owner).to_owned(), month)).or_default();
        slot.0 += 1;
        slot.1 += u32::from(cell(reason) == "Other");
        // The mapping reads two texts as one reason.
        let given = match cell(reason) {
            "Competitor contract until Q3" => "Under contract with a competitor",
            given => given,
        };
        *slot.2.entry(given.to_owned()).or_default() += 1;
    }
    found
}

fn sample(folder: &std::path::Path) -> Workspace {
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    Workspace::create_sample(&folder.join("s.plumbline"), &Choices::default(), clock).unwrap()
}

/// How many leads the three lists behind a count have.
fn listed(workspace: &Workspace, used: &Used) -> [u64; 3] {
    used.drills.clone().map(|drill| {
        let listing = Listing { drill: Some(drill), ..Listing::default() };
        workspace.leads(&listing, 0, 0).unwrap().total
    })
}

fn agrees(used: &Used, hand: &Counted, what: &str) {
    assert_eq!(used.rejections, hand.0, "{what}");
    assert_eq!(used.other, Rate::new(hand.1.into(), hand.0.into()), "{what}");
    let most = used.most.as_ref().unwrap();
    assert_eq!(most.rate, Rate::new((*hand.2.values().max().unwrap()).into(), hand.0.into()), "{what}");
    assert_eq!(most.rate.numerator, u64::from(hand.2[&most.label]), "{what}: {}", most.label);
}

#[test]
fn the_picklist_per_rep_and_month_equals_a_second_count_of_the_rows_and_lists_what_it_counts() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let hand = counted_by_hand();
    let used = workspace.picklist_use().unwrap();
    let months: usize = used.reps.iter().map(|rep| rep.months.len()).sum();
    assert_eq!(months, hand.len());
    for rep in &used.reps {
        let mut whole = Counted::default();
        for (period, month) in &rep.months {
            let key = (rep.rep.clone(), period.start.format("%Y-%m").to_string());
            let by_hand = &hand[&key];
            agrees(month, by_hand, &format!("{key:?}"));
            whole.0 += by_hand.0;
            whole.1 += by_hand.1;
            by_hand.2.iter().for_each(|(reason, n)| *whole.2.entry(reason.clone()).or_default() += n);
        }
        agrees(&rep.used, &whole, &rep.rep);
        let most = rep.used.most.as_ref().unwrap().rate.numerator;
        let told = [u64::from(rep.used.rejections), rep.used.other.numerator, most];
        assert_eq!(listed(&workspace, &rep.used), told, "{}: a list is what was counted", rep.rep);
    }
    let all: u32 = hand.values().map(|counted| counted.0).sum();
    assert_eq!((used.all.rejections, all), (1_402, 1_402));
    let other: u32 = hand.values().map(|counted| counted.1).sum();
    assert_eq!(used.all.other, Rate::new(other.into(), 1_402));
    assert_eq!(used.months.iter().map(|(_, month)| month.rejections).sum::<u32>(), all);
    let planted = used.reps.iter().find(|rep| rep.rep == "Tobias Reuter").unwrap();
    let found = planted.habits.iter().any(|habit| habit.kind == HabitKind::OneReasonForAll);
    assert!(found, "the rep who gives one reason for all is found: {:?}", planted.habits);
    let desk = workspace.other_desk().unwrap();
    let texts = desk.groups.iter().map(|group| group.leads.len()).sum::<usize>() + desk.without_words.len();
    assert_eq!(texts, other as usize, "every rejection of Other is on the desk");
}

#[test]
fn a_rep_whose_two_names_are_one_person_is_counted_and_listed_once() {
    let folder = tempfile::tempdir().unwrap();
    let workspace = sample(folder.path());
    let names = ["Lena Vogt", "Mira Kessler"].map(str::to_owned);
    workspace.adopt_owners(&names, "rep").unwrap();
    let id = |name: &str| -> PersonId {
        let people = workspace.colleagues().unwrap().persons;
        people.iter().find(|row| row.person.name == name).unwrap().person.id
    };
    workspace.merge_persons(id("Lena Vogt"), id("Mira Kessler")).unwrap();
    let used = workspace.picklist_use().unwrap();
    assert!(used.reps.iter().all(|rep| rep.rep != "Mira Kessler"));
    let rep = used.reps.iter().find(|rep| rep.rep == "Lena Vogt").unwrap();
    let hand = counted_by_hand();
    let both: u32 =
        hand.iter().filter(|((owner, _), _)| names.contains(owner)).map(|(_, counted)| counted.0).sum();
    assert_eq!(rep.used.rejections, both);
    assert_eq!(listed(&workspace, &rep.used)[0], u64::from(both));
}

/// `n` rejections of an owner, `picked` of them with one reason, the others spread over the picklist.
fn rejections(owner: &str, n: usize, picked: usize, reason: &str) -> String {
    const SPREAD: [&str; 5] = [
        "Industry not served",
        "Recent purchase",
        "Duplicate",
        "Missing contact data",
        "No project or budget cycle",
    ];
    let row = |at: usize| {
        let given = if at < picked { reason } else { SPREAD[at % SPREAD.len()] };
        format!("{owner}-{at},{owner}{at}@firm{at}.example,2026-01-05,2026-01-07,{given},,{owner}\n")
    };
    (0..n).map(row).collect()
}

#[test]
fn one_reason_for_all_and_too_much_other_are_flagged_beyond_chance_and_never_of_a_few() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse("2026-03-31T12:00").unwrap();
    let workspace =
        Workspace::create(&folder.path().join("w.plumbline"), &Choices::default(), clock).unwrap();
    let few = FEWEST as usize - 1;
    let rows = [
        rejections("ann", 40, 3, "Wrong persona"),
        rejections("bob", 20, 18, "Wrong persona"),
        rejections("cem", 30, 15, "Other"),
        rejections("dot", few, few, "Wrong persona"),
        rejections("eve", 60, 5, "Other"),
    ];
    let path = folder.path().join("leads.csv");
    let header = "Lead ID,Email,MQL Date,Rejected Date,Rejection Reason,Rejection Notes,Lead Owner\n";
    std::fs::write(&path, format!("{header}{}", rows.concat())).unwrap();
    // A lapse: it is nobody's rejection.
    let mut file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    std::io::Write::write_all(&mut file, b"eve-lapsed,l@firm.example,2026-01-05,,,,eve\n").unwrap();
    import(&workspace, &path);
    let used = workspace.picklist_use().unwrap();
    let of = |name: &str| used.reps.iter().find(|rep| rep.rep == name).unwrap();
    let (of_all, of_other) = (HabitKind::OneReasonForAll, HabitKind::OtherTooOften);
    assert_eq!(
        of("bob").habits,
        [Habit {
            kind: of_all,
            reason: Some("Wrong persona".to_owned()),
            share: Rate::new(18, 20),
            rest: Rate::new(3 + 7, 40 + 30 + 7 + 60),
            lately: false,
        }]
    );
    assert_eq!(of("bob").used.most.as_ref().unwrap().rate, Rate::new(18, 20));
    let rest = Rate::new(5, 40 + 20 + 7 + 60);
    let too_often = Habit { kind: of_other, reason: None, share: Rate::new(15, 30), rest, lately: false };
    assert_eq!(of("cem").habits, [too_often]);
    assert_eq!((of("ann").habits.len(), of("eve").habits.len()), (0, 0));
    assert_eq!((of("dot").used.rejections as usize, of("dot").habits.len()), (few, 0), "too few to say");
    assert_eq!(of("eve").used.rejections, 60, "a lapse is no rejection");
    assert_eq!(used.reps.iter().take(2).filter(|rep| !rep.habits.is_empty()).count(), 2, "they come first");
}
