//! `plumbline undo-import`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome};
use serde_json::json;

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::UndoImport, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open(&args.file, clock)?;
    if let Err(failure) = workspace.undo_import(args.batch) {
        if args.json {
            let (message, hint) = (&failure.message, &failure.hint);
            let told = json!({ "batch": args.batch, "undone": false, "message": message, "hint": hint });
            output::json(&told, None)?;
        }
        return Err(failure);
    }
    let leads = workspace.summary()?.leads;
    if args.json {
        output::json(&json!({ "batch": args.batch, "undone": true, "leads": leads }), None)?;
    } else {
        output::say(&format!("Import {} was taken back. The workspace now has {leads} leads.", args.batch));
    }
    workspace.close()?;
    Ok(Done::Whole)
}
