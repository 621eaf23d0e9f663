//! Makes two names one person.

use plumbline_domain::ids::PersonId;
use plumbline_store::{Op, OpKind, Reader};

use super::of;
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Makes `other` another name of `keep`. What was decided under it stays under it and counts for `keep`.
    ///
    /// # Errors
    /// They are not two people who count for themselves, or the file cannot be written.
    pub fn merge_persons(&self, keep: PersonId, other: PersonId) -> Outcome<()> {
        let persons = self.store().read(Reader::persons)?;
        let (kept, gone) = (of(&persons, keep)?, of(&persons, other)?);
        let refuse = |message: &str| Err(Failure::bad_input("keep", message).hint("Choose another person."));
        if keep == other {
            return refuse("A person cannot be merged into themselves.");
        }
        if kept.merged_into.is_some() || gone.merged_into.is_some() {
            return refuse("One of the two was merged already.");
        }
        if kept.retired_at.is_some() {
            return refuse("The person to keep is retired.");
        }
        let op = Op::new(OpKind::Person, "Merge two people");
        self.transact(op, self.now()?, move |change| change.merge_persons(keep, other))?;
        Ok(())
    }
}
