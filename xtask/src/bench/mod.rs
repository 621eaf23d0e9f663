//! `cargo xtask bench`: the import beside other programs that read the same file, and the crates' own benches.

mod measure;
mod race;
mod rival;

use std::{fs, path::Path};

use self::{
    measure::{Cost, median, ratio},
    race::Files,
    rival::Rival,
};
use crate::{
    product,
    step::Step,
    trouble::{At, Trouble},
};

const WITH_BENCHES: [&str; 3] = ["plumbline-ingest", "plumbline-cube", "plumbline-charts"];

/// What is measured.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// Sizes of the files.
    pub(crate) leads: Vec<u32>,
    /// How often each program reads each.
    pub(crate) rounds: usize,
    /// The benches of the crates as well.
    pub(crate) criterion: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { leads: vec![100_000, 1_000_000], rounds: 5, criterion: false }
    }
}

/// Prints the table.
pub(crate) fn run(root: &Path, options: &Options) -> Result<(), Trouble> {
    let plumbline = product::command_line(root, true)?;
    let folder = root.join("out/bench");
    fs::create_dir_all(&folder).at(&folder)?;
    println!();
    let rivals = Rival::installed();
    if let Ok(load) = fs::read_to_string("/proc/loadavg") {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        println!("Load before: {} on {cores} cores", load.split(' ').next().unwrap_or_default());
    }
    println!(
        "\n{:<32}{:>10}{:>10}{:>12}{:>10}{:>12}",
        "19 columns, medians", "leads", "ms", "rows/s", "peak MB", "ours : it"
    );
    let mut smaller = None;
    for &leads in &options.leads {
        let files = Files::prepare(root, &folder, leads)?;
        let costs = files.race(&plumbline, &rivals, options.rounds)?;
        files.clear()?;
        let own = show("plumbline import", leads, &costs.own, None);
        for (rival, other) in rivals.iter().zip(&costs.others) {
            show(rival.label, leads, other, ratio(&costs.own, other));
        }
        if let (Some(before), Some(own)) = (smaller, own) {
            grown(before, (leads, own));
        }
        smaller = own.map(|own| (leads, own));
    }
    if options.criterion {
        let packages = WITH_BENCHES.iter().flat_map(|package| ["--package", package]);
        Step::cargo().args(["bench", "--locked"]).args(packages).args(["--benches"]).within(root).run()?;
    }
    Ok(())
}

/// Prints a line and returns what it says.
fn show(what: &str, leads: u32, costs: &[Cost], ratio: Option<f64>) -> Option<Cost> {
    let cost = median(costs)?;
    let rate = f64::from(leads) / cost.time.as_secs_f64();
    let ratio = ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
    println!("{what:<32}{leads:>10}{:>10}{rate:>12.0}{:>10}{ratio:>12}", cost.time.as_millis(), peak(cost));
    Some(cost)
}

/// Whether twice the rows take twice the time, and what they take in memory.
fn grown((few, before): (u32, Cost), (many, after): (u32, Cost)) {
    let per_million = |leads: u32, cost: Cost| cost.time.as_secs_f64() * 1e6 / f64::from(leads);
    println!(
        "{:<32}{few} to {many}: {:.2} to {:.2} s per million rows, {} to {} MB",
        "  growth of our import",
        per_million(few, before),
        per_million(many, after),
        peak(before),
        peak(after)
    );
}

fn peak(cost: Cost) -> String {
    cost.peak_kib.map_or("-".to_owned(), |kib| format!("{:.0}", kib as f64 / 1024.0))
}
