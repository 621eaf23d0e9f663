//! Every stage that every lead entered, as a log writes it.

use plumbline_domain::event::{StageEvent, Told};
use rusqlite::Row;

use super::{stage_event, standing::Standing};
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
    /// Every stage event that stands, with the words of its lead and its decider, in the order of leads and time.
    ///
    /// # Errors
    /// If the file cannot be read or an event is malformed; what `each` answers otherwise.
    pub fn scan_stage_log<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(&Logged<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut standing = Standing::new(&self.conn)?;
        let mut read = self
            .conn
            .prepare_cached(
                "SELECT e.lead, e.at, e.stage, e.not_before, e.provenance, e.reason, l.identity,
                   coalesce(p.name, e.by_name), e.note
                 FROM stage_event e JOIN lead l ON l.id = e.lead LEFT JOIN person p ON p.id = e.by_person
                 ORDER BY e.lead, e.at, e.stage",
            )
            .map_err(StoreError::from)?;
        let mut rows = read.query(()).map_err(StoreError::from)?;
        let mut of_lead = OfLead::default();
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let told = stage_event::told(row)?;
            if of_lead.told.last().is_some_and(|last| last.event.lead != told.event.lead) {
                of_lead.pass_on(&mut standing, &mut each)?;
            }
            of_lead.push(told, row).map_err(StoreError::from)?;
        }
        of_lead.pass_on(&mut standing, &mut each)
    }
}

/// What is told about one lead.
#[derive(Default)]
struct OfLead {
    identity: String,
    told: Vec<Told>,
    /// Who decided each and what they noted.
    said: Vec<[Option<String>; 2]>,
}

impl OfLead {
    fn push(&mut self, told: Told, row: &Row<'_>) -> rusqlite::Result<()> {
        if self.told.is_empty() {
            self.identity = row.get(6)?;
        }
        self.told.push(told);
        self.said.push([row.get(7)?, row.get(8)?]);
        Ok(())
    }

    fn pass_on<E: From<StoreError>>(
        &mut self,
        standing: &mut Standing<'_>,
        each: &mut impl FnMut(&Logged<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let stands = standing.of(&mut self.told)?;
        for (index, ([by, note], told)) in self.said.drain(..).zip(&self.told).enumerate() {
            if stands[index] == Some(index) {
                let (by, note) = (by.as_deref(), note.as_deref());
                each(&Logged { identity: &self.identity, event: told.event, by, note })?;
            }
        }
        self.told.clear();
        Ok(())
    }
}
