//! Makes two reasons count as one.

use plumbline_domain::ids::ReasonId;
use plumbline_store::{Op, OpKind, Reader};

use super::{of, stays_other};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Counts `other` as `keep`, also for all it was given for. Leads keep the reason they were given.
    ///
    /// # Errors
    /// They are not two reasons of one picklist that count for themselves, `other` is the one that asks for words, or the file cannot be written.
    pub fn merge_reasons(&self, keep: ReasonId, other: ReasonId) -> Outcome<()> {
        let reasons = self.store().read(Reader::reasons)?;
        let (kept, gone) = (of(&reasons, keep)?, of(&reasons, other)?);
        let refuse = |message: &str| {
            Err(Failure::bad_input("keep", message).hint("Choose another reason of the same picklist."))
        };
        if keep == other {
            return refuse("A reason cannot be merged into itself.");
        }
        if kept.list != gone.list {
            return refuse("The two are of different picklists: before contact and after contact never mix.");
        }
        if kept.merged_into.is_some() || gone.merged_into.is_some() {
            return refuse("One of the two was merged already.");
        }
        if kept.retired_at.is_some() {
            return refuse("The reason to keep is retired.");
        }
        stays_other(&reasons, gone, false)?;
        let label = format!("Merge \u{201c}{}\u{201d} into \u{201c}{}\u{201d}", gone.label, kept.label);
        let op = Op::new(OpKind::Reason, label);
        self.transact(op, self.next_moment()?, move |change| change.merge_reasons(keep, other))?;
        Ok(())
    }
}
