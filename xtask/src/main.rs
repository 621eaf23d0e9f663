//! The project's own commands: `cargo xtask run | test | sample | bench | bindings`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what a task runner is for")]

mod bench;
mod bindings;
mod headless;
mod product;
mod run;
mod sample;
mod setup;
mod step;
mod test;
mod trouble;
mod window;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    str::FromStr,
};

use trouble::{At, Trouble};

const USAGE: &str = "\
cargo xtask run                   set up, build, open the window on the sample (without a display: do its job in text)
cargo xtask test [CHECK...]       set up and run all checks, or only those named
cargo xtask sample                write the committed sample, its mapping and its answer key
    [--leads N] [--seed N] [--null] [--narrow] --out FILE    any other: nothing planted, 19 columns
cargo xtask bench [import]        time the import beside sqlite3, DuckDB and sqlite-utils, where installed
    [--leads N]... [--rounds N] [--criterion]    other sizes, other rounds; the crates' own benches as well
cargo xtask bindings              write the TypeScript side of the bridge";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::from(if matches!(trouble, Trouble::Usage(_)) { 2 } else { 1 })
        }
    }
}

fn dispatch(args: &[String]) -> Result<(), Trouble> {
    let root = root()?;
    let (command, rest) = args.split_first().map_or(("", args), |(command, rest)| (command.as_str(), rest));
    match command {
        "run" if rest.is_empty() => run::run(&root),
        "bench" => bench::run(&root, &bench_options(rest)?),
        "test" => test::run(&root, rest),
        "sample" => {
            let options = sample_options(rest)?;
            let path = options.out.clone().unwrap_or_else(|| root.clone());
            sample::run(&options, &root).at(path)
        }
        "bindings" if rest.is_empty() => bindings::run(&root),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        "" => Err(Trouble::Usage(USAGE.to_owned())),
        _ => Err(Trouble::Usage(format!("There is no command `{}`.\n{USAGE}", args.join(" ")))),
    }
}

/// The workspace: the folder above this package.
fn root() -> Result<PathBuf, Trouble> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent()
        .map(Path::to_path_buf)
        .ok_or_else(|| Trouble::Unexpected("xtask lies in no workspace".to_owned()))
}

fn sample_options(args: &[String]) -> Result<sample::Options, Trouble> {
    let mut options = sample::Options::default();
    let mut words = args.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--null" => options.null = true,
            "--narrow" => options.narrow = true,
            "--leads" => options.leads = value(word, words.next())?,
            "--seed" => options.seed = value(word, words.next())?,
            "--out" => options.out = Some(value(word, words.next())?),
            other => return Err(Trouble::Usage(format!("sample does not know {other}.\n{USAGE}"))),
        }
    }
    if options.out.is_none() && !args.is_empty() {
        return Err(Trouble::Usage(
            "Name a file with --out: the committed sample has its own size and seed.".to_owned(),
        ));
    }
    Ok(options)
}

fn bench_options(args: &[String]) -> Result<bench::Options, Trouble> {
    let mut options = bench::Options::default();
    let mut leads = Vec::new();
    let mut words = args.strip_prefix(&["import".to_owned()]).unwrap_or(args).iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--leads" => leads.push(value(word, words.next())?),
            "--rounds" => options.rounds = value(word, words.next())?,
            "--criterion" => options.criterion = true,
            other => return Err(Trouble::Usage(format!("bench does not know {other}.\n{USAGE}"))),
        }
    }
    if !leads.is_empty() {
        leads.sort_unstable();
        options.leads = leads;
    }
    Ok(options)
}

fn value<T: FromStr>(option: &str, word: Option<&String>) -> Result<T, Trouble> {
    let parsed = word.and_then(|word| word.parse().ok());
    parsed.ok_or_else(|| Trouble::Usage(format!("{option} needs a value it can read.")))
}
