//! `plumbline undo`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Undo, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open(&args.file, clock)?;
    let label = workspace.undo_unless_import()?;
    workspace.close()?;
    output::say(&format!("Taken back: {label}."));
    Ok(Done::Whole)
}
