//! What people wrote where they picked "Other".

use plumbline_domain::{
    ids::{LeadId, PersonId, ReasonId},
    moment::Moment,
    reason::{Bucket, List},
    stage::Stage,
};

use crate::{error::StoreError, reader::Reader};

/// A rejection in the bucket "other".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRejection {
    /// Whose.
    pub lead: LeadId,
    /// When.
    pub at: Moment,
    /// Which reason of the bucket.
    pub reason: ReasonId,
    /// The words: of the decision, or of the lead's rejection note where a file brought it; may be empty.
    pub text: String,
    /// Who wrote them, where that is known.
    pub by: Option<PersonId>,
}

impl Reader {
    /// All rejections in the bucket "other", by lead and time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn other_rejections(&self) -> Result<Vec<OtherRejection>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT e.lead, e.at, e.reason, coalesce(e.note, l.rejection_note, ''), e.by_person
             FROM stage_event e JOIN reason r ON r.id = e.reason JOIN lead l ON l.id = e.lead
             WHERE e.stage = ?1 AND r.list = ?2 AND r.bucket = ?3 AND r.merged_into IS NULL ORDER BY e.lead, e.at",
        )?;
        let of_other = (Stage::Rejected.code(), List::Rejection as u8, Bucket::Other as u8);
        let rows = read.query_map(of_other, |row| {
            Ok(OtherRejection {
                lead: LeadId(row.get(0)?),
                at: Moment(row.get(1)?),
                reason: ReasonId(row.get(2)?),
                text: row.get(3)?,
                by: row.get::<_, Option<i64>>(4)?.map(PersonId),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
