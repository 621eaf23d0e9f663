//! Money spent: rows of one file about the same day and the same things add up.

use std::collections::BTreeMap;

use plumbline_domain::{
    record::{Chunk, SpendRow},
    shape::Shape,
};
use rusqlite::OptionalExtension;

use super::{
    ledger::Ledger,
    seen::{self, Seen},
    story::Effect,
};
use crate::error::StoreError;

/// Day, source, campaign, channel and currency.
type Key = [String; 5];

/// Takes in spend.
#[derive(Debug, Default)]
pub(crate) struct SpendRows {
    /// How much, in which rows.
    sums: BTreeMap<Key, (f64, Vec<u64>)>,
}

impl SpendRows {
    /// Takes a row in.
    pub(crate) fn row(&mut self, chunk: &Chunk, row: &SpendRow) {
        let key = [row.day, row.source, row.campaign, row.channel, row.currency];
        let (sum, rows) = self.sums.entry(key.map(|span| chunk.text(span).to_owned())).or_default();
        *sum += row.amount;
        rows.push(row.row);
    }

    /// After the last row: compares the sums with what is known. A row counts as its sum does. Returns the days told, as they
    /// are written with the batch: an older file does not speak against a newer one about the same day.
    pub(crate) fn finish(&mut self, ledger: &mut Ledger<'_>) -> Result<Option<String>, StoreError> {
        let seen = Seen::load(ledger.conn, Shape::Spend)?;
        let mut told = Vec::new();
        let find =
            "SELECT amount FROM spend WHERE day = ?1 AND source = ?2 AND campaign = ?3 AND channel = ?4
             AND currency = ?5";
        let update =
            "UPDATE spend SET amount = ?6 WHERE day = ?1 AND source = ?2 AND campaign = ?3 AND channel = ?4
             AND currency = ?5";
        let mut find = ledger.conn.prepare(find)?;
        let mut update = ledger.conn.prepare(update)?;
        let mut insert = ledger.conn.prepare(
            "INSERT INTO spend(day, source, campaign, channel, currency, amount, batch)
             VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        for ([day, source, campaign, channel, currency], (sum, rows)) in std::mem::take(&mut self.sums) {
            let key = (&day, &source, &campaign, &channel, &currency);
            let known: Option<f64> = find.query_row(key, |row| row.get(0)).optional()?;
            let number = number_of(&day);
            told.extend(number);
            let late = number.and_then(|day| seen.of_number(day)).is_some_and(|seen| seen > ledger.as_of);
            let effect = match known {
                None => Effect::Brought,
                Some(known) if is_same(known, sum) => Effect::Nothing,
                Some(_) if late => {
                    ledger.outdated += rows.len() as u64;
                    Effect::Nothing
                }
                Some(_) => Effect::Changed,
            };
            for row in rows {
                ledger.count(row, effect);
            }
            match (effect, ledger.batch()) {
                (Effect::Brought, Some(batch)) => {
                    insert.execute((&day, &source, &campaign, &channel, &currency, sum, batch.0))?;
                }
                (Effect::Changed, Some(_)) => {
                    update.execute((&day, &source, &campaign, &channel, &currency, sum))?;
                }
                _ => {}
            }
        }
        Ok(seen::written(told))
    }
}

/// A number for a day written `2026-03-31`; days in order have numbers in order.
fn number_of(day: &str) -> Option<i64> {
    let mut parts = day.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    Some((year * 12 + month - 1) * 31 + day - 1)
}

/// The same rows in another order add up to the same but for the last bits.
fn is_same(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}
