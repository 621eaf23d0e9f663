//! `plumbline import`

use std::path::Path;

use plumbline_workbench::{
    Workspace,
    clock::Clock,
    failure::{Failure, Outcome},
    import::{Mapping, Problem, Report, read_mapping},
    wording,
};
use serde_json::{Value, json};

use crate::{args, exit::Done, output};

/// Problems printed for people; `--json` and `--rejected` have them all.
const PRINTED: usize = 20;

pub(crate) fn run(args: &args::Import, clock: Clock) -> Outcome<Done> {
    if args.rejected.is_some() && args.sources.len() > 1 {
        return Err(Failure::bad_input("rejected", "--rejected takes the refused rows of one file.")
            .hint("Import the files one by one."));
    }
    let mapping = args.mapping.as_deref().map(read_mapping).transpose()?;
    let workspace = Workspace::open(&args.file, clock)?;
    let mut reports = Vec::new();
    for source in &args.sources {
        let report = one(&workspace, source, mapping.as_ref(), args)?;
        if let Some(out) = &args.rejected {
            output::data(&report.rejected_csv()?, Some(out))?;
        }
        if !args.json {
            output::say(&text_of(&report));
        }
        reports.push((source, report));
    }
    let refused = reports.iter().any(|(_, report)| report.counts.rejected > 0);
    if args.json {
        let mut list: Vec<Value> = reports.iter().map(|(source, report)| json_of(source, report)).collect();
        let value = if list.len() == 1 { list.remove(0) } else { Value::Array(list) };
        output::json(&value, None)?;
    }
    workspace.close()?;
    Ok(if refused { Done::SomeRefused } else { Done::Whole })
}

fn one(
    workspace: &Workspace,
    source: &Path,
    mapping: Option<&Mapping>,
    args: &args::Import,
) -> Outcome<Report> {
    let mut mapping = mapping.cloned();
    if let Some(sheet) = &args.sheet {
        // Text files have no sheets: the look says so.
        mapping.get_or_insert_default().source.sheet = Some(sheet.clone());
    }
    let go_on = |_| std::ops::ControlFlow::Continue(());
    match mapping {
        Some(mapping) => workspace.import_by(source, mapping, args.dry_run),
        None if args.dry_run => workspace.try_import(source, None, go_on),
        None => workspace.import(source, None, go_on),
    }
}

fn json_of(source: &Path, report: &Report) -> Value {
    let counts = &report.counts;
    let problems: Vec<Value> = report.problems.iter().map(|found| problem(source, found)).collect();
    json!({
        "batch": report.batch.map(|batch| batch.0),
        "source": source.display().to_string(),
        "shape": report.shape,
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

fn problem(source: &Path, problem: &Problem) -> Value {
    json!({
        "file": source.display().to_string(),
        "sheet": Value::Null,
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
    for problem in report.problems.iter().take(PRINTED) {
        text.push_str(&format!("\n  row {}: {}", problem.row, problem.message));
    }
    if report.problems.len() > PRINTED {
        let more = (report.problems.len() - PRINTED) as u64;
        text.push_str(&format!("\n  and {} more; --rejected OUT.csv writes them all", wording::count(more)));
    }
    if report.dry_run {
        text.push_str("\nNothing was written.");
    } else if let Some(batch) = report.batch {
        text.push_str(&format!("\nThis is import {batch}; plumbline undo-import takes it back."));
    }
    text
}
