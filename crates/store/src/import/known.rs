//! Which lead an identity belongs to, for millions of them, without keeping their texts.

use std::{
    collections::{HashMap, HashSet},
    hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState},
    sync::LazyLock,
};

use hashbrown::{HashTable, hash_table::Entry};
use plumbline_domain::ids::LeadId;
use rusqlite::Connection;

use crate::error::StoreError;

/// 128 bits of keyed hash for a text.
///
/// Two SipHash values under random keys: among ten million texts the chance that any two are taken for one is
/// below 10^-24, and nobody can make them collide on purpose. Texts would cost a hundred bytes each.
pub(crate) type Key = [u64; 2];

/// The random keys of this process.
#[derive(Clone, Debug)]
pub(crate) struct Keys([RandomState; 2]);

static KEYS: LazyLock<Keys> = LazyLock::new(|| Keys([RandomState::new(), RandomState::new()]));

impl Keys {
    /// The same on every thread: a hash made where a file is read is good where it is written.
    pub(crate) fn new() -> Keys {
        KEYS.clone()
    }

    pub(crate) fn of(&self, text: &str) -> Key {
        [self.0[0].hash_one(text), self.0[1].hash_one(text)]
    }
}

/// Maps by [`Key`].
pub(crate) type ByKey<T> = HashMap<Key, T, BuildHasherDefault<First>>;

/// Leads by the key of an identity: the table holds places in a list. It stays small enough for a key that is not in it, as
/// that of every new lead, to be missed without waiting for memory, and growing it moves little.
#[derive(Debug, Default)]
struct Leads {
    places: HashTable<u32>,
    list: Vec<(Key, LeadId)>,
}

impl Leads {
    fn reserve(&mut self, more: usize) {
        let list = &self.list;
        self.places.reserve(more, |place| list[*place as usize].0[0]);
        self.list.reserve(more);
    }

    fn get(&self, key: Key) -> Option<LeadId> {
        let place = self.places.find(key[0], |place| self.list[*place as usize].0 == key)?;
        Some(self.list[*place as usize].1)
    }

    fn insert(&mut self, key: Key, lead: LeadId) {
        let list = &mut self.list;
        let is_it = |place: &u32| list[*place as usize].0 == key;
        match self.places.entry(key[0], is_it, |place| list[*place as usize].0[0]) {
            Entry::Occupied(entry) => list[*entry.get() as usize].1 = lead,
            Entry::Vacant(entry) => {
                // Four billion leads do not fit into a workspace.
                entry.insert(list.len() as u32);
                list.push((key, lead));
            }
        }
    }
}

/// Identities of leads.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) keys: Keys,
    leads: Leads,
    /// Leads without an id of their own system: an id told later is theirs.
    bare: HashSet<LeadId, rustc_hash::FxBuildHasher>,
    /// Identities of leads that were merged into another by somebody here.
    merged: HashSet<Key, BuildHasherDefault<First>>,
    /// The leads they were merged into.
    keepers: HashSet<LeadId, rustc_hash::FxBuildHasher>,
}

impl Known {
    /// Reads the identities of all leads, further ones included.
    pub(crate) fn load(conn: &Connection) -> Result<Known, StoreError> {
        let mut known = Known {
            keys: Keys::new(),
            leads: Leads::default(),
            bare: HashSet::default(),
            merged: HashSet::default(),
            keepers: HashSet::default(),
        };
        let count: i64 = conn.query_row("SELECT count(*) FROM lead", (), |row| row.get(0))?;
        known.leads.reserve(usize::try_from(count).unwrap_or_default());
        let mut read = conn.prepare("SELECT id, identity FROM lead ORDER BY id")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let identity = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("identity"))?;
            known.add(identity, LeadId(row.get(0)?));
        }
        let mut read = conn.prepare("SELECT lead, identity, batch IS NULL FROM lead_key")?;
        let mut rows = read.query(())?;
        while let Some(row) = rows.next()? {
            let identity = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("identity"))?;
            let lead = LeadId(row.get(0)?);
            let key = known.keys.of(identity);
            known.leads.insert(key, lead);
            if row.get(2)? {
                known.merged.insert(key);
                known.keepers.insert(lead);
            }
            if identity.starts_with("x:") {
                known.bare.remove(&lead);
            }
        }
        Ok(known)
    }

    /// Makes room for so many more leads.
    pub(crate) fn expect(&mut self, leads: usize) {
        self.leads.reserve(leads);
    }

    /// The lead of `identity`.
    pub(crate) fn find(&self, identity: &str) -> Option<LeadId> {
        self.find_at(self.keys.of(identity))
    }

    /// The lead of the identity with this key.
    pub(crate) fn find_at(&self, key: Key) -> Option<LeadId> {
        self.leads.get(key)
    }

    /// True if `identity` was that of a lead merged into another.
    pub(crate) fn is_merged(&self, identity: &str) -> bool {
        !self.merged.is_empty() && self.merged.contains(&self.keys.of(identity))
    }

    /// True if another lead was merged into `lead`.
    pub(crate) fn has_merged(&self, lead: LeadId) -> bool {
        self.keepers.contains(&lead)
    }

    /// From here on `identity` is the lead's own.
    pub(crate) fn add(&mut self, identity: &str, lead: LeadId) {
        self.add_at(self.keys.of(identity), identity, lead);
    }

    /// The same for an identity whose key is known.
    pub(crate) fn add_at(&mut self, key: Key, identity: &str, lead: LeadId) {
        self.leads.insert(key, lead);
        if identity.starts_with("x:") {
            self.bare.remove(&lead);
        } else {
            self.bare.insert(lead);
        }
    }

    /// From here on `identity` finds the lead as well.
    pub(crate) fn add_also(&mut self, identity: &str, lead: LeadId) {
        self.leads.insert(self.keys.of(identity), lead);
    }

    /// True if no system's id is known for `lead`.
    pub(crate) fn is_bare(&self, lead: LeadId) -> bool {
        self.bare.contains(&lead)
    }

    /// True if there are such leads at all.
    pub(crate) fn any_bare(&self) -> bool {
        !self.bare.is_empty()
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
