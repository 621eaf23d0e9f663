//! What happened to picklist entries, and the keys they had before somebody moved them to another bucket: files and mappings
//! go on naming those. They are stored nowhere by themselves. A slug never changes and every move is written down here, so
//! that taking a move back takes its key back.

use plumbline_domain::{
    ids::ReasonId,
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader, transact::Change};

/// Something that happened to a picklist entry: trends that run over it say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concordance {
    /// When.
    pub at: Moment,
    /// To which.
    pub reason: ReasonId,
    /// `renamed`, `moved`, `merged`, `promoted`, `track` (of slugs; empty for none).
    pub what: String,
    /// Before.
    pub was: String,
    /// After.
    pub became: String,
    /// How many leads it moved.
    pub leads: u64,
}

/// The reason for rejection that had this key. Of several, the one that left it last.
pub(crate) fn formerly(conn: &Connection, key: &ReasonKey) -> rusqlite::Result<Option<ReasonId>> {
    conn.prepare_cached(
        "SELECT c.reason FROM concordance c JOIN reason r ON r.id = c.reason
         WHERE c.what = 'moved' AND r.list = ?1 AND r.slug = ?2 AND c.was = ?3 ORDER BY c.id DESC LIMIT 1",
    )?
    .query_row((List::Rejection as u8, &key.slug, key.bucket.label()), |row| Ok(ReasonId(row.get(0)?)))
    .optional()
}

impl Reader {
    /// What happened to picklist entries, in time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn concordance(&self) -> Result<Vec<Concordance>, StoreError> {
        let mut read = self
            .conn
            .prepare_cached("SELECT at, reason, what, was, became, leads FROM concordance ORDER BY at, id")?;
        let rows = read.query_map((), |row| {
            Ok(Concordance {
                at: Moment(row.get(0)?),
                reason: ReasonId(row.get(1)?),
                what: row.get(2)?,
                was: row.get(3)?,
                became: row.get(4)?,
                leads: row.get::<_, i64>(5)?.unsigned_abs(),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keys that nobody has now, and the reason for rejection that had each last.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn former_reason_keys(&self) -> Result<Vec<(ReasonKey, ReasonId)>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT c.was, r.slug, c.reason FROM concordance c JOIN reason r ON r.id = c.reason
             WHERE c.what = 'moved' AND r.list = ?1 ORDER BY c.id DESC",
        )?;
        let mut rows = read.query([List::Rejection as u8])?;
        let own = self.reasons()?;
        let is_own = |key: &ReasonKey| own.iter().any(|one| one.list == List::Rejection && one.key == *key);
        let mut found: Vec<(ReasonKey, ReasonId)> = Vec::new();
        while let Some(row) = rows.next()? {
            let was: String = row.get(0)?;
            let Some(bucket) = Bucket::ALL.into_iter().find(|bucket| bucket.label() == was) else { continue };
            let key = ReasonKey { bucket, slug: row.get(1)? };
            if !is_own(&key) && found.iter().all(|(known, _)| *known != key) {
                found.push((key, ReasonId(row.get(2)?)));
            }
        }
        Ok(found)
    }
}

impl Change<'_> {
    pub(super) fn write_concordance(
        &mut self,
        reason: ReasonId,
        what: &str,
        was: &str,
        became: &str,
        leads: u64,
    ) -> Result<(), StoreError> {
        self.conn
            .prepare_cached(
                "INSERT INTO concordance(at, reason, what, was, became, leads) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((self.now.0, reason.0, what, was, became, leads as i64))?;
        Ok(())
    }
}
