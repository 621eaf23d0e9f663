//! What leads did, and what sales did to reach them.

use plumbline_domain::{
    ids::{BatchId, LeadId},
    moment::Moment,
    record::Side,
};
use rusqlite::Row;

use super::{lead::extra_pairs, stage_event::code};
use crate::{error::StoreError, reader::Reader};

/// Something a lead did, or something sales did to reach it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Activity {
    /// Whose.
    pub lead: LeadId,
    /// When.
    pub at: Moment,
    /// Who acted.
    pub side: Side,
    /// What, as the file says it.
    pub kind: String,
    /// Campaign.
    pub campaign: Option<String>,
    /// Channel.
    pub channel: Option<String>,
    /// What came of it.
    pub outcome: Option<String>,
    /// Who of sales.
    pub by: Option<String>,
    /// Headers that map to nothing, with their values.
    pub extra: Vec<(String, String)>,
    /// The import it came with.
    pub batch: Option<BatchId>,
}

fn activity(row: &Row<'_>) -> Result<Activity, StoreError> {
    let extra: Option<String> = row.get(8)?;
    Ok(Activity {
        lead: LeadId(row.get(0)?),
        at: Moment(row.get(1)?),
        side: side(row, 2)?,
        kind: row.get(3)?,
        campaign: row.get(4)?,
        channel: row.get(5)?,
        outcome: row.get(6)?,
        by: row.get(7)?,
        extra: extra.map_or_else(|| Ok(Vec::new()), |json| extra_pairs(&json))?,
        batch: row.get::<_, Option<i64>>(9)?.map(BatchId),
    })
}

fn side(row: &Row<'_>, index: usize) -> Result<Side, StoreError> {
    code(row, index)?.and_then(Side::from_code).ok_or(StoreError::Malformed("activity"))
}

impl Reader {
    /// What one lead did and what was done to reach it, in time.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn activities_of(&self, lead: LeadId) -> Result<Vec<Activity>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT lead, at, side, kind, campaign, channel, outcome, by_name, extra, batch FROM activity
             WHERE lead = ?1 ORDER BY at, key",
        )?;
        read.query_and_then([lead.0], activity)?.collect()
    }

    /// Every activity in lead order: lead, moment, who acted, kind. Those of one lead come in no order of time.
    ///
    /// # Errors
    /// If the file cannot be read or an activity is malformed.
    pub fn scan_activities(
        &self,
        mut each: impl FnMut(LeadId, Moment, Side, &str),
    ) -> Result<(), StoreError> {
        let mut read = self.conn.prepare_cached("SELECT lead, at, side, kind FROM activity ORDER BY lead")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let kind = row.get_ref(3)?.as_str().map_err(|_| StoreError::Malformed("activity"))?;
            each(LeadId(row.get(0)?), Moment(row.get(1)?), side(row, 2)?, kind);
        }
        Ok(())
    }
}
