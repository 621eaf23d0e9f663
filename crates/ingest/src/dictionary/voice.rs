//! Headers that say nothing, so that the column's content may speak.

use super::{bare, knows, systems::SYSTEMS, usual::USUAL};

/// Whether a header says what its column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Voice {
    /// `Column 5`, `Feld 3`, nothing at all.
    Silent,
    /// Words that no table has, perhaps of another language.
    Foreign,
    /// Known words, be it that the column is to be kept as it is, or part of a longer name (`Manager Email`).
    Speaks,
}

/// Words that are put where a name is missing.
const PLACEHOLDERS: [&str; 16] = [
    "column", "col", "field", "f", "c", "unnamed", "spalte", "feld", "colonne", "champ", "columna", "campo",
    "colonna", "kolom", "veld", "coluna",
];

/// Whether `header` says what its column holds.
pub(crate) fn voice(header: &str) -> Voice {
    let bare = bare(header);
    let word = bare.trim_matches(|c: char| c.is_ascii_digit());
    if word.is_empty() || PLACEHOLDERS.contains(&word) {
        return Voice::Silent;
    }
    let kept = || SYSTEMS.iter().any(|system| system.extra.contains(&bare.as_str()));
    let part = || USUAL.iter().any(|(name, _)| name.len() >= 4 && bare.contains(name));
    if knows(header) || kept() || part() { Voice::Speaks } else { Voice::Foreign }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_headers_without_a_word_of_their_own_are_silent() {
        for header in ["", "Column 5", "Feld 3", "Unnamed: 7", "F4", "12", "Spalte_2", "Campo"] {
            assert_eq!(voice(header), Voice::Silent, "{header:?}");
        }
        for header in ["Email", "Manager Email", "Rating", "Partner country", "Stadt"] {
            assert_eq!(voice(header), Voice::Speaks, "{header:?}");
        }
        assert_eq!(voice("Sähköposti"), Voice::Foreign);
    }
}
