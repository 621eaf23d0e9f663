//! Names of months and of days of the week in English, German, French, Spanish, Italian, Dutch and Portuguese, without
//! their accents.

use super::cursor::Word;

const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "janner", "janvier", "enero", "gennaio", "januari", "janeiro", "jan", "janv",
        "ene", "gen",
    ],
    &[
        "february",
        "februar",
        "feber",
        "fevrier",
        "febrero",
        "febbraio",
        "februari",
        "fevereiro",
        "feb",
        "febr",
        "fevr",
        "fev",
    ],
    &["march", "marz", "maerz", "mars", "marzo", "maart", "marco", "mar", "mrz", "mrt", "maa"],
    &["april", "avril", "abril", "aprile", "apr", "avr", "abr"],
    &["may", "mai", "mayo", "maggio", "mei", "maio", "mag"],
    &["june", "juni", "juin", "junio", "giugno", "junho", "jun", "giu"],
    &["july", "juli", "juillet", "julio", "luglio", "julho", "jul", "juil", "lug"],
    &["august", "aout", "agosto", "augustus", "aug", "ago", "aou"],
    &["september", "septembre", "septiembre", "setiembre", "settembre", "setembro", "sep", "sept", "set"],
    &["october", "oktober", "octobre", "octubre", "ottobre", "outubro", "oct", "okt", "ott", "out"],
    &["november", "novembre", "noviembre", "novembro", "nov"],
    &["december", "dezember", "decembre", "diciembre", "dicembre", "dezembro", "dec", "dez", "dic"],
];

const DAYS: [&[&str]; 7] = [
    &["monday", "montag", "lundi", "lunes", "lunedi", "maandag", "segunda", "mon", "mo", "lun", "ma", "seg"],
    &[
        "tuesday", "dienstag", "mardi", "martes", "martedi", "dinsdag", "terca", "tue", "tues", "di", "mar",
        "ter",
    ],
    &[
        "wednesday",
        "mittwoch",
        "mercredi",
        "miercoles",
        "mercoledi",
        "woensdag",
        "quarta",
        "wed",
        "mi",
        "mer",
        "mie",
        "wo",
        "qua",
    ],
    &[
        "thursday",
        "donnerstag",
        "jeudi",
        "jueves",
        "giovedi",
        "donderdag",
        "quinta",
        "thu",
        "thur",
        "thurs",
        "do",
        "jeu",
        "jue",
        "gio",
        "qui",
    ],
    &[
        "friday", "freitag", "vendredi", "viernes", "venerdi", "vrijdag", "sexta", "fri", "fr", "ven", "vie",
        "vr", "sex",
    ],
    &[
        "saturday",
        "samstag",
        "sonnabend",
        "samedi",
        "sabado",
        "sabato",
        "zaterdag",
        "sat",
        "sa",
        "sam",
        "sab",
        "za",
    ],
    &["sunday", "sonntag", "dimanche", "domingo", "domenica", "zondag", "sun", "so", "dim", "dom", "zo"],
];

/// The month of this name or abbreviation, 1 to 12.
pub(super) fn month(word: &Word) -> Option<u32> {
    MONTHS.iter().position(|names| names.iter().any(|name| word.is(name))).map(|index| index as u32 + 1)
}

/// Is it the name of a day of the week, or an abbreviation?
pub(super) fn is_day(word: &Word) -> bool {
    DAYS.iter().any(|names| names.iter().any(|name| word.is(name)))
}

/// The words that stand for an ordinal behind the number of a day: `1st`, `2nd`, `1er`, `1º`.
pub(super) fn is_ordinal(word: &Word) -> bool {
    ["st", "nd", "rd", "th", "er", "re", "e", "o", "a"].iter().any(|ending| word.is(ending))
}

/// May a name of a month or a day begin with this letter?
pub(crate) fn may_begin(first: u8) -> bool {
    matches!(
        first | 32,
        b'a' | b'd'
            | b'e'
            | b'f'
            | b'g'
            | b'j'
            | b'l'
            | b'm'
            | b'n'
            | b'o'
            | b'q'
            | b's'
            | b't'
            | b'v'
            | b'w'
            | b'z'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::cursor::{Cursor, fold};
    use pure_rust_locales::Locale;

    fn word(text: &str) -> Word {
        fold(&mut Cursor { bytes: text.as_bytes(), at: 0 }).unwrap_or_else(|| panic!("{text} is a word"))
    }

    #[test]
    fn the_names_of_the_c_library_s_locales_are_known() {
        for locale in [
            Locale::en_US,
            Locale::en_GB,
            Locale::de_DE,
            Locale::de_AT,
            Locale::fr_FR,
            Locale::es_ES,
            Locale::it_IT,
            Locale::nl_NL,
            Locale::pt_PT,
            Locale::pt_BR,
        ] {
            use pure_rust_locales::locale_match;
            let (long, short) =
                (locale_match!(locale => LC_TIME::MON), locale_match!(locale => LC_TIME::ABMON));
            let (days, short_days) =
                (locale_match!(locale => LC_TIME::DAY), locale_match!(locale => LC_TIME::ABDAY));
            for names in [long, short] {
                for (index, name) in names.iter().enumerate() {
                    assert_eq!(month(&word(name)), Some(index as u32 + 1), "{name} of {locale:?}");
                }
            }
            for name in days.iter().chain(short_days) {
                assert!(is_day(&word(name)), "{name} of {locale:?}");
                assert!(may_begin(name.as_bytes()[0]), "{name}");
            }
            assert!(long.iter().chain(short).all(|name| may_begin(name.as_bytes()[0])));
        }
    }

    #[test]
    fn no_name_stands_for_two_months() {
        let mut all: Vec<&str> = MONTHS.iter().flat_map(|names| names.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
