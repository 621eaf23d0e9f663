//! Nothing that is read is written over, and no workspace ever.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;

const LEADS: &str = "Lead ID,Email\n1,ann@example.com\n2,\n1,bob@example.com\n";

fn room() -> Room {
    let room = Room::new();
    room.write("s.csv", LEADS);
    room.run(&["new", "w.plumbline"]).succeeded();
    room.run(&["new", "other.plumbline"]).succeeded();
    std::fs::copy(room.path("other.plumbline"), room.path("renamed.csv")).unwrap();
    std::fs::create_dir(room.path("sub")).unwrap();
    room
}

#[test]
fn every_command_refuses_to_write_over_what_it_reads_or_over_a_workspace() {
    let room = room();
    let import = ["import", "w.plumbline", "s.csv"];
    let mut lines: Vec<Vec<&str>> = Vec::new();
    for out in ["s.csv", "./sub/../s.csv", "w.plumbline", "other.plumbline", "renamed.csv", "w.plumbline-wal"]
    {
        lines.push([&import[..], &["--rejected", out]].concat());
        lines.push([&import[..], &["--dry-run", "--rejected", out]].concat());
    }
    for out in ["w.plumbline", "other.plumbline", "renamed.csv"] {
        lines.push(vec!["leads", "w.plumbline", "--out", out]);
        lines.push(vec!["leads", "w.plumbline", "--format", "xlsx", "--out", out]);
        lines.push(vec!["export", "w.plumbline", "leads", "--out", out]);
        lines.push(vec!["trend", "w.plumbline", "--metric", "volume", "--out", out]);
        lines.push(vec!["recycle", "w.plumbline", "--out", out]);
        lines.push(vec!["escalations", "w.plumbline", "--out", out]);
    }
    lines.push([&import[..], &["--report", "s.csv"]].concat());
    let state =
        || room.names().into_iter().map(|name| (room.path(&name).is_file().then(|| room.bytes(&name)), name));
    let before: Vec<_> = state().collect();
    for line in lines {
        let ran = room.run(&line).exited(2);
        assert!(
            ran.stdout.is_empty() && ran.stderr.contains("Nothing was read or written."),
            "{line:?}: {}",
            ran.stderr
        );
        assert!(state().eq(before.iter().cloned()), "{line:?} changed something");
    }
    room.run(&[&import[..], &["--rejected", "r.csv", "--report", "new"]].concat()).exited(1);
    assert!(room.read("r.csv").contains("plumbline.problem") && room.path("new/s.created.csv").is_file());
}

#[test]
fn rows_of_a_report_go_over_no_source() {
    let room = room();
    room.write("s.created.csv", LEADS);
    let before = room.bytes("s.created.csv");
    room.run(&["import", "w.plumbline", "s.csv", "s.created.csv", "--report", "."]).exited(2);
    assert_eq!(room.bytes("s.created.csv"), before);
    room.write("sub/s.csv", LEADS);
    room.run(&["import", "w.plumbline", "s.csv", "sub/s.csv", "--report", "new"]).exited(2);
    assert!(!room.path("new").exists(), "the rows of two files would have gone into one");
    let gone = room.run(&["import", "w.plumbline", "s.csv", "--rejected", "no/r.csv"]).exited(3);
    assert!(gone.stderr.contains("no such file or folder"), "{}", gone.stderr);
    assert_eq!(
        room.run(&["imports", "w.plumbline", "--json"]).succeeded().json(),
        serde_json::json!([]),
        "said beforehand"
    );
}

#[test]
fn a_dry_run_leaves_the_workspace_as_it_is_to_the_byte() {
    let room = room();
    room.run(&["import", "w.plumbline", "s.csv"]).exited(1);
    let before = room.bytes("w.plumbline");
    room.run(&["import", "w.plumbline", "s.csv", "--dry-run"]).exited(1);
    assert!(room.bytes("w.plumbline") == before);
}

