//! Deals, with the leads they were joined to.

use plumbline_domain::{
    ids::{BatchId, LeadId, OpportunityId},
    moment::Moment,
    record::DealOutcome,
};
use rusqlite::Row;

use super::{lead::extra_pairs, stage_event::code};
use crate::{error::StoreError, reader::Reader};

/// By what a deal found its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum JoinedBy {
    /// The lead's id.
    Id,
    /// E-mail.
    Email,
    /// The contact's key.
    Contact,
    /// The company: key, domain or name.
    Company,
}

impl JoinedBy {
    /// Stored under `code`.
    pub(crate) fn from_code(code: u8) -> Option<JoinedBy> {
        [JoinedBy::Id, JoinedBy::Email, JoinedBy::Contact, JoinedBy::Company].get(usize::from(code)).copied()
    }
}

/// A deal.
#[derive(Clone, Debug, PartialEq)]
pub struct Opportunity {
    /// Its number here.
    pub id: OpportunityId,
    /// Its own key in its system.
    pub key: String,
    /// Whose; `None` if no lead fits, or several do.
    pub lead: Option<LeadId>,
    /// How the lead was found.
    pub joined_by: Option<JoinedBy>,
    /// Name.
    pub name: Option<String>,
    /// The step of the pipeline, as the file says it.
    pub stage: Option<String>,
    /// How it stands.
    pub outcome: DealOutcome,
    /// How much.
    pub amount: Option<f64>,
    /// Currency code or sign, as the file says it.
    pub currency: Option<String>,
    /// Why it was lost.
    pub lost_reason: Option<String>,
    /// Whose deal.
    pub owner: Option<String>,
    /// When it began.
    pub created_at: Option<Moment>,
    /// When it was won or lost.
    pub closed_at: Option<Moment>,
    /// Headers that map to nothing, with their values.
    pub extra: Vec<(String, String)>,
    /// The import it came with.
    pub batch: Option<BatchId>,
}

const COLUMNS: &str =
    "id, identity, lead, joined_by, name, stage, outcome, amount, currency, lost_reason, owner,
    created_at, closed_at, extra, batch";

fn opportunity(row: &Row<'_>) -> Result<Opportunity, StoreError> {
    let key: String = row.get(1)?;
    let extra: Option<String> = row.get(13)?;
    Ok(Opportunity {
        id: OpportunityId(row.get(0)?),
        key: key.strip_prefix("o:").map(str::to_owned).unwrap_or(key),
        lead: row.get::<_, Option<i64>>(2)?.map(LeadId),
        joined_by: code(row, 3)?.and_then(JoinedBy::from_code),
        name: row.get(4)?,
        stage: row.get(5)?,
        outcome: code(row, 6)?
            .and_then(DealOutcome::from_code)
            .ok_or(StoreError::Malformed("opportunity"))?,
        amount: row.get(7)?,
        currency: row.get(8)?,
        lost_reason: row.get(9)?,
        owner: row.get(10)?,
        created_at: row.get::<_, Option<i64>>(11)?.map(Moment),
        closed_at: row.get::<_, Option<i64>>(12)?.map(Moment),
        extra: extra.map_or_else(|| Ok(Vec::new()), |json| extra_pairs(&json))?,
        batch: row.get::<_, Option<i64>>(14)?.map(BatchId),
    })
}

impl Reader {
    /// All deals in the order they came.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn opportunities(&self) -> Result<Vec<Opportunity>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM opportunity ORDER BY id");
        self.conn.prepare_cached(&sql)?.query_and_then((), opportunity)?.collect()
    }

    /// The deals of one lead, in the order they began.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn opportunities_of(&self, lead: LeadId) -> Result<Vec<Opportunity>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM opportunity WHERE lead = ?1 ORDER BY created_at, id");
        self.conn.prepare_cached(&sql)?.query_and_then([lead.0], opportunity)?.collect()
    }
}
