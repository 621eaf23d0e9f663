//! The picklists a cube knows, by code.

use std::borrow::Cow;

use plumbline_domain::{
    criteria::{Comparison, Criteria, Literal, Test},
    field::FieldName,
    ids::ReasonId,
    reason::{Bucket, List, ReasonKey},
};
use rustc_hash::FxHashMap;

/// A picklist entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Its identity in the workspace.
    pub id: ReasonId,
    /// Which picklist.
    pub list: List,
    /// Bucket and slug.
    pub key: ReasonKey,
    /// As shown to people.
    pub label: String,
    /// The entry that counts in its place, one step away; `None` if it counts for itself.
    pub counts_as: Option<ReasonId>,
}

impl Reason {
    /// As written in criteria and splits: `bucket.slug` for a rejection, the slug alone for the others, whose
    /// buckets mean nothing.
    pub fn text(&self) -> String {
        match self.list {
            List::Rejection => self.key.to_string(),
            List::Disqualification | List::Lost => self.key.slug.clone(),
        }
    }
}

/// The code of "no reason given" in columns of reasons.
pub(crate) const NO_REASON: u16 = 0;

/// All reasons; code 0 means none, code i + 1 the i-th.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    entries: Vec<Reason>,
    codes: FxHashMap<ReasonId, u16>,
}

impl Reasons {
    /// The reasons in the given order, at most 65,534 of them: beyond that they count as none.
    pub fn new(entries: Vec<Reason>) -> Reasons {
        let own: FxHashMap<ReasonId, u16> =
            entries.iter().zip(1..=u16::MAX - 1).map(|(reason, code)| (reason.id, code)).collect();
        let mut codes = own.clone();
        for reason in &entries {
            // One that names nobody we know goes on counting for itself: nothing given may be lost.
            if let Some(code) = reason.counts_as.and_then(|kept| own.get(&kept)) {
                codes.insert(reason.id, *code);
            }
        }
        Reasons { entries, codes }
    }

    /// All entries.
    pub fn entries(&self) -> &[Reason] {
        &self.entries
    }

    /// The entry that `text` (see [`Reason::text`]) stands for in `list`.
    pub fn find(&self, list: List, text: &str) -> Option<&Reason> {
        self.entries.iter().find(|reason| reason.list == list && reason.text() == text)
    }

    /// The same criteria where a reason that counts as another is written as that one: nothing counts under its old name, and
    /// whoever asks by it means what it was merged into.
    pub(crate) fn followed<'c>(&self, criteria: &'c Criteria) -> Cow<'c, Criteria> {
        let is_merged = |reason: &Reason| self.counting(reason).is_some_and(|kept| kept.id != reason.id);
        if !self.entries.iter().any(is_merged) {
            return Cow::Borrowed(criteria);
        }
        Cow::Owned(self.rewritten(criteria))
    }

    fn rewritten(&self, criteria: &Criteria) -> Criteria {
        let all = |parts: &[Criteria]| parts.iter().map(|part| self.rewritten(part)).collect();
        match criteria {
            Criteria::And(parts) => Criteria::And(all(parts)),
            Criteria::Or(parts) => Criteria::Or(all(parts)),
            Criteria::Not(inner) => Criteria::Not(Box::new(self.rewritten(inner))),
            Criteria::Test(field, test) => Criteria::Test(field.clone(), self.followed_test(field, test)),
            Criteria::Activity { .. } => criteria.clone(),
        }
    }

    fn followed_test(&self, field: &FieldName, test: &Test) -> Test {
        let list = match field {
            FieldName::Reason => List::Rejection,
            FieldName::DisqualificationReason => List::Disqualification,
            _ => return test.clone(),
        };
        let now = |literal: &Literal| match literal {
            Literal::Text(text) => Literal::Text(self.name_of(list, text)),
            other => other.clone(),
        };
        match test {
            Test::Compare(comparison @ (Comparison::Equal | Comparison::NotEqual), literal) => {
                Test::Compare(*comparison, now(literal))
            }
            Test::In(literals) => Test::In(literals.iter().map(now).collect()),
            Test::NotIn(literals) => Test::NotIn(literals.iter().map(now).collect()),
            other => other.clone(),
        }
    }

    /// Under which text a reason's handoffs stand.
    fn name_of(&self, list: List, text: &str) -> String {
        let called = |reason: &&Reason| reason.list == list && reason.text().eq_ignore_ascii_case(text);
        let kept = self.entries.iter().find(called).and_then(|reason| self.counting(reason));
        kept.map_or_else(|| text.to_owned(), Reason::text)
    }

    /// The entry that counts in its place: itself, or what it was merged into.
    fn counting(&self, reason: &Reason) -> Option<&Reason> {
        self.entry(self.code(Some(reason.id)))
    }

    pub(crate) fn code(&self, id: Option<ReasonId>) -> u16 {
        id.and_then(|id| self.codes.get(&id)).copied().unwrap_or(NO_REASON)
    }

    pub(crate) fn entry(&self, code: u16) -> Option<&Reason> {
        self.entries.get(usize::from(code).checked_sub(1)?)
    }

    pub(crate) fn bucket(&self, code: u16) -> Option<Bucket> {
        self.entry(code).map(|reason| reason.key.bucket)
    }

    /// The texts by code, entry 0 blank: the dictionary of a column of reasons.
    pub(crate) fn texts(&self) -> Vec<Box<str>> {
        std::iter::once(Box::from("")).chain(self.entries.iter().map(|reason| reason.text().into())).collect()
    }
}
