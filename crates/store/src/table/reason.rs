//! Picklist entries. They are retired, never deleted: old events go on naming them.

use std::collections::HashMap;

use plumbline_domain::{
    event::{Says, Told},
    ids::{LeadId, ReasonId, TeamId, TrackId},
    moment::Moment,
    reason::{Bucket, List, NOT_GIVEN, ReasonKey, STARTER_DISQUALIFICATIONS, STARTER_REJECTIONS},
    stage::Stage,
};
use rusqlite::{Connection, OptionalExtension};

use super::concordance;
use crate::{error::StoreError, reader::Reader, transact::Change};

/// A picklist entry, or what stands for none (see [`Reason::not_given`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its id.
    pub id: ReasonId,
    /// Which picklist.
    pub list: List,
    /// Bucket and slug. Entries of other lists than rejection are all in `other`.
    pub key: ReasonKey,
    /// As shown.
    pub label: String,
    /// Since when it is no longer offered.
    pub retired_at: Option<Moment>,
    /// Where leads go that have it.
    pub track: Option<TrackId>,
    /// Who repairs what it names.
    pub team: Option<TeamId>,
    /// What is counted in its place.
    pub merged_into: Option<ReasonId>,
}

impl Reason {
    /// What rejections count as for which nobody gave a reason: no entry of the picklist, and never offered.
    pub fn not_given() -> Reason {
        Reason {
            id: ReasonId::NOT_GIVEN,
            list: List::Rejection,
            key: ReasonKey::not_given(),
            label: NOT_GIVEN.2.to_owned(),
            retired_at: None,
            track: None,
            team: None,
            merged_into: None,
        }
    }

    /// True for [`Reason::not_given`].
    pub fn stands_for_none(&self) -> bool {
        self.id == ReasonId::NOT_GIVEN
    }
}

const LISTS: [List; 3] = [List::Rejection, List::Disqualification, List::Lost];

/// Fills the picklists of a new workspace.
pub(crate) fn seed(conn: &Connection) -> rusqlite::Result<()> {
    for (bucket, slug, label) in STARTER_REJECTIONS {
        insert(conn, List::Rejection, bucket, slug, label)?;
    }
    for (slug, label) in STARTER_DISQUALIFICATIONS {
        insert(conn, List::Disqualification, Bucket::Other, slug, label)?;
    }
    conn.execute_batch(include_str!("reason_starter_tracks.sql"))
}

fn insert(
    conn: &Connection,
    list: List,
    bucket: Bucket,
    slug: &str,
    label: &str,
) -> rusqlite::Result<ReasonId> {
    let next: i64 = conn
        .prepare_cached("SELECT coalesce(max(id), 0) + 1 FROM reason")?
        .query_row((), |row| row.get(0))?;
    conn.prepare_cached("INSERT INTO reason(id, list, bucket, slug, label) VALUES(?1, ?2, ?3, ?4, ?5)")?
        .execute((next, list as u8, bucket as u8, slug, label))?;
    Ok(ReasonId(next))
}

/// Only rejections have buckets.
fn bucket_in(list: List, key: &ReasonKey) -> Bucket {
    if list == List::Rejection { key.bucket } else { Bucket::Other }
}

/// True for the key under which rejections without a reason stand: files that name it give no reason.
fn is_not_given(list: List, key: &ReasonKey) -> bool {
    list == List::Rejection && key.bucket == NOT_GIVEN.0 && key.slug == NOT_GIVEN.1
}

/// The entry of a picklist that files mean by this key: the one that has it, or the one that had it before it was moved.
pub(crate) fn find(conn: &Connection, list: List, key: &ReasonKey) -> rusqlite::Result<Option<ReasonId>> {
    match (own(conn, list, key)?, list) {
        (None, List::Rejection) => concordance::formerly(conn, key),
        (found, _) => Ok(found),
    }
}

/// The entry of a picklist that has this key.
fn own(conn: &Connection, list: List, key: &ReasonKey) -> rusqlite::Result<Option<ReasonId>> {
    if is_not_given(list, key) {
        return Ok(Some(ReasonId::NOT_GIVEN));
    }
    conn.prepare_cached("SELECT id FROM reason WHERE list = ?1 AND bucket = ?2 AND slug = ?3")?
        .query_row((list as u8, bucket_in(list, key) as u8, &key.slug), |row| Ok(ReasonId(row.get(0)?)))
        .optional()
}

/// Adds an entry that is not there yet.
pub(crate) fn add(conn: &Connection, list: List, key: &ReasonKey, label: &str) -> rusqlite::Result<ReasonId> {
    insert(conn, list, bucket_in(list, key), &key.slug, label)
}

