//! Recycle tracks, and the leads somebody put onto one by hand.

use std::collections::HashMap;

use chrono::NaiveDate;
use plumbline_domain::{
    ids::{LeadId, PersonId, TrackId},
    moment::Moment,
    reason::ReasonKey,
    stage::Stage,
};
use rusqlite::{OptionalExtension, Row};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// Where leads go that come back later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Track {
    /// Its id.
    pub id: TrackId,
    /// As written in files.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// Days until a lead on it is due; `None` if it is never due by itself.
    pub days: Option<u32>,
    /// Since when it is no longer offered.
    pub retired_at: Option<Moment>,
}

/// A lead that was put onto a track by hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recycling {
    /// Who.
    pub lead: LeadId,
    /// When.
    pub since: Moment,
    /// Where.
    pub track: TrackId,
    /// When it is due.
    pub due: Option<NaiveDate>,
    /// By whom.
    pub by: Option<PersonId>,
    /// Their words.
    pub note: Option<String>,
}

fn recycling(row: &Row<'_>) -> Result<Recycling, StoreError> {
    let due: Option<String> = row.get(3)?;
    let due = due.map(|day| day.parse().map_err(|_| StoreError::Malformed("due day"))).transpose()?;
    Ok(Recycling {
        lead: LeadId(row.get(0)?),
        since: Moment(row.get(1)?),
        track: TrackId(row.get(2)?),
        due,
        by: row.get::<_, Option<i64>>(4)?.map(PersonId),
        note: row.get(5)?,
    })
}

impl Reader {
    /// All tracks, retired ones included, in the order they came.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn tracks(&self) -> Result<Vec<Track>, StoreError> {
        let mut read =
            self.conn.prepare_cached("SELECT id, slug, label, days, retired_at FROM track ORDER BY id")?;
        let rows = read.query_map((), |row| {
            Ok(Track {
                id: TrackId(row.get(0)?),
                slug: row.get(1)?,
                label: row.get(2)?,
                days: row.get(3)?,
                retired_at: row.get::<_, Option<i64>>(4)?.map(Moment),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Every time a lead was put onto a track by hand, by lead and time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn recyclings(&self) -> Result<Vec<Recycling>, StoreError> {
        let sql = "SELECT lead, since, track, due, by_person, note FROM recycling ORDER BY lead, since";
        self.conn.prepare_cached(sql)?.query_and_then((), recycling)?.collect()
    }

    /// Every time one lead was put onto a track by hand, in time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn recyclings_of(&self, lead: LeadId) -> Result<Vec<Recycling>, StoreError> {
        let sql =
            "SELECT lead, since, track, due, by_person, note FROM recycling WHERE lead = ?1 ORDER BY since";
        self.conn.prepare_cached(sql)?.query_and_then([lead.0], recycling)?.collect()
    }

    /// What was noted at the newest rejection or disqualification of each lead at which anything was.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn words_of_exits(&self) -> Result<HashMap<LeadId, String>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT lead, note FROM stage_event WHERE note IS NOT NULL AND stage IN (?1, ?2) ORDER BY lead, at",
        )?;
        let exits = (Stage::Rejected.code(), Stage::Disqualified.code());
        let rows = read.query_map(exits, |row| Ok((LeadId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Adds a track.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if there is one of this name.
    pub fn add_track(&mut self, label: &str, days: Option<u32>) -> Result<TrackId, StoreError> {
        let slug = ReasonKey::slug_of(label);
        let mut add = self.conn.prepare_cached(
            "INSERT INTO track(slug, label, days) VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING",
        )?;
        match add.execute((slug, label, days))? {
            0 => Err(StoreError::Taken("track")),
            _ => Ok(TrackId(self.conn.last_insert_rowid())),
        }
    }

    /// Changes what a track is called, when its leads are due and whether it is offered.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such track.
    pub fn set_track(
        &mut self,
        track: TrackId,
        label: &str,
        days: Option<u32>,
        offered: bool,
    ) -> Result<(), StoreError> {
        let retired = (!offered).then_some(self.now.0);
        let changed = self
            .conn
            .prepare_cached(
                "UPDATE track SET label = ?2, days = ?3,
                   retired_at = CASE WHEN ?4 IS NULL THEN NULL ELSE coalesce(retired_at, ?4) END WHERE id = ?1",
            )?
            .execute((track.0, label, days, retired))?;
        if changed == 0 { Err(StoreError::NotFound("track")) } else { Ok(()) }
    }

    /// Puts a lead onto a track, from now on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such lead, track or person; [`StoreError::Taken`] if the lead was put onto one
    /// at this very moment.
    pub fn recycle(
        &mut self,
        lead: LeadId,
        track: TrackId,
        due: Option<NaiveDate>,
        note: Option<&str>,
        by: Option<PersonId>,
    ) -> Result<(), StoreError> {
        for (table, id) in [("lead", Some(lead.0)), ("track", Some(track.0)), ("person", by.map(|by| by.0))] {
            let sql = format!("SELECT 1 FROM {table} WHERE id = ?1");
            let Some(id) = id else { continue };
            if self.conn.prepare_cached(&sql)?.query_row([id], |_| Ok(())).optional()?.is_none() {
                return Err(StoreError::NotFound("lead, track or person"));
            }
        }
        let added = self
            .conn
            .prepare_cached(
                "INSERT INTO recycling(lead, since, track, due, by_person, note) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT DO NOTHING",
            )?
            .execute((
                lead.0,
                self.now.0,
                track.0,
                due.map(|due| due.to_string()),
                by.map(|by| by.0),
                note,
            ))?;
        if added == 0 { Err(StoreError::Taken("recycling")) } else { Ok(()) }
    }
}
