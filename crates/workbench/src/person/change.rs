//! Changes what is known of a person.

use std::str::FromStr;

use plumbline_domain::ids::PersonId;
use plumbline_store::{Op, OpKind, Particulars, Person, StoreError};

use super::{name, of, role};
use crate::{
    failure::{Failure, Outcome},
    workspace::Workspace,
};

impl Workspace {
    /// Changes name, role, team, manager and zone of a person. A name they had stays a name of theirs: their leads stay theirs,
    /// and files that write it go on meaning them.
    ///
    /// # Errors
    /// The name is blank or taken, role, team, manager or zone do not exist, they would manage themselves, or the file
    /// cannot be written.
    pub fn change_person(&self, person: PersonId, now: &Particulars) -> Outcome<()> {
        let (persons, teams) = self
            .store()
            .read(|reader| -> Result<_, StoreError> { Ok((reader.persons()?, reader.teams()?)) })?;
        let known = of(&persons, person)?;
        let team_is_there = |id| {
            Some(id) == known.team || teams.iter().any(|team| team.id == id && team.retired_at.is_none())
        };
        if now.team.is_some_and(|id| !team_is_there(id)) {
            return Err(Failure::bad_input("team", "There is no such team.").hint("Choose one in use."));
        }
        if let Some(manager) = now.manager {
            check_manager(&persons, person, manager)?;
        }
        let zone = zone_of(now)?;
        let now = Particulars {
            name: name(&persons, &now.name, Some(person))?,
            // A role that was typed in another program stays until somebody chooses one.
            role: if now.role == known.role {
                known.role.clone()
            } else {
                role(&now.role)?.slug().to_owned()
            },
            zone,
            ..now.clone()
        };
        if now == particulars(known) {
            return Ok(());
        }
        let op = Op::new(OpKind::Person, "Change a person");
        self.transact(op, self.now()?, move |change| change.set_person(person, &now))?;
        Ok(())
    }
}

/// Their zone; `None` for the workspace's.
pub(super) fn zone_of(who: &Particulars) -> Outcome<Option<String>> {
    let zone = who.zone.as_deref().map(str::trim).filter(|zone| !zone.is_empty());
    if zone.is_some_and(|zone| chrono_tz::Tz::from_str(zone).is_err()) {
        return Err(Failure::bad_input("zone", "There is no such time zone.")
            .hint("Use an IANA name such as Europe/Berlin, or leave it empty for the workspace's."));
    }
    Ok(zone.map(str::to_owned))
}

fn particulars(person: &Person) -> Particulars {
    Particulars {
        name: person.name.clone(),
        role: person.role.clone(),
        team: person.team,
        manager: person.manager,
        zone: person.zone.clone(),
    }
}

fn check_manager(persons: &[Person], person: PersonId, manager: PersonId) -> Outcome<()> {
    let mut above = Some(manager);
    // Nobody stands in a chain twice, so it ends after as many steps as there are people.
    for _ in 0..=persons.len() {
        let Some(next) = above else { return Ok(()) };
        if next == person {
            return Err(Failure::bad_input(
                "manager",
                "They would be managed by themselves, directly or through others.",
            )
            .hint("Choose somebody else, or change the other manager first."));
        }
        above = match persons.iter().find(|known| known.id == next) {
            Some(known) => known.manager,
            None => {
                return Err(Failure::bad_input("manager", "There is no such person.")
                    .hint("Choose one of those listed."));
            }
        };
    }
    Ok(())
}
