//! `cargo xtask sample`: a cybersecurity vendor's handoff over 26 weeks, with known faults planted in it.
//!
//! The same generator makes the committed sample (a report export, its mapping and the answer key), files of any
//! size for the benches, and null worlds in which there is nothing to be found.

mod journey;
mod key;
mod lead;
mod mapping;
mod people;
mod plant;
mod reason;
mod rep;
mod rng;
mod time;
mod world;
mod write;

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::Instant,
};

use self::{
    journey::Journey,
    key::AnswerKey,
    lead::Lead,
    rng::Rng,
    time::{DAY, FIRST_DAY, Minute},
    world::World,
    write::{Report, Row},
};

/// The committed sample's seed and size.
const SEED: u64 = 20_260_928;
const LEADS: u32 = 5_000;

/// What `cargo xtask sample` was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// How many leads.
    pub(crate) leads: u32,
    /// Same seed, same bytes.
    pub(crate) seed: u64,
    /// True for a world with nothing planted.
    pub(crate) null: bool,
    /// True for the 19 columns of the benches.
    pub(crate) narrow: bool,
    /// Where the export goes; `None` writes the committed sample, its mapping and its answer key.
    pub(crate) out: Option<PathBuf>,
}

impl Default for Options {
    fn default() -> Options {
        Options { leads: LEADS, seed: SEED, null: false, narrow: false, out: None }
    }
}

/// Writes the export `options` ask for and says what was written.
pub(crate) fn run(options: &Options, root: &Path) -> io::Result<()> {
    let started = Instant::now();
    let path = generate(options, root)?;
    println!("{} leads to {} in {:.1} s", options.leads, path.display(), started.elapsed().as_secs_f64());
    Ok(())
}

/// Writes the export `options` ask for and returns where it is.
pub(crate) fn generate(options: &Options, root: &Path) -> io::Result<PathBuf> {
    let world = World { seed: options.seed, leads: options.leads, planted: !options.null };
    let path = options.out.clone().unwrap_or_else(|| folder(root).join("leads.csv"));
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let out = BufWriter::with_capacity(1 << 20, File::create(&path)?);
    let key = write(&world, options.narrow, out)?;
    if options.out.is_none() {
        std::fs::write(folder(root).join("leads.toml"), mapping::toml(false))?;
        std::fs::write(folder(root).join("answer-key.json"), format!("{:#}\n", key.json(&world)))?;
    }
    Ok(path)
}

/// The mapping file for an export of this layout.
pub(crate) fn mapping(is_narrow: bool) -> String {
    mapping::toml(is_narrow)
}

/// When the export was made: `2026-09-28T09:52`.
pub(crate) fn as_of() -> String {
    let minute = time::AS_OF % DAY;
    format!("{}T{:02}:{:02}", time::iso(time::AS_OF / DAY), minute / 60, minute % 60)
}

/// Where the committed sample lies.
pub(crate) fn folder(root: &Path) -> PathBuf {
    root.join("assets/sample")
}

/// Writes the whole export, lead by lead, and counts for the answer key on the way.
fn write(world: &World, is_narrow: bool, out: impl Write) -> io::Result<AnswerKey> {
    let mut report = Report::begin(out, is_narrow)?;
    let mut key = AnswerKey::new();
    let mut number = 0;
    for (week, count) in (0..).zip(world.weekly()) {
        for mql in arrivals(world, week, count) {
            let mut rng = Rng::new(world.seed, u64::from(number));
            let lead = Lead::draw(world, number, mql, &mut rng);
            let journey = Journey::draw(world, &lead, &mut rng);
            key.add(&lead, &journey);
            report.row(&Row { lead: &lead, journey: &journey })?;
            number += 1;
        }
    }
    report.end()?;
    Ok(key)
}

/// The moments at which the leads of a week become MQLs, in order: mostly on working days, seldom at night.
fn arrivals(world: &World, week: u32, count: u32) -> Vec<Minute> {
    const DAYS: [f64; 7] = [19.0, 20.0, 20.0, 18.0, 15.0, 4.0, 4.0];
    let mut rng = Rng::new(world.seed ^ 0x00A2_217E, u64::from(week));
    let mut draw = || {
        let day = FIRST_DAY + 7 * week + rng.weighted(&DAYS) as u32;
        day * DAY + 6 * 60 + rng.below(8 * 60) + rng.below(9 * 60)
    };
    let mut moments: Vec<Minute> = (0..count).map(|_| draw()).collect();
    moments.sort_unstable();
    moments
}

#[cfg(test)]
mod tests;
