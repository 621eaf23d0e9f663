//! Stops offering a person, and offers them again.

use plumbline_domain::ids::PersonId;
use plumbline_store::{Op, OpKind, Reader};

use super::of;
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Stops offering a person. What they decided stays theirs.
    ///
    /// # Errors
    /// There is no such person in use, or the file cannot be written.
    pub fn retire_person(&self, person: PersonId) -> Outcome<()> {
        if of(&self.store().read(Reader::persons)?, person)?.retired_at.is_some() {
            return Err(
                Failure::bad_input("person", "They are retired already.").hint("Nothing is to be done.")
            );
        }
        let op = Op::new(OpKind::Person, "Retire a person");
        self.transact(op, self.now()?, move |change| change.retire_person(person))?;
        Ok(())
    }

    /// Offers a person again; one that was merged stands for themselves again.
    ///
    /// # Errors
    /// There is no such retired person, or the file cannot be written.
    pub fn restore_person(&self, person: PersonId) -> Outcome<()> {
        if of(&self.store().read(Reader::persons)?, person)?.retired_at.is_none() {
            return Err(Failure::bad_input("person", "They are in use.").hint("Nothing is to be done."));
        }
        let op = Op::new(OpKind::Person, "Bring back a person");
        self.transact(op, self.now()?, move |change| change.restore_person(person))?;
        Ok(())
    }
}
