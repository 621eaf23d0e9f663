//! Who is who: two systems, late ids, merging, and our own exports coming back.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod program;

use program::Room;

const BY_ID: &str = "\
Lead ID,First Name,Last Name,Email,Company,Created Date,MQL Date,Lead Status
00Q5f000001AbCd,Ann,Lee,ann@acme.example,Acme,2026-01-02,2026-01-05,Accepted
00Q5f000001AbCe,Bo,Day,bo@bolt.example,Bolt,2026-01-03,2026-01-06,New
";

/// The same persons out of another system: one with an id of its own, one by e-mail alone.
const OTHER_SYSTEM: &str = "\
Record ID,First Name,Last Name,Email,Company Name,Industry
101,Ann,Lee,ANN@acme.example,Acme Inc,Software
";
const BY_MAIL: &str = "Email,Industry\nbo@bolt.example,Metal\n";

fn room() -> Room {
    let room = Room::new();
    room.write("crm.csv", BY_ID);
    room.write("other.csv", OTHER_SYSTEM);
    room.write("mail.csv", BY_MAIL);
    room.run(&["new", "w.plumbline", "--time-zone", "UTC"]).succeeded();
    room.run(&["--as-of", "2026-01-31T12:00", "import", "w.plumbline", "crm.csv"]).succeeded();
    room
}

#[test]
fn an_address_finds_its_lead_and_a_second_id_is_a_likely_duplicate_until_somebody_says_so() {
    let room = room();
    let mail = room.run(&["import", "w.plumbline", "mail.csv", "--json"]).succeeded().json();
    assert_eq!((mail["created"].as_u64(), mail["updated"].as_u64()), (Some(0), Some(1)), "Bo is known");
    let other = room.run(&["import", "w.plumbline", "other.csv", "--json"]).succeeded().json();
    assert_eq!(other["created"].as_u64(), Some(1), "two ids are never merged silently");

    let pairs = room.run(&["duplicates", "w.plumbline", "--json"]).succeeded().json();
    let pair = &pairs.as_array().unwrap()[0];
    assert_eq!(pair["why"], "Same e-mail");
    let lead = |side: &str| format!("#{}", pair[side]["lead"].as_i64().unwrap());
    let (keep, gone) = (lead("one"), lead("other"));
    room.run(&["merge", "w.plumbline", &keep, &gone, "--take", "company"]).succeeded();
    let leads = room.run(&["leads", "w.plumbline", "--json"]).succeeded().json();
    let ann = leads.as_array().unwrap().iter().find(|lead| lead["first_name"] == "Ann").unwrap();
    assert_eq!(leads.as_array().unwrap().len(), 2);
    assert_eq!((ann["industry"].as_str(), ann["company"].as_str()), (Some("Software"), Some("Acme Inc")));
    for file in ["crm.csv", "other.csv", "mail.csv"] {
        let again = room.run(&["import", "w.plumbline", file, "--json"]).succeeded().json();
        assert_eq!(again["created"].as_u64(), Some(0), "{file}: merged leads stay one");
    }
    assert!(
        room.run(&["duplicates", "w.plumbline", "--json"]).succeeded().json().as_array().unwrap().is_empty()
    );
}

#[test]
fn our_own_exports_map_by_themselves_change_nothing_and_fill_an_empty_workspace_alike() {
    let room = Room::new();
    room.run(&["new", "w.plumbline", "--sample"]).succeeded();
    // The sample's zone: an export writes local times with their offset.
    room.run(&["new", "copy.plumbline", "--time-zone", "Europe/Berlin"]).succeeded();
    for format in ["csv", "xlsx"] {
        let files = ["reasons", "leads", "stage-log"].map(|what| {
            let out = format!("{what}.{format}");
            room.run(&["export", "w.plumbline", what, "--format", format, "--out", &out]).succeeded();
            out
        });
        for file in &files {
            let back = room.run(&["import", "w.plumbline", file, "--json"]).succeeded().json();
            assert_eq!(back["read"], back["unchanged"], "{file} changes nothing: {back}");
        }
        if format == "csv" {
            let mut import = vec!["import", "copy.plumbline"];
            import.extend(files.iter().map(String::as_str));
            room.run(&import).succeeded();
            for what in ["reasons", "leads", "stage-log"] {
                let out = format!("{what}.again.csv");
                room.run(&["export", "copy.plumbline", what, "--out", &out]).succeeded();
                assert!(room.bytes(&out) == room.bytes(&format!("{what}.csv")), "{what} is the same again");
            }
        }
    }
}

#[test]
fn the_rows_of_an_import_come_in_three_files() {
    let room = room();
    let next = BY_ID.replace("New", "Accepted")
        + "00Q5f000001AbCf,Cy,Fox,cy@core.example,Core,2026-01-04,soon,New\n"
        + "00Q5f000001AbCg,Di,Gray,di@dune.example,Dune,2026-01-04,2026-01-09,New\n";
    room.write("next.csv", &next);
    let line = ["--as-of", "2026-02-15T12:00", "import", "w.plumbline", "next.csv", "--report", "out"];
    room.run(&line).exited(1);
    let lines = |name: &str| room.read(&format!("out/next.{name}.csv")).lines().count();
    assert_eq!((lines("created"), lines("updated"), lines("rejected")), (2, 2, 2), "a header and a row each");
    assert!(room.read("out/next.created.csv").contains("Dune"));
    assert!(room.read("out/next.updated.csv").contains("Bolt"));
    let repaired = room.read("out/next.rejected.csv").replace("soon", "2026-01-08");
    room.write("repaired.csv", &repaired);
    let report = room.run(&["import", "w.plumbline", "repaired.csv", "--json"]).succeeded().json();
    assert_eq!((report["created"].as_u64(), report["rejected"].as_u64()), (Some(1), Some(0)));
}
