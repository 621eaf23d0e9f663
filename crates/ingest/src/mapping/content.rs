//! What a column holds, by its content, where its header says nothing.
//!
//! A guess is a suggestion with its ground. The moment a stage was entered is never guessed: dates look alike.

use plumbline_domain::{field::Field, reason::List};

use super::{
    Target, both,
    places::{is_country, is_country_code, is_state},
    suggest::Known,
};
use crate::{
    dictionary::{self, Voice},
    look::{Column, Inferred},
};

/// What a column looks like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guess {
    /// What it becomes; `None` if what it looks like fits several targets.
    pub(super) target: Option<Target>,
    /// `looks like e-mail addresses`.
    pub(super) ground: &'static str,
}

/// What the values of a column look like, if its header does not say; `rows` is the number of rows of the table.
pub(super) fn guess(column: &Column, rows: u64) -> Option<Guess> {
    let voice = if column.unnamed { Voice::Silent } else { dictionary::voice(&column.header) };
    if voice == Voice::Speaks || column.filled == 0 {
        return None;
    }
    let found = |target, ground| Some(Guess { target: Some(target), ground });
    if column.inferred == Inferred::Mail {
        return found(Target::Field(Field::Email), "looks like e-mail addresses");
    }
    if let Some((field, ground)) = text(column) {
        return found(Target::Field(field), ground);
    }
    if voice == Voice::Foreign {
        return None;
    }
    if let Some((target, ground)) = picklist(column) {
        return found(target, ground);
    }
    if column.inferred == Inferred::Date {
        return Some(Guess { target: None, ground: "looks like dates; which ones, nothing says" });
    }
    is_id(column, rows).then_some(Guess {
        target: Some(Target::Field(Field::ExternalId)),
        ground: "looks like ids: every row has another",
    })
}

