//! Reasons, tracks and people: every change is one step, and no count is lost by it.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::Question,
    person::Particulars,
    reason::{Bucket, List},
    workspace::Choices,
};

fn sample() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse(Workspace::SAMPLE_AS_OF).unwrap();
    let workspace =
        Workspace::create_sample(&folder.path().join("Sample.plumbline"), &Choices::default(), clock)
            .unwrap();
    (folder, workspace)
}

/// Rejections by the label of their reason, by bucket, and all of them.
fn rejections(workspace: &Workspace) -> (BTreeMap<String, u32>, BTreeMap<String, u32>, u32) {
    let by = |split: Option<&str>| -> BTreeMap<String, u32> {
        let question = Question { split: split.map(str::to_owned), ..Question::weekly("rejection") };
        let answer = workspace.trend(&question).unwrap().answer;
        answer.series.into_iter().map(|series| (series.label, series.total.numerator)).collect()
    };
    (by(Some("reason")), by(Some("bucket")), by(None).into_values().sum())
}

#[test]
fn a_merge_moves_the_rows_of_its_label_and_nothing_else() {
    let (_folder, workspace) = sample();
    let before = rejections(&workspace);
    let rows = workspace.reason_rows().unwrap();
    let find = |label: &str| rows.iter().find(|row| row.reason.label == label).unwrap();
    let (keep, other) = (find("Missing contact data"), find("Invalid e-mail"));
    assert!(keep.given > 0 && other.given > 0, "otherwise nothing is shown by this");

    workspace.merge_reasons(keep.reason.id, other.reason.id).unwrap();
    let after = rejections(&workspace);
    assert_eq!(after.2, before.2, "no rejection is lost");
    assert_eq!(after.1, before.1, "the two are of one bucket");
    let mut expected = before.0.clone();
    let moved = expected.remove("Invalid e-mail").unwrap();
    *expected.get_mut("Missing contact data").unwrap() += moved;
    assert_eq!(after.0, expected, "only the rows of the two labels moved");
    let rows = workspace.reason_rows().unwrap();
    let given = |id| rows.iter().find(|row| row.reason.id == id).unwrap().given;
    assert_eq!((given(keep.reason.id), given(other.reason.id)), (keep.given + other.given, 0));
    let asked = |criteria: &str| workspace.check_criteria(criteria).unwrap().matching;
    let together = asked("reason = \"data.missing-contact\"");
    assert_eq!(together, keep.given + other.given, "whoever asks by the one that is kept");
    assert_eq!(asked("reason = \"Data.Invalid-Email\""), together, "or by the one that was merged");
    assert_eq!(asked("reason in (\"data.invalid-email\", \"fit.nothing\")"), together);
    assert_eq!(
        asked("reason is known and reason != \"data.invalid-email\"") + together,
        asked("reason is known")
    );
    let offered = workspace.choices().unwrap().reasons;
    assert!(offered.iter().all(|reason| reason.id != other.reason.id), "it is no longer offered");

    workspace.restore_reason(other.reason.id).unwrap();
    assert_eq!(rejections(&workspace), before, "one that is brought back counts for itself");
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    assert_eq!(rejections(&workspace), before);
}

#[test]
fn what_is_listed_for_a_reason_is_what_was_counted() {
    let (_folder, workspace) = sample();
    for row in workspace.reason_rows().unwrap() {
        let listing = plumbline_workbench::lead::Listing {
            drill: Some(row.drill.clone()),
            ..plumbline_workbench::lead::Listing::default()
        };
        let listed = workspace.leads(&listing, 0, 0).unwrap().total;
        assert_eq!(listed, row.given, "{}", row.reason.label);
    }
}

