//! Words of a mapping, looked up as they stand and then in any case.

use plumbline_domain::{problem::Rule, stage::Stage};
use rustc_hash::FxHashMap;

use super::problem::Finding;
use crate::mapping::Mapping;

/// What words mean.
pub(super) struct Words<T>(FxHashMap<String, T>);

impl<T: Copy> Words<T> {
    pub(super) fn new(pairs: &[(String, T)]) -> Words<T> {
        let mut words: FxHashMap<String, T> =
            pairs.iter().map(|(word, meaning)| (word.to_lowercase(), *meaning)).collect();
        words.extend(pairs.iter().cloned());
        Words(words)
    }

    /// The meaning of a word.
    pub(super) fn get(&self, word: &str) -> Option<T> {
        self.0.get(word).or_else(|| self.0.get(&word.to_lowercase())).copied()
    }

    /// The meaning of a word, or of every word that is not listed.
    pub(super) fn get_or_any(&self, word: &str) -> Option<T> {
        self.get(word).or_else(|| self.0.get("*").copied())
    }
}

/// Statuses and the stages they stand for.
pub(super) struct Statuses {
    words: Words<Option<Stage>>,
    /// A status not listed says nothing about a stage.
    others: bool,
}

impl Statuses {
    pub(super) fn new(mapping: &Mapping) -> Statuses {
        Statuses { words: Words::new(&mapping.statuses), others: mapping.other_statuses }
    }

    /// The stage a status stands for, if it stands for one.
    pub(super) fn stage(&self, cell: &str) -> Result<Option<Stage>, Finding> {
        match self.words.get(cell) {
            Some(stage) => Ok(stage),
            None if self.others => Ok(None),
            None => Err(Finding::Plain(Rule::StatusUnknown)),
        }
    }
}
