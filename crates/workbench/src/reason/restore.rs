//! Offers a retired reason again.

use plumbline_domain::ids::ReasonId;
use plumbline_store::{Op, OpKind, Reader};

use super::of;
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Offers a retired reason again; one that was merged counts for itself again.
    ///
    /// # Errors
    /// There is no such retired reason, or the file cannot be written.
    pub fn restore_reason(&self, reason: ReasonId) -> Outcome<()> {
        let reasons = self.store().read(Reader::reasons)?;
        let known = of(&reasons, reason)?;
        if known.retired_at.is_none() {
            return Err(Failure::bad_input("reason", "This reason is in use.").hint("Nothing is to be done."));
        }
        let op = Op::new(OpKind::Reason, format!("Bring back the reason \u{201c}{}\u{201d}", known.label));
        self.transact(op, self.now()?, move |change| change.restore_reason(reason))?;
        Ok(())
    }
}