#[test]
fn a_reason_is_added_renamed_moved_and_retired_one_step_each() {
    let (_folder, workspace) = sample();
    let before = workspace.reason_rows().unwrap().len();
    let id = workspace.add_reason(List::Rejection, Bucket::Fit, " Too far from us ").unwrap();
    assert!(
        workspace.add_reason(List::Rejection, Bucket::Data, "too far FROM us").is_err(),
        "one name, one reason"
    );
    let kin = workspace.add_reason(List::Rejection, Bucket::Fit, "\u{5730}\u{57df}").unwrap();
    let twin = workspace.add_reason(List::Rejection, Bucket::Fit, "\u{884c}\u{4e1a}").unwrap();
    assert_ne!(kin, twin, "names without Latin letters make one key; both are there all the same");
    workspace.change_reason(id, "Far away", None, None).unwrap();
    workspace.move_reason(id, Bucket::Timing).unwrap();
    workspace.retire_reason(id).unwrap();
    let row = |workspace: &Workspace| {
        let rows = workspace.reason_rows().unwrap();
        let row = rows.into_iter().find(|row| row.reason.id == id)?;
        Some((row.reason.label, row.reason.key.bucket, row.reason.retired_at.is_some()))
    };
    assert_eq!(row(&workspace), Some(("Far away".into(), Bucket::Timing, true)));
    workspace.undo().unwrap();
    assert_eq!(row(&workspace), Some(("Far away".into(), Bucket::Timing, false)));
    workspace.undo().unwrap();
    assert_eq!(row(&workspace), Some(("Far away".into(), Bucket::Fit, false)));
    workspace.undo().unwrap();
    assert_eq!(row(&workspace), Some(("Too far from us".into(), Bucket::Fit, false)));
    for _ in 0..3 {
        workspace.undo().unwrap();
    }
    assert_eq!(workspace.reason_rows().unwrap().len(), before);
}

#[test]
fn owners_become_people_and_a_second_name_becomes_the_first() {
    let (_folder, workspace) = sample();
    let people = workspace.colleagues().unwrap();
    let names: Vec<String> = people.owners.iter().take(3).map(|owner| owner.name.clone()).collect();
    assert_eq!(names.len(), 3, "the sample has owners");
    assert_eq!(workspace.adopt_owners(&names, "rep").unwrap(), 3);
    assert!(workspace.adopt_owners(&names, "rep").is_err(), "nobody is taken over twice");
    let id = |name: &str| {
        let rows = workspace.colleagues().unwrap().persons;
        rows.into_iter().find(|row| row.person.name == name).unwrap()
    };
    let (one, two) = (id(&names[0]), id(&names[1]));
    assert!(one.leads > 0 && two.leads > 0);
    let managed_by = |manager| Particulars {
        name: names[0].clone(),
        role: "sdr-lead".into(),
        team: None,
        manager: Some(manager),
        zone: Some("Europe/Paris".into()),
    };
    let myself = workspace.change_person(one.person.id, &managed_by(one.person.id)).unwrap_err();
    assert_eq!(myself.field.as_deref(), Some("manager"));
    workspace.change_person(one.person.id, &managed_by(id(&names[2]).person.id)).unwrap();
    let split = |metric: &str| -> BTreeMap<String, u32> {
        let question = Question { split: Some("owner".to_owned()), ..Question::weekly(metric) };
        let series = workspace.trend(&question).unwrap().answer.series;
        series.into_iter().map(|series| (series.split.unwrap().to_string(), series.total.n)).collect()
    };
    let asked = |name: &str| workspace.check_criteria(&format!("owner = \"{name}\"")).unwrap().matching;
    let (parts, seen) = (split("acceptance"), asked(&names[0]) + asked(&names[1]));
    workspace.merge_persons(one.person.id, two.person.id).unwrap();
    assert_eq!(id(&names[0]).leads, one.leads + two.leads, "the leads of the other name count for them");
    let merged = split("acceptance");
    assert_eq!(
        merged[&names[0]],
        parts[&names[0]] + parts[&names[1]],
        "one row, wherever owners are told apart"
    );
    assert_eq!(merged.get(&names[1]), None);
    for name in &names[..2] {
        assert_eq!(asked(name), seen, "{name}: whoever asks by a name means the person");
    }
    workspace.undo().unwrap();
    assert_eq!(id(&names[0]).leads, one.leads);
    assert_eq!((split("acceptance"), asked(&names[0])), (parts, one.leads));
}

