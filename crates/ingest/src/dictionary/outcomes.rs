//! Words for how a deal stands.

use plumbline_domain::record::DealOutcome;

/// How a deal of this stage or outcome stands. A stage that does not speak of an end is open; a word that speaks of one
/// without saying which, or of both, is left to whoever runs the pipeline.
pub(crate) fn known_outcome(word: &str) -> Option<DealOutcome> {
    const LOST: [&str; 8] =
        ["lost", "dead", "abandoned", "disqualified", "rejected", "declined", "verloren", "closedlost"];
    const WON: [&str; 6] = ["won", "customer", "gewonnen", "closedwon", "signed", "sold"];
    const ENDED: [&str; 8] =
        ["closed", "done", "cancelled", "canceled", "finished", "churned", "deleted", "archived"];
    let words: Vec<String> = word
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| !word.is_empty())
        .collect();
    let says = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    match (says(&WON), says(&LOST)) {
        (true, true) => None,
        (true, false) => Some(DealOutcome::Won),
        (false, true) => Some(DealOutcome::Lost),
        (false, false) => (!says(&ENDED)).then_some(DealOutcome::Open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_are_told_from_steps_and_unclear_ends_are_asked_for() {
        for (word, outcome) in [
            ("Closed Won", Some(DealOutcome::Won)),
            ("closed_lost", Some(DealOutcome::Lost)),
            ("closedwon", Some(DealOutcome::Won)),
            ("Negotiation/Review", Some(DealOutcome::Open)),
            ("Qualification", Some(DealOutcome::Open)),
            ("Closed", None),
            ("Won or lost", None),
            ("Cancelled", None),
        ] {
            assert_eq!(known_outcome(word), outcome, "{word}");
        }
    }
}