/// A kind of text: its field, how many of a hundred values have to be of the kind, which are, and its ground.
type KindOfText = (Field, usize, fn(&str) -> bool, &'static str);

/// Kinds of text, the surest first.
fn text(column: &Column) -> Option<(Field, &'static str)> {
    if column.inferred != Inferred::Text {
        return None;
    }
    let kinds: [KindOfText; 7] = [
        (Field::Country, 80, is_country, "looks like names of countries"),
        (Field::Region, 95, is_state, "looks like states of the United States"),
        (Field::Country, 95, is_country_code, "looks like codes of countries"),
        (Field::Domain, 80, is_web_address, "looks like web addresses"),
        (Field::Seniority, 80, is_seniority, "looks like levels of seniority"),
        (Field::Title, 60, is_title, "looks like job titles"),
        (Field::Company, 40, is_company, "looks like names of companies"),
    ];
    let values: Vec<&str> = column.shown().collect();
    let share = |test: fn(&str) -> bool| values.iter().filter(|value| test(value)).count() * 100;
    kinds
        .into_iter()
        .find(|(_, least, test, _)| !values.is_empty() && share(*test) >= least * values.len())
        .map(|(field, _, _, ground)| (field, ground))
}

/// Few values that are known statuses or reasons.
fn picklist(column: &Column) -> Option<(Target, &'static str)> {
    let values = column.values.as_ref().filter(|values| values.len() <= 60)?;
    let known =
        |value: &str| dictionary::known_status(value).is_some() || dictionary::waits_for_decision(value);
    let statuses: u64 = values.iter().filter(|(value, _)| known(value)).map(|(_, count)| count).sum();
    if statuses * 10 >= column.filled * 7 && values.len() >= 2 {
        return Some((Target::Status, "looks like statuses of leads"));
    }
    let reasons = Known::starter().reasons;
    let of = |list| values.iter().filter(|(value, _)| both::belongs(value, list, &reasons)).count();
    let (rejections, disqualifications) = (of(List::Rejection), of(List::Disqualification));
    if (rejections + disqualifications) * 10 < values.len() * 6 || values.len() < 2 {
        return None;
    }
    Some(match (rejections, disqualifications) {
        (_, 0) => (Target::RejectionReason, "looks like reasons of rejections"),
        (0, _) => (Target::DisqualificationReason, "looks like reasons of disqualifications"),
        _ => (Target::EitherReason, "looks like reasons of rejections and of disqualifications"),
    })
}

/// Every row has a value of its own that is one short word with a digit.
fn is_id(column: &Column, rows: u64) -> bool {
    let mut shown = column.shown().take(50).peekable();
    let is_one = |value: &str| {
        (3..=36).contains(&value.len())
            && value.bytes().any(|byte| byte.is_ascii_digit())
            && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    // Beyond what is counted one by one the number is an estimate.
    let distinct = column.distinct * 100 >= column.filled * 98;
    let whole = matches!(column.inferred, Inferred::Text | Inferred::Number);
    whole && rows >= 3 && column.filled == rows && distinct && shown.peek().is_some() && shown.all(is_one)
}

fn is_web_address(value: &str) -> bool {
    let host = value.split_once("://").map_or(value, |(_, rest)| rest);
    let host = host.split(['/', '?', '#', ':']).next().unwrap_or(host);
    let marked = value.contains("://") || value.starts_with("www.");
    let clean = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let known = || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    clean
        && host.contains('.')
        && !host.starts_with('.')
        && (marked || (known() && psl::domain_str(host).is_some()))
}

fn is_seniority(value: &str) -> bool {
    const LEVELS: [&str; 30] = [
        "clevel",
        "csuite",
        "cxo",
        "vp",
        "vicepresident",
        "svp",
        "evp",
        "director",
        "head",
        "manager",
        "seniormanager",
        "teamlead",
        "lead",
        "senior",
        "seniorlevel",
        "midlevel",
        "mid",
        "intermediate",
        "entry",
        "entrylevel",
        "junior",
        "intern",
        "trainee",
        "staff",
        "individualcontributor",
        "ic",
        "owner",
        "founder",
        "partner",
        "executive",
    ];
    LEVELS.contains(&dictionary::bare(value).as_str())
}

fn is_title(value: &str) -> bool {
    const WORDS: [&str; 52] = [
        "chief",
        "officer",
        "ceo",
        "cfo",
        "cto",
        "cio",
        "ciso",
        "coo",
        "cmo",
        "president",
        "vp",
        "svp",
        "evp",
        "director",
        "head",
        "manager",
        "supervisor",
        "lead",
        "engineer",
        "architect",
        "analyst",
        "administrator",
        "developer",
        "consultant",
        "specialist",
        "coordinator",
        "assistant",
        "associate",
        "executive",
        "representative",
        "counsel",
        "auditor",
        "accountant",
        "buyer",
        "founder",
        "leiter",
        "leiterin",
        "geschäftsführer",
        "geschäftsführerin",
        "referent",
        "referentin",
        "entwickler",
        "berater",
        "directeur",
        "directrice",
        "responsable",
        "ingénieur",
        "gérant",
        "gerente",
        "jefe",
        "ingeniero",
        "manager:in",
    ];
    words_of(value).any(|word| WORDS.contains(&word.as_str()))
}

fn is_company(value: &str) -> bool {
    const FORMS: [&str; 46] = [
        "inc",
        "llc",
        "llp",
        "lp",
        "ltd",
        "limited",
        "corp",
        "corporation",
        "co",
        "company",
        "plc",
        "gmbh",
        "mbh",
        "ag",
        "se",
        "kg",
        "ohg",
        "kgaa",
        "ug",
        "ev",
        "bv",
        "nv",
        "cv",
        "vof",
        "sa",
        "sas",
        "sarl",
        "sl",
        "slu",
        "srl",
        "spa",
        "snc",
        "sàrl",
        "oy",
        "oyj",
        "ab",
        "aps",
        "as",
        "asa",
        "sro",
        "kft",
        "pty",
        "pte",
        "lda",
        "ltda",
        "kk",
    ];
    let last = value.trim_end_matches(')').rsplit([' ', ',', '(']).next().unwrap_or_default();
    let last: String = last.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect();
    value.contains(' ') && FORMS.contains(&last.as_str())
}

fn words_of(value: &str) -> impl Iterator<Item = String> {
    value
        .split(|c: char| !c.is_alphanumeric() && c != ':')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
