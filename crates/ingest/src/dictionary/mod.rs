//! What headers mean: tables of the systems exports come from, and similarity for the rest.

mod abroad;
mod activities;
mod outcomes;
mod shapes;
mod statuses;
mod systems;
mod usual;
mod voice;

pub(crate) use activities::{activity_word, known_side};
pub(crate) use outcomes::known_outcome;
pub(crate) use shapes::{Layout, history, layout_of, meaning_in, shape_of};
pub use statuses::{is_some_exit, known_status, waits_for_decision};
pub(crate) use voice::{Voice, voice};

use crate::mapping::Target;

/// The system whose headers a file has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dictionary {
    /// Salesforce, object export or report.
    Salesforce,
    /// HubSpot, labels or internal names.
    Hubspot,
    /// Marketo.
    Marketo,
    /// Pipedrive.
    Pipedrive,
    /// Microsoft Dynamics.
    Dynamics,
    /// This program's own export.
    Plumbline,
    /// None of them.
    Plain,
}

impl Dictionary {
    /// As shown to people.
    pub fn label(self) -> &'static str {
        match self {
            Dictionary::Salesforce => "Salesforce",
            Dictionary::Hubspot => "HubSpot",
            Dictionary::Marketo => "Marketo",
            Dictionary::Pipedrive => "Pipedrive",
            Dictionary::Dynamics => "Dynamics",
            Dictionary::Plumbline => "Plumbline",
            Dictionary::Plain => "Spreadsheet",
        }
    }
}

/// How sure a meaning is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// What its values look like; the header says nothing.
    Content,
    /// A name that resembles a known one.
    Similar,
    /// A usual name for it.
    Usual,
    /// The recognised system's own name, or this program's.
    Own,
}

/// A header in lower case, letters and digits only: `First Name`, `first_name` and `FirstName` are one.
pub(crate) fn bare(header: &str) -> String {
    header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The system with most of these headers, if they are its own to a telling degree.
pub fn recognise<'a>(headers: impl Iterator<Item = &'a str>) -> Dictionary {
    let headers: Vec<&str> = headers.collect();
    let slugs = headers.iter().filter(|header| Target::parse_known(header).is_some()).count();
    // A slug such as `first_name` is what anybody may write; these are ours alone.
    let own = |header: &&&str| {
        **header == "external_id"
            || **header == crate::read::IDENTITY_COLUMN
            || (header.contains('.') && Target::parse_known(header).is_some())
    };
    let ours = crate::own::is_own(&headers);
    if ours || headers.iter().filter(own).count() >= 2 && slugs * 2 >= headers.len() {
        return Dictionary::Plumbline;
    }
    let headers: Vec<String> = headers.into_iter().map(bare).collect();
    let plain: Vec<String> = headers.iter().map(|header| abroad::without_accents(header)).collect();
    if let Some(system) = shapes::system_of(&plain) {
        return system;
    }
    systems::SYSTEMS
        .iter()
        .map(|system| {
            let telling = headers.iter().filter(|header| system.telling.contains(&header.as_str())).count();
            let known = headers.iter().filter(|header| system.target(header).is_some()).count();
            (telling, known, system.dictionary)
        })
        .filter(|(telling, known, _)| *telling >= 2 || (*telling == 1 && *known * 2 >= headers.len()))
        .max_by_key(|(telling, known, _)| (*telling, *known))
        .map_or(Dictionary::Plain, |(_, _, dictionary)| dictionary)
}

/// What a header means in an export of `dictionary`, and how sure that is.
pub fn meaning(dictionary: Dictionary, header: &str) -> Option<(Target, Sureness)> {
    if let Some(target) = Target::parse_known(header) {
        return Some((target, Sureness::Own));
    }
    let bare = bare(header);
    if let Some(system) = systems::SYSTEMS.iter().find(|system| system.dictionary == dictionary) {
        if system.extra.contains(&bare.as_str()) {
            return None;
        }
        if let Some(target) = system.target(&bare) {
            return Some((target, Sureness::Own));
        }
    }
    if let Some(target) = usual(&bare) {
        return Some((target, Sureness::Usual));
    }
    similar(&bare).map(|target| (target, Sureness::Similar))
}

/// The meaning of a name that people give to columns.
fn usual(bare: &str) -> Option<Target> {
    let tables = [usual::USUAL, abroad::EITHER];
    tables
        .into_iter()
        .find_map(|names| systems::find(names, bare))
        .or_else(|| systems::find(abroad::ABROAD, &abroad::without_accents(bare)))
}

