//! What stands out, as sentences.

use plumbline_workbench::handoff::{Finding, MixFinding, MixList, StandoutList};
use serde::Serialize;
use specta::Type;

use super::{chart::DrillView, handoff::SentencePart, rate::drill, whole};

/// What stands out among the handoffs of a filter.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StandoutsView {
    /// Among how many, after how many comparisons.
    pub looked_at: String,
    /// Best first; none of them is explained by another.
    pub found: Vec<FindingView>,
    /// What is said if there are none.
    pub nothing: Option<String>,
    /// How much of the last change is mix.
    pub mix: Vec<FindingView>,
}

/// One thing that stands out.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FindingView {
    /// What is claimed.
    pub claim: Vec<SentencePart>,
    /// What it rests on: share, interval, odds.
    pub evidence: String,
    /// The leads it counts.
    pub leads: CountedView,
    /// The same seen from elsewhere: what does not stand out without it.
    pub explains: Vec<CountedView>,
}

/// A list of leads with its number.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CountedView {
    /// Whose, in words.
    pub name: String,
    /// How many.
    pub count: u32,
    /// The list.
    pub drill: DrillView,
}

impl StandoutsView {
    /// What stands out, and what of the last change is mix.
    pub fn new(list: &StandoutList, mixes: MixList) -> StandoutsView {
        let found = list.open().map(|(finding, explained)| FindingView {
            claim: finding.claim.iter().cloned().map(Into::into).collect(),
            evidence: finding.evidence.clone(),
            leads: finding.into(),
            explains: explained.into_iter().map(Into::into).collect(),
        });
        StandoutsView {
            found: found.collect(),
            looked_at: list.looked_at(),
            nothing: list.nothing(),
            mix: mixes.found.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<MixFinding> for FindingView {
    fn from(finding: MixFinding) -> Self {
        let drill = drill(finding.list_name.clone(), &finding.drill);
        FindingView {
            claim: finding.claim.into_iter().map(Into::into).collect(),
            evidence: finding.evidence,
            leads: CountedView { name: finding.list_name, count: whole(finding.count), drill },
            explains: Vec::new(),
        }
    }
}

impl From<&Finding> for CountedView {
    fn from(finding: &Finding) -> Self {
        CountedView {
            name: finding.name.clone(),
            count: whole(finding.standout.rate.numerator),
            drill: drill(finding.list_name(), &finding.drill),
        }
    }
}
