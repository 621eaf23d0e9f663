//! Reasons: the picklists, as a file and as rules that are kept.

mod add;
mod change;
mod export;
mod list;
mod merge;
mod restore;
mod retire;

pub(crate) use add::free_key;
pub use list::Row;
pub use plumbline_domain::reason::{Bucket, List};

use plumbline_domain::ids::ReasonId;
use plumbline_store::Reason;

use crate::failure::{Failure, Outcome};

/// The entry with this id.
fn of(reasons: &[Reason], id: ReasonId) -> Outcome<&Reason> {
    reasons.iter().find(|reason| reason.id == id).ok_or_else(|| {
        Failure::bad_input("reason", "There is no such reason.").hint("Choose one of those under Rules.")
    })
}

/// The entry of that name in a picklist, whoever else than `not` has it.
pub(crate) fn called<'a>(
    reasons: &'a [Reason],
    list: List,
    label: &str,
    not: Option<ReasonId>,
) -> Option<&'a Reason> {
    let same = |reason: &&Reason| reason.label.to_lowercase() == label.to_lowercase();
    reasons.iter().filter(|reason| reason.list == list && Some(reason.id) != not).find(same)
}

/// A name somebody typed, without what surrounds it.
fn name(label: &str) -> Outcome<String> {
    match label.trim() {
        "" => Err(Failure::bad_input("label", "A reason needs a name.").hint("Write what a rep would pick.")),
        label => Ok(label.to_owned()),
    }
}

fn taken(known: &Reason) -> Failure {
    let failure =
        Failure::bad_input("label", format!("There is a reason \u{201c}{}\u{201d} already.", known.label));
    match known.retired_at {
        Some(_) => failure.hint("It is retired: bring it back, or choose another name."),
        None => failure.hint("Choose another name."),
    }
}
