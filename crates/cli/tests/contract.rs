//! The command line as scripts see it: exit codes, JSON keys, counts that reconcile.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests")]

mod program;

use program::{Ran, Room};
use serde_json::Value;

const EXPORT: &str = "\
Lead ID,Email,Lead Source,Lead Status,MQL Date,Decision Date,Rejection Reason,Region X
a-1,ann@firm1.example,Webinar,Accepted,2026-01-05,2026-01-06,,North
a-2,bob@firm2.example,Webinar,Rejected,2026-01-05,2026-01-07,Company too small,South
a-3,cat@firm3.example,Paid,Open,2026-01-06,,,
a-4,dan@firm4.example,Paid,Accepted,2026-01-13,2026-01-14,,North
";

const MAPPING: &str = r#"
shape = "lead-per-row"
[columns]
"Lead ID" = "external_id"
"Email" = "email"
"Lead Source" = "source"
"Lead Status" = "status"
"MQL Date" = "stage.mql.at"
"Decision Date" = "status.at"
"Rejection Reason" = "rejection.reason"
"Region X" = ""
[values.status]
"Accepted" = "sal"
"Rejected" = "rejected"
"Open" = "mql"
[values."rejection.reason"]
"Company too small" = "fit.company-too-small"
"#;

fn imported() -> Room {
    let room = Room::new();
    room.write("leads.csv", EXPORT);
    room.write("m.toml", MAPPING);
    room.run(&["new", "w.plumbline", "--time-zone", "Europe/Berlin"]).succeeded();
    room.run(&["import", "w.plumbline", "leads.csv", "--mapping", "m.toml"]).succeeded();
    room
}

fn counts(report: &Value) -> [u64; 6] {
    ["read", "created", "updated", "unchanged", "rejected", "skipped"]
        .map(|key| report[key].as_u64().expect("each count is in the report"))
}

#[test]
fn an_import_reconciles_twice_changes_nothing_and_a_dry_run_writes_nothing() {
    let room = Room::new();
    room.write("leads.csv", EXPORT);
    room.write("m.toml", MAPPING);
    room.run(&["new", "w.plumbline"]).succeeded();
    let import = ["import", "w.plumbline", "leads.csv", "--mapping", "m.toml", "--json"];

    let dry = room.run(&[&import[..], &["--dry-run"]].concat()).succeeded().json();
    assert_eq!(counts(&dry), [4, 4, 0, 0, 0, 0]);
    assert!(dry["batch"].is_null(), "a dry run is no import");
    assert_eq!(room.run(&["leads", "w.plumbline", "--json"]).succeeded().json(), Value::Array(Vec::new()));

    let first = room.run(&import).succeeded().json();
    assert_eq!(counts(&first), [4, 4, 0, 0, 0, 0]);
    assert_eq!((&first["batch"], &first["shape"]), (&1.into(), &"lead-per-row".into()));
    let again = room.run(&import).succeeded().json();
    assert_eq!(counts(&again), [4, 0, 0, 4, 0, 0], "the same file a second time changes nothing");
}