#[test]
fn whoever_is_renamed_keeps_their_leads_clocks_and_people() {
    let (folder, workspace) = sample();
    let names: Vec<String> =
        workspace.colleagues().unwrap().owners.iter().take(2).map(|owner| owner.name.clone()).collect();
    workspace.adopt_owners(&names, "rep").unwrap();
    let row = |name: &str| {
        let rows = workspace.colleagues().unwrap().persons;
        rows.into_iter().find(|row| row.person.name == name && row.person.merged_into.is_none()).unwrap()
    };
    let before = row(&names[0]);
    assert!(before.leads > 20, "otherwise nothing is shown by this");
    let clocks = |name: &str| {
        let question = Question { split: Some("owner".to_owned()), ..Question::weekly("sla-met") };
        let answer = workspace.trend(&question).unwrap().answer;
        let found = answer.series.iter().find(|series| series.split.as_deref() == Some(name));
        found.map(|series| (series.total.numerator, series.total.denominator))
    };
    let now = |name: &str| Particulars {
        name: name.to_owned(),
        role: "rep".into(),
        team: before.person.team,
        manager: Some(row(&names[1]).person.id),
        zone: Some("Asia/Tokyo".into()),
    };
    workspace.change_person(before.person.id, &now(&names[0])).unwrap();
    let counted = clocks(&names[0]);
    assert!(counted.is_some());
    workspace.change_person(before.person.id, &now("Zoe Newname")).unwrap();
    let after = row("Zoe Newname");
    assert_eq!((after.person.id, after.leads), (before.person.id, before.leads), "the leads stay theirs");
    assert_eq!(after.person.manager, Some(row(&names[1]).person.id));
    assert_eq!(clocks("Zoe Newname"), counted, "and so do their clocks, read in their zone");
    assert_eq!(clocks(&names[0]), None);
    let people = workspace.colleagues().unwrap();
    assert!(
        people.owners.iter().any(|owner| owner.name == names[0] && owner.person == Some(before.person.id))
    );
    assert!(workspace.adopt_owners(&names[..1], "rep").is_err(), "the old name is nobody new");
    let taken = workspace.add_person(&names[0], "rep").unwrap_err();
    assert!(taken.hint.unwrap().contains("Zoe Newname"));
    assert_eq!(workspace.person_named(&names[0]).unwrap(), before.person.id);

    let path = folder.path().join("more.csv");
    std::fs::write(
        &path,
        format!("Lead ID,Email,MQL Date,Lead Owner\nN-1,n@new.example,2026-09-01,{}\n", names[0]),
    )
    .unwrap();
    let choice = plumbline_workbench::import::Choice::plain(&path);
    workspace.import(&[choice], |_| std::ops::ControlFlow::Continue(())).unwrap();
    assert_eq!(row("Zoe Newname").leads, before.leads + 1, "a file that writes the old name means them");
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    assert_eq!(row(&names[0]).leads, before.leads);
    workspace.redo().unwrap();
    workspace.change_person(before.person.id, &now(&names[0])).unwrap();
    assert_eq!(row(&names[0]).leads, before.leads, "and they can be called as before");
}

#[test]
fn a_moved_reason_is_meant_by_its_old_key_where_people_write_it() {
    let (_folder, workspace) = sample();
    let named = |text: &str| workspace.reason_named(plumbline_workbench::decision::Verb::Reject, text);
    let id = named("fit.persona").unwrap();
    workspace.move_reason(id, Bucket::Data).unwrap();
    assert_eq!(named("fit.persona").unwrap(), id);
    assert_eq!(named("data.persona").unwrap(), id);
    let asked = |criteria: &str| workspace.check_criteria(criteria).unwrap().matching;
    let given = asked("reason = \"data.persona\"");
    assert!(given > 0, "otherwise nothing is shown by this");
    assert_eq!(asked("reason = \"fit.persona\""), given, "criteria that were written before mean it, too");
    assert_eq!(asked("bucket = \"data\" and reason in (\"fit.persona\")"), given);
    let other = named("fit.industry").unwrap();
    workspace.merge_reasons(other, id).unwrap();
    assert_eq!(
        asked("reason = \"fit.persona\""),
        asked("reason = \"fit.industry\""),
        "moved and then merged"
    );
    workspace.undo().unwrap();
    workspace.undo().unwrap();
    assert!(named("data.persona").is_err());
}

#[test]
fn a_track_keeps_its_name_and_its_days_apart_from_others() {
    let (_folder, workspace) = sample();
    let id = workspace.add_track("Partner first", Some(30)).unwrap();
    assert_eq!(workspace.add_track("partner FIRST", None).unwrap_err().field.as_deref(), Some("label"));
    for days in [0, 4_000] {
        assert_eq!(
            workspace.change_track(id, "Partner", Some(days)).unwrap_err().field.as_deref(),
            Some("days")
        );
    }
    workspace.change_track(id, "Partner", None).unwrap();
    workspace.retire_track(id).unwrap();
    assert!(workspace.choices().unwrap().tracks.iter().all(|track| track.id != id));
    workspace.restore_track(id).unwrap();
    assert!(workspace.choices().unwrap().tracks.iter().any(|track| track.id == id));
}
