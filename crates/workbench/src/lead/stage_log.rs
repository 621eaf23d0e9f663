//! Every stage that every lead entered, as a file that comes back unchanged.

use std::collections::HashMap;

use plumbline_domain::{event::Provenance, ids::ReasonId};
use plumbline_ingest::read::IDENTITY_COLUMN;

use super::Format;
use crate::{failure::Outcome, wording, workspace::Workspace};

/// The columns, as a mapping names them.
const COLUMNS: [&str; 8] = [
    IDENTITY_COLUMN,
    "change.at",
    "change.not_before",
    "change.provenance",
    "change.new",
    "change.reason",
    "change.by",
    "change.note",
];

impl Workspace {
    /// The stage events of all leads, in the order of leads and time, each with how it is known. Importing the file
    /// changes nothing here, and after the leads' export in an empty workspace tells the same story.
    ///
    /// # Errors
    /// The file cannot be read, or has more lines than a sheet of a workbook.
    pub fn export_stage_log(&self, format: Format) -> Outcome<Vec<u8>> {
        let mut rows = format.rows(COLUMNS)?;
        let calendar = self.settings()?.calendar;
        self.store().read(|reader| -> Outcome<()> {
            let reasons =
                reader.counted_reasons()?.into_iter().map(|reason| (reason.id, reason.key.to_string()));
            let reasons: HashMap<ReasonId, String> = reasons.collect();
            reader.scan_stage_log(|line| -> Outcome<()> {
                let event = &line.event;
                let at = wording::exact(&calendar, event.at);
                let not_before = match event.provenance {
                    Provenance::Bounded => wording::exact(&calendar, event.not_before),
                    Provenance::Recorded | Provenance::Derived => String::new(),
                };
                let reason = event.reason.and_then(|reason| reasons.get(&reason));
                rows.row([
                    line.identity,
                    &at,
                    &not_before,
                    event.provenance.slug(),
                    event.stage.slug(),
                    reason.map_or("", String::as_str),
                    line.by.unwrap_or_default(),
                    line.note.unwrap_or_default(),
                ])?;
                Ok(())
            })
        })?;
        Ok(rows.finish()?)
    }
}
