//! Stage events: who entered which stage when, and how it is known.

use plumbline_domain::{
    event::{Around, Provenance, Says, StageEvent, Told, keep_standing},
    ids::{LeadId, PersonId, ReasonId},
    moment::Moment,
    stage::Stage,
};
use rusqlite::{Connection, Row};

use super::{setting, standing::Standing};
use crate::{error::StoreError, reader::Reader, transact::Change};

/// What every reader of events selects, in this order.
pub(crate) const COLUMNS: &str = "lead, at, stage, not_before, provenance, reason";

/// Reads [`COLUMNS`].
pub(crate) fn told(row: &Row<'_>) -> Result<Told, StoreError> {
    let at = row.get_ref(1)?.as_i64().map_err(malformed)?;
    let (stage, says) = code(row, 2)?.and_then(Told::from_code).ok_or(StoreError::Malformed("stage"))?;
    let event = StageEvent {
        lead: LeadId(row.get_ref(0)?.as_i64().map_err(malformed)?),
        at: Moment(at),
        stage,
        not_before: Moment(row.get_ref(3)?.as_i64_or_null().map_err(malformed)?.unwrap_or(at)),
        provenance: code(row, 4)?
            .and_then(Provenance::from_code)
            .ok_or(StoreError::Malformed("provenance"))?,
        reason: row.get_ref(5)?.as_i64_or_null().map_err(malformed)?.map(ReasonId),
    };
    Ok(Told { event, says })
}

/// A small code stored as an integer.
pub(crate) fn code(row: &Row<'_>, index: usize) -> Result<Option<u8>, StoreError> {
    let stored = row.get_ref(index)?.as_i64_or_null().map_err(malformed)?;
    stored.map(|code| u8::try_from(code).map_err(malformed)).transpose()
}

fn malformed<E>(_: E) -> StoreError {
    StoreError::Malformed("stage event")
}

/// The stage of the newest event that stands; of events of one moment the one further up the ladder.
pub(crate) fn current_stage(conn: &Connection, lead: LeadId) -> Result<Option<Stage>, StoreError> {
    last_stage(conn, lead, setting::read(conn)?.decision_window_hours)
}

/// [`current_stage`] with this window. Which stage it is depends on the events alone.
fn last_stage(conn: &Connection, lead: LeadId, window_hours: u32) -> Result<Option<Stage>, StoreError> {
    let mut told = told_of(conn, lead)?;
    keep_standing(&mut told, Around { window_hours, ..Around::default() });
    Ok(told.last().map(stands_in))
}

/// The stage a lead is in after what was `told`, as it is stored: what an exit that may have been either was is settled
/// whenever it is read.
pub(crate) fn stands_in(told: &Told) -> Stage {
    if told.says == Says::Either { Stage::Left } else { told.event.stage }
}

pub(crate) fn told_of(conn: &Connection, lead: LeadId) -> Result<Vec<Told>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM stage_event WHERE lead = ?1 ORDER BY at, stage");
    conn.prepare_cached(&sql)?.query_and_then([lead.0], told)?.collect()
}

fn standing_of(
    conn: &Connection,
    lead: LeadId,
    standing: &mut Standing<'_>,
) -> Result<Vec<StageEvent>, StoreError> {
    let mut told = told_of(conn, lead)?;
    standing.keep(&mut told)?;
    Ok(told.into_iter().map(|told| told.event).collect())
}

impl Reader {
    /// The events of one lead that stand, in time (see [`plumbline_domain::event`]).
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn events_of(&self, lead: LeadId) -> Result<Vec<StageEvent>, StoreError> {
        standing_of(&self.conn, lead, &mut Standing::new(&self.conn)?)
    }