#[test]
fn an_undo_that_is_refused_says_so_in_json_too() {
    let room = room();
    room.write("t.csv", "Lead ID,Email\n1,ann@example.com\n3,cat@example.com\n");
    room.run(&["import", "w.plumbline", "s.csv"]).exited(1);
    room.run(&["import", "w.plumbline", "t.csv"]).succeeded();
    let refused = room.run(&["undo-import", "w.plumbline", "1", "--json"]).exited(1).json();
    assert_eq!(refused["undone"], false);
    let message = refused["message"].as_str().unwrap();
    assert!(message.contains("Import 2, t.csv (1 lead)"), "{message}");
    assert_eq!(room.run(&["undo-import", "w.plumbline", "2", "--json"]).succeeded().json()["undone"], true);
    assert_eq!(room.run(&["undo-import", "w.plumbline", "1", "--json"]).succeeded().json()["leads"], 0);
}

#[test]
fn rejected_rows_cannot_run_and_come_back_as_they_were() {
    let room = Room::new();
    room.run(&["new", "w.plumbline"]).succeeded();
    room.write(
        "s.csv",
        "Lead ID,Email,Company,Job Title,MQL Date\n\
         1,a@example.com,=1+1,@SUM(A1),2026-13-40\n\
         2,b@example.com,\"'=2+2\",\"a;=b\",2026-13-40\n\
         3,c@example.com,Plain,CISO,2026-13-40\n\
         4,d@example.com,Fine,CISO,2026-03-04\n",
    );
    room.run(&["mapping", "s.csv"]).succeeded();
    room.run(&["import", "w.plumbline", "s.csv", "--rejected", "r.csv"]).exited(1);
    let rejected = room.read("r.csv");
    let mut cells =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rejected.as_bytes());
    for cell in cells.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(
            !cell.starts_with(['=', '@', '+']) && !cell.contains(";=") || cell.starts_with('\''),
            "{cell} could run"
        );
    }
    assert!(rejected.contains("3,c@example.com,Plain,CISO,2026-13-40"), "other rows stay as they are");
    room.write("r.csv", &rejected.replace("2026-13-40", "2026-03-04"));
    room.run(&["import", "w.plumbline", "r.csv"]).succeeded();
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    let told: Vec<_> = leads
        .as_array()
        .unwrap()
        .iter()
        .map(|lead| {
            [&lead["external_id"], &lead["company"], &lead["title"]]
                .map(|text| text.as_str().unwrap().to_owned())
        })
        .collect();
    for (id, company, title) in
        [("1", "=1+1", "@SUM(A1)"), ("2", "'=2+2", "a;=b"), ("3", "Plain", "CISO"), ("4", "Fine", "CISO")]
    {
        assert!(told.contains(&[id, company, title].map(str::to_owned)), "{id}: {told:?}");
    }
}

#[test]
fn lists_of_leads_come_back_and_change_nothing() {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--sample"]).succeeded();
    let log = |name: &str| {
        room.run(&["export", "w.plumbline", "stage-log", "--out", name]).succeeded();
        room.bytes(name)
    };
    let before = log("before.csv");
    for (file, more) in [
        ("all.csv", &[][..]),
        ("all.xlsx", &[]),
        ("some.csv", &["--where", "decision = \"rejected\""]),
        ("some.xlsx", &["--where", "tier = \"1\""]),
    ] {
        let format = file.rsplit_once('.').unwrap().1;
        let line = [&["leads", "w.plumbline", "--format", format, "--out", file][..], more].concat();
        room.run(&line).succeeded();
        let report = room.run(&["import", "w.plumbline", file, "--json"]).succeeded().json();
        assert!(report["read"].as_u64().unwrap() > 100, "{file}");
        assert_eq!(report["unchanged"], report["read"], "{file}: {report}");
    }
    assert!(log("after.csv") == before, "no stage was entered");
}
