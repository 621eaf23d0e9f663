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

use plumbline_domain::{ids::ReasonId, reason::STARTER_REJECTIONS};
use plumbline_store::Reason;

use crate::failure::{Failure, Kind, Outcome};

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

/// Where no other reason fits, somebody has to be able to say so, in words. It is the bucket that asks for them, so that the
/// last reason in use of it stays there, and the one every workspace starts with always.
fn stays_other(reasons: &[Reason], known: &Reason, is_move: bool) -> Outcome<()> {
    let asks = |reason: &Reason| {
        reason.list == List::Rejection && reason.key.bucket == Bucket::Other && reason.retired_at.is_none()
    };
    let is_standing = STARTER_REJECTIONS
        .iter()
        .any(|(bucket, slug, _)| *bucket == Bucket::Other && *slug == known.key.slug);
    let is_last = !reasons.iter().any(|other| other.id != known.id && asks(other));
    if !(asks(known) && (is_last || is_move && is_standing)) {
        return Ok(());
    }
    let message = format!(
        "\u{201c}{}\u{201d} asks for words where no reason fits; elsewhere nobody would be asked for any.",
        known.label
    );
    let hint = match is_move && is_standing {
        true => "Rename it if you like, and add a reason to the other bucket.",
        false => "Rename it if you like, or add another reason to the bucket Other first.",
    };
    Err(Failure::new(Kind::Refused, message).hint(hint))
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
