//! The people, the teams, and the owners of leads that nobody has taken over yet.

use std::collections::HashMap;

use plumbline_domain::ids::PersonId;
use plumbline_store::{Person, StoreError, Team};

use super::folded;
use crate::{failure::Outcome, workspace::Workspace};

/// Everybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// All people, retired ones included, by name.
    pub persons: Vec<Row>,
    /// Who stands in the owner column of leads, the most leads first.
    pub owners: Vec<Owner>,
    /// All teams, retired ones included, by name.
    pub teams: Vec<Team>,
}

/// A person, and how many leads are theirs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub person: Person,
    /// How many leads have them as owner, under this name or one that was merged into it.
    pub leads: u64,
}

/// A value of the owner column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// As the files write it.
    pub name: String,
    /// How many leads have it.
    pub leads: u64,
    /// Whose name it is, if they are among the people.
    pub person: Option<PersonId>,
}

impl Workspace {
    /// The people, teams and owners.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn colleagues(&self) -> Outcome<People> {
        let (persons, owners, teams) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.persons()?, reader.owners()?, reader.teams()?))
        })?;
        let called: HashMap<String, PersonId> = persons
            .iter()
            .map(|person| (folded(&person.name), person.merged_into.unwrap_or(person.id)))
            .collect();
        let owner = |(name, leads): (String, u64)| {
            let person = called.get(&folded(&name)).copied();
            Owner { name, leads, person }
        };
        let owners: Vec<Owner> = owners.into_iter().map(owner).collect();
        let leads =
            |id| owners.iter().filter(|owner| owner.person == Some(id)).map(|owner| owner.leads).sum();
        let persons = persons.into_iter().map(|person| Row { leads: leads(person.id), person }).collect();
        Ok(People { persons, owners, teams })
    }
}