/// True if any table has this header.
pub(crate) fn knows(header: &str) -> bool {
    let bare = bare(header);
    Target::parse_known(header).is_some()
        || usual(&bare).is_some()
        || systems::SYSTEMS.iter().any(|system| system.target(&bare).is_some())
}

/// A usual name that is contained with a short rest (`leademail`, `companyname2`) or differs by one letter.
fn similar(bare: &str) -> Option<Target> {
    if bare.len() < 5 {
        return None;
    }
    // A letter more or less makes another word of a short name, and a stage out of nothing is an acceptance out of nothing.
    let slip = |name: &str, target: &str| {
        name.len() >= 6 && !target.contains(".at") && !WORDS.contains(&bare) && one_letter_apart(name, bare)
    };
    usual::USUAL
        .iter()
        .filter(|(name, _)| name.len() >= 5)
        .find(|(name, target)| slip(name, target) || around(name, bare))
        .and_then(|(_, target)| Target::parse_known(target))
}

/// Words of their own that a letter parts from a usual name.
const WORDS: [&str; 3] = ["county", "routes", "states"];

/// `name` with one of the words exports put around it.
fn around(name: &str, bare: &str) -> bool {
    const BEFORE: [&str; 6] = ["lead", "contact", "person", "primary", "current", "the"];
    const BEHIND: [&str; 6] = ["c", "value", "field", "text", "1", "2"];
    BEFORE.iter().any(|word| bare.strip_prefix(word) == Some(name))
        || BEHIND.iter().any(|word| bare.strip_suffix(word) == Some(name))
}

/// One letter more, less, other, or two neighbours swapped.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return a == b;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (left_a, left_b) = (a.len() - start - end, b.len() - start - end);
    left_a.max(left_b) <= 1
        || (left_a == 2 && left_b == 2 && a[start] == b[start + 1] && a[start + 1] == b[start])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(headers: &[&str]) -> Dictionary {
        recognise(headers.iter().copied())
    }

    #[test]
    fn systems_are_told_by_their_headers() {
        assert_eq!(of(&["Id", "FirstName", "LeadSource", "IsConverted", "OwnerId"]), Dictionary::Salesforce);
        assert_eq!(
            of(&["Lead ID", "Lead Owner", "Company / Account", "Lead Status"]),
            Dictionary::Salesforce
        );
        assert_eq!(
            of(&["Record ID", "Lifecycle Stage", "Create Date", "Contact owner"]),
            Dictionary::Hubspot
        );
        assert_eq!(of(&["hs_object_id", "lifecyclestage", "hs_lead_status"]), Dictionary::Hubspot);
        assert_eq!(of(&["external_id", "email", "stage.mql.at", "country"]), Dictionary::Plumbline);
        assert_eq!(of(&["id", "created_at", "email", "first_name", "last_name"]), Dictionary::Plain);
        assert_eq!(of(&["Company", "E-mail", "Country", "Status"]), Dictionary::Plain);
    }

    #[test]
    fn every_name_in_the_tables_has_a_target_and_is_bare() {
        let all = systems::SYSTEMS
            .iter()
            .flat_map(|system| system.names.iter())
            .chain(usual::USUAL)
            .chain(abroad::ABROAD)
            .chain(abroad::EITHER);
        for (name, target) in all {
            assert_eq!(bare(name), *name, "names are compared bare");
            assert!(Target::parse_known(target).is_some(), "{target} is not a target");
        }
        for (name, target) in abroad::ABROAD {
            assert_eq!(abroad::without_accents(name), *name, "names are compared without accents");
            let same = |(other, _): &&(&str, &str)| other == name;
            let known = usual::USUAL.iter().find(same);
            assert!(known.is_none_or(|(_, earlier)| earlier == target), "{name} has one meaning");
            assert_eq!(abroad::ABROAD.iter().filter(same).count(), 1, "{name} stands there once");
        }
    }

    #[test]
    fn near_names_are_similar_and_far_ones_are_not() {
        let target =
            |header| meaning(Dictionary::Plain, header).map(|(target, _)| target.slug().into_owned());
        assert_eq!(target("Lead E-Mail").as_deref(), Some("email"));
        assert_eq!(target("Compnay").as_deref(), Some("company"));
        assert_eq!(target("MQL Date").as_deref(), Some("stage.mql.at"));
        assert_eq!(target("Prénom").as_deref(), Some("first_name"));
        assert_eq!(target("Anzahl Mitarbeiter").as_deref(), Some("employees"));
        assert_eq!(target("Closed - Not Converted Reason").as_deref(), Some("either.reason"));
        assert_eq!(target("Favourite colour"), None);
        assert_eq!(target("Email opt out"), None, "a flag about mail is no address");
    }
}
