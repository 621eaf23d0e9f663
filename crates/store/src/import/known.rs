//! Which lead an identity belongs to, for millions of them, without keeping their texts.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
};

use plumbline_domain::ids::LeadId;
use rusqlite::Connection;

use crate::error::StoreError;

/// Identities by 128 bits of keyed hash.
///
/// Two SipHash values under random keys: among ten million identities the chance that any two are taken for one is
/// below 10^-24, and nobody can make them collide on purpose. Texts would cost a hundred bytes each.
#[derive(Debug)]
pub(crate) struct Known {
    keys: [RandomState; 2],
    leads: HashMap<[u64; 2], LeadId, BuildHasherDefault<First>>,
}

impl Known {
    /// Reads the identities of all leads.
    pub(crate) fn load(conn: &Connection) -> Result<Known, StoreError> {
        let mut known = Known { keys: [RandomState::new(), RandomState::new()], leads: HashMap::default() };
        let count: i64 = conn.query_row("SELECT count(*) FROM lead", (), |row| row.get(0))?;
        known.leads.reserve(usize::try_from(count).unwrap_or_default());
        let mut read = conn.prepare("SELECT id, identity FROM lead ORDER BY id")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let identity = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("identity"))?;
            let key = known.key(identity);
            known.leads.insert(key, LeadId(row.get(0)?));
        }
        Ok(known)
    }

    /// The lead of `identity`, or `new` if it has none; `new` is its lead from then on.
    pub(crate) fn find_or_add(&mut self, identity: &str, new: LeadId) -> Option<LeadId> {
        match self.leads.entry(self.key(identity)) {
            Entry::Occupied(entry) => Some(*entry.get()),
            Entry::Vacant(entry) => {
                entry.insert(new);
                None
            }
        }
    }

    fn key(&self, identity: &str) -> [u64; 2] {
        [self.keys[0].hash_one(identity), self.keys[1].hash_one(identity)]
    }
}

/// Takes the first half of a key, which is a hash already.
#[derive(Debug, Default)]
pub(crate) struct First(u64);

impl Hasher for First {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk().copied().map_or(0, u64::from_ne_bytes);
    }
}
