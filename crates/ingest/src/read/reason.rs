//! The picklist entries an import meets, by the small numbers its rows carry.

use plumbline_domain::{
    reason::{Bucket, List, ReasonKey},
    record::{ImportedReason, Reasons},
};
use rustc_hash::FxHashMap;

use crate::mapping::{KnownReason, Mapping, exact_reason, without_date};

/// Bytes of the longest value that is an entry of a picklist; longer text is a note in the wrong column.
const LONGEST: usize = 200;

/// One picklist: values of the file to entries.
pub(super) struct ReasonList {
    list: List,
    mapped: FxHashMap<String, ReasonKey>,
    known: Vec<KnownReason>,
    met: FxHashMap<String, u16>,
}

impl ReasonList {
    pub(super) fn rejections(mapping: &Mapping, known: &[KnownReason]) -> ReasonList {
        ReasonList::new(List::Rejection, mapping.rejections.iter().cloned().collect(), known)
    }

    pub(super) fn disqualifications(mapping: &Mapping, known: &[KnownReason]) -> ReasonList {
        let keyed = |slug: &str| ReasonKey { bucket: Bucket::Other, slug: slug.to_owned() };
        let mapped = mapping.disqualifications.iter().map(|(value, slug)| (value.clone(), keyed(slug)));
        ReasonList::new(List::Disqualification, mapped.collect(), known)
    }

    fn new(list: List, words: FxHashMap<String, ReasonKey>, known: &[KnownReason]) -> ReasonList {
        let mut mapped: FxHashMap<String, ReasonKey> =
            words.iter().map(|(word, key)| (word.to_lowercase(), key.clone())).collect();
        mapped.extend(words);
        ReasonList { list, mapped, known: known.to_vec(), met: FxHashMap::default() }
    }

    /// The number of the entry that `value` means; `None` if it cannot be an entry of a picklist.
    pub(super) fn number(&mut self, value: &str, reasons: &mut Reasons) -> Option<u16> {
        if let Some(number) = self.met.get(value) {
            return Some(*number);
        }
        if value.len() > LONGEST || value.contains(['\n', '\r']) {
            return None;
        }
        let key = self.key(value);
        let same = |entry: &ImportedReason| entry.list == self.list && entry.key == key;
        let number = match reasons.0.iter().position(same) {
            Some(index) => index,
            None => {
                let label = self.label(&key, value);
                reasons.0.push(ImportedReason { list: self.list, key, label });
                reasons.0.len() - 1
            }
        };
        let number = u16::try_from(number).ok()?;
        self.met.insert(value.to_owned(), number);
        Some(number)
    }

    /// [`ReasonList::number`] of a value that somebody has given a meaning: no entry is made of whatever stands there.
    pub(super) fn known_number(&mut self, value: &str, reasons: &mut Reasons) -> Option<u16> {
        if !self.met.contains_key(value) {
            self.known_key(value)?;
        }
        self.number(value, reasons)
    }

    fn key(&self, value: &str) -> ReasonKey {
        self.known_key(value)
            // As our own logs name entries, here of a workspace that has others.
            .or_else(|| ReasonKey::parse(value))
            .unwrap_or_else(|| ReasonKey {
                bucket: Bucket::Other,
                slug: ReasonKey::slug_of(without_date(value)),
            })
    }

    /// What the mapping or the picklist says of a value.
    fn known_key(&self, value: &str) -> Option<ReasonKey> {
        let reason = without_date(value);
        self.mapped(value)
            .or_else(|| self.mapped(reason))
            .or_else(|| exact_reason(reason, self.list, &self.known))
    }

    /// What the mapping says of a word, as it stands or in any case.
    fn mapped(&self, word: &str) -> Option<ReasonKey> {
        self.mapped.get(word).or_else(|| self.mapped.get(&word.to_lowercase())).cloned()
    }

    fn label(&self, key: &ReasonKey, value: &str) -> String {
        let known = self.known.iter().find(|entry| entry.list == self.list && entry.key == *key);
        known.map_or(without_date(value), |entry| &entry.label).to_owned()
    }
}
