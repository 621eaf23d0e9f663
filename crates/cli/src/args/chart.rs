//! The options of `plumbline chart`.

use std::path::PathBuf;

use clap::Args;

use super::TrendFormat;

#[derive(Args, Debug)]
pub(crate) struct Chart {
    /// The workspace
    pub(crate) file: PathBuf,
    /// Which chart; without it they are listed
    pub(crate) name: Option<String>,
    #[arg(long, default_value = "week")]
    pub(crate) grain: String,
    /// cohort: the period of the MQL; decided: the period of the decision
    #[arg(long, default_value = "cohort")]
    pub(crate) basis: String,
    /// Only handoffs of leads that meet these criteria
    #[arg(long = "where", value_name = "CRITERIA")]
    pub(crate) criteria: Option<String>,
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
