//! Our own exports come back: mapped by themselves, nothing created, nothing changed, and whole in an empty workspace.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::{ops::ControlFlow, path::Path};

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    import::{Choice, Report},
    lead::{Format, Listing, Record},
    workspace::Choices,
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};

fn clock() -> Clock {
    Clock::parse(Workspace::SAMPLE_AS_OF).unwrap()
}

fn berlin() -> Choices {
    Choices { time_zone: Some("Europe/Berlin".into()), ..Choices::default() }
}

fn import(workspace: &Workspace, folder: &Path, name: &str, bytes: &[u8]) -> Report {
    let path = folder.join(name);
    std::fs::write(&path, bytes).unwrap();
    let chosen = [Choice { path, edits: None }];
    workspace.import(&chosen, |_| ControlFlow::Continue(())).unwrap().remove(0)
}

fn records(workspace: &Workspace) -> Vec<Record> {
    workspace.leads_records(&Listing::default()).unwrap()
}

/// What the leads' export says of a lead: everything but what follows from its stages.
fn told(records: Vec<Record>) -> Vec<Record> {
    let from_stages = |name: &str| {
        name.starts_with("stage") || ["decision", "reason", "disqualification.reason"].contains(&name)
    };
    let mut records = records;
    records.iter_mut().for_each(|record| record.fields.retain(|(name, _)| !from_stages(name)));
    records
}

/// Says which lead differs, not all of them.
#[track_caller]
fn same(found: &[Record], expected: &[Record]) {
    assert_eq!(found.len(), expected.len(), "as many leads");
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found, expected, "the same lead");
    }
}

#[track_caller]
fn changes_nothing(report: &Report, rows: u64) {
    assert!(report.problems.is_empty(), "{:?}", &report.problems[..report.problems.len().min(3)]);
    let counts = report.counts;
    assert_eq!((counts.read, counts.unchanged), (rows, rows), "{counts:?}, {:?}", report.notes);
}

#[test]
fn the_sample_leaves_and_comes_back_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let sample =
        Workspace::create_sample(&folder.path().join("s.plumbline"), &Choices::default(), clock()).unwrap();
    let (before, log) = (records(&sample), sample.export_stage_log(Format::Csv).unwrap());
    let leads = sample.export_all_leads(Format::Csv).unwrap();
    let report = import(&sample, folder.path(), "leads.csv", &leads);
    changes_nothing(&report, before.len() as u64);
    same(&records(&sample), &before);
    assert!(sample.export_stage_log(Format::Csv).unwrap() == log, "no stage was entered");
    assert!(sample.export_all_leads(Format::Csv).unwrap() == leads, "the same bytes again");

    let empty = Workspace::create(&folder.path().join("e.plumbline"), &berlin(), clock()).unwrap();
    let report = import(&empty, folder.path(), "leads.csv", &leads);
    assert_eq!(report.counts.created, before.len() as u64);
    same(&told(records(&empty)), &told(before));
}

#[test]
fn a_list_that_is_exported_comes_back_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let sample =
        Workspace::create_sample(&folder.path().join("s.plumbline"), &Choices::default(), clock()).unwrap();
    let (leads, log) =
        (sample.export_all_leads(Format::Csv).unwrap(), sample.export_stage_log(Format::Csv).unwrap());
    let filtered = Listing {
        criteria: Some("decision = \"rejected\"".to_owned()),
        sort: Some(("company".to_owned(), true)),
        columns: [
            "stage.mql.at",
            "bucket",
            "disqualification.reason",
            "created.at",
            "employees",
            "persona",
            "status",
        ]
        .map(str::to_owned)
        .to_vec(),
        ..Listing::default()
    };
    for (listing, rows) in [(Listing::default(), 5_000), (filtered, 1_402)] {
        let bytes = sample.export_list(&listing, Format::Csv).unwrap();
        let report = import(&sample, folder.path(), "list.csv", &bytes);
        changes_nothing(&report, rows);
        assert!(report.notes.iter().all(|note| !note.contains("To decide")), "{:?}", report.notes);
    }
    assert!(sample.export_all_leads(Format::Csv).unwrap() == leads, "no field and no column");
    assert!(sample.export_stage_log(Format::Csv).unwrap() == log, "no stage was entered");
    let fields = sample.leads_records(&Listing::default()).unwrap();
    assert!(
        fields.iter().all(|lead| lead.extra.iter().all(|(name, _)| name != "decision" && name != "stage"))
    );
}

