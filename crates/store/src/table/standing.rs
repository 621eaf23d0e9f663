//! What stands of all that was told about leads (see [`plumbline_domain::event`]).

use plumbline_domain::{
    event::{Around, Contact, Provenance, StageEvent, Told, keep_standing, standing},
    field::Field,
    ids::LeadId,
    moment::Moment,
    shape::Shape,
    stage::Stage,
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    contact::{self, Contacts},
    lead::COLUMN,
    setting, stage_event,
};
use crate::{error::StoreError, import::seen::Seen};

/// Finds it out for lead after lead. Which files told a lead is only read once something depends on it.
pub(crate) struct Standing<'c> {
    conn: &'c Connection,
    window_hours: u32,
    seen: Option<Seen>,
    contacts: Option<Contacts>,
    snapshots: Vec<Moment>,
}

impl<'c> Standing<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Standing<'c>, StoreError> {
        let window_hours = setting::read(conn)?.decision_window_hours;
        Ok(Standing { conn, window_hours, seen: None, contacts: None, snapshots: Vec::new() })
    }

    /// Keeps of what was told of one lead, in its order, what stands.
    pub(crate) fn keep(&mut self, told: &mut Vec<Told>) -> Result<(), StoreError> {
        let around = self.around(told)?;
        keep_standing(told, around);
        Ok(())
    }

    /// What stands for each of what was told of one lead, in its order.
    pub(crate) fn of(&mut self, told: &mut [Told]) -> Result<Vec<Option<usize>>, StoreError> {
        let around = self.around(told)?;
        Ok(standing(told, around))
    }

    fn around(&mut self, told: &[Told]) -> Result<Around<'_>, StoreError> {
        let (conn, window_hours) = (self.conn, self.window_hours);
        let Some(lead) = told.first().map(|told| told.event.lead).filter(|_| Around::matters(told)) else {
            return Ok(Around { window_hours, ..Around::default() });
        };
        let seen = match &mut self.seen {
            Some(seen) => seen,
            none => none.insert(Seen::load(conn, Shape::LeadPerRow)?),
        };
        self.snapshots.clear();
        seen.put_all_of(lead, &mut self.snapshots);
        let is_open =
            |event: &StageEvent| event.provenance == Provenance::Bounded && event.not_before == Moment(0);
        let created = match told.iter().any(|told| is_open(&told.event)) {
            true => created(conn, lead)?,
            false => None,
        };
        let contact = match told.iter().any(Told::is_open_exit) {
            true => {
                let contacts = match &mut self.contacts {
                    Some(contacts) => contacts,
                    none => none.insert(Contacts::load(conn)?),
                };
                contacts.of(lead, contact::first(conn, lead)?, None)
            }
            false => Contact::default(),
        };
        Ok(Around { snapshots: &self.snapshots, created, window_hours, contact })
    }

    /// The stage of a lead of which the file has the stage `stored`: where one field for rejections and disqualifications told
    /// its exit, that is settled here.
    pub(crate) fn stage(&mut self, lead: LeadId, stored: Option<Stage>) -> Result<Option<Stage>, StoreError> {
        if stored != Some(Stage::Left) {
            return Ok(stored);
        }
        let mut told = stage_event::told_of(self.conn, lead)?;
        self.keep(&mut told)?;
        Ok(told.last().map(|told| told.event.stage).filter(|stage| stage.is_of_either()).or(stored))
    }
}

fn created(conn: &Connection, lead: LeadId) -> Result<Option<Moment>, StoreError> {
    let column = &COLUMN[Field::CreatedAt.index()];
    let mut read = conn.prepare_cached(&format!("SELECT {column} FROM lead WHERE id = ?1"))?;
    let found: Option<Option<i64>> = read.query_row([lead.0], |row| row.get(0)).optional()?;
    Ok(found.flatten().map(Moment))
}
