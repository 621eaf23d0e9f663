//! `plumbline mapping`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome, import::suggested_toml};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Mapping, clock: Clock) -> Outcome<Done> {
    let workspace = match &args.workspace {
        Some(file) => Some(Workspace::open_read_only(file, clock)?),
        None => None,
    };
    let toml = suggested_toml(&args.source, args.sheet.as_deref(), workspace.as_ref())?;
    output::data(toml.as_bytes(), None)?;
    Ok(Done::Whole)
}
