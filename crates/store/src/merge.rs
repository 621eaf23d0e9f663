//! Two leads that are one person become one; two that are not are told apart.

use plumbline_domain::{event::Provenance, field::Field, ids::LeadId};
use rusqlite::OptionalExtension;

use crate::{
    error::StoreError,
    import::cells,
    table::{lead::COLUMN, stage_event},
    transact::Change,
};

/// Tables whose rows move: the same row on both sides is kept once.
const MOVING: [(&str, &str); 4] = [
    ("stage_event", "at, stage, not_before, provenance, reason, batch, by_person, note, by_name"),
    ("activity", "key, at, side, kind, campaign, channel, outcome, by_name, extra, batch"),
    ("field_change", "field, at, new, old, not_before, provenance, by_name, batch"),
    ("recycling", "since, track, due, by_person, note"),
];

impl Change<'_> {
    /// Makes `other` part of `keep`: fields that `keep` leaves blank are filled, those in `taken` are overwritten where `other`
    /// has a value; events, activities, deals and changes of fields move over; `other`'s identities find `keep` from then on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if one of them is not there, or both are one.
    pub fn merge(&mut self, keep: LeadId, other: LeadId, taken: &[Field]) -> Result<(), StoreError> {
        let mut read = self.conn.prepare_cached("SELECT identity, extra, stage FROM lead WHERE id = ?1")?;
        let mut lead = |id: LeadId| -> Result<(String, Option<String>, Option<i64>), StoreError> {
            let found = read.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
            found.optional()?.ok_or(StoreError::NotFound("lead"))
        };
        if keep == other {
            return Err(StoreError::NotFound("other lead"));
        }
        let (kept, merged) = (lead(keep)?, lead(other)?);
        self.note_taken(keep, other, taken)?;
        self.merge_fields(keep, other, taken)?;
        if let Some(extra) = merged.1.as_deref()
            && let Some(merged) = cells::merge_extra(kept.1.as_deref(), extra, true)?
        {
            self.conn
                .prepare_cached("UPDATE lead SET extra = ?2 WHERE id = ?1")?
                .execute((keep.0, merged.json))?;
        }
        let pair = (keep.0, other.0);
        for (table, columns) in MOVING {
            let copy = format!(
                "INSERT INTO {table}(lead, {columns}) SELECT ?1, {columns} FROM {table} WHERE lead = ?2
                 ON CONFLICT DO NOTHING"
            );
            self.conn.prepare_cached(&copy)?.execute(pair)?;
            self.conn.prepare_cached(&format!("DELETE FROM {table} WHERE lead = ?1"))?.execute([other.0])?;
        }
        for sql in [
            "UPDATE opportunity SET lead = ?1 WHERE lead = ?2",
            "UPDATE lead_key SET lead = ?1 WHERE lead = ?2",
            "DELETE FROM distinct_pair WHERE ?1 <> ?2 AND (one = ?2 OR other = ?2)",
            "DELETE FROM lead WHERE ?1 <> ?2 AND id = ?2",
        ] {
            self.conn.prepare_cached(sql)?.execute(pair)?;
        }
        self.conn
            .prepare_cached("INSERT INTO lead_key(identity, lead) VALUES(?1, ?2)")?
            .execute((&merged.0, keep.0))?;
        let newest = stage_event::current_stage(self.conn, keep)?.map(|stage| i64::from(stage.code()));
        self.conn
            .prepare_cached("UPDATE lead SET stage = ?2 WHERE id = ?1 AND stage IS NOT ?2")?
            .execute((keep.0, newest.or(kept.2).or(merged.2)))?;
        Ok(())
    }

    /// Writes down which values of `keep` give way to those of `other`: their file goes on saying them, and is not news.
    fn note_taken(&self, keep: LeadId, other: LeadId, taken: &[Field]) -> Result<(), StoreError> {
        for field in taken {
            let name = &COLUMN[field.index()];
            let sql = format!(
                "SELECT k.{name}, o.{name} FROM lead k, lead o
                 WHERE k.id = ?1 AND o.id = ?2 AND k.{name} <> o.{name}"
            );
            let values = self.conn.prepare_cached(&sql)?.query_row((keep.0, other.0), |row| {
                Ok((cells::text_of(row.get_ref(0)?), cells::text_of(row.get_ref(1)?)))
            });
            let Some((old, new)) = values.optional()? else { continue };
            self.conn
                .prepare_cached(
                    "INSERT INTO field_change(lead, field, at, new, old, provenance) VALUES(?1, ?2, ?3, ?4, ?5, ?6)
                     ON CONFLICT DO NOTHING",
                )?
                .execute((keep.0, field.slug(), self.now.0, new, old, Provenance::Recorded as u8))?;
        }
        Ok(())
    }

    fn merge_fields(&self, keep: LeadId, other: LeadId, taken: &[Field]) -> Result<(), StoreError> {
        let sets: Vec<String> = Field::ALL
            .into_iter()
            .map(|field| {
                let name = &COLUMN[field.index()];
                let theirs = format!("(SELECT o.{name} FROM lead o WHERE o.id = ?2)");
                let (first, second) =
                    if taken.contains(&field) { (theirs, name.clone()) } else { (name.clone(), theirs) };
                format!("{name} = coalesce({first}, {second})")
            })
            .collect();
        let sql = format!("UPDATE lead SET {} WHERE id = ?1", sets.join(", "));
        self.conn.prepare(&sql)?.execute((keep.0, other.0))?;
        Ok(())
    }

    /// Two leads are two persons, however alike they look.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if one of them is not there, or both are one.
    pub fn set_distinct(&mut self, one: LeadId, other: LeadId) -> Result<(), StoreError> {
        let pair = (one.0.min(other.0), one.0.max(other.0));
        let both: i64 = self
            .conn
            .prepare_cached("SELECT count(*) FROM lead WHERE id IN (?1, ?2)")?
            .query_row(pair, |row| row.get(0))?;
        if both != 2 {
            return Err(StoreError::NotFound("lead"));
        }
        self.conn
            .prepare_cached("INSERT INTO distinct_pair(one, other) VALUES(?1, ?2) ON CONFLICT DO NOTHING")?
            .execute(pair)?;
        Ok(())
    }
}
