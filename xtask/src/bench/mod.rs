//! `cargo xtask bench`: the import beside `sqlite3 .import` of the same file, and the crates' own benches.

mod measure;

use std::{
    fs,
    path::{Path, PathBuf},
};

use self::measure::{Cost, measure, median};
use crate::{
    product, sample,
    step::{self, Step},
    trouble::{At, Trouble},
};

/// Sizes of the files, and how often each program reads each.
const SIZES: [u32; 2] = [100_000, 1_000_000];
const ROUNDS: usize = 5;
const WITH_BENCHES: [&str; 3] = ["plumbline-ingest", "plumbline-cube", "plumbline-charts"];

/// Prints the table; `also_criterion` runs the benches of the crates afterwards.
pub(crate) fn run(root: &Path, also_criterion: bool) -> Result<(), Trouble> {
    let plumbline = product::command_line(root, true)?;
    let has_peer = step::find("sqlite3").is_some();
    if !has_peer {
        println!("sqlite3 is not installed: the import runs alone.");
    }
    let folder = root.join("out/bench");
    fs::create_dir_all(&folder).at(&folder)?;
    if let Ok(load) = fs::read_to_string("/proc/loadavg") {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        println!("\nLoad before: {} on {cores} cores", load.split(' ').next().unwrap_or_default());
    }
    println!("\n{:<34}{:>10}{:>12}{:>14}{:>12}", "19 columns", "leads", "ms", "rows/s", "peak MB");
    for leads in SIZES {
        let race = Race::prepare(root, &folder, &plumbline, leads)?;
        let (own, peer) = race.run(has_peer)?;
        show("plumbline import", leads, own);
        if let (Some(own), Some(peer)) = (own, peer) {
            show("sqlite3 .import + 3 indexes", leads, Some(peer));
            println!(
                "{:<34}{:>22.2}",
                "  ratio of the times",
                own.time.as_secs_f64() / peer.time.as_secs_f64()
            );
        }
        race.clear()?;
    }
    if also_criterion {
        let packages = WITH_BENCHES.iter().flat_map(|package| ["--package", package]);
        Step::cargo().args(["bench", "--locked"]).args(packages).args(["--benches"]).within(root).run()?;
    }
    Ok(())
}

/// Two programs and one file.
struct Race<'a> {
    plumbline: &'a Path,
    export: PathBuf,
    mapping: PathBuf,
    script: PathBuf,
    workspace: PathBuf,
    database: PathBuf,
}

impl<'a> Race<'a> {
    fn prepare(root: &Path, folder: &Path, plumbline: &'a Path, leads: u32) -> Result<Race<'a>, Trouble> {
        let file = |end: &str| folder.join(format!("{leads}{end}"));
        let race = Race {
            plumbline,
            export: file(".csv"),
            mapping: file(".toml"),
            script: file(".sql"),
            workspace: file(".plumbline"),
            database: file(".db"),
        };
        let options =
            sample::Options { leads, narrow: true, out: Some(race.export.clone()), ..Default::default() };
        sample::generate(&options, root).at(&race.export)?;
        fs::write(&race.mapping, sample::mapping(true)).at(&race.mapping)?;
        fs::write(&race.script, race.peer_script()).at(&race.script)?;
        Ok(race)
    }

    /// The questions a CRM export is asked most: which lead, in which status, since when.
    fn peer_script(&self) -> String {
        format!(
            ".import --csv '{}' leads\n\
             create index leads_id on leads(\"Lead ID\");\n\
             create index leads_status on leads(\"Lead Status\");\n\
             create index leads_mql on leads(\"MQL Date\");\n",
            self.export.display()
        )
    }

    /// Alternates, so that a busy or a cool minute of the machine meets both.
    fn run(&self, has_peer: bool) -> Result<(Option<Cost>, Option<Cost>), Trouble> {
        let (mut own, mut peer) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            own.push(self.import()?);
            if has_peer {
                remove(&self.database)?;
                let step = Step::new("sqlite3").args(["-bail"]).args([&self.database]);
                peer.push(measure(step, Some(&self.script))?);
            }
        }
        Ok((median(&own), median(&peer)))
    }

    fn import(&self) -> Result<Cost, Trouble> {
        remove(&self.workspace)?;
        let new = Step::new(self.plumbline).args(["new"]).args([&self.workspace]);
        new.args(["--time-zone", "Europe/Berlin"]).text()?;
        let import = Step::new(self.plumbline).args(["import"]).args([&self.workspace, &self.export]);
        measure(import.args(["--mapping"]).args([&self.mapping]), None)
    }

    fn clear(&self) -> Result<(), Trouble> {
        [&self.export, &self.mapping, &self.script, &self.workspace, &self.database]
            .into_iter()
            .try_for_each(remove)
    }
}

fn remove(file: &PathBuf) -> Result<(), Trouble> {
    if file.exists() { fs::remove_file(file).at(file) } else { Ok(()) }
}

fn show(what: &str, leads: u32, cost: Option<Cost>) {
    let Some(cost) = cost else { return };
    let rate = f64::from(leads) / cost.time.as_secs_f64();
    let peak = cost.peak_kib.map_or("-".to_owned(), |kib| format!("{:.0}", kib as f64 / 1024.0));
    println!("{what:<34}{leads:>10}{:>12}{rate:>14.0}{peak:>12}", cost.time.as_millis());
}
