//! `plumbline imports`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome, wording};
use serde_json::{Value, json};

use crate::{args, exit::Done, output, table};

pub(crate) fn run(args: &args::Listing, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let batches = workspace.imports()?;
    let calendar = workspace.settings()?.calendar;
    if args.json {
        let list: Vec<Value> = batches
            .iter()
            .map(|batch| {
                json!({
                    "batch": batch.id.0,
                    "source": batch.source,
                    "at": wording::iso(&calendar, batch.at),
                    "read": batch.counts.read,
                    "created": batch.counts.created,
                    "updated": batch.counts.updated,
                    "unchanged": batch.counts.unchanged,
                    "rejected": batch.counts.rejected,
                    "skipped": batch.counts.skipped,
                    "undone": batch.undone_at.is_some(),
                })
            })
            .collect();
        output::json(&list, None)?;
        return Ok(Done::Whole);
    }
    if batches.is_empty() {
        output::say("Nothing has been imported yet. Start with: plumbline import FILE leads.csv --dry-run");
    }
    let columns =
        ["batch", "at", "source", "read", "created", "updated", "unchanged", "rejected", "skipped", ""];
    let right = [true, false, false, true, true, true, true, true, true, false];
    let rows: Vec<Vec<String>> = batches
        .iter()
        .map(|batch| {
            let counts = &batch.counts;
            let numbers = [
                counts.read,
                counts.created,
                counts.updated,
                counts.unchanged,
                counts.rejected,
                counts.skipped,
            ];
            let mut row = vec![batch.id.to_string(), wording::iso(&calendar, batch.at), batch.source.clone()];
            row.extend(numbers.iter().map(u64::to_string));
            row.push(if batch.undone_at.is_some() { "undone".to_owned() } else { String::new() });
            row
        })
        .collect();
    output::data(table::render(&columns, &right, &rows).as_bytes(), None)?;
    Ok(Done::Whole)
}