    /// Where each of `leads` stands, in their order; leads that are not there are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn standpoints(&self, leads: &[LeadId]) -> Result<Vec<Standpoint>, StoreError> {
        let mut standing = Standing::new(&self.conn)?;
        let mut read = self.conn.prepare_cached("SELECT stage, first_contact_at FROM lead WHERE id = ?1")?;
        let mut found = Vec::with_capacity(leads.len());
        for lead in leads {
            let mut rows = read.query([lead.0])?;
            let Some(row) = rows.next()? else { continue };
            found.push(Standpoint {
                lead: *lead,
                stage: standing.stage(*lead, code(row, 0)?.and_then(Stage::from_code))?,
                contacted: row.get::<_, Option<i64>>(1)?.map(Moment),
                events: standing_of(&self.conn, *lead, &mut standing)?,
            });
        }
        Ok(found)
    }

    /// The newest moment from `from` on and before `until` at which somebody here decided about a lead, or about where leads go.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn decided_here(&self, from: Moment, until: Moment) -> Result<Option<Moment>, StoreError> {
        let newest: Option<i64> = self
            .conn
            .prepare_cached(
                "SELECT max(at) FROM (
                   SELECT at FROM stage_event WHERE batch IS NULL AND at >= ?1 AND at < ?2
                   UNION ALL SELECT since FROM recycling WHERE since >= ?1 AND since < ?2
                   UNION ALL SELECT at FROM concordance WHERE at >= ?1 AND at < ?2)",
            )?
            .query_row((from.0, until.0), |row| row.get(0))?;
        Ok(newest.map(Moment))
    }

    /// Every stage event that stands, ordered by lead, time and ladder.
    ///
    /// # Errors
    /// If the file cannot be read or an event is malformed.
    pub fn scan_events(&self, mut each: impl FnMut(&StageEvent)) -> Result<(), StoreError> {
        let mut standing = Standing::new(&self.conn)?;
        let sql = format!("SELECT {COLUMNS} FROM stage_event ORDER BY lead, at, stage");
        let mut read = self.conn.prepare_cached(&sql)?;
        let mut rows = read.query(())?;
        let mut of_lead: Vec<Told> = Vec::new();
        let mut pass_on = |of_lead: &mut Vec<Told>| -> Result<(), StoreError> {
            standing.keep(of_lead)?;
            of_lead.drain(..).for_each(|told| each(&told.event));
            Ok(())
        };
        while let Some(row) = rows.next()? {
            let told = told(row)?;
            if of_lead.last().is_some_and(|last| last.event.lead != told.event.lead) {
                pass_on(&mut of_lead)?;
            }
            of_lead.push(told);
        }
        pass_on(&mut of_lead)
    }
}

/// Where a lead stands, as far as a decision about it asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standpoint {
    /// Which.
    pub lead: LeadId,
    /// The stage it is in.
    pub stage: Option<Stage>,
    /// `first_contact.at`.
    pub contacted: Option<Moment>,
    /// What stands of its story, in time.
    pub events: Vec<StageEvent>,
}

impl Change<'_> {
    /// Writes down that leads entered a stage now, as decided by somebody here, and makes it their stage.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such lead, reason or person; [`StoreError::Taken`] if a lead entered that
    /// stage at this very moment before.
    pub fn record_events(
        &mut self,
        leads: &[LeadId],
        stage: Stage,
        reason: Option<ReasonId>,
        note: Option<&str>,
        by: Option<PersonId>,
    ) -> Result<(), StoreError> {
        let there = |table: &str, id: i64| {
            self.conn.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id])
        };
        if reason.map(|reason| there("reason", reason.0)).transpose()? == Some(false) {
            return Err(StoreError::NotFound("reason"));
        }
        if by.map(|person| there("person", person.0)).transpose()? == Some(false) {
            return Err(StoreError::NotFound("person"));
        }
        let window = setting::read(self.conn)?.decision_window_hours;
        let mut known = self.conn.prepare_cached("SELECT 1 FROM lead WHERE id = ?1")?;
        let mut insert = self.conn.prepare_cached(
            "INSERT INTO stage_event(lead, at, stage, provenance, reason, by_person, note)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO NOTHING",
        )?;
        let mut enter =
            self.conn.prepare_cached("UPDATE lead SET stage = ?2 WHERE id = ?1 AND stage IS NOT ?2")?;
        let (reason, by) = (reason.map(|reason| reason.0), by.map(|person| person.0));
        for lead in leads {
            if !known.exists([lead.0])? {
                return Err(StoreError::NotFound("lead"));
            }
            let recorded = Provenance::Recorded as u8;
            let added = insert.execute((lead.0, self.now.0, stage.code(), recorded, reason, by, note))?;
            if added == 0 {
                return Err(StoreError::Taken("stage event"));
            }
            let current = last_stage(self.conn, *lead, window)?.map(Stage::code);
            enter.execute((lead.0, current))?;
        }
        Ok(())
    }

    /// [`Change::record_events`] for one lead.
    ///
    /// # Errors
    /// As there.
    pub fn record_event(
        &mut self,
        lead: LeadId,
        stage: Stage,
        reason: Option<ReasonId>,
        note: Option<&str>,
        by: Option<PersonId>,
    ) -> Result<(), StoreError> {
        self.record_events(&[lead], stage, reason, note, by)
    }
}
