//! Which lead a value other than an identity points to: built over all leads when a row first needs it.

use std::collections::hash_map::Entry;

use plumbline_domain::{identity::whole_id, ids::LeadId};
use rusqlite::Connection;

use super::known::{ByKey, Key, Keys};
use crate::error::StoreError;

/// What parts the keys of a cell that holds several. No system's keys have such signs in them.
const SEVERAL: [char; 2] = [';', ','];

/// The keys of a cell that may hold several.
pub(crate) fn several(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(SEVERAL).map(str::trim).filter(|key| !key.is_empty())
}

/// What is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    /// E-mail.
    Email,
    /// Company domain and name, as in an identity.
    Name,
    /// The contact's key.
    Contact,
    /// The company's key.
    Company,
    /// The key of the deal a lead became.
    Deal,
    /// The company's domain.
    Domain,
    /// The company's name.
    CompanyName,
}

impl By {
    fn sql(self) -> &'static str {
        match self {
            // A lead known by its e-mail has it, also where the column is blank.
            By::Email => {
                "SELECT id, coalesce(email, substr(identity, 3)) FROM lead
                 WHERE id < ?1 AND (email IS NOT NULL OR identity LIKE 'e:%')"
            }
            By::Name => {
                "SELECT id, domain || '|' || coalesce(first_name, '') || ' ' || coalesce(last_name, '') FROM lead
                 WHERE id < ?1 AND domain IS NOT NULL AND coalesce(first_name, last_name) IS NOT NULL"
            }
            By::Contact => "SELECT id, contact_id FROM lead WHERE id < ?1 AND contact_id IS NOT NULL",
            By::Company => "SELECT id, company_id FROM lead WHERE id < ?1 AND company_id IS NOT NULL",
            By::Deal => "SELECT id, opportunity_id FROM lead WHERE id < ?1 AND opportunity_id IS NOT NULL",
            By::Domain => "SELECT id, domain FROM lead WHERE id < ?1 AND domain IS NOT NULL",
            By::CompanyName => "SELECT id, company FROM lead WHERE id < ?1 AND company IS NOT NULL",
        }
    }

    /// Keys of a system are compared as they are, everything else in lower case.
    fn is_exact(self) -> bool {
        matches!(self, By::Contact | By::Company | By::Deal)
    }
}

/// How many leads a value points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    Nobody,
    One(LeadId),
    Several,
}

/// Leads by one kind of value.
#[derive(Debug)]
pub(crate) struct Finder {
    by: By,
    keys: Keys,
    /// `None` for values of several leads.
    leads: ByKey<Option<LeadId>>,
}

impl Finder {
    /// Reads the values of the leads below `end`.
    pub(crate) fn load(conn: &Connection, keys: &Keys, by: By, end: LeadId) -> Result<Finder, StoreError> {
        let mut finder = Finder { by, keys: keys.clone(), leads: ByKey::default() };
        finder.read(conn, by.sql(), end)?;
        Ok(finder)
    }

    /// Reads the e-mails of the leads from `first` on.
    pub(crate) fn read_new(&mut self, conn: &Connection, first: LeadId) -> Result<(), StoreError> {
        self.read(conn, "SELECT id, email FROM lead WHERE id >= ?1 AND email IS NOT NULL", first)
    }

    fn read(&mut self, conn: &Connection, sql: &str, border: LeadId) -> Result<(), StoreError> {
        let mut read = conn.prepare(sql)?;
        let mut rows = read.query([border.0])?;
        while let Some(row) = rows.next()? {
            let text = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("lead"))?;
            let lead = LeadId(row.get(0)?);
            // A lead that others were merged into in its system has the keys of all of them; of one person came several deals.
            if matches!(self.by, By::Contact | By::Deal) && text.contains(SEVERAL) {
                several(text).for_each(|text| self.add(key(&self.keys, self.by, &whole_id(text)), lead));
            } else {
                self.add(key(&self.keys, self.by, text), lead);
            }
        }
        Ok(())
    }

    pub(crate) fn find(&self, text: &str) -> Fit {
        match self.leads.get(&key(&self.keys, self.by, text)) {
            None => Fit::Nobody,
            Some(None) => Fit::Several,
            Some(Some(lead)) => Fit::One(*lead),
        }
    }

    pub(crate) fn add(&mut self, key: Key, lead: LeadId) {
        match self.leads.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(Some(lead));
            }
            Entry::Occupied(mut entry) => {
                if *entry.get() != Some(lead) {
                    entry.insert(None);
                }
            }
        }
    }
}

/// The key `text` is found under.
pub(crate) fn key(keys: &Keys, by: By, text: &str) -> Key {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    if by.is_exact() || text.bytes().all(is_lower) { keys.of(text) } else { keys.of(&text.to_lowercase()) }
}
