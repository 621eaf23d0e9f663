//! The options of `plumbline people`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub(crate) struct People {
    /// The workspace
    pub(crate) file: PathBuf,
    /// What to do; without it they are listed
    #[command(subcommand)]
    pub(crate) verb: Option<PeopleVerb>,
    #[arg(long, global = true)]
    pub(crate) json: bool,
}

#[derive(Subcommand, Debug)]
pub(crate) enum PeopleVerb {
    /// Lists them: role, team, manager, zone, leads
    List,
    /// Adds one
    Add(Person),
}

#[derive(Args, Debug)]
pub(crate) struct Person {
    /// As in the owner column of your CRM
    pub(crate) name: String,
    /// marketing-ops, sdr-lead, rep, vp-marketing, vp-sales, revops or customer-success
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: String,
    /// A team there is
    #[arg(long, value_name = "TEAM")]
    pub(crate) team: Option<String>,
    /// A person there is: whom a missed clock is told
    #[arg(long, value_name = "PERSON")]
    pub(crate) manager: Option<String>,
    /// IANA zone, if it is not the workspace's
    #[arg(long, value_name = "ZONE")]
    pub(crate) zone: Option<String>,
}
