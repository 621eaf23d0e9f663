//! What is known of contacts with leads: when the first was, and where one would be known if there had been any.

use plumbline_domain::{
    calendar::Calendar, event::Contact, ids::LeadId, moment::Moment, record::Side, shape::Shape,
};
use rusqlite::{Connection, OptionalExtension};

use super::setting;
use crate::{error::StoreError, import::seen::Seen};

/// How a mapping names the column of first contact.
const ASKS: &str = "\"first_contact.at\"";

/// True if a file that is read by this mapping would say when its leads were contacted.
pub(crate) fn asks(mapping_toml: &str) -> bool {
    mapping_toml.contains(ASKS)
}

/// The records of contacts that stand. Both follow from the set of files alone, and from nothing that is decided here.
#[derive(Debug)]
pub(crate) struct Contacts {
    calendar: Calendar,
    /// Files of leads with a column for first contact.
    files: Seen,
    /// From the first contact that any log tells to the moment the last such log speaks of.
    logged: Option<(Moment, Moment)>,
    covered: Vec<(Moment, Moment)>,
}

impl Contacts {
    pub(crate) fn load(conn: &Connection) -> Result<Contacts, StoreError> {
        let mut logs = conn.prepare(
            "SELECT min(a.first), max(b.as_of) FROM
               (SELECT batch, min(at) AS first FROM activity WHERE side = ?1 GROUP BY batch) a
               LEFT JOIN import_batch b ON b.id = a.batch AND b.undone_at IS NULL",
        )?;
        let logged: (Option<i64>, Option<i64>) =
            logs.query_row([Side::Touch as u8], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Contacts {
            calendar: setting::read(conn)?.calendar,
            files: Seen::load_of(conn, Shape::LeadPerRow, ASKS)?,
            logged: logged.0.zip(logged.1).map(|(from, until)| (Moment(from), Moment(until))),
            covered: Vec::new(),
        })
    }

    /// What is known of contacts with `lead`, of which the `first` is known; `also`: a file that tells it now and has a column
    /// for first contact speaks of this moment.
    pub(crate) fn of(&mut self, lead: LeadId, first: Option<Moment>, also: Option<Moment>) -> Contact<'_> {
        self.covered.clear();
        if first.is_none() {
            let mut files = Vec::new();
            self.files.put_all_of(lead, &mut files);
            let until = files.last().copied().max(also);
            self.covered.extend(until.map(|until| (Moment(i64::MIN), until)));
            self.covered.extend(self.logged);
        }
        Contact { first, covered: &self.covered, calendar: Some(&self.calendar) }
    }
}

/// When sales first reached a lead, as far as the file knows.
pub(crate) fn first(conn: &Connection, lead: LeadId) -> Result<Option<Moment>, StoreError> {
    let mut read = conn.prepare_cached("SELECT first_contact_at FROM lead WHERE id = ?1")?;
    let found: Option<Option<i64>> = read.query_row([lead.0], |row| row.get(0)).optional()?;
    Ok(found.flatten().map(Moment))
}
