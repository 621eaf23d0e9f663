//! Picklist entries. They are retired, never deleted: old events go on naming them.

use plumbline_domain::{
    ids::ReasonId,
    moment::Moment,
    reason::{Bucket, List, ReasonKey, STARTER_DISQUALIFICATIONS, STARTER_REJECTIONS},
};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// A picklist entry.
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
    Ok(())
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

/// The entry of a picklist with this key.
pub(crate) fn find(conn: &Connection, list: List, key: &ReasonKey) -> rusqlite::Result<Option<ReasonId>> {
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
            "SELECT id, list, bucket, slug, label, retired_at FROM reason ORDER BY list, bucket, id",
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
            });
        }
        Ok(reasons)
    }
}

impl Change<'_> {
    /// Adds a picklist entry.
    ///
    /// # Errors
    /// [`StoreError::Taken`] if the list has the key, retired or not.
    pub fn add_reason(&mut self, list: List, key: &ReasonKey, label: &str) -> Result<ReasonId, StoreError> {
        if find(self.conn, list, key)?.is_some() {
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
}
