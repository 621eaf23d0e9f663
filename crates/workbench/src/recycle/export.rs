//! The leads of a track as a file that another system can load.

use plumbline_documents::table::Table;

use super::RecycledList;
use crate::{failure::Outcome, lead::Format, wording, workspace::Workspace};

/// Headers, as a mapping names what it can.
const COLUMNS: [&str; 10] =
    ["external_id", "name", "email", "company", "title", "track", "reason", "words", "since", "due"];

impl Workspace {
    /// The leads of a list as a table of text, who is due soonest first; days are ISO days.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn recycled_table(&self, list: &RecycledList) -> Outcome<Table> {
        let calendar = self.settings()?.calendar;
        let rows = self.all_recycled(list)?.into_iter().map(|lead| {
            let since = calendar.day(lead.stay.since).to_string();
            let due = lead.stay.due.map_or_else(String::new, |due| due.to_string());
            let texts = [
                lead.external_id,
                lead.name,
                lead.email,
                lead.company,
                lead.title,
                lead.track,
                lead.reason,
                lead.words,
            ];
            texts.into_iter().chain([since, due]).collect()
        });
        Ok(Table {
            caption: format!("Recycled leads, as of {}", wording::moment(&calendar, self.now()?)),
            columns: COLUMNS.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        })
    }

    /// The same as the bytes of a file, and how many leads are in it.
    ///
    /// # Errors
    /// As [`Workspace::recycled_table`], or the table does not fit the format.
    pub fn export_recycled(&self, list: &RecycledList, format: Format) -> Outcome<(u64, Vec<u8>)> {
        let table = self.recycled_table(list)?;
        let bytes = match format {
            Format::Csv => table.csv()?,
            Format::Xlsx => table.xlsx()?,
        };
        Ok((table.rows.len() as u64, bytes))
    }
}
