//! The texts behind "Other", put together where they mean the same.

use std::collections::{BTreeMap, HashSet};

use plumbline_cube::{measure::Measure, query::Query};
use plumbline_domain::{ids::LeadId, moment::Moment, other_text, reason::Bucket};
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
    /// All texts, the most frequent first.
    pub texts: Vec<OtherText>,
    /// The leads, each as often as it was rejected so.
    pub leads: Vec<LeadId>,
    /// When it was written last.
    pub newest: Moment,
}

/// What somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherText {
    /// Their words.
    pub text: String,
    /// The leads, each as often as it was rejected with them.
    pub leads: Vec<LeadId>,
}

impl Workspace {
    /// What people wrote where they picked "Other".
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn other_desk(&self) -> Outcome<OtherDesk> {
        let found = self.standing_others()?;
        let mut by_text: BTreeMap<&str, Vec<&OtherRejection>> = BTreeMap::new();
        for rejection in &found {
            by_text.entry(rejection.text.trim()).or_default().push(rejection);
        }
        let without_words = by_text.remove("").unwrap_or_default().iter().map(|one| one.lead).collect();
        let texts: Vec<(&str, u64)> = by_text.iter().map(|(text, of)| (*text, of.len() as u64)).collect();
        let group = |group: other_text::Group| {
            let members = || group.texts.iter().filter_map(|index| texts.get(*index));
            let of_text = |text: &str| by_text.get(text).into_iter().flatten();
            let of_group = || members().flat_map(|(text, _)| of_text(text));
            let text = |(text, _): &(&str, u64)| OtherText {
                text: (*text).to_owned(),
                leads: of_text(text).map(|one| one.lead).collect(),
            };
            let mut told: Vec<OtherText> = members().map(text).collect();
            told.sort_by(|one, other| {
                other.leads.len().cmp(&one.leads.len()).then_with(|| one.text.cmp(&other.text))
            });
            OtherGroup {
                texts: told,
                leads: of_group().map(|one| one.lead).collect(),
                newest: of_group().map(|one| one.at).max().unwrap_or(Moment::MIN),
                example: group.example,
            }
        };
        Ok(OtherDesk { groups: other_text::group(&texts).into_iter().map(group).collect(), without_words })
    }
    /// The rejections in the bucket "other" that count, with their words. What was told and does not stand is no part of any
    /// number, and of no group either.
    pub(super) fn standing_others(&self) -> Outcome<Vec<OtherRejection>> {
        let loaded = self.loaded()?;
        let query = Query::weekly(Measure::Rejection, self.now()?, &loaded.settings);
        let counted = loaded.cube.rejections(&query)?;
        let is_other = |one: &&plumbline_cube::rejections::Rejected| one.bucket == Some(Bucket::Other);
        let standing: HashSet<(LeadId, Moment)> =
            counted.iter().filter(is_other).map(|one| (one.lead, one.at)).collect();
        let mut found = self.store().read(Reader::other_rejections)?;
        found.retain(|one| standing.contains(&(one.lead, one.at)));
        Ok(found)
    }
}
