//! One field for rejections and disqualifications, and folders that are watched.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{ops::ControlFlow, path::Path};

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    handoff::Question,
    import::{Choice, Edits, Report, Shape},
    lead::Listing,
    workspace::Choices,
};

fn room() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::parse("2026-03-31T12:00").unwrap();
    let workspace =
        Workspace::create(&folder.path().join("w.plumbline"), &Choices::default(), clock).unwrap();
    (folder, workspace)
}

fn import(workspace: &Workspace, path: &Path, edits: Option<Edits>) -> Report {
    let file = Choice { path: path.to_owned(), edits };
    workspace.import(&[file], |_| ControlFlow::Continue(())).unwrap().remove(0)
}

fn both() -> Edits {
    Edits { columns: vec![("Lost Reason".into(), "either.reason".into())], ..Edits::default() }
}

fn stages(workspace: &Workspace) -> Vec<(String, String)> {
    let listing = Listing { columns: vec!["external_id".into(), "stage".into()], ..Listing::default() };
    let page = workspace.leads(&listing, 0, 10).unwrap();
    let mut rows: Vec<(String, String)> =
        page.rows.into_iter().map(|row| (row.cells[0].clone(), row.cells[1].clone())).collect();
    rows.sort();
    rows
}

#[test]
fn first_contact_tells_a_rejection_from_a_disqualification() {
    let (folder, workspace) = room();
    let path = folder.path().join("leads.csv");
    std::fs::write(
        &path,
        "Lead ID,Email,MQL Date,First Contact,Status,Status Date,Lost Reason\n\
         1,a@firm1.example,2026-01-05,,Unqualified,2026-01-08,Company too small\n\
         2,b@firm2.example,2026-01-05,2026-01-06,Unqualified,2026-01-08,No budget\n\
         3,c@firm3.example,2026-01-05,2026-01-09,Unqualified,2026-01-08,No budget\n",
    )
    .unwrap();
    let looked = workspace.look_at(&path, Some(&both())).unwrap();
    let split = looked.split.unwrap();
    assert_eq!((split.rejections, split.disqualifications, split.undecided), (2, 1, 0), "{}", split.sentence);
    let report = import(&workspace, &path, Some(both()));
    assert_eq!(report.split, Some(split), "the look says what the import does");
    let stages: Vec<String> = stages(&workspace).into_iter().map(|(_, stage)| stage).collect();
    assert_eq!(stages, ["Rejected", "Disqualified", "Rejected"], "contact after the exit is none before it");
}

#[test]
fn without_evidence_a_lead_stands_as_neither_and_is_counted() {
    let (folder, workspace) = room();
    let path = folder.path().join("leads.csv");
    std::fs::write(
        &path,
        "Lead ID,Email,MQL Date,Status,Status Date,Lost Reason\n\
         1,a@firm1.example,2026-01-05,Unqualified,2026-01-08,No budget\n",
    )
    .unwrap();
    let report = import(&workspace, &path, Some(both()));
    let split = report.split.unwrap();
    assert_eq!((split.rejections, split.disqualifications, split.undecided), (0, 0, 1));
    assert!(report.notes.iter().any(|note| note.contains("cannot be told")), "{:?}", report.notes);
    let stage = |of: &str| [("1".to_owned(), of.to_owned())];
    assert_eq!(stages(&workspace), stage("Left, kind unknown"), "neither is made up, and it did not lapse");
    let rates = |metric: &str| {
        let trend = workspace.trend(&Question::weekly(metric)).unwrap();
        let total = trend.answer.series[0].total.clone();
        let parts = [total.accepted, total.rejected, total.lapsed, total.pending, total.unclear];
        assert_eq!(parts.iter().sum::<u32>(), total.n, "all are told");
        (total.unclear, total.denominator, trend.basis_line().contains("nobody can tell which"))
    };
    assert_eq!(
        [rates("acceptance"), rates("rejection")],
        [(1, 0, true); 2],
        "in neither rate, and it is said"
    );
    let calls = folder.path().join("calls.csv");
    std::fs::write(&calls, "Email,Date,Type,Side\na@firm1.example,2026-01-06,call,touch\n").unwrap();
    let touch = Edits { shape: Some(Shape::ActivityLog), ..Edits::default() };
    let told = import(&workspace, &calls, Some(touch));
    assert_eq!(told.counts.created, 1, "{:?}", told.problems);
    assert_eq!(stages(&workspace), stage("Disqualified"), "the contact comes days later");
    assert_eq!(rates("disqualification"), (0, 1, false));
    let again = import(&workspace, &path, Some(both()));
    assert_eq!((again.counts.unchanged, again.split.unwrap().disqualifications), (1, 1));
    workspace.undo_import(again.batch.unwrap().0).unwrap();
    workspace.undo_import(told.batch.unwrap().0).unwrap();
    assert_eq!(stages(&workspace), stage("Left, kind unknown"));
}

#[test]
fn a_status_that_means_either_is_told_by_first_contact_without_a_reason_too() {
    let (folder, workspace) = room();
    let path = folder.path().join("leads.csv");
    std::fs::write(
        &path,
        "Lead ID,Email,MQL Date,First Contact,Lead Status,Status Date\n\
         1,a@firm1.example,2026-01-05,2026-01-06,Unqualified,2026-01-08\n\
         2,b@firm2.example,2026-01-05,,Unqualified,2026-01-08\n",
    )
    .unwrap();
    let report = import(&workspace, &path, None);
    let split = report.split.unwrap();
    assert_eq!((split.rejections, split.disqualifications, split.undecided), (1, 1, 0), "{:?}", report.notes);
    let found: Vec<String> = stages(&workspace).into_iter().map(|(_, stage)| stage).collect();
    assert_eq!(found, ["Disqualified", "Rejected"]);
}

#[test]
fn a_watched_folder_tells_new_files_from_those_taken_in() {
    let (folder, workspace) = room();
    let exports = folder.path().join("exports");
    std::fs::create_dir(&exports).unwrap();
    let write = |name: &str| {
        let path = exports.join(name);
        std::fs::write(&path, "Lead ID,Email,MQL Date\n1,a@firm1.example,2026-01-05\n").unwrap();
        path
    };
    let first = write("leads_1.csv");
    write("notes.txt");
    workspace.watch_folder(&exports, "leads_*.csv").unwrap();
    assert!(workspace.watch_folder(&exports, "leads_*.csv").is_err(), "once is enough");
    assert!(workspace.watch_folder(&exports, "../*.csv").is_err(), "a pattern stays in its folder");
    let report = import(&workspace, &first, None);
    write("leads_2.csv");
    let watched = workspace.watched_folders().unwrap().remove(0);
    let mut files: Vec<(&str, bool)> =
        watched.files.iter().map(|file| (file.name.as_str(), file.taken_in.is_some())).collect();
    files.sort_unstable();
    assert_eq!(files, [("leads_1.csv", true), ("leads_2.csv", false)]);
    workspace.undo_import(report.batch.unwrap().0).unwrap();
    let watched = workspace.watched_folders().unwrap().remove(0);
    assert!(watched.files.iter().all(|file| file.taken_in.is_none()), "what was taken back is new again");
    std::fs::remove_dir_all(&exports).unwrap();
    let gone = workspace.watched_folders().unwrap().remove(0);
    assert!(gone.problem.is_some() && gone.files.is_empty(), "a folder that is gone says so");
    workspace.unwatch_folder(gone.id).unwrap();
    assert!(workspace.watched_folders().unwrap().is_empty());
}
