//! The "Other" desk: texts in groups, a group that becomes a reason, and taking that back.

#![allow(clippy::unwrap_used, reason = "tests")]

use std::{ops::ControlFlow, path::PathBuf};

use plumbline_domain::reason::Bucket;
use plumbline_workbench::{
    Workspace, clock::Clock, handoff::Question, import::Choice, lead::Listing, other::Promote,
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
    let texts = desk.groups[0].texts.iter().map(|(text, _)| text.clone()).collect();
    let promote = Promote { texts, bucket: Bucket::Fit, label: "Works for a competitor".to_owned() };
    let promoted = workspace.promote_other(&promote).unwrap();
    assert_eq!(promoted.rejections, 2);
    let after = reasons(&workspace);
    let moved: Vec<&str> =
        before.iter().zip(&after).filter(|(was, is)| was != is).map(|(was, _)| was.0.as_str()).collect();
    assert_eq!(moved, ["1", "2"]);
    assert_eq!(weekly(&workspace), weeks, "every total stays");

    assert_eq!(import(&workspace, &path), (0, 0), "the same file says the same as before");
    assert_eq!(reasons(&workspace), after, "and does not bring Other back");
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
        workspace
            .promote_other(&Promote { texts, bucket, label: label.to_owned() })
            .unwrap_err()
            .field
            .unwrap()
    };
    assert_eq!(promote(&["student"], Bucket::Fit, " "), "label");
    assert_eq!(promote(&["student"], Bucket::Other, "Student"), "bucket");
    assert_eq!(promote(&["student", "a competitor"], Bucket::Fit, "Student"), "texts");
    assert_eq!(promote(&[], Bucket::Fit, "Student"), "texts");
    assert_eq!(reasons(&workspace), before);
}
