//! The texts behind "Other", put together where they mean the same.

use std::collections::BTreeMap;

use plumbline_domain::{ids::LeadId, moment::Moment, other_text};
use plumbline_store::{OtherRejection, Reader};

use crate::{failure::Outcome, workspace::Workspace};

/// What waits to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDesk {
    /// Groups of texts, the largest first.
    pub groups: Vec<OtherGroup>,
    /// Rejections in the bucket that came without words.
    pub without_words: Vec<LeadId>,
}

/// Texts that likely mean the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherGroup {
    /// The text most often written.
    pub example: String,
    /// All texts with how often each was written, the most frequent first.
    pub texts: Vec<(String, u64)>,
    /// The leads, each as often as it was rejected so.
    pub leads: Vec<LeadId>,
    /// When it was written last.
    pub newest: Moment,
}

impl Workspace {
    /// What people wrote where they picked "Other".
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn other_desk(&self) -> Outcome<OtherDesk> {
        let found = self.store().read(Reader::other_rejections)?;
        let mut by_text: BTreeMap<&str, Vec<&OtherRejection>> = BTreeMap::new();
        for rejection in &found {
            by_text.entry(rejection.text.trim()).or_default().push(rejection);
        }
        let without_words = by_text.remove("").unwrap_or_default().iter().map(|one| one.lead).collect();
        let texts: Vec<(&str, u64)> = by_text.iter().map(|(text, of)| (*text, of.len() as u64)).collect();
        let group = |group: other_text::Group| {
            let members = || group.texts.iter().filter_map(|index| texts.get(*index));
            let of_group = || members().filter_map(|(text, _)| by_text.get(text)).flatten();
            let mut told: Vec<(String, u64)> = members().map(|(text, n)| ((*text).to_owned(), *n)).collect();
            told.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            OtherGroup {
                texts: told,
                leads: of_group().map(|one| one.lead).collect(),
                newest: of_group().map(|one| one.at).max().unwrap_or(Moment::MIN),
                example: group.example,
            }
        };
        Ok(OtherDesk { groups: other_text::group(&texts).into_iter().map(group).collect(), without_words })
    }
}
