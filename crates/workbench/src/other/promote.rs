//! Makes a group of "Other" a standing reason and gives it to its leads.

use std::collections::{BTreeMap, HashSet};

use plumbline_domain::{
    ids::{LeadId, ReasonId},
    moment::Moment,
    reason::{Bucket, List, ReasonKey},
};
use plumbline_store::{Op, OpKind, Reader};

use crate::{
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};

/// A group that becomes a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promote {
    /// The texts, as the desk shows them.
    pub texts: Vec<String>,
    /// Where the reason belongs.
    pub bucket: Bucket,
    /// What it is called. One that is there already takes the leads in.
    pub label: String,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promoted {
    /// The reason.
    pub reason: ReasonId,
    /// How many rejections were given it.
    pub rejections: u64,
    /// In words.
    pub sentence: String,
}

impl Workspace {
    /// Makes texts of "Other" a standing reason: adds it if it is new, and gives it to every rejection with one of these texts.
    /// One step with one undo; no other rejection changes, so every total stays.
    ///
    /// # Errors
    /// The label is empty or the bucket is "other"; a text is not among those of the desk; the reason is retired; the file
    /// cannot be written.
    pub fn promote_other(&self, promote: &Promote) -> Outcome<Promoted> {
        let label = promote.label.trim().to_owned();
        if label.is_empty() {
            return Err(Failure::bad_input("label", "The reason needs a name."));
        }
        if promote.bucket == Bucket::Other {
            return Err(Failure::bad_input(
                "bucket",
                "A standing reason is not in the bucket \u{201c}Other\u{201d}.",
            )
            .hint("Choose fit, timing or data."));
        }
        let places = self.places(&promote.texts)?;
        let key = ReasonKey { bucket: promote.bucket, slug: ReasonKey::slug_of(&label) };
        let known = self.standing(&key)?;
        let rejections = places.values().map(|places| places.len() as u64).sum();
        let counted = wording::counted(rejections, "rejection", "rejections");
        let op = Op::new(OpKind::Reason, format!("Promote {counted} of Other"));
        let name = label.clone();
        let done = self.store().transact(op, self.now()?, move |change| {
            let to = match known {
                Some(reason) => reason,
                None => change.add_reason(List::Rejection, &key, &name)?,
            };
            for (from, places) in places {
                change.back_code(from, to, &places)?;
            }
            Ok(to)
        })?;
        self.changed();
        let sentence = format!("{counted} have the reason \u{201c}{label}\u{201d} now.");
        Ok(Promoted { reason: done.value, rejections, sentence })
    }

    /// The rejections with one of `texts`, by the reason they have.
    fn places(&self, texts: &[String]) -> Outcome<BTreeMap<ReasonId, Vec<(LeadId, Moment)>>> {
        let mut missing: HashSet<&str> = texts.iter().map(|text| text.trim()).collect();
        if missing.is_empty() || missing.contains("") {
            return Err(Failure::bad_input("texts", "No texts were chosen."));
        }
        let wanted = missing.clone();
        let mut places: BTreeMap<ReasonId, Vec<(LeadId, Moment)>> = BTreeMap::new();
        for one in self.store().read(Reader::other_rejections)? {
            let text = one.text.trim();
            if wanted.contains(text) {
                missing.remove(text);
                places.entry(one.reason).or_default().push((one.lead, one.at));
            }
        }
        match missing.iter().min() {
            Some(text) => Err(Failure::bad_input(
                "texts",
                format!("Nobody wrote \u{201c}{text}\u{201d} where they picked Other."),
            )),
            None => Ok(places),
        }
    }

    /// The reason of this key, if there is one in use.
    fn standing(&self, key: &ReasonKey) -> Outcome<Option<ReasonId>> {
        let reasons = self.store().read(Reader::reasons)?;
        let found = reasons.iter().find(|reason| reason.list == List::Rejection && reason.key == *key);
        match found {
            Some(reason) if reason.retired_at.is_some() => {
                Err(Failure::bad_input("label", "There is a retired reason of this name.")
                    .hint("Bring it back under Rules, or choose another name."))
            }
            found => Ok(found.map(|reason| reason.id)),
        }
    }
}
