//! Adds people, by name or out of the owner column.

use plumbline_domain::ids::PersonId;
use plumbline_store::{Op, OpKind, Particulars, Reader, StoreError};

use super::{change::zone_of, folded, name, of, role};
use crate::{
    failure::{Failure, Outcome},
    wording,
    workspace::Workspace,
};

impl Workspace {
    /// Adds a person.
    ///
    /// # Errors
    /// The name is blank or taken, there is no such role, or the file cannot be written.
    pub fn add_person(&self, called: &str, role_slug: &str) -> Outcome<PersonId> {
        let name = name(&self.store().read(Reader::persons)?, called, None)?;
        let role = role(role_slug)?;
        let op = Op::new(OpKind::Person, "Add a person");
        let person = self.transact(op, self.now()?, move |change| change.add_person(&name, role.slug()))?;
        Ok(person)
    }

    /// Adds a person with all that is known of them, as one step.
    ///
    /// # Errors
    /// The name is blank or taken, role, team, manager or zone do not exist, or the file cannot be written.
    pub fn add_colleague(&self, who: &Particulars) -> Outcome<PersonId> {
        let (persons, teams) = self
            .store()
            .read(|reader| -> Result<_, StoreError> { Ok((reader.persons()?, reader.teams()?)) })?;
        let (called, role) = (name(&persons, &who.name, None)?, role(&who.role)?);
        if who.team.is_some_and(|id| !teams.iter().any(|team| team.id == id && team.retired_at.is_none())) {
            return Err(Failure::bad_input("team", "There is no such team.").hint("Choose one in use."));
        }
        if let Some(manager) = who.manager {
            of(&persons, manager)?;
        }
        let zone = zone_of(who)?;
        let known = Particulars { name: called, role: role.slug().to_owned(), zone, ..who.clone() };
        let op = Op::new(OpKind::Person, "Add a person");
        let person = self.transact(op, self.now()?, move |change| {
            let id = change.add_person(&known.name, &known.role)?;
            change.set_person(id, &known)?;
            Ok(id)
        })?;
        Ok(person)
    }

    /// Adds the people that stand in the owner column of leads under `names`, as one step. Those who are there already are
    /// passed over. Returns how many were added.
    ///
    /// # Errors
    /// A name is no owner's, there is no such role, nobody is left to add, or the file cannot be written.
    pub fn adopt_owners(&self, names: &[String], role_slug: &str) -> Outcome<usize> {
        let role = role(role_slug)?;
        let people = self.colleagues()?;
        let mut added: Vec<String> = Vec::new();
        for wanted in names {
            let owner = people.owners.iter().find(|owner| owner.name == *wanted).ok_or_else(|| {
                Failure::bad_input("names", "No lead has one of these owners.")
                    .hint("Choose among the owners listed.")
            })?;
            let known = owner.person.is_some() || added.iter().any(|name| folded(name) == folded(wanted));
            if !known {
                added.push(owner.name.trim().to_owned());
            }
        }
        if added.is_empty() {
            return Err(Failure::bad_input("names", "Nobody is left to take over.")
                .hint("Choose owners who are not among the people yet."));
        }
        let count = added.len();
        let counted = wording::counted(count as u64, "person", "people");
        let op = Op::new(OpKind::Person, format!("Take over {counted} from owners"));
        self.transact(op, self.now()?, move |change| {
            added.iter().try_for_each(|name| change.add_person(name, role.slug()).map(|_| ()))
        })?;
        Ok(count)
    }
}