/// Text that other programs trip over: formulas, guards, delimiters, quotes, line ends, words for nothing, look-alikes of
/// numbers and dates.
fn nasty() -> impl Strategy<Value = String> {
    let known = select(vec![
        "=1+1",
        "'=1+1",
        "''=1+1",
        "+cmd()",
        "-5",
        "@SUM(1)",
        "a;=b",
        "'",
        "''",
        "it's",
        "N/A",
        "null",
        "-",
        "Select",
        "1.250",
        "1,250",
        "03/04/2026",
        "a \"b\", c",
        "line\r\nend",
        "line\nend",
        "a;b;c;d;e;f",
        "a\tb",
        "Größe",
        "Total",
        "Grand Totals (3 records)",
        "😀",
        "00123",
        "5805028000056864695",
        "TRUE",
        "#REF!",
        "＝1",
        "x'y\"z",
    ]);
    let any = "[ -~äß€\\n=+@'\";,\\t-]{1,12}".prop_map(|text: String| text.trim().to_owned());
    prop_oneof![3 => known.prop_map(str::to_owned), 2 => any].prop_filter("blank", |text| !text.is_empty())
}

/// Rows of a file nobody would like to read: headers that mean something else to us among the kept ones.
fn rows() -> impl Strategy<Value = (Vec<String>, Vec<Vec<String>>)> {
    let headers = vec![
        "Lead ID",
        "Email",
        "Company",
        "Job Title",
        "Industry",
        "Annual Revenue",
        "Create Date",
        "MQL Date",
        "Status",
        "=danger",
        "Notes",
        "'=guarded",
        "MQL Day",
        "Score 2",
        "extra.score",
    ];
    let number = select(vec!["", "1.5", "1250", "-0.125", "0.1", "123456789.25", "-7"]);
    let date =
        select(vec!["", "2026-03-01 09:52:07", "2026-03-29 02:30:00", "2025-10-26 02:30:00", "2026-07-01"]);
    let status = select(vec!["", "Accepted", "Rejected", "New"]);
    let row =
        (vec(prop_oneof![1 => Just(String::new()), 3 => nasty()], 9), number, date.clone(), date, status)
            .prop_map(|(mut text, number, created, mql, status)| {
                let mut next = || text.pop().unwrap_or_default();
                vec![
                    String::new(),
                    String::new(),
                    next(),
                    next(),
                    next(),
                    number.to_owned(),
                    created.to_owned(),
                    mql.to_owned(),
                    status.to_owned(),
                    next(),
                    next(),
                    next(),
                    next(),
                    next(),
                    next(),
                ]
            });
    vec(row, 1..25).prop_map(move |mut rows| {
        for (index, row) in rows.iter_mut().enumerate() {
            row[0] = format!("L-{index}");
            row[1] = format!("p{index}@mail{index}.example.com");
        }
        (headers.iter().map(|header| (*header).to_owned()).collect(), rows)
    })
}

fn csv(headers: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let quoted = |row: &[String]| {
        let cells: Vec<String> =
            row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(",") + "\n"
    };
    std::iter::once(quoted(headers))
        .chain(rows.iter().map(|row| quoted(row)))
        .collect::<String>()
        .into_bytes()
}

#[test]
fn random_leads_with_nasty_text_leave_and_come_back_unchanged() {
    let mut runner =
        TestRunner::new(ProptestConfig { cases: 25, failure_persistence: None, ..ProptestConfig::default() });
    let outcome = runner.run(&rows(), |(headers, rows)| {
        let folder = tempfile::tempdir().unwrap();
        let first = Workspace::create(&folder.path().join("a.plumbline"), &berlin(), clock()).unwrap();
        import(&first, folder.path(), "crm.csv", &csv(&headers, &rows));
        let (before, log) = (records(&first), first.export_stage_log(Format::Csv).unwrap());
        prop_assume!(!before.is_empty());
        let leads = first.export_all_leads(Format::Csv).unwrap();
        let report = import(&first, folder.path(), "leads.csv", &leads);
        changes_nothing(&report, before.len() as u64);
        prop_assert_eq!(&records(&first), &before);
        prop_assert_eq!(first.export_stage_log(Format::Csv).unwrap(), log);

        let second = Workspace::create(&folder.path().join("b.plumbline"), &berlin(), clock()).unwrap();
        import(&second, folder.path(), "leads.csv", &leads);
        prop_assert_eq!(told(records(&second)), told(before), "{}", String::from_utf8_lossy(&leads));
        prop_assert_eq!(second.export_all_leads(Format::Csv).unwrap(), leads);
        Ok(())
    });
    outcome.expect("every text comes back as it left");
}
