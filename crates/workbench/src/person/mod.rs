//! People and teams: who decides, whose leads they are, who manages whom.

mod add;
mod change;
mod list;
mod merge;
mod retire;
mod team;

pub use list::{Owner, People, Row};
pub use plumbline_domain::role::Role;
pub use plumbline_store::{Particulars, Team};

use plumbline_domain::ids::PersonId;
use plumbline_store::Person;

use crate::failure::{Failure, Outcome};

fn of(persons: &[Person], id: PersonId) -> Outcome<&Person> {
    persons.iter().find(|person| person.id == id).ok_or_else(|| {
        Failure::bad_input("person", "There is no such person.").hint("Choose one of those listed.")
    })
}

/// Names that differ in case or in blanks around them are one person's.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A name that nobody else has; another name of the same person may be taken back.
fn name(persons: &[Person], name: &str, not: Option<PersonId>) -> Outcome<String> {
    let wanted = folded(name);
    if wanted.is_empty() {
        return Err(
            Failure::bad_input("name", "A person needs a name.").hint("As in the owner column of your CRM.")
        );
    }
    let theirs = |person: &Person| not.is_some() && (Some(person.id) == not || person.merged_into == not);
    let same = |person: &&Person| !theirs(person) && folded(&person.name) == wanted;
    match persons.iter().find(same) {
        None => Ok(name.trim().to_owned()),
        Some(known) => {
            let failure = Failure::bad_input("name", "Somebody has this name already.");
            let keeper = persons.iter().find(|person| Some(person.id) == known.merged_into);
            Err(match (keeper, known.retired_at) {
                (Some(keeper), _) => failure.hint(format!(
                    "It is another name of {}: bring it back if it is somebody else's, or add something to the name.",
                    keeper.name
                )),
                (None, Some(_)) => failure.hint("They are retired: bring them back, or add something to the name."),
                (None, None) => failure.hint("Add something that tells the two apart, or merge them."),
            })
        }
    }
}

fn role(text: &str) -> Outcome<Role> {
    Role::parse(text).ok_or_else(|| {
        let labels: Vec<&str> = Role::all().map(Role::label).collect();
        Failure::bad_input("role", format!("There is no role \u{201c}{text}\u{201d}."))
            .hint(format!("Roles: {}.", labels.join(", ")))
    })
}
