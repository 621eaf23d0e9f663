//! Keys that reasons had before somebody moved them to another bucket: files and mappings go on naming them.
//!
//! They are stored nowhere by themselves. A slug never changes and the concordance knows every move, so that taking a move
//! back takes its key back.

use plumbline_domain::{
    ids::ReasonId,
    reason::{Bucket, List, ReasonKey},
};
use rusqlite::{Connection, OptionalExtension};

use crate::{error::StoreError, reader::Reader};

/// The reason for rejection that had this key. Of several, the one that left it last.
pub(crate) fn find(conn: &Connection, key: &ReasonKey) -> rusqlite::Result<Option<ReasonId>> {
    conn.prepare_cached(
        "SELECT c.reason FROM concordance c JOIN reason r ON r.id = c.reason
         WHERE c.what = 'moved' AND r.list = ?1 AND r.slug = ?2 AND c.was = ?3 ORDER BY c.id DESC LIMIT 1",
    )?
    .query_row((List::Rejection as u8, &key.slug, key.bucket.label()), |row| Ok(ReasonId(row.get(0)?)))
    .optional()
}

impl Reader {
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
