//! `plumbline import`

use std::path::Path;

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure, Outcome},
    import::{Choice, Edits, Fate, Problem, Report, read_mapping},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output};

/// Problems printed for people; `--json` and `--rejected` have them all.
const PRINTED: usize = 20;

pub(crate) fn run(args: &args::Import, clock: Clock) -> Outcome<Done> {
    if args.rejected.is_some() && args.sources.len() > 1 {
        return Err(Failure::bad_input("rejected", "--rejected takes the refused rows of one file.")
            .hint("Use --report DIR, which writes the rows of each file into files of their own."));
    }
    // Counting one file needs no writing; several are carried out and taken back, since one builds on another.
    let workspace = match args.dry_run && args.sources.len() == 1 {
        true => Workspace::open_read_only(&args.file, clock)?,
        false => Workspace::open(&args.file, clock)?,
    };
    let reports = take_in(&workspace, args)?;
    for report in &reports {
        if let Some(out) = &args.rejected {
            output::data(&report.rejected_csv()?, Some(out))?;
        }
        if let Some(folder) = &args.report {
            write_rows(report, folder)?;
        }
        if !args.json {
            output::say(&text_of(report));
        }
    }
    let refused = reports.iter().any(|report| report.counts.rejected > 0);
    if args.json {
        let mut list: Vec<Value> = reports.iter().map(json_of).collect();
        let value = if list.len() == 1 { list.remove(0) } else { Value::Array(list) };
        output::json(&value, None)?;
    }
    workspace.close()?;
    Ok(if refused { Done::SomeRefused } else { Done::Whole })
}

/// `leads.created.csv`, `leads.updated.csv` and `leads.rejected.csv`, each only if there are such rows.
fn write_rows(report: &Report, folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder).map_err(|error| Failure::io("make the folder", folder, &error))?;
    for fate in Fate::ALL.into_iter().filter(|fate| report.has(*fate)) {
        let (_, rows) = report.rows(fate)?;
        output::data(&rows, Some(&args::rows_file(folder, Path::new(&report.path), fate)))?;
    }
    Ok(())
}

/// All files in one go, in the order the program finds right.
fn take_in(workspace: &Workspace, args: &args::Import) -> Outcome<Vec<Report>> {
    if let Some(mapping) = args.mapping.as_deref() {
        let mut mapping = read_mapping(mapping)?;
        if args.sheet.is_some() {
            mapping.source.sheet.clone_from(&args.sheet);
        }
        return workspace.import_by(&args.sources, &mapping, args.dry_run);
    }
    // A script says by --as-of what a file speaks of; its name says nothing.
    let today = workspace.settings()?.calendar.day(workspace.now()?);
    let edits = Edits { sheet: args.sheet.clone(), as_of: Some(today), ..Edits::default() };
    let files: Vec<Choice> =
        args.sources.iter().map(|path| Choice { path: path.clone(), edits: Some(edits.clone()) }).collect();
    let go_on = |_| std::ops::ControlFlow::Continue(());
    if args.dry_run { workspace.try_import(&files, go_on) } else { workspace.import(&files, go_on) }
}

fn json_of(report: &Report) -> Value {
    let counts = &report.counts;
    let problems: Vec<Value> =
        report.problems.iter().chain(&report.unmatched).map(|found| problem(report, found)).collect();
    json!({
        "batch": report.batch.map(|batch| batch.0),
        "source": report.path,
        "sheet": report.sheet(),
        "shape": report.shape.slug(),
        "read": counts.read,
        "created": counts.created,
        "updated": counts.updated,
        "unchanged": counts.unchanged,
        "rejected": counts.rejected,
        "skipped": counts.skipped,
        "seconds": report.seconds,
        "notes": report.notes,
        "problems": problems,
    })
}

fn problem(report: &Report, problem: &Problem) -> Value {
    json!({
        "file": report.path,
        "sheet": report.sheet(),
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "rule": problem.rule.slug(),
        "message": problem.message,
    })
}

fn text_of(report: &Report) -> String {
    let counts = &report.counts;
    let mut text = format!(
        "{}{}: {} read = {} created + {} updated + {} unchanged + {} rejected + {} skipped",
        if report.dry_run { "Dry run of " } else { "" },
        report.source,
        wording::count(counts.read),
        wording::count(counts.created),
        wording::count(counts.updated),
        wording::count(counts.unchanged),
        wording::count(counts.rejected),
        wording::count(counts.skipped),
    );
    for note in &report.notes {
        text.push_str(&format!("\n  {note}"));
    }
    for group in report.groups() {
        text.push_str(&format!("\n  {} ({}). {}", group.title, wording::count(group.count), group.repair));
    }
    for problem in report.problems.iter().chain(&report.unmatched).take(PRINTED) {
        text.push_str(&format!("\n  row {}: {}", problem.row, problem.message));
    }
    if report.problems.len() > PRINTED {
        let more = (report.problems.len() - PRINTED) as u64;
        text.push_str(&format!("\n  and {} more; --rejected OUT.csv writes them all", wording::count(more)));
    }
    if report.dry_run {
        text.push_str("\nNothing was written.");
    } else if let Some(batch) = report.batch.filter(|_| counts.created + counts.updated == 0) {
        text.push_str(&format!("\nNo row changed anything. The file is listed as import {batch}."));
    } else if let Some(batch) = report.batch {
        text.push_str(&format!("\nThis is import {batch}; plumbline undo-import takes it back."));
    }
    text
}
