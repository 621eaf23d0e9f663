//! All leads with all their fields, as a file that comes back unchanged.
//!
//! The file says what a lead is, not what happened to it: stages and reasons leave with the stage log, which knows how each
//! is known. A stamp per stage would come back as a second, derived event beside the recorded one. `status` is the word its
//! system last used; in a file of ours it is text and enters no stage.

use plumbline_domain::field::Field;
use plumbline_ingest::own::{IDENTITY_COLUMN, extra_header};
use plumbline_store::{LeadRow, Value};

use super::Format;
use crate::{failure::Outcome, wording, workspace::Workspace};

/// Leads read at once.
const BATCH: usize = 4096;

impl Workspace {
    /// All leads in the order of import: identity, every canonical field, every other imported column. Importing the file
    /// changes nothing here, and in an empty workspace makes the same leads.
    ///
    /// # Errors
    /// The file cannot be read, or there are more leads than a sheet of a workbook holds.
    pub fn export_all_leads(&self, format: Format) -> Outcome<Vec<u8>> {
        let loaded = self.loaded()?;
        let headers: Vec<String> =
            loaded.extra.iter().map(|header| extra_header(header).into_owned()).collect();
        let mut columns = vec![IDENTITY_COLUMN];
        columns.extend(Field::ALL.map(Field::slug));
        columns.extend(headers.iter().map(String::as_str));
        let mut rows = format.rows(columns)?;
        let calendar = &loaded.settings.calendar;
        self.store().read(|reader| -> Outcome<()> {
            for ids in loaded.cube.frame().leads().chunks(BATCH) {
                for lead in reader.leads(ids)? {
                    let fields = Field::ALL.map(|field| text(&lead, field, calendar));
                    let extra = loaded.extra.iter().map(|header| {
                        let found = lead.extra.iter().find(|(known, _)| known == header);
                        found.map_or("", |(_, value)| value.as_str())
                    });
                    let identity = std::iter::once(lead.identity.as_str());
                    rows.row(identity.chain(fields.iter().map(String::as_str)).chain(extra))?;
                }
            }
            Ok(())
        })?;
        Ok(rows.finish()?)
    }
}

/// A value in full.
fn text(lead: &LeadRow, field: Field, calendar: &plumbline_domain::calendar::Calendar) -> String {
    match lead.values.get(field.index()) {
        Some(Value::Text(text)) => text.clone(),
        Some(Value::Number(number)) => wording::number(*number),
        Some(Value::Time(at)) => wording::exact(calendar, *at),
        Some(Value::Blank) | None => String::new(),
    }
}