impl Reader {
    /// All picklist entries, retired ones included, by list, bucket and age.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn reasons(&self) -> Result<Vec<Reason>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT id, list, bucket, slug, label, retired_at, track, team, merged_into FROM reason
             ORDER BY list, bucket, id",
        )?;
        let mut rows = read.query(())?;
        let mut reasons = Vec::new();
        while let Some(row) = rows.next()? {
            let (list, bucket): (u8, u8) = (row.get(1)?, row.get(2)?);
            reasons.push(Reason {
                id: ReasonId(row.get(0)?),
                list: *LISTS.get(usize::from(list)).ok_or(StoreError::Malformed("picklist"))?,
                key: ReasonKey {
                    bucket: *Bucket::ALL.get(usize::from(bucket)).ok_or(StoreError::Malformed("bucket"))?,
                    slug: row.get(3)?,
                },
                label: row.get(4)?,
                retired_at: row.get::<_, Option<i64>>(5)?.map(Moment),
                track: row.get::<_, Option<i64>>(6)?.map(TrackId),
                team: row.get::<_, Option<i64>>(7)?.map(TeamId),
                merged_into: row.get::<_, Option<i64>>(8)?.map(ReasonId),
            });
        }
        Ok(reasons)
    }

    /// All that rejections, disqualifications and lost deals count as: the picklists, and what stands for a reason nobody
    /// gave.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn counted_reasons(&self) -> Result<Vec<Reason>, StoreError> {
        let mut reasons = self.reasons()?;
        // An import of before may have made an entry of that name.
        for same in reasons.iter_mut().filter(|reason| is_not_given(reason.list, &reason.key)) {
            same.merged_into = Some(ReasonId::NOT_GIVEN);
        }
        let after = reasons.iter().take_while(|reason| reason.list == List::Rejection).count();
        reasons.insert(after, Reason::not_given());
        Ok(reasons)
    }

    /// When each picklist entry was given last, up to `until`; those never given are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn reasons_given(&self, until: Moment) -> Result<HashMap<ReasonId, Moment>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT reason, max(at) FROM stage_event WHERE reason IS NOT NULL AND at <= ?1 GROUP BY reason",
        )?;
        let rows = read.query_map([until.0], |row| Ok((ReasonId(row.get(0)?), Moment(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Change<'_> {
    /// Adds a picklist entry.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the list has the key, retired or not.
    pub fn add_reason(&mut self, list: List, key: &ReasonKey, label: &str) -> Result<ReasonId, StoreError> {
        if own(self.conn, list, key)?.is_some() {
            return Err(StoreError::Taken("reason"));
        }
        Ok(add(self.conn, list, key, label)?)
    }

    /// Stops offering an entry.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such entry in use.
    pub fn retire_reason(&mut self, reason: ReasonId) -> Result<(), StoreError> {
        let retired = self
            .conn
            .prepare_cached("UPDATE reason SET retired_at = ?2 WHERE id = ?1 AND retired_at IS NULL")?
            .execute((reason.0, self.now.0))?;
        if retired == 0 { Err(StoreError::NotFound("reason")) } else { Ok(()) }
    }

    /// Offers a retired entry again; one that was merged counts for itself again.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such retired entry.
    pub fn restore_reason(&mut self, reason: ReasonId) -> Result<(), StoreError> {
        let restored = self
            .conn
            .prepare_cached(
                "UPDATE reason SET retired_at = NULL, merged_into = NULL
                 WHERE id = ?1 AND retired_at IS NOT NULL",
            )?
            .execute([reason.0])?;
        if restored == 0 { Err(StoreError::NotFound("reason")) } else { Ok(()) }
    }

    /// Changes how an entry is called, where its leads go and who repairs what it names. Its key stays: files name it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such entry, track or team.
    pub fn set_reason(
        &mut self,
        reason: ReasonId,
        label: &str,
        track: Option<TrackId>,
        team: Option<TeamId>,
    ) -> Result<(), StoreError> {
        let was = self.label_of(reason)?;
        let there = |table: &str, id: Option<i64>| -> rusqlite::Result<bool> {
            let Some(id) = id else { return Ok(true) };
            self.conn.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id])
        };
        let (track, team) = (track.map(|track| track.0), team.map(|team| team.0));
        let slug = |track: Option<i64>| -> rusqlite::Result<String> {
            let mut read = self.conn.prepare_cached("SELECT slug FROM track WHERE id = ?1")?;
            Ok(read.query_row([track], |row| row.get(0)).optional()?.unwrap_or_default())
        };
        let went: Option<i64> = self
            .conn
            .prepare_cached("SELECT track FROM reason WHERE id = ?1")?
            .query_row([reason.0], |row| row.get(0))
            .optional()?
            .flatten();
        if !there("track", track)? || !there("team", team)? {
            return Err(StoreError::NotFound("track or team"));
        }
        self.conn
            .prepare_cached("UPDATE reason SET label = ?2, track = ?3, team = ?4 WHERE id = ?1")?
            .execute((reason.0, label, track, team))?;
        if was != label {
            self.write_concordance(reason, "renamed", &was, label, 0)?;
        }
        // Where leads were sent stays as it was: those of before are found by this.
        if went != track {
            let (was, became) = (slug(went)?, slug(track)?);
            self.write_concordance(reason, "track", &was, &became, 0)?;
        }
        Ok(())
    }

    /// Moves a reason for rejection into another bucket, with all it was given for. Files that name its old key go on meaning
    /// it, until somebody gives that key to another.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such reason for rejection; [`StoreError::Taken`] if that bucket has its slug.
    pub fn move_reason(&mut self, reason: ReasonId, bucket: Bucket) -> Result<(), StoreError> {
        let found = self
            .conn
            .prepare_cached("SELECT bucket, slug FROM reason WHERE id = ?1 AND list = ?2")?
            .query_row((reason.0, List::Rejection as u8), |row| {
                Ok((row.get::<_, u8>(0)?, row.get::<_, String>(1)?))
            })
            .optional()?;
        let (was, slug) = found.ok_or(StoreError::NotFound("reason"))?;
        if was == bucket as u8 {
            return Ok(());
        }
        if own(self.conn, List::Rejection, &ReasonKey { bucket, slug })?.is_some() {
            return Err(StoreError::Taken("reason"));
        }
        let leads = self.given(reason)?;
        self.conn
            .prepare_cached("UPDATE reason SET bucket = ?2 WHERE id = ?1")?
            .execute((reason.0, bucket as u8))?;
        let was = Bucket::ALL.get(usize::from(was)).map_or("", |bucket| bucket.label());
        self.write_concordance(reason, "moved", was, bucket.label(), leads)
    }

    /// Counts `other` as `keep` from now on and for all it was given for; it is no longer offered. Leads keep the reason they
    /// were given.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if they are not two entries of one picklist that count for themselves.
    pub fn merge_reasons(&mut self, keep: ReasonId, other: ReasonId) -> Result<(), StoreError> {
        let list = |id: ReasonId| {
            self.conn
                .prepare_cached("SELECT list FROM reason WHERE id = ?1 AND merged_into IS NULL")?
                .query_row([id.0], |row| row.get::<_, u8>(0))
                .optional()
        };
        let (ours, theirs) = (list(keep)?, list(other)?);
        if keep == other || ours.is_none() || ours != theirs {
            return Err(StoreError::NotFound("reason"));
        }
        let leads = self.given(other)?;
        let (was, became) = (self.label_of(other)?, self.label_of(keep)?);
        for sql in [
            "UPDATE reason SET merged_into = ?1, retired_at = coalesce(retired_at, ?3) WHERE id = ?2",
            // Chains stay one step long.
            "UPDATE reason SET merged_into = ?1 WHERE merged_into = ?2 AND ?3 IS NOT NULL",
        ] {
            self.conn.prepare_cached(sql)?.execute((keep.0, other.0, self.now.0))?;
        }
        self.write_concordance(other, "merged", &was, &became, leads)
    }

    /// Gives the events in `places` (lead, moment) that have `from` the reason `to`: a group of "Other" becomes a standing
    /// reason. Their words stay, and from here on the reason counts as written down here, so that the same file does not
    /// bring the old one back. Returns how many were given it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such entry.
    pub fn back_code(
        &mut self,
        from: ReasonId,
        to: ReasonId,
        places: &[(LeadId, Moment)],
    ) -> Result<u64, StoreError> {
        let (was, became) = (self.label_of(from)?, self.label_of(to)?);
        let mut given = 0;
        let mut write = self.conn.prepare_cached(
            "UPDATE stage_event SET reason = ?4, batch = NULL
             WHERE lead = ?1 AND at = ?2 AND (reason IS ?3 OR reason IS NULL) AND stage IN (?5, ?6, ?7)",
        )?;
        let rejected = Stage::Rejected.code();
        let [leaning, open] = [Stage::Rejected, Stage::Left].map(|stage| Told::code(stage, Says::Either));
        let stored = (from != ReasonId::NOT_GIVEN).then_some(from.0);
        for (lead, at) in places {
            given += write.execute((lead.0, at.0, stored, to.0, rejected, leaning, open))? as u64;
        }
        self.write_concordance(to, "promoted", &was, &became, given)?;
        Ok(given)
    }

    fn label_of(&self, reason: ReasonId) -> Result<String, StoreError> {
        if reason == ReasonId::NOT_GIVEN {
            return Ok(NOT_GIVEN.2.to_owned());
        }
        let mut read = self.conn.prepare_cached("SELECT label FROM reason WHERE id = ?1")?;
        read.query_row([reason.0], |row| row.get(0)).optional()?.ok_or(StoreError::NotFound("reason"))
    }

    /// How many events have the reason.
    fn given(&self, reason: ReasonId) -> rusqlite::Result<u64> {
        self.conn
            .prepare_cached("SELECT count(*) FROM stage_event WHERE reason = ?1")?
            .query_row([reason.0], |row| Ok(row.get::<_, i64>(0)?.unsigned_abs()))
    }
}
