//! The import wizard's use cases: look, edit, try out, commit, remember, take back.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::Kind,
    import::{Choice, Edits, Group, Meaning, Progress, Report},
    lead::Listing,
    workspace::Choices,
};

struct Room {
    folder: tempfile::TempDir,
    workspace: Workspace,
}

impl Room {
    fn new() -> Room {
        let folder = tempfile::tempdir().unwrap();
        let clock = Clock::parse("2026-03-31T12:00").unwrap();
        let workspace =
            Workspace::create(&folder.path().join("w.plumbline"), &Choices::default(), clock).unwrap();
        Room { folder, workspace }
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }
}

fn one(path: &Path, edits: Option<&Edits>) -> [Choice; 1] {
    [Choice { path: path.to_owned(), edits: edits.cloned() }]
}

impl Room {
    fn try_one(&self, path: &Path, edits: Option<&Edits>) -> Report {
        self.workspace.try_import(&one(path, edits), go_on).unwrap().remove(0)
    }

    fn import_one(&self, path: &Path, edits: Option<&Edits>) -> Report {
        self.workspace.import(&one(path, edits), go_on).unwrap().remove(0)
    }
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn means(group: Group, value: &str, becomes: &str) -> Meaning {
    Meaning { group, value: value.to_owned(), becomes: becomes.to_owned() }
}

const EXPORT: &str = "\
Lead ID,Email,Lead Status,MQL Date,Rejection Reason
1,ann@firm1.example,Hot,03/04/2026,
2,bob@firm2.example,Nope,04/05/2026,Too tiny
";

#[test]
fn what_only_a_person_knows_is_asked_and_the_answer_is_remembered() {
    let room = Room::new();
    let path = room.file("leads.csv", EXPORT);
    let looked = room.workspace.look_at(&path, None).unwrap();
    assert!(!looked.remembered);
    let order =
        looked.questions.iter().find(|asked| asked.id.contains("MQL Date")).expect("03/04 is ambiguous");
    assert_eq!(order.options.len(), 2, "day first or month first");
    assert_eq!(order.chosen, None, "nothing in the file says which: it is not guessed");

    let edits = Edits {
        values: vec![
            means(Group::Status, "Hot", "sal"),
            means(Group::Status, "Nope", "rejected"),
            means(Group::Rejection, "Too tiny", "fit.company-size"),
        ],
        answers: vec![(order.id.clone(), "day-first".into())],
        ..Edits::default()
    };
    let looked = room.workspace.look_at(&path, Some(&edits)).unwrap();
    assert!(looked.questions.iter().all(|asked| !asked.id.contains("MQL Date")), "it was answered");
    let date = looked.columns.iter().find(|column| column.header == "MQL Date").unwrap();
    assert!(date.reading.contains("\"03/04/2026\" is read as 3 April 2026"), "{}", date.reading);

    let dry = room.try_one(&path, Some(&edits));
    assert!(dry.batch.is_none() && dry.counts.created == 2 && dry.counts.rejected == 0, "{:?}", dry.problems);
    assert_eq!(room.workspace.summary().unwrap().leads, 0, "a dry run writes nothing");
    let done = room.import_one(&path, Some(&edits));
    assert_eq!(done.counts.created, 2);

    let again = room.workspace.look_at(&path, None).unwrap();
    assert!(again.remembered && again.questions.is_empty(), "as last time: nothing is asked twice");
    let memory = again.memory.unwrap();
    assert_eq!(memory, "All 5 columns are mapped as in the import of 31 Mar 2026.");
    assert!(again.values.iter().all(|group| group.choices.iter().all(|choice| !choice.suggestion)));
    let other = Edits { columns: vec![("MQL Date".into(), String::new())], ..Edits::default() };
    let memory = room.workspace.look_at(&path, Some(&other)).unwrap().memory.unwrap();
    assert!(memory.ends_with("; changed now: MQL Date."), "{memory}");
    let second = room.import_one(&path, None);
    assert_eq!(second.counts.unchanged, 2);
}

#[test]
fn cancelling_leaves_nothing_behind() {
    let room = Room::new();
    let mut text = String::from("Lead ID,Email,MQL Date\n");
    for id in 0..60_000 {
        text.push_str(&format!("{id},lead{id}@firm.example,2026-01-05\n"));
    }
    let path = room.file("many.csv", &text);
    let seen = Arc::new(AtomicU64::new(0));
    let told = Arc::clone(&seen);
    let stopped = room.workspace.import(&one(&path, None), move |progress| {
        told.store(progress.rows, Ordering::Relaxed);
        if progress.rows > 10_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(stopped.unwrap_err().kind, Kind::Cancelled);
    assert!(seen.load(Ordering::Relaxed) > 10_000, "it had begun");
    assert_eq!(room.workspace.summary().unwrap().leads, 0);
    assert!(room.workspace.imports().unwrap().is_empty());
    assert_eq!(room.import_one(&path, None).counts.created, 60_000, "and can be repeated");
}

#[test]
fn problems_are_grouped_by_their_repair_and_the_rows_come_back() {
    let room = Room::new();
    let path = room.file(
        "leads.csv",
        "Lead ID,Email,MQL Date,Employees\n1,a@x.example,2026-01-05,12\n2,b@x.example,soon,13\n3,c@x.example,later,lots\n,,2026-01-07,5\n",
    );
    let report = room.try_one(&path, None);
    let counts = report.counts;
    assert_eq!(
        counts.read,
        counts.created + counts.updated + counts.unchanged + counts.rejected + counts.skipped
    );
    let groups = report.groups();
    assert!(groups.iter().all(|group| !group.repair.is_empty() && !group.examples.is_empty()));
    assert!(groups.iter().any(|group| group.rule == "date.unparseable" && group.count == 2), "{groups:?}");
    let refused = String::from_utf8(report.rejected_csv().unwrap()).unwrap();
    assert_eq!(refused.lines().count() as u64, counts.rejected + 1, "header and every refused row");
    assert!(refused.contains("soon") && refused.contains("plumbline.problem"));
}

#[test]
fn undo_takes_an_import_back_and_redo_is_offered_for_what_can_come_again() {
    let room = Room::new();
    let path = room.file("leads.csv", "Lead ID,Email,MQL Date\n1,a@x.example,2026-01-05\n");
    room.import_one(&path, None);
    room.workspace.save_view("Mine", "email is known", vec!["email".into()], None).unwrap();
    let offered = || room.workspace.summary().unwrap().undo.map(|step| (step.label, step.redoable));
    assert_eq!(offered(), Some(("Save a view".to_owned(), true)));
    assert_eq!(room.workspace.undo().unwrap(), "Save a view");
    assert_eq!(offered(), Some(("Import leads.csv".to_owned(), false)), "an import asks first");
    assert!(room.workspace.saved_views().unwrap().is_empty());
    assert_eq!(room.workspace.redo().unwrap(), "Save a view");
    assert_eq!(room.workspace.saved_views().unwrap().len(), 1);
    room.workspace.undo().unwrap();
    room.workspace.undo().unwrap();
    assert_eq!(room.workspace.leads(&Listing::default(), 0, 10).unwrap().total, 0);
}

#[test]
fn a_decision_without_an_mql_date_is_told_not_dropped_silently() {
    let room = Room::new();
    let path =
        room.file("leads.csv", "Lead ID,Email,Lead Status,Created Date\n1,a@x.example,Accepted,2026-01-05\n");
    let edits = Edits { values: vec![means(Group::Status, "Accepted", "sal")], ..Edits::default() };
    let looked = room.workspace.look_at(&path, Some(&edits)).unwrap();
    assert!(looked.questions.iter().any(|asked| asked.id == "mql-column"), "the MQL date is asked for");
    let report = room.import_one(&path, Some(&edits));
    assert!(report.notes.iter().any(|note| note.contains("no MQL date")), "{:?}", report.notes);
    assert_eq!(room.workspace.summary().unwrap().handoffs, 0);
}

#[test]
fn that_a_status_means_no_stage_is_a_decision_and_remembered() {
    let room = Room::new();
    let path = room.file("leads.csv", "Lead ID,Lead Status\n1,On hold\n2,Accepted\n");
    let decided = |edits: Option<&Edits>| {
        let looked = room.workspace.look_at(&path, edits).unwrap();
        let group = looked.values.into_iter().find(|values| values.group == Group::Status).unwrap();
        let one = group.choices.into_iter().find(|choice| choice.value == "On hold").unwrap();
        assert_eq!(one.becomes, "", "it is no stage's name");
        one.decided
    };
    assert!(!decided(None), "nobody has said anything about it");
    let edits = Edits { values: vec![means(Group::Status, "On hold", "")], ..Edits::default() };
    assert!(decided(Some(&edits)), "that it means nothing was said");
    room.import_one(&path, Some(&edits));
    assert!(decided(None), "and is remembered");
}

#[test]
fn leads_that_only_a_log_knows_are_named() {
    let room = Room::new();
    let leads = room.file(
        "leads.csv",
        "Lead ID,Email,Company,MQL Date\n1,ann@firm1.example,Firm,2026-03-01\n2,no address,Firm,2026-03-01\n",
    );
    let log = room.file(
        "log.csv",
        "lead_id,old_stage,new_stage,changed_at\n1,MQL,SAL,2026-03-02\n2,MQL,SAL,2026-03-02\n3,MQL,SAL,2026-03-02\n",
    );
    let files = [&leads, &log].map(|path| Choice { path: path.clone(), edits: None });
    let tried = room.workspace.try_import(&files, go_on).unwrap();
    let done = room.workspace.import(&files, go_on).unwrap();
    for reports in [tried, done] {
        assert_eq!((reports[0].counts.created, reports[0].counts.rejected), (1, 1));
        let said = reports[1].notes.iter().find(|note| note.contains("known only from this log"));
        assert!(
            said.is_some_and(|note| note.contains("2 leads are") && note.contains(": 2, 3.")),
            "{said:?}"
        );
    }
    assert_eq!(room.workspace.summary().unwrap().leads, 3);
}

#[test]
fn files_of_one_go_are_taken_in_by_the_day_in_their_names_whenever_they_were_saved() {
    for order in [[0, 1], [1, 0]] {
        let room = Room::new();
        let text = |status: &str| format!("Lead ID,MQL Date,Lead Status\n1,2026-03-01,{status}\n");
        let later = room.file("a_2026-03-12.csv", &text("SQL"));
        let earlier = room.file("b_2026-03-05.csv", &text("Accepted"));
        let files = [later, earlier].map(|path| Choice { path, edits: None });
        let named: Vec<Choice> = order.into_iter().map(|index| files[index].clone()).collect();
        let reports = room.workspace.import(&named, go_on).unwrap();
        let days: Vec<String> = reports.iter().map(|report| report.as_of.to_string()).collect();
        assert_eq!(days, ["2026-03-05", "2026-03-12"], "named {order:?}");
        let lead = room.workspace.leads_records(&Listing::default()).unwrap().remove(0);
        let stage =
            lead.fields.iter().find(|(name, _)| name == "stage").map(|(_, value)| format!("{value:?}"));
        assert!(stage.unwrap().contains("sql"), "the later day speaks last");
    }
}

#[test]
fn a_lead_called_total_is_kept_once_somebody_says_so_and_by_itself_from_then_on() {
    let room = Room::new();
    let path = room.file("leads.csv", "Lead ID,Score,Email\nL1,5,a@x.example\nTotal,7,\nL2,3,b@x.example\n");
    let looked = room.workspace.look_at(&path, None).unwrap();
    assert_eq!((looked.sums, looked.keeps_totals), (1, false));
    assert_eq!(room.try_one(&path, None).counts.skipped, 1);
    let keep = Edits { keep_totals: Some(true), ..Edits::default() };
    let looked = room.workspace.look_at(&path, Some(&keep)).unwrap();
    assert_eq!((looked.sums, looked.keeps_totals), (0, true));
    assert!(looked.toml.contains("totals = \"keep\""), "{}", looked.toml);
    let counts = room.import_one(&path, Some(&keep)).counts;
    assert_eq!((counts.created, counts.skipped), (3, 0));
    assert!(room.workspace.look_at(&path, None).unwrap().keeps_totals, "as it was said last time");
    let leave = Edits { keep_totals: Some(false), ..Edits::default() };
    assert_eq!(room.workspace.look_at(&path, Some(&leave)).unwrap().sums, 1, "and it can be taken back");
}

#[test]
fn rejections_without_a_reason_stand_in_the_picklist_so_that_it_adds_up() {
    let room = Room::new();
    let text = "Lead ID,Email,MQL Date,Rejected Date,Rejection Reason\n\
        1,a@x.example,2026-03-02,2026-03-03,Duplicate\n2,b@x.example,2026-03-02,2026-03-03,\n";
    room.import_one(&room.file("leads.csv", text), None);
    let rows = room.workspace.reason_rows().unwrap();
    let none = rows.iter().find(|row| row.reason.stands_for_none()).unwrap();
    assert_eq!((none.reason.label.as_str(), none.given), ("No reason given", 1));
    assert_eq!(rows.iter().map(|row| row.given).sum::<u64>(), 2);
}
