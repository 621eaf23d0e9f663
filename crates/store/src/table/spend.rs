//! Money spent, per day.

use plumbline_domain::ids::BatchId;

use crate::{error::StoreError, reader::Reader};

/// What was spent on a day; texts are empty where the file does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct Spend {
    /// The day, as `2026-03-31`.
    pub day: String,
    /// Source.
    pub source: String,
    /// Campaign.
    pub campaign: String,
    /// Channel.
    pub channel: String,
    /// Currency code or sign.
    pub currency: String,
    /// How much.
    pub amount: f64,
    /// The import that said so last.
    pub batch: Option<BatchId>,
}

impl Reader {
    /// All of it by day.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn spend(&self) -> Result<Vec<Spend>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT day, source, campaign, channel, currency, amount, batch FROM spend
             ORDER BY day, source, campaign, channel, currency",
        )?;
        let rows = read.query_map((), |row| {
            Ok(Spend {
                day: row.get(0)?,
                source: row.get(1)?,
                campaign: row.get(2)?,
                channel: row.get(3)?,
                currency: row.get(4)?,
                amount: row.get(5)?,
                batch: row.get::<_, Option<i64>>(6)?.map(BatchId),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
