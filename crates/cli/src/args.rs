//! What can be typed.

mod chart;
mod files;
mod people;
mod standouts;

use std::path::PathBuf;

pub(crate) use chart::Chart;
use clap::{Args, Parser, Subcommand, ValueEnum};
pub(crate) use files::rows_file;
pub(crate) use people::{People, PeopleVerb, Person};
pub(crate) use standouts::Standouts;

/// An offline workbench for the handoff between marketing and sales.
#[derive(Parser, Debug)]
#[command(name = "plumbline", version, about, max_term_width = 100)]
pub(crate) struct Line {
    /// Sets the clock: pending and lapsed depend on it. ISO, in the workspace's zone: 2026-03-31T18:00
    #[arg(long, global = true, value_name = "TIME")]
    pub(crate) as_of: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Makes a workspace
    New(New),
    /// Says how a file would be read: encoding, delimiter, header, footer, columns
    Inspect(Inspect),
    /// Prints the suggested mapping as TOML, to edit
    Mapping(Mapping),
    /// Imports exports into a workspace
    Import(Import),
    /// Lists the imports of a workspace
    Imports(Listing),
    /// Takes an import back
    UndoImport(UndoImport),
    /// Lists leads that are likely one person
    Duplicates(Listing),
    /// Makes one lead part of another
    Merge(Merge),
    /// Accepts, rejects, disqualifies, recycles leads or makes them MQLs again
    Decide(Decide),
    /// Takes back the newest step somebody made: a decision, a merge, a change of rules; imports have `undo-import`
    Undo(Undo),
    /// Counts what recycle tracks yield, and lists the leads on one with the day they are due
    Recycle(Recycle),
    /// Lists the clocks somebody waits for: those that run, with their due, and those that are late
    Clocks(Clocks),
    /// Looks at the consequence rules, opens an item for what fires, and lists the items by person
    Escalations(Escalations),
    /// Shows what people write where they pick Other, and how each rep uses the picklist
    Other(Other),
    /// Shows what marketing and sales have promised each other, and what was kept
    Commitments(Commitments),
    /// Prints or replaces a text of the desk: hours, tiers, levels, commitments, consequences, ladder
    Desk(Desk),
    /// Lists the people of a workspace, or adds one: those `decide --by` can name
    People(People),
    /// Prints or draws a measure over time
    Trend(Trend),
    /// Prints or draws a chart by its name: reasons, response times, funnels, mix, clocks; lists them without a name
    Chart(Chart),
    /// Finds where rejections are more than volume explains, with the odds that it is luck
    Standouts(Standouts),
    /// Lists leads
    Leads(Leads),
    /// Writes everything of a kind into a file that can be imported again
    Export(Export),
}

