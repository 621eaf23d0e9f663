//! Who is asked by a rule, as people are known now: whoever comes into a role later finds what is open for it.

use plumbline_domain::{consequence::Who, ids::PersonId, role::Role};
use plumbline_store::Person;

/// Everybody who is asked, each once, in the order of the rule; `asked` as rules write it, `rep` is whose leads they are.
pub(super) fn by(asked: &[String], rep: Option<&str>, persons: &[Person]) -> Vec<(PersonId, String)> {
    let mut found: Vec<(PersonId, String)> = Vec::new();
    for who in asked.iter().map(|text| Who::parse(text)) {
        for person in people(&who, rep, persons) {
            if found.iter().all(|(known, _)| *known != person.id) {
                found.push(named(person));
            }
        }
    }
    found
}

pub(super) fn named(person: &Person) -> (PersonId, String) {
    (person.id, person.name.clone())
}

/// Who it is that is asked, if people are known well enough to say: all who share a role.
fn people<'a>(who: &Who, rep: Option<&str>, persons: &'a [Person]) -> Vec<&'a Person> {
    let in_use = |person: &&Person| person.retired_at.is_none() && person.merged_into.is_none();
    let same = |a: &str, b: &str| a.trim().to_lowercase() == b.trim().to_lowercase();
    match who {
        Who::Role(role) => {
            // People are kept by the slug of their role, rules say what people say.
            let is_asked = |person: &&Person| match (Role::parse(&person.role), Role::parse(role)) {
                (Some(has), Some(asked)) => has == asked,
                _ => same(&person.role, role),
            };
            persons.iter().filter(in_use).filter(is_asked).collect()
        }
        Who::Manager => {
            let of_rep = |rep: &str| -> Option<PersonId> {
                let person = persons.iter().find(|person| same(&person.name, rep))?;
                // A name that turned out to be somebody else's has the manager of whoever it is.
                let kept =
                    persons.iter().find(|other| Some(other.id) == person.merged_into).unwrap_or(person);
                kept.manager
            };
            let manager = rep.and_then(of_rep);
            persons.iter().filter(in_use).filter(|person| Some(person.id) == manager).collect()
        }
    }
}
