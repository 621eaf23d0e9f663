//! What people wrote where they picked "Other".

use plumbline_domain::{
    event::{StageEvent, standing},
    ids::{LeadId, PersonId, ReasonId},
    moment::Moment,
    reason::{Bucket, List},
    stage::Stage,
};

use super::stage_event;
use crate::{error::StoreError, reader::Reader};

/// A rejection in the bucket "other".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRejection {
    /// Whose.
    pub lead: LeadId,
    /// When.
    pub at: Moment,
    /// Which reason of the bucket; [`ReasonId::NOT_GIVEN`] if nobody gave one.
    pub reason: ReasonId,
    /// The words: of the decision, or of the lead's rejection note where a file brought it; may be empty.
    pub text: String,
    /// Who wrote them, where that is known.
    pub by: Option<PersonId>,
}

impl Reader {
    /// All rejections in the bucket "other", those without a reason included, by lead and time.
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
        let mut found = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        found.extend(self.without_reason()?);
        found.sort_by_key(|one| (one.lead, one.at));
        Ok(found)
    }

    /// The rejections that stand and that nobody gave a reason for.
    fn without_reason(&self) -> Result<Vec<OtherRejection>, StoreError> {
        let window = self.settings()?.decision_window_hours;
        let mut read = self.conn.prepare_cached(
            "SELECT e.lead, e.at, e.stage, e.not_before, e.provenance, e.reason,
               coalesce(e.note, l.rejection_note, ''), e.by_person
             FROM stage_event e JOIN lead l ON l.id = e.lead
             WHERE e.lead IN (SELECT lead FROM stage_event WHERE stage = ?1 AND reason IS NULL)
             ORDER BY e.lead, e.at, e.stage",
        )?;
        let told = read.query_and_then([Stage::Rejected.code()], |row| {
            let said: (String, Option<i64>) = (row.get(6)?, row.get(7)?);
            Ok((stage_event::event(row)?, said))
        })?;
        let told = told.collect::<Result<Vec<_>, StoreError>>()?;
        let mut found = Vec::new();
        for of_lead in told.chunk_by(|one, other| one.0.lead == other.0.lead) {
            let mut events: Vec<StageEvent> = of_lead.iter().map(|(event, _)| *event).collect();
            let stands = standing(&mut events, window);
            for (index, (_, (text, by))) in of_lead.iter().enumerate() {
                let event = events[index];
                if stands[index] == index && event.reason == Some(ReasonId::NOT_GIVEN) {
                    let (lead, at, by) = (event.lead, event.at, by.map(PersonId));
                    found.push(OtherRejection {
                        lead,
                        at,
                        reason: ReasonId::NOT_GIVEN,
                        text: text.clone(),
                        by,
                    });
                }
            }
        }
        Ok(found)
    }
}
