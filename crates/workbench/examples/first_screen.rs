//! How long a person waits: from opening a workspace to the first chart, each further question, and pages of leads.
//!
//! `cargo run --release -p plumbline-workbench --example first_screen -- WORKSPACE [AS-OF]` prints a table of medians.

#![allow(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a measuring program prints, and stops where it cannot measure"
)]

use std::{path::Path, time::Instant};

use plumbline_workbench::{Workspace, clock::Clock, handoff::Filter, lead::Listing};

/// Rounds of each question; the median is printed.
const ROUNDS: usize = 9;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("the path of a workspace");
    let clock = arguments.next().map_or(Clock::System, |text| Clock::parse(&text).expect("a moment"));

    let began = Instant::now();
    let workspace = Workspace::open_read_only(Path::new(&path), clock).expect("it opens");
    let all =
        Filter { from: None, until: None, criteria: None, grain: "week".into(), basis: "cohort".into() };
    workspace.page_chart("acceptance", &all, false, 1040).expect("a chart");
    line("open to the first chart", began);
    let began = Instant::now();
    workspace.handoff_page(&all, false, 1040).expect("the page");
    line("the rest of the first screen", began);
    let began = Instant::now();
    workspace.filter_fields().expect("fields");
    line("fields of the filter bar, first time", began);

    let some = Filter { criteria: Some("tier = \"1\"".into()), ..all.clone() };
    for (name, filter) in [("all", &all), ("filtered", &some)] {
        for id in ["acceptance", "rejections-by-bucket", "rejections-by-reason", "acceptance-by-source"] {
            median(&format!("chart {id}, {name}"), || {
                workspace.page_chart(id, filter, false, 1040).expect("a chart");
            });
        }
    }
    let sorted = Listing { sort: Some(("company".into(), false)), ..Listing::default() };
    let began = Instant::now();
    let total = workspace.leads(&sorted, 0, 200).expect("leads").total;
    line("leads sorted by company, first page", began);
    let mut at = 0;
    median("leads, a further page of 200", || {
        at = (at + 7_919 * 200) % total.max(1);
        workspace.leads(&sorted, at, 200).expect("leads");
    });
}

fn line(what: &str, began: Instant) {
    println!("{what:<44}{:>9.1} ms", began.elapsed().as_secs_f64() * 1e3);
}

fn median(what: &str, mut work: impl FnMut()) {
    work();
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!("{what:<44}{:>9.1} ms", times[ROUNDS / 2]);
}
