//! Every stage that every lead entered, as a log writes it.

use plumbline_domain::event::StageEvent;

use super::stage_event;
use crate::{error::StoreError, reader::Reader};

/// A line of the log.
#[derive(Clone, Copy, Debug)]
pub struct Logged<'a> {
    /// The lead's identity key.
    pub identity: &'a str,
    /// What happened.
    pub event: StageEvent,
    /// Who decided.
    pub by: Option<&'a str>,
    /// What they noted.
    pub note: Option<&'a str>,
}

impl Reader {
    /// Every stage event with the words of its lead and its decider, in the order of leads and time.
    ///
    /// # Errors
    /// If the file cannot be read or an event is malformed; what `each` answers otherwise.
    pub fn scan_stage_log<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(&Logged<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut read = self
            .conn
            .prepare_cached(
                "SELECT e.lead, e.at, e.stage, e.not_before, e.provenance, e.reason, l.identity, p.name, e.note
                 FROM stage_event e JOIN lead l ON l.id = e.lead LEFT JOIN person p ON p.id = e.by_person
                 ORDER BY e.lead, e.at, e.stage",
            )
            .map_err(StoreError::from)?;
        let mut rows = read.query(()).map_err(StoreError::from)?;
        let malformed = |_| StoreError::Malformed("stage log");
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let text = |index: usize| -> Result<Option<&str>, StoreError> {
                row.get_ref(index)?.as_str_or_null().map_err(malformed)
            };
            each(&Logged {
                identity: text(6)?.ok_or(StoreError::Malformed("stage log"))?,
                event: stage_event::event(row)?,
                by: text(7)?,
                note: text(8)?,
            })?;
        }
        Ok(())
    }
}
