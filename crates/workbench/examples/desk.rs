//! How long somebody at the desk waits: for the inbox, a lead's panel, the clock board and the Handoff page, first and after
//! each decision, and for decisions about one lead and about 5,000.
//!
//! `cargo run --release -p plumbline-workbench --example desk -- [LEADS]` makes a workspace of so many leads (100,000) with
//! four activities each in a temporary folder, and prints a table of medians.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measuring program prints, and stops where it cannot measure"
)]

use std::{
    fmt::Write as _,
    fs::File,
    io::{BufWriter, Write},
    ops::ControlFlow,
    path::Path,
    time::Instant,
};

use plumbline_domain::ids::LeadId;
use plumbline_workbench::{
    Workspace,
    clock::Clock,
    decision::{Decide, Verb},
    handoff::Filter,
    import::Choice,
    lead::Listing,
    service_level::DeskText,
    workspace::Choices,
};

/// Rounds of each question; the median is printed.
const ROUNDS: usize = 9;
/// A working morning, two weeks after the last lead came.
const AS_OF: &str = "2026-07-06T10:00";
/// Leads of a bulk decision.
const MANY: usize = 5_000;

fn main() {
    let leads = std::env::args().nth(1).map_or(100_000, |text| text.parse().expect("a number of leads"));
    let folder = std::env::temp_dir().join(format!("plumbline-desk-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let path = make(&folder, leads);
    measure(&path, leads);
    std::fs::remove_dir_all(&folder).expect("the folder goes");
}

fn measure(path: &Path, leads: i64) {
    let clock = || Clock::parse(AS_OF).expect("a moment");
    for what in ["panel", "inbox", "clock board", "escalations"] {
        let workspace = Workspace::open(path, clock()).expect("it opens");
        once(&format!("opened, then first the {what}"), || match what {
            "panel" => drop(workspace.lead(LeadId(leads / 2)).expect("a lead")),
            "inbox" => inbox(&workspace),
            "clock board" => board(&workspace),
            _ => drop(workspace.escalations().expect("the rules")),
        });
        workspace.close().expect("it closes");
    }
    let workspace = Workspace::open(path, clock()).expect("it opens");
    once("opened, then first the Handoff page", || page(&workspace));
    once("then the inbox", || inbox(&workspace));
    once("then whom a lead belongs with", || drop(workspace.lead_kin(LeadId(5)).expect("kin")));
    println!();
    let mut next = leads / 3;
    let mut one = || {
        next += 1;
        LeadId(next)
    };
    median("panel, nothing changed", || (), || panel(&workspace, one()));
    median("inbox, nothing changed", || (), || inbox(&workspace));
    median("clock board, nothing changed", || (), || board(&workspace));
    median("escalations, nothing changed", || (), || drop(workspace.escalations().expect("the rules")));
    median("Handoff page, nothing changed", || (), || page(&workspace));
    median("whom a lead belongs with", || (), || drop(workspace.lead_kin(LeadId(6)).expect("kin")));
    println!();
    let waiting = workspace.waiting("pending", 1_000).expect("the inbox").leads;
    let mut waiting = waiting.into_iter().map(|lead| lead.id);
    let accept = Decide::of(Verb::Accept);
    let mut decide = || {
        let lead = waiting.next().expect("somebody waits");
        workspace.decide(&[lead], &accept).expect("a decision");
    };
    median("decide about one lead", || (), &mut decide);
    median("inbox after a decision", &mut decide, || inbox(&workspace));
    median("panel after a decision", &mut decide, || panel(&workspace, LeadId(leads / 4)));
    median("list after a decision", &mut decide, || list(&workspace));
    median("clock board after a decision", &mut decide, || board(&workspace));
    median("escalations after a decision", &mut decide, || drop(workspace.escalations().expect("the rules")));
    median("Handoff page after a decision", &mut decide, || page(&workspace));
    median("inbox after an undo", || drop(workspace.undo().expect("undone")), || inbox(&workspace));
    median("inbox after a redo", || drop(workspace.redo().expect("redone")), || inbox(&workspace));
    println!();
    let reason = workspace.reason_named(Verb::Reject, "Industry not served").expect("a reason");
    let reject = Decide { reason: Some(reason), ..Decide::of(Verb::Reject) };
    let many = ["pending", "lapsed"].map(|which| workspace.waiting(which, MANY).expect("who waits").leads);
    let many: Vec<LeadId> = many.into_iter().flatten().map(|lead| lead.id).take(MANY).collect();
    println!("{} leads wait", many.len());
    let mut bulk = || drop(workspace.decide(&many, &reject).expect("a decision"));
    let undo = || drop(workspace.undo().expect("undone"));
    bulk();
    median("reject 5,000", &undo, &mut bulk);
    median("inbox after it", || (undo(), bulk()), || inbox(&workspace));
    undo();
    median("undo it", &mut bulk, &undo);
    median("inbox after that", || (bulk(), undo()), || inbox(&workspace));
    println!();
    let mut level = 0;
    let mut desk = || {
        level += 1;
        let levels = format!("tier 1: decide {}h business\ntier *: decide 48h\n", level % 5 + 1);
        workspace.set_desk_text(DeskText::ServiceLevels, Some(&levels)).expect("levels");
    };
    median("inbox after another service level", &mut desk, || inbox(&workspace));
    let mut name = 0;
    let rename = || {
        name += 1;
        workspace.change_reason(reason, &format!("Not served {name}"), None, None).expect("a reason");
    };
    median("Handoff page after a renamed reason", rename, || page(&workspace));
}

fn inbox(workspace: &Workspace) {
    workspace.waiting("pending", 200).expect("the inbox");
}

fn panel(workspace: &Workspace, lead: LeadId) {
    workspace.lead(lead).expect("a lead");
}

fn list(workspace: &Workspace) {
    workspace.leads(&Listing::default(), 0, 200).expect("a list");
}

fn board(workspace: &Workspace) {
    workspace.clock_board(Some(13), 50).expect("the board");
}

fn page(workspace: &Workspace) {
    let all =
        Filter { from: None, until: None, criteria: None, grain: "week".into(), basis: "cohort".into() };
    workspace.handoff_page(&all, false, 1040).expect("the page");
    workspace.page_chart("acceptance-by-source", &all, false, 1040).expect("a chart");
}

/// A workspace of so many leads of twenty-six weeks: most were decided about, the newest wait.
fn make(folder: &Path, leads: i64) -> std::path::PathBuf {
    let began = Instant::now();
    let choices = Choices { time_zone: Some("Europe/Berlin".into()), ..Choices::default() };
    let path = folder.join("desk.plumbline");
    let workspace =
        Workspace::create(&path, &choices, Clock::parse(AS_OF).expect("a moment")).expect("a workspace");
    let (people, log) = (folder.join("leads.csv"), folder.join("log.csv"));
    write(&people, &log, leads).expect("two files");
    let files = [people, log].map(|path| Choice { path, edits: None });
    workspace.import(&files, |_| ControlFlow::Continue(())).expect("an import");
    workspace.close().expect("it closes");
    line(&format!("{leads} leads made in"), began.elapsed().as_secs_f64() * 1e3);
    path
}

fn write(people: &Path, log: &Path, leads: i64) -> std::io::Result<()> {
    let (mut people, mut log) = (BufWriter::new(File::create(people)?), BufWriter::new(File::create(log)?));
    writeln!(
        people,
        "Lead ID,First Name,Last Name,Title,Email,Company,Employees,Lead Source,Score,Lead Owner,MQL Date,SAL Date,SQL Date,Rejected Date,Rejection Reason,Routed Date"
    )?;
    writeln!(log, "external_id,activity.kind,activity.at,activity.side")?;
    let sources = ["Web", "Event", "Referral", "Webinar", "Paid search", "Partner"];
    let mut row = String::new();
    for lead in 0..leads {
        let mixed = (lead as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33;
        let pick = |n: u64, salt: u64| (mixed ^ salt.wrapping_mul(0xFF51_AFD7_ED55_8CCD)) % n;
        let at = |days: i64, hour: u64| {
            let day = chrono::NaiveDate::from_ymd_opt(2026, 1, 1).unwrap_or_default();
            let day = day.checked_add_signed(chrono::Duration::days(days)).unwrap_or_default();
            format!("{day}T{:02}:{:02}:00", 8 + hour % 9, hour % 60)
        };
        let mql = lead * 182 / leads;
        let decided = mql + pick(9, 1) as i64;
        let waits = decided >= 182 || pick(15, 2) == 0;
        let fate = if waits { 9 } else { pick(4, 3) };
        row.clear();
        let (firm, source) = (lead / 5, sources[pick(6, 4) as usize]);
        let _ = write!(
            row,
            "L-{lead},Ann{lead},Lee,CISO,a{lead}@firm{firm}.example,Firm {firm},{},{source},{},Rep {},{}",
            pick(5_000, 5),
            pick(100, 6),
            pick(40, 7),
            at(mql, pick(500, 8))
        );
        let when = |is: bool, days: i64| if is { at(days, pick(500, 9)) } else { String::new() };
        let _ = writeln!(
            row,
            ",{},{},{},{},{}",
            when(fate < 3, decided),
            when(fate == 1, decided + 12),
            when(fate == 3, decided),
            if fate == 3 { "Industry not served" } else { "" },
            when(pick(8, 10) > 0, mql)
        );
        people.write_all(row.as_bytes())?;
        for nth in 0..4_i64 {
            let side = if nth == 3 && !waits { "touch" } else { "engagement" };
            let kind = if side == "touch" { "call" } else { "webinar" };
            writeln!(log, "L-{lead},{kind},{},{side}", at(mql - 2 + nth, pick(500, 11 + nth as u64)))?;
        }
    }
    people.flush()?;
    log.flush()
}

fn once(what: &str, work: impl FnOnce()) {
    let began = Instant::now();
    work();
    line(what, began.elapsed().as_secs_f64() * 1e3);
}

/// Prepares, then measures the work alone.
fn median<T>(what: &str, mut prepare: impl FnMut() -> T, mut work: impl FnMut()) {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            prepare();
            let began = Instant::now();
            work();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    line(what, times[ROUNDS / 2]);
}

fn line(what: &str, ms: f64) {
    println!("{what:<44}{ms:>9.1} ms");
}