#[test]
fn an_overlapping_export_changes_only_what_differs_and_undo_restores_it() {
    let room = imported();
    let before = room.run(&["leads", "w.plumbline", "--json"]).succeeded().stdout;
    room.write(
        "next.csv",
        &EXPORT.replace(
            "cat@firm3.example,Paid,Open,2026-01-06,",
            "cat@firm3.example,Paid,Accepted,2026-01-06,2026-01-09",
        ),
    );
    let next = ["import", "w.plumbline", "next.csv", "--mapping", "m.toml", "--json"];
    assert_eq!(counts(&room.run(&next).succeeded().json()), [4, 0, 1, 3, 0, 0]);
    assert_ne!(room.run(&["leads", "w.plumbline", "--json"]).succeeded().stdout, before);
    room.run(&["undo-import", "w.plumbline", "2"]).succeeded();
    assert_eq!(room.run(&["leads", "w.plumbline", "--json"]).succeeded().stdout, before);
    let list = room.run(&["imports", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(list[0]["undone"], true, "the newest is first and keeps its report");
    assert_eq!(list[1]["undone"], false);
}

#[test]
fn a_trend_has_the_documented_keys_and_the_rates_of_its_counts() {
    let room = imported();
    let trend = room
        .run(&[
            "trend",
            "w.plumbline",
            "--metric",
            "acceptance",
            "--format",
            "json",
            "--as-of",
            "2026-01-31T12:00",
        ])
        .succeeded()
        .json();
    for key in ["metric", "basis", "grain", "time_zone", "week_start", "as_of", "known", "left_out", "points"]
    {
        assert!(!trend[key].is_null(), "{key} is part of the contract");
    }
    assert_eq!(trend["time_zone"], "Europe/Berlin");
    let first = &trend["points"][0];
    assert_eq!((&first["start"], &first["end"]), (&"2026-01-05".into(), &"2026-01-12".into()));
    assert_eq!(
        [&first["n"], &first["accepted"], &first["rejected"], &first["lapsed"], &first["pending"]]
            .map(Value::as_u64),
        [3, 1, 1, 1, 0].map(Some)
    );
    assert_eq!(first["value"], 0.5, "accepted of accepted and rejected");
    assert!((first["cohort_value"].as_f64().unwrap() - 1.0 / 3.0).abs() < 1e-12, "accepted of all");
    assert_eq!(first["settled"], true);
    let stamps = serde_json::json!({ "recorded": 0, "derived": 3, "bounded": 0 });
    assert_eq!(first["provenance"], stamps, "every moment of this export is a stamp");

    let early = room
        .run(&[
            "trend",
            "w.plumbline",
            "--metric",
            "acceptance",
            "--format",
            "json",
            "--as-of",
            "2026-01-06T12:00",
        ])
        .succeeded()
        .json();
    let point = &early["points"][0];
    assert_eq!(
        [&point["accepted"], &point["rejected"], &point["pending"]].map(Value::as_u64),
        [1, 0, 2].map(Some),
        "later decisions were not made then"
    );
    assert_eq!(point["settled"], false);
}

#[test]
fn a_filter_a_split_and_an_imported_column_work_together() {
    let room = imported();
    let trend = room
        .run(&[
            "trend",
            "w.plumbline",
            "--metric",
            "volume",
            "--split",
            "Region X",
            "--where",
            "source = \"webinar\"",
            "--json",
        ])
        .succeeded()
        .json();
    let splits: Vec<&Value> =
        trend["points"].as_array().unwrap().iter().map(|point| &point["split"]).collect();
    assert_eq!(splits, ["North", "South"], "text is compared without regard to case");
    let leads =
        room.run(&["leads", "w.plumbline", "--where", "`Region X` is blank", "--json"]).succeeded().json();
    assert_eq!(leads[0]["external_id"], "a-3");
    assert_eq!((&leads[0]["stage"], &leads[0]["decision"]), (&"mql".into(), &"lapsed".into()));
    let reason = room
        .run(&["leads", "w.plumbline", "--where", "decision = \"rejected\"", "--json"])
        .succeeded()
        .json();
    assert_eq!(reason[0]["reason"], "fit.company-too-small");
    assert_eq!(reason[0]["extra"]["Region X"], "South");
}

#[test]
fn the_moments_of_stages_can_be_listed_filtered_and_exported() {
    let room = imported();
    let by_mql = ["leads", "w.plumbline", "--where", "stage.mql.at >= 2026-01-06", "--columns"];
    let table =
        room.run(&[&by_mql[..], &["external_id,stage.mql.at", "--format", "csv"]].concat()).succeeded();
    assert_eq!(
        table.stdout,
        "external_id,stage.mql.at\r\na-3,2026-01-06T00:00:00\r\na-4,2026-01-13T00:00:00\r\n"
    );
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    assert_eq!(leads[0]["stage.sal.at"], "2026-01-06T00:00:00");
}

#[test]
fn a_trend_is_restricted_to_what_was_recorded() {
    let room = imported();
    let trend = |known: &str| {
        let line = ["trend", "w.plumbline", "--metric", "time-to-decide", "--known", known, "--json"];
        room.run(&[&line[..], &["--as-of", "2026-01-31T12:00"]].concat())
    };
    let dated = trend("dated").succeeded().json();
    assert_eq!(dated["points"][0]["provenance"]["derived"], 2, "two of the week are decided");
    let recorded = trend("recorded").succeeded().json();
    assert_eq!((&recorded["known"], &recorded["left_out"]), (&"recorded".into(), &4.into()));
    assert_eq!(recorded["points"], serde_json::json!([]), "nothing here was recorded");
    assert!(trend("rumoured").exited(2).stderr.contains("all, dated"), "the choices are named");
}

#[test]
fn what_is_exported_comes_back_and_changes_nothing() {
    let room = imported();
    for (what, name) in [("leads", "ours.csv"), ("reasons", "reasons.csv"), ("stage-log", "log.csv")] {
        room.run(&["export", "w.plumbline", what, "--out", name]).succeeded();
    }
    let again = room.run(&["import", "w.plumbline", "ours.csv", "--json"]).succeeded().json();
    assert_eq!(counts(&again), [4, 0, 0, 4, 0, 0], "mapped by itself, nothing new: {}", again["notes"]);
    let log = room.read("log.csv");
    assert!(log.starts_with("plumbline.identity,change.at,change.not_before,change.provenance,change.new,"));
    assert!(
        log.contains(
            "\r\nx:id:a-2,2026-01-07T00:00:00.000+01:00,,derived,rejected,fit.company-too-small,,\r\n"
        ),
        "a day begins in the workspace's zone: {log}"
    );
    assert!(
        room.read("reasons.csv").contains("\r\nrejection,fit,company-too-small,Company too small,no\r\n")
    );
}

/// Text that a spreadsheet runs, that looks guarded, that looks like something else.
const NASTY: &str = "\
Lead ID,Email,Company,Annual Revenue,Create Date,=danger,Phone,Notes
a-1,ann@firm1.example,\"=HYPERLINK(\"\"http://firm1.example\"\")\",1.25,2026-03-29 02:30:00,'=1+1,+49 30 1234567,\"a;=b\"
a-2,bob@firm2.example,'=1+1,-0.125,2026-10-25 02:30:00,''=1,00123,\"line\r\nend, \"\"quoted\"\"\"
a-3,cat@firm3.example,TRUE,123456789.5,2026-07-01,-,1E5,_x0041_ <b>&amp; 😀
";

#[test]
fn nasty_text_comes_back_from_a_workbook_and_from_csv_as_it_left() {
    let room = Room::new();
    room.write("nasty.csv", NASTY);
    room.run(&["new", "w.plumbline", "--time-zone", "Europe/Berlin"]).succeeded();
    room.run(&["import", "w.plumbline", "nasty.csv"]).succeeded();
    let leads = |workspace: &str| room.run(&["leads", workspace, "--json"]).succeeded().json();
    let before = leads("w.plumbline");
    for format in ["csv", "xlsx"] {
        let (ours, empty) = (format!("ours.{format}"), format!("{format}.plumbline"));
        room.run(&["export", "w.plumbline", "leads", "--format", format, "--out", &ours]).succeeded();
        let again = room.run(&["import", "w.plumbline", &ours, "--json"]).succeeded().json();
        assert_eq!(counts(&again), [3, 0, 0, 3, 0, 0], "{format}: {again}");
        room.run(&["new", &empty, "--time-zone", "Europe/Berlin"]).succeeded();
        room.run(&["import", &empty, &ours]).succeeded();
        assert_eq!(leads(&empty), before, "{format} tells everything");
    }
}

#[test]
fn refused_rows_come_back_as_a_file_that_imports_after_repair() {
    let room = Room::new();
    room.write("leads.csv", &EXPORT.replace("2026-01-13", "13.13.2026"));
    room.write("m.toml", MAPPING);
    room.run(&["new", "w.plumbline"]).succeeded();
    let import =
        ["import", "w.plumbline", "leads.csv", "--mapping", "m.toml", "--json", "--rejected", "out.csv"];
    let report = room.run(&import).exited(1).json();
    assert_eq!(counts(&report), [4, 3, 0, 0, 1, 0]);
    let problem = &report["problems"][0];
    assert_eq!(
        (&problem["row"], &problem["column"], &problem["value"], &problem["rule"]),
        (&5.into(), &"MQL Date".into(), &"13.13.2026".into(), &"date.unparseable".into()),
        "file, row, column, value and rule"
    );
    let refused = room.read("out.csv").replace("13.13.2026", "2026-01-13");
    room.write("repaired.csv", &refused);
    let again = ["import", "w.plumbline", "repaired.csv", "--mapping", "m.toml", "--json"];
    assert_eq!(counts(&room.run(&again).succeeded().json()), [1, 1, 0, 0, 0, 0]);
}

#[test]
fn mistakes_have_their_exit_code_and_a_sentence() {
    let room = imported();
    let usage: [&[&str]; 10] = [
        &["leads", "w.plumbline", "--where", "industy = \"x\""],
        &["leads", "w.plumbline", "--where", "source matches \"our list\""],
        &["leads", "w.plumbline", "--columns", "email,nope"],
        &["trend", "w.plumbline", "--metric", "volume", "--from", "2026-03-01", "--to", "2026-02-01"],
        &["trend", "w.plumbline", "--metric", "happiness"],
        &["trend", "w.plumbline", "--metric", "acceptance", "--where", "source = "],
        &["trend", "w.plumbline", "--metric", "acceptance", "--from", "yesterday"],
        &["leads", "w.plumbline", "--as-of", "noon"],
        &["new", "x.plumbline", "--time-zone", "Mars/Olympus"],
        &["frobnicate"],
    ];
    for line in usage {
        let ran = room.run(line).exited(2);
        assert!(!ran.stderr.trim().is_empty(), "{line:?} says what is wrong");
    }
    room.write("other.plumbline", "this is a text file, not a workspace");
    let cannot: [&[&str]; 3] = [
        &["leads", "missing.plumbline"],
        &["leads", "other.plumbline"],
        &["import", "w.plumbline", "missing.csv"],
    ];
    for line in cannot {
        assert!(!room.run(line).exited(3).stderr.trim().is_empty(), "{line:?} says what is wrong");
    }
    assert_eq!(room.read("other.plumbline"), "this is a text file, not a workspace", "it was left as it was");
    room.run(&["new", "w.plumbline"]).exited(2);
    room.run(&["undo-import", "w.plumbline", "1"]).succeeded();
    room.run(&["undo-import", "w.plumbline", "1"]).exited(1);
}

#[test]
fn inspect_and_mapping_say_how_a_file_would_be_read() {
    let room = Room::new();
    room.write("leads.csv", EXPORT);
    let seen = room.run(&["inspect", "leads.csv", "--json"]).succeeded().json();
    assert_eq!(
        (&seen["encoding"], &seen["rows"], &seen["header_row"]),
        (&"UTF-8".into(), &4.into(), &1.into())
    );
    assert_eq!(seen["columns"][1]["field"], "email");
    let suggested = room.run(&["mapping", "leads.csv"]).succeeded().stdout;
    room.write("suggested.toml", &suggested);
    room.run(&["new", "w.plumbline"]).succeeded();
    let dry = ["import", "w.plumbline", "leads.csv", "--mapping", "suggested.toml", "--dry-run", "--json"];
    let report = room.run(&dry).json();
    assert_eq!(report["read"], 4, "what mapping prints, import takes");
}

#[test]
fn charts_and_tables_are_written_where_asked() {
    let room = imported();
    let draw = |format: &str, out: &str| -> Ran {
        room.run(&[
            "trend",
            "w.plumbline",
            "--metric",
            "rejection",
            "--split",
            "bucket",
            "--format",
            format,
            "--out",
            out,
        ])
    };
    draw("svg", "chart.svg").succeeded();
    draw("png", "chart.png").succeeded();
    draw("csv", "chart.csv").succeeded();
    let svg = room.read("chart.svg");
    assert!(svg.contains("<title") && svg.contains("role=\"img\""), "a picture with a name");
    assert!(room.bytes("chart.png").starts_with(b"\x89PNG"));
    assert!(room.read("chart.csv").starts_with("from,to,split,n,"));
    room.run(&["leads", "w.plumbline", "--format", "xlsx", "--out", "leads.xlsx"]).succeeded();
    assert!(room.bytes("leads.xlsx").starts_with(b"PK"));
}

#[test]
fn a_closed_workspace_is_one_file() {
    let room = imported();
    let names = room.names();
    assert_eq!(names, ["leads.csv", "m.toml", "w.plumbline"], "nothing is left beside it");
}

#[test]
fn the_sample_is_made_whole_and_shows_its_handoff() {
    let room = Room::new();
    room.run(&["new", "s.plumbline", "--sample"]).succeeded();
    let list = room.run(&["imports", "s.plumbline", "--json"]).succeeded().json();
    assert_eq!(list[0]["created"], list[0]["read"], "every row of the sample is taken");
    let trend = ["trend", "s.plumbline", "--metric", "acceptance", "--json", "--as-of", "2026-09-28T09:52"];
    assert_eq!(room.run(&trend).succeeded().json()["points"].as_array().map(Vec::len), Some(26));
}

#[test]
fn a_workbook_is_read_like_a_text_file_and_says_its_sheet() {
    let room = imported();
    let columns = "external_id,email,source";
    room.run(&["leads", "w.plumbline", "--columns", columns, "--format", "xlsx", "--out", "leads.xlsx"])
        .succeeded();
    let inspected = room.run(&["inspect", "leads.xlsx", "--json"]).succeeded().json();
    let sheet = inspected["sheet"].as_str().expect("a workbook has a sheet").to_owned();
    assert_eq!(inspected["sheets"], serde_json::json!([sheet]));
    assert!(inspected["encoding"].is_null(), "a sheet has no encoding");
    assert_eq!(inspected["rows"], 4);
    room.run(&["mapping", "leads.xlsx", "--sheet", &sheet]).succeeded();

    room.run(&["new", "copy.plumbline", "--time-zone", "Europe/Berlin"]).succeeded();
    let report =
        room.run(&["import", "copy.plumbline", "leads.xlsx", "--sheet", &sheet, "--json"]).succeeded().json();
    assert_eq!(counts(&report), [4, 4, 0, 0, 0, 0]);
    assert_eq!(report["sheet"], sheet.as_str());
    let wrong = room.run(&["inspect", "leads.xlsx", "--sheet", "Juli"]);
    assert!(wrong.stderr.contains("no sheet `Juli`"), "{}", wrong.stderr);
}