#[derive(Args, Debug)]
pub(crate) struct New {
    /// The workspace to make: NAME.plumbline
    pub(crate) file: PathBuf,
    /// IANA zone in which days and weeks begin
    #[arg(long, value_name = "ZONE")]
    pub(crate) time_zone: Option<String>,
    /// First day of the week
    #[arg(long, value_name = "DAY")]
    pub(crate) week_start: Option<String>,
    /// First month of the fiscal year, 1 to 12
    #[arg(long, value_name = "MONTH")]
    pub(crate) fiscal_year_start: Option<u32>,
    /// What tier 1 is promised: contact within 2 working hours (2h, also without this), or within 24 hours like every
    /// tier (24h)
    #[arg(long = "tier-1", value_name = "2h|24h")]
    pub(crate) tier_1: Option<String>,
    /// Fills it with the sample of a synthetic security vendor
    #[arg(long)]
    pub(crate) sample: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Inspect {
    /// The file to look at
    pub(crate) source: PathBuf,
    /// Sheet of a workbook
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Mapping {
    /// The file to map
    pub(crate) source: PathBuf,
    /// Sheet of a workbook
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Take reasons and earlier mappings of this workspace into account
    #[arg(long, value_name = "FILE")]
    pub(crate) workspace: Option<PathBuf>,
}

#[derive(Args, Debug)]
pub(crate) struct Import {
    /// The workspace
    pub(crate) file: PathBuf,
    /// The exports
    #[arg(required = true)]
    pub(crate) sources: Vec<PathBuf>,
    /// A mapping made with `plumbline mapping`
    #[arg(long, value_name = "M.toml")]
    pub(crate) mapping: Option<PathBuf>,
    /// Sheet of a workbook
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// Counts and problems only; nothing is written
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Writes the refused rows with their reasons, ready to be repaired and imported again
    #[arg(long, value_name = "OUT.csv")]
    pub(crate) rejected: Option<PathBuf>,
    /// Writes the rows that were created, updated and rejected into files of their own in this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) report: Option<PathBuf>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Listing {
    /// The workspace
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct UndoImport {
    /// The workspace
    pub(crate) file: PathBuf,
    /// The number of the import, from `plumbline imports`
    pub(crate) batch: i64,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Undo {
    /// The workspace
    pub(crate) file: PathBuf,
}

#[derive(Args, Debug)]
pub(crate) struct Merge {
    /// The workspace
    pub(crate) file: PathBuf,
    /// The lead that stays, by its id, its e-mail or its #number from `plumbline duplicates`
    pub(crate) keep: String,
    /// The lead that becomes part of it
    pub(crate) other: String,
    /// Fields that get the value of the other lead
    #[arg(long, value_delimiter = ',', value_name = "a,b")]
    pub(crate) take: Vec<String>,
}

#[derive(Args, Debug)]
pub(crate) struct Decide {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Leads by id, e-mail or #number, then accept, reject, disqualify, recycle or requalify
    #[arg(required = true, num_args = 2.., value_name = "LEAD... VERB")]
    pub(crate) leads_and_verb: Vec<String>,
    /// Why: a key of the picklist (fit.industry, no-budget) or its label
    #[arg(long, value_name = "REASON")]
    pub(crate) reason: Option<String>,
    /// In your words; "Other" needs some
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    /// Who decides, by the name in Settings
    #[arg(long, value_name = "PERSON")]
    pub(crate) by: Option<String>,
    /// When sales was in contact first in this handoff, where the record does not know it: 2026-03-31T14:00, or 2026-03-31
    /// for the end of that day
    #[arg(long, value_name = "WHEN")]
    pub(crate) contacted: Option<String>,
    /// Where recycled leads go
    #[arg(long, value_name = "TRACK")]
    pub(crate) track: Option<String>,
    /// When they are due: 2026-06-30
    #[arg(long, value_name = "DAY")]
    pub(crate) due: Option<String>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Recycle {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Lists the leads on this track, by its key or its name; without it all tracks are counted
    pub(crate) track: Option<String>,
    /// Lists only leads that are due by this day: 2026-06-30
    #[arg(long, value_name = "DAY")]
    pub(crate) due_by: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: LeadsFormat,
    /// Writes here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Clocks {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Only leads that meet these criteria
    #[arg(long = "where", value_name = "CRITERIA")]
    pub(crate) criteria: Option<String>,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Escalations {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Ends with 1 if a rule fires
    #[arg(long)]
    pub(crate) fail_on_alarm: bool,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: LeadsFormat,
    /// Writes here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Other {
    /// The workspace
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Commitments {
    /// The workspace
    pub(crate) file: PathBuf,
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Desk {
    /// The workspace
    pub(crate) file: PathBuf,
    /// hours, tiers, levels, commitments, consequences or ladder; all without it
    pub(crate) text: Option<String>,
    /// Replaces the text with this file's; - for the standard input
    #[arg(long, value_name = "FILE", requires = "text")]
    pub(crate) set: Option<PathBuf>,
    /// Goes back to the text this workspace started with: for levels, what `new --tier-1` chose
    #[arg(long, requires = "text", conflicts_with = "set")]
    pub(crate) reset: bool,
}

#[derive(Args, Debug)]
pub(crate) struct Trend {
    /// The workspace
    pub(crate) file: PathBuf,
    /// volume, acceptance, rejection, lapse, mql-to-sql, disqualification, sql-to-opportunity, win, time-to-decide,
    /// time-to-contact, sla-met, sla-met-route, sla-met-decide, sla-met-first-contact, sla-met-feedback
    #[arg(long)]
    pub(crate) metric: String,
    #[arg(long, default_value = "week")]
    pub(crate) grain: String,
    /// cohort: the period of the MQL; decided: the period of the decision
    #[arg(long, default_value = "cohort")]
    pub(crate) basis: String,
    /// One line per value of this field
    #[arg(long, value_name = "FIELD")]
    pub(crate) split: Option<String>,
    /// Only handoffs of leads that meet these criteria
    #[arg(long = "where", value_name = "CRITERIA")]
    pub(crate) criteria: Option<String>,
    /// all, dated (recorded or read from a stamp) or recorded: only handoffs whose moments are known like this
    #[arg(long, default_value = "all")]
    pub(crate) known: String,
    /// First day
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<String>,
    /// First day after
    #[arg(long, value_name = "DAY")]
    pub(crate) to: Option<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: TrendFormat,
    /// Writes here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TrendFormat {
    Table,
    Json,
    Csv,
    Svg,
    Png,
}

#[derive(Args, Debug)]
pub(crate) struct Leads {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Only leads that meet these criteria
    #[arg(long = "where", value_name = "CRITERIA")]
    pub(crate) criteria: Option<String>,
    /// Which columns, in this order
    #[arg(long, value_delimiter = ',', value_name = "a,b")]
    pub(crate) columns: Vec<String>,
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: LeadsFormat,
    /// Writes here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
    /// The same as --format json
    #[arg(long, conflicts_with = "format")]
    pub(crate) json: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeadsFormat {
    Table,
    Json,
    Csv,
    Xlsx,
}

#[derive(Args, Debug)]
pub(crate) struct Export {
    /// The workspace
    pub(crate) file: PathBuf,
    #[arg(value_enum)]
    pub(crate) what: Exported,
    #[arg(long, value_enum, default_value = "csv")]
    pub(crate) format: ExportFormat,
    /// Writes here instead of to the standard output
    #[arg(long, value_name = "PATH")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exported {
    /// All leads with all their fields
    Leads,
    /// The picklists, retired entries included
    Reasons,
    /// Every stage that every lead entered
    StageLog,
}

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    Csv,
    Xlsx,
}
