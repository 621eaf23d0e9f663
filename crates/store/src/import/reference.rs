//! A contact or a company per row: kept, and laid under the leads that carry its key. A file that is older than the last one
//! that told an entry fills what is blank and overwrites nothing.

use std::collections::HashMap;

use plumbline_domain::{
    ids::LeadId,
    record::{Chunk, ReferenceRow},
};
use rusqlite::{OptionalExtension, Statement};

use super::{
    cells::{self, Object},
    fill::{Fill, List, Own, Says, object_of},
    known::Keys,
    ledger::Ledger,
    story::Effect,
    watch::Watch,
};
use crate::{
    error::{ImportError, StoreError},
    table::lead::COLUMN,
};

/// Takes in contacts or companies.
pub(crate) struct ReferenceRows<'c> {
    list: List,
    keys: Keys,
    known: Statement<'c>,
    insert: Statement<'c>,
    update: Statement<'c>,
    /// What the entries that changed said before.
    before: HashMap<String, Object>,
}

impl<'c> ReferenceRows<'c> {
    pub(crate) fn new(ledger: &Ledger<'c>, list: List) -> Result<ReferenceRows<'c>, StoreError> {
        let conn = ledger.conn;
        Ok(ReferenceRows {
            list,
            keys: Keys::new(),
            known: conn.prepare("SELECT data, as_of FROM reference_row WHERE list = ?1 AND key = ?2")?,
            insert: conn.prepare(
                "INSERT INTO reference_row(list, key, data, batch, as_of) VALUES(?1, ?2, ?3, ?4, ?5)",
            )?,
            update: conn
                .prepare("UPDATE reference_row SET data = ?3, as_of = ?4 WHERE list = ?1 AND key = ?2")?,
            before: HashMap::new(),
        })
    }

    /// Takes a row in. Blank cells say nothing.
    pub(crate) fn row(
        &mut self,
        ledger: &mut Ledger<'c>,
        chunk: &Chunk,
        row: &ReferenceRow,
    ) -> Result<(), StoreError> {
        let (list, key) = (self.list as u8, chunk.text(row.key));
        let told = object_of(chunk, row)?;
        let contents = self.keys.of(&serde_json::Value::Object(told.clone()).to_string())[0];
        if !ledger.is_first(row.row, self.keys.of(key), contents, key) {
            return Ok(());
        }
        let known: Option<(String, Option<i64>)> =
            self.known.query_row((list, key), |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let before = cells::object(known.as_ref().map(|(data, _)| data.as_str()))?;
        let seen = known.as_ref().and_then(|(_, as_of)| *as_of);
        let now = ledger.as_of.0;
        let after = if seen.is_some_and(|seen| seen > now) {
            let outvoted = |(name, value): (&String, &serde_json::Value)| {
                before.get(name).is_some_and(|known| known != value)
            };
            ledger.outdated += u64::from(told.iter().any(outvoted));
            laid(told, &before)
        } else {
            laid(before.clone(), &told)
        };
        let effect = match known {
            None => Effect::Brought,
            Some(_) if after == before => Effect::Nothing,
            Some(_) => Effect::Changed,
        };
        ledger.count(row.row, effect);
        let Some(batch) = ledger.batch() else { return Ok(()) };
        let data = serde_json::Value::Object(after).to_string();
        match effect {
            Effect::Nothing => return Ok(()),
            Effect::Changed => self.update.execute((list, key, data, seen.max(Some(now))))?,
            Effect::Brought => self.insert.execute((list, key, data, batch.0, now))?,
        };
        self.before.insert(key.to_owned(), before);
        Ok(())
    }

    /// After the last row: fills the leads of the entries that came or changed.
    pub(crate) fn finish(&mut self, ledger: &Ledger<'c>, watch: &Watch) -> Result<(), ImportError> {
        if ledger.batch().is_none() || self.before.is_empty() {
            return Ok(());
        }
        let conn = ledger.conn;
        let key = &COLUMN[self.list.field().index()];
        let sql =
            format!("SELECT id, {key}, contact_id, company_id FROM lead WHERE {key} IS NOT NULL ORDER BY id");
        let mut affected = Vec::new();
        let mut read = conn.prepare(&sql)?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let key = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("lead"))?;
            if self.before.contains_key(key) {
                let refers: (Option<String>, Option<String>) = (row.get(2)?, row.get(3)?);
                affected.push((LeadId(row.get(0)?), refers));
            }
        }
        drop(rows);
        let mut fill = Fill::new(conn)?;
        for (lead, (contact, company)) in affected {
            watch.tick()?;
            let old = |list: List, key: &Option<String>| {
                let key = key.as_deref().filter(|_| self.list == list)?;
                self.before.get(key).cloned()
            };
            let says = Says {
                contact: match old(List::Contact, &contact) {
                    Some(before) => before,
                    None => fill.said(List::Contact, contact.as_deref())?,
                },
                company: match old(List::Company, &company) {
                    Some(before) => before,
                    None => fill.said(List::Company, company.as_deref())?,
                },
            };
            fill.fill(lead, &says, &Own::default())?;
        }
        Ok(())
    }
}

/// `under` with everything `over` says.
fn laid(mut under: Object, over: &Object) -> Object {
    under.extend(over.iter().map(|(name, value)| (name.clone(), value.clone())));
    under
}
