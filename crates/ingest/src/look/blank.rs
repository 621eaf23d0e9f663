//! Words that stand for nothing: what a system or a person writes where nothing was picked.

/// How sure it is that a word stands for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blank {
    /// Nobody means anything by it.
    Plain,
    /// It is an answer in some columns: `None`, `NA` (a country).
    Perhaps,
}

/// The longest of them, in bytes.
const LONGEST: usize = 24;

/// What systems put between signs, and people write.
const EMPTY: [&str; 13] = [
    "none",
    "null",
    "nil",
    "blank",
    "empty",
    "no value",
    "not set",
    "n/a",
    "undefined",
    "select",
    "select one",
    "please select",
    "choose",
];

/// Those that stand for nothing without any sign as well.
const ALONE: [&str; 4] = ["null", "n/a", "select", "please select"];

/// Those that may.
const PERHAPS: [&str; 8] = ["none", "na", "n.a.", "k.a.", "nil", "undefined", "#n/a", "not set"];

/// What the value stands for if it stands for nothing.
pub(crate) fn blank(value: &str) -> Option<Blank> {
    if value.len() > LONGEST {
        return None;
    }
    let is_sign = |char: char| matches!(char, '-' | '–' | '—' | '(' | ')' | '[' | ']' | '<' | '>' | ' ');
    let is_one = |words: &[&str], text: &str| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    let core = value.trim_matches(is_sign).trim_end_matches(['.', '…']);
    let signed = value.trim_start().starts_with(is_sign);
    if core.is_empty() {
        return value.contains(['-', '–', '—']).then_some(Blank::Plain);
    }
    if is_one(&ALONE, core) || signed && is_one(&EMPTY, core) {
        return Some(Blank::Plain);
    }
    is_one(&PERHAPS, value).then_some(Blank::Perhaps)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_picked_is_told_from_what_somebody_may_mean() {
        for plain in [
            "-",
            "--",
            "–",
            "- -",
            "-None-",
            "--None--",
            "-- None --",
            "(none)",
            "[null]",
            "(not set)",
            "<blank>",
            "NULL",
            "Select",
            "Please select",
            "-- Select --",
            "--Select One--",
            "Select…",
            "N/A",
            "(blank)",
        ] {
            assert_eq!(blank(plain), Some(Blank::Plain), "{plain}");
        }
        for perhaps in ["None", "NONE", "NA", "n.a.", "k.A.", "undefined", "#N/A"] {
            assert_eq!(blank(perhaps), Some(Blank::Perhaps), "{perhaps}");
        }
        for word in [
            "",
            "Nonesuch",
            "Other",
            "-5",
            "(555) 123",
            "No need",
            "Selected",
            "Namibia",
            "<Acme>",
            "None of these",
        ] {
            assert_eq!(blank(word), None, "{word}");
        }
    }
}
