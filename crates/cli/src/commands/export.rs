//! `plumbline export`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome, lead::Format};

use crate::{
    args::{self, ExportFormat, Exported},
    exit::Done,
    output,
};

pub(crate) fn run(args: &args::Export, clock: Clock) -> Outcome<Done> {
    let workspace = Workspace::open_read_only(&args.file, clock)?;
    let format = match args.format {
        ExportFormat::Csv => Format::Csv,
        ExportFormat::Xlsx => Format::Xlsx,
    };
    let bytes = match args.what {
        Exported::Leads => workspace.export_all_leads(format)?,
        Exported::Reasons => workspace.export_reasons(format)?,
        Exported::StageLog => workspace.export_stage_log(format)?,
    };
    output::data(&bytes, args.out.as_ref())?;
    Ok(Done::Whole)
}
