//! `plumbline`: the use cases without a window. The contract (options, exit codes, JSON) is `docs/cli.md`.

mod args;
mod commands;
mod exit;
mod output;
mod table;

use std::process::ExitCode;

use clap::Parser;
use plumbline_workbench::{clock::Clock, failure::Outcome};

fn main() -> ExitCode {
    // Before anything else: as the child that reads a workbook, this program takes no command line.
    if let Some(code) = plumbline_workbench::import::answer_for_workbook(std::env::args_os().skip(1)) {
        return code;
    }
    let line = match args::Line::try_parse() {
        Ok(line) => line,
        Err(error) => {
            // Help and version are answers, not mistakes; clap prints each where it belongs.
            let _ = error.print();
            return if error.use_stderr() { exit::usage() } else { ExitCode::SUCCESS };
        }
    };
    match run(line) {
        Ok(done) => done.into(),
        Err(failure) => {
            output::complain(&failure);
            exit::of(&failure)
        }
    }
}

fn run(line: args::Line) -> Outcome<exit::Done> {
    let clock = match &line.as_of {
        Some(text) => Clock::parse(text)
            .map_err(|bad| plumbline_workbench::failure::Failure::bad_input("as-of", bad.to_string()))?,
        None => Clock::System,
    };
    line.command.check_files()?;
    match line.command {
        args::Command::New(args) => commands::new::run(&args, clock),
        args::Command::Inspect(args) => commands::inspect::run(&args),
        args::Command::Mapping(args) => commands::mapping::run(&args, clock),
        args::Command::Import(args) => commands::import::run(&args, clock),
        args::Command::Imports(args) => commands::imports::run(&args, clock),
        args::Command::UndoImport(args) => commands::undo_import::run(&args, clock),
        args::Command::Duplicates(args) => commands::duplicates::list(&args, clock),
        args::Command::Merge(args) => commands::duplicates::merge(&args, clock),
        args::Command::Decide(args) => commands::decide::run(&args, clock),
        args::Command::Undo(args) => commands::undo::run(&args, clock),
        args::Command::Recycle(args) => commands::recycle::run(&args, clock),
        args::Command::Clocks(args) => commands::clocks::run(&args, clock),
        args::Command::Escalations(args) => commands::escalations::run(&args, clock),
        args::Command::Other(args) => commands::other::run(&args, clock),
        args::Command::Commitments(args) => commands::commitments::run(&args, clock),
        args::Command::Desk(args) => commands::desk::run(&args, clock),
        args::Command::People(args) => commands::people::run(&args, clock),
        args::Command::Trend(args) => commands::trend::run(&args, clock),
        args::Command::Chart(args) => commands::chart::run(&args, clock),
        args::Command::Standouts(args) => commands::standouts::run(&args, clock),
        args::Command::Leads(args) => commands::leads::run(&args, clock),
        args::Command::Export(args) => commands::export::run(&args, clock),
    }
}
