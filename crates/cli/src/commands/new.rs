//! `plumbline new`

use plumbline_workbench::{Workspace, clock::Clock, failure::Outcome, workspace::Choices};

use crate::{args, exit::Done, output};

pub(crate) fn run(args: &args::New, clock: Clock) -> Outcome<Done> {
    let choices = Choices {
        time_zone: args.time_zone.clone(),
        week_start: args.week_start.clone(),
        fiscal_year_start: args.fiscal_year_start,
        decision_window_hours: None,
        levels: args.tier_1.clone(),
    };
    let workspace = if args.sample {
        Workspace::create_sample(&args.file, &choices, clock)?
    } else {
        Workspace::create(&args.file, &choices, clock)?
    };
    let summary = workspace.summary()?;
    let calendar = &summary.settings.calendar;
    output::say(&format!(
        "Made {} with {} leads; days begin in {}, weeks on {}.",
        summary.path.display(),
        plumbline_workbench::wording::count(summary.leads),
        calendar.zone,
        plumbline_workbench::wording::weekday(calendar.week_start)
    ));
    workspace.close()?;
    Ok(Done::Whole)
}
