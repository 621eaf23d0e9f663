//! The options of `plumbline standouts`.

use std::path::PathBuf;

use clap::Args;

#[derive(Args, Debug)]
pub(crate) struct Standouts {
    /// The workspace
    pub(crate) file: PathBuf,
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
    #[arg(long)]
    pub(crate) json: bool,
}
