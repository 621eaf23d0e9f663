//! What people wrote where they picked "Other".

use plumbline_domain::{
    event::{Says, Told},
    ids::{LeadId, PersonId, ReasonId},
    moment::Moment,
    reason::{Bucket, List},
    stage::Stage,
};

use super::{stage_event, standing::Standing};
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
        found.extend(self.told_without_reason()?);
        found.sort_by_key(|one| (one.lead, one.at));
        Ok(found)
    }

    /// The rejections that stand and came without a reason: those that nobody gave one for, and those that rows of leads
    /// explain with one of "other".
    fn told_without_reason(&self) -> Result<Vec<OtherRejection>, StoreError> {
        let mut standing = Standing::new(&self.conn)?;
        let others = self
            .conn
            .prepare_cached("SELECT id FROM reason WHERE list = ?1 AND bucket = ?2 AND merged_into IS NULL")?
            .query_map((List::Rejection as u8, Bucket::Other as u8), |row| Ok(ReasonId(row.get(0)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut read = self.conn.prepare_cached(
            "SELECT e.lead, e.at, e.stage, e.not_before, e.provenance, e.reason,
               coalesce(e.note, l.rejection_note, ''), e.by_person
             FROM stage_event e JOIN lead l ON l.id = e.lead
             WHERE e.lead IN (SELECT lead FROM stage_event WHERE stage IN (?1, ?2, ?3, ?4) AND reason IS NULL)
             ORDER BY e.lead, e.at, e.stage",
        )?;
        let either = |stage| Told::code(stage, Says::Either);
        let exits = [
            Stage::Rejected.code(),
            either(Stage::Rejected),
            either(Stage::Disqualified),
            either(Stage::Left),
        ];
        let told = read.query_and_then(exits, |row| {
            let said: (String, Option<i64>) = (row.get(6)?, row.get(7)?);
            Ok((stage_event::told(row)?, said))
        })?;
        let told = told.collect::<Result<Vec<_>, StoreError>>()?;
        let mut found = Vec::new();
        for of_lead in told.chunk_by(|one, other| one.0.event.lead == other.0.event.lead) {
            let mut told: Vec<Told> = of_lead.iter().map(|(told, _)| *told).collect();
            let stands = standing.of(&mut told)?;
            let explained = |index| {
                let mut whys = told.iter().zip(&stands).filter(|(told, _)| told.says.is_why());
                whys.any(|(_, explains)| *explains == Some(index))
            };
            for (index, (_, (text, by))) in of_lead.iter().enumerate() {
                let (event, by) = (told[index].event, by.map(PersonId));
                let Some(reason) = event.reason.filter(|_| stands[index] == Some(index)) else { continue };
                let is_other = others.contains(&reason) && explained(index);
                if event.stage == Stage::Rejected && (reason == ReasonId::NOT_GIVEN || is_other) {
                    let (lead, at, text) = (event.lead, event.at, text.clone());
                    found.push(OtherRejection { lead, at, reason, text, by });
                }
            }
        }
        Ok(found)
    }
}
