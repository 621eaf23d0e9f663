//! The sample: a synthetic security vendor's handoff, made by importing its export.

use std::path::Path;

use plumbline_ingest::{mapping::Mapping, source::Source};

use super::{Choices, Workspace};
use crate::{clock::Clock, failure::Outcome};

const EXPORT: &[u8] = include_bytes!("../../../../assets/sample/leads.csv");
const MAPPING: &str = include_str!("../../../../assets/sample/leads.toml");

impl Workspace {
    /// The moment the sample speaks of: the Monday after its last week.
    pub const SAMPLE_AS_OF: &'static str = "2026-09-28T09:52";

    /// Makes a workspace at `path` and imports the sample into it. Without other choices its days begin in Europe/Berlin.
    ///
    /// # Errors
    /// Something is there already, a choice is not possible, or the file cannot be written.
    pub fn create_sample(path: &Path, choices: &Choices, clock: Clock) -> Outcome<Workspace> {
        let zone = choices.time_zone.clone().unwrap_or_else(|| "Europe/Berlin".to_owned());
        let choices = Choices { time_zone: Some(zone), ..choices.clone() };
        let workspace = Workspace::create(path, &choices, clock)?;
        let source = Source::bytes("sample-leads.csv", EXPORT);
        workspace.import_source(source, Mapping::from_toml(MAPPING)?)?;
        Ok(workspace)
    }
}
