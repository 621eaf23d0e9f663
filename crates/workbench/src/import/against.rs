//! What a file says against the rules of this desk, in sentences.

use plumbline_domain::reason::List;
use plumbline_store::import::AgainstRules;

use super::remarks::named_rows;
use crate::wording;

/// Reasons named one by one.
const NAMED: usize = 8;

/// Sentences about rows that decisions made here could not be, and about reasons nobody here has made.
pub(crate) fn sentences(against: &AgainstRules) -> Vec<String> {
    let AgainstRules { rejected_after_contact, disqualified_unspoken, other_without_words, new_reasons } =
        against;
    let mut said = Vec::new();
    let mut say = |rows: &[u64], (one, many): (&str, &str), why: &str| {
        if !rows.is_empty() {
            let counted = wording::counted(rows.len() as u64, one, many);
            said.push(format!("{counted} {why} ({}).", named_rows(rows)));
        }
    };
    say(
        rejected_after_contact,
        ("lead was rejected", "leads were rejected"),
        "after sales had been in contact: kept as the file tells it; decided here, that is a disqualification",
    );
    say(
        disqualified_unspoken,
        ("lead was disqualified", "leads were disqualified"),
        "and nothing is known of a contact: kept as the file tells it; decided here, that is a rejection",
    );
    say(
        other_without_words,
        ("rejection", "rejections"),
        "under Other came without words that say what it was: they are kept, and nobody can make a reason of them",
    );
    if !new_reasons.is_empty() {
        let counted = wording::counted(new_reasons.len() as u64, "reason is", "reasons are");
        let named = new_reasons.iter().take(NAMED).map(|reason| match reason.list {
            List::Rejection => format!("\u{201c}{}\u{201d} ({})", reason.label, reason.key.bucket.label()),
            List::Disqualification | List::Lost => format!("\u{201c}{}\u{201d}", reason.label),
        });
        let named: Vec<String> = named.collect();
        let rest = new_reasons.len().saturating_sub(NAMED) as u64;
        let more = if rest > 0 { format!(" and {} more", wording::count(rest)) } else { String::new() };
        said.push(format!(
            "{counted} new to the picklists of this desk: {}{more}. Map them to reasons there are, or keep them.",
            named.join(", ")
        ));
    }
    said
}
