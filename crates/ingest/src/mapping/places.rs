//! Names and codes of countries.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

/// Per line the codes of two and three letters, then names.
const COUNTRIES: &str = include_str!("../../../../assets/lists/countries.tsv");

/// Names that the list does not have: everyday names, and other languages.
#[rustfmt::skip]
const MORE: [&str; 77] = [
    "usa", "u.s.", "u.s.a.", "america", "england", "scotland", "wales", "great britain", "britain", "united kingdom", "holland",
    "czech republic", "south korea", "korea", "russia", "turkey", "vietnam", "taiwan", "hong kong", "uae", "ivory coast",
    "deutschland", "österreich", "schweiz", "frankreich", "italien", "spanien", "niederlande", "belgien", "polen",
    "großbritannien", "vereinigtes königreich", "vereinigte staaten", "schweden", "dänemark", "norwegen", "finnland",
    "irland", "griechenland", "ungarn", "tschechien", "rumänien", "türkei", "luxemburg", "kanada", "brasilien", "indien",
    "australien", "israel", "russland", "japan", "oostenrijk", "duitsland", "zwitserland", "frankrijk", "italië",
    "spanje", "nederland", "belgië", "verenigd koninkrijk", "verenigde staten", "zweden", "denemarken", "germania",
    "francia", "italia", "svizzera", "paesi bassi", "regno unito", "stati uniti", "alemanha", "frança", "espanha",
    "suíça", "reino unido", "estados unidos", "brasil",
];

/// The states of the United States, whose codes are codes of countries, too.
#[rustfmt::skip]
const STATES: [&str; 51] = [
    "AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA",
    "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR",
    "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
];

/// True for a name of a country in English, French or Spanish, and for the common ones in other languages.
pub(super) fn is_country(text: &str) -> bool {
    static NAMES: OnceLock<FxHashSet<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let listed = COUNTRIES.lines().flat_map(|line| line.split('\t').skip(2));
        listed.chain(MORE).map(str::to_lowercase).filter(|name| name.len() > 2).collect()
    });
    names.contains(&text.to_lowercase())
}

/// True for a code of a country in capitals.
pub(super) fn is_country_code(text: &str) -> bool {
    static CODES: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let codes = CODES.get_or_init(|| COUNTRIES.lines().flat_map(|line| line.split('\t').take(2)).collect());
    codes.contains(text) || text == "UK"
}

/// True for the code of a state of the United States.
pub(super) fn is_state(text: &str) -> bool {
    STATES.binary_search(&text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countries_are_known_by_name_and_code() {
        assert_eq!(COUNTRIES.lines().count(), 249);
        for name in [
            "Germany",
            "germany",
            "Deutschland",
            "Allemagne",
            "Alemania",
            "USA",
            "United Kingdom",
            "Côte d’Ivoire",
        ] {
            assert!(is_country(name), "{name}");
        }
        assert!(is_country_code("DE") && is_country_code("DEU") && is_country_code("UK"));
        for other in ["Berlin", "de", "Europe", "", "Acme"] {
            assert!(!is_country(other) && !is_country_code(other), "{other}");
        }
        assert!(STATES.is_sorted() && is_state("CA") && !is_state("UK"));
    }
}
