//! Adds a reason.

use plumbline_domain::{
    ids::ReasonId,
    reason::{Bucket, List, ReasonKey},
};
use plumbline_store::{Op, OpKind, Reader, Reason};

use super::{called, name, taken};
use crate::{failure::Outcome, workspace::Workspace};

impl Workspace {
    /// Adds a reason called `label`; only rejections have a bucket.
    ///
    /// # Errors
    /// The name is blank or taken, or the file cannot be written.
    pub fn add_reason(&self, list: List, bucket: Bucket, label: &str) -> Outcome<ReasonId> {
        let label = name(label)?;
        let reasons = self.store().read(Reader::counted_reasons)?;
        if let Some(known) = called(&reasons, list, &label, None) {
            return Err(taken(known));
        }
        let bucket = if list == List::Rejection { bucket } else { Bucket::Other };
        let key = free_key(&reasons, list, bucket, &label);
        let op = Op::new(OpKind::Reason, format!("Add the reason \u{201c}{label}\u{201d}"));
        let reason = self.transact(op, self.now()?, move |change| change.add_reason(list, &key, &label))?;
        Ok(reason)
    }
}

/// A key nobody has: names in other scripts, or that differ in signs only, make the same one.
pub(crate) fn free_key(reasons: &[Reason], list: List, bucket: Bucket, label: &str) -> ReasonKey {
    let slug = ReasonKey::slug_of(label);
    let key = |n: usize| match n {
        1 => ReasonKey { bucket, slug: slug.clone() },
        n => ReasonKey { bucket, slug: format!("{slug}-{n}") },
    };
    let is_free = |key: &ReasonKey| !reasons.iter().any(|known| known.list == list && known.key == *key);
    // Among one more key than there are reasons one is free.
    (1..=reasons.len() + 1).map(key).find(is_free).unwrap_or_else(|| key(reasons.len() + 2))
}
