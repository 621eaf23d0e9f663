//! Stops offering a reason.

use plumbline_domain::ids::ReasonId;
use plumbline_store::{Op, OpKind, Reader};

use super::{of, stays_other};
use crate::{
    failure::{Failure, Kind, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Stops offering a reason. Leads that have it keep it, and it goes on being counted.
    ///
    /// # Errors
    /// There is no such reason in use, it is the last one of its picklist or the one that asks for words, or the file cannot be written.
    pub fn retire_reason(&self, reason: ReasonId) -> Outcome<()> {
        let reasons = self.store().read(Reader::reasons)?;
        let known = of(&reasons, reason)?;
        if known.retired_at.is_some() {
            return Err(Failure::bad_input("reason", "This reason is retired already.")
                .hint("Nothing is to be done."));
        }
        let in_use =
            |other: &&plumbline_store::Reason| other.list == known.list && other.retired_at.is_none();
        if reasons.iter().filter(in_use).count() == 1 {
            let message = "This is the last reason in use of its picklist: nobody could decide any more.";
            return Err(Failure::new(Kind::Refused, message).hint("Add another reason first."));
        }
        stays_other(&reasons, known, false)?;
        let op = Op::new(OpKind::Reason, format!("Retire the reason \u{201c}{}\u{201d}", known.label));
        self.transact(op, self.now()?, move |change| change.retire_reason(reason))?;
        Ok(())
    }
}
