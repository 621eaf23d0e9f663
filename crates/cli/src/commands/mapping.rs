//! `plumbline mapping`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome, import::suggested_toml};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::Mapping, clock: Clock) -> Outcome<Done> {
    let workspace = match &args.workspace {
        Some(file) => Some(Workspace::open_read_only(file, clock)?),
        None => None,
    };
    output::data(suggested_toml(&args.source, workspace.as_ref())?.as_bytes(), None)?;
    Ok(Done::Whole)
}
