//! Colleagues and teams.

use plumbline_domain::ids::{PersonId, TeamId};
use plumbline_workbench::person::{Owner, Particulars, People, Role, Row};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{rules::TeamView, whole};

/// Everybody.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PeopleView {
    /// All people, retired ones included, by name.
    pub persons: Vec<PersonView>,
    /// Owners of leads who are not among the people yet, the most leads first.
    pub owners: Vec<OwnerView>,
    /// All teams.
    pub teams: Vec<TeamView>,
    /// The roles there are.
    pub roles: Vec<RoleView>,
}

/// A person.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Who.
    pub id: u32,
    /// As shown.
    pub name: String,
    /// What they decide as, as it is sent back.
    pub role: String,
    /// The same, as shown.
    pub role_label: String,
    /// Whom they work with.
    pub team: Option<u32>,
    /// Whom a missed clock is told.
    pub manager: Option<u32>,
    /// Their IANA zone; the workspace's without one.
    pub zone: Option<String>,
    /// How many leads they own.
    pub leads: u32,
    /// True if they are no longer offered.
    pub retired: bool,
    /// Whose other name this is, as shown.
    pub merged_into: Option<String>,
}

/// An owner of leads who is nobody yet.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct OwnerView {
    /// As the files write it.
    pub name: String,
    /// How many leads have it.
    pub leads: u32,
}

/// A role.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RoleView {
    /// As it is sent back.
    pub slug: String,
    /// As shown.
    pub label: String,
}

/// What is known of a person, as it is sent back.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ParticularsInput {
    /// As shown.
    pub name: String,
    /// What they decide as.
    pub role: String,
    /// Whom they work with.
    pub team: Option<u32>,
    /// Whom a missed clock is told.
    pub manager: Option<u32>,
    /// Their IANA zone.
    pub zone: Option<String>,
}

impl From<ParticularsInput> for Particulars {
    fn from(input: ParticularsInput) -> Self {
        Particulars {
            name: input.name,
            role: input.role,
            team: input.team.map(|team| TeamId(i64::from(team))),
            manager: input.manager.map(|manager| PersonId(i64::from(manager))),
            zone: input.zone,
        }
    }
}

impl From<People> for PeopleView {
    fn from(people: People) -> Self {
        PeopleView {
            persons: people.persons.iter().map(|row| person(row, &people.persons)).collect(),
            owners: people
                .owners
                .into_iter()
                .filter(|owner| owner.person.is_none())
                .map(Into::into)
                .collect(),
            teams: people.teams.into_iter().map(Into::into).collect(),
            roles: Role::all()
                .map(|role| RoleView { slug: role.slug().to_owned(), label: role.label().to_owned() })
                .collect(),
        }
    }
}

fn person(row: &Row, all: &[Row]) -> PersonView {
    let one = &row.person;
    let kept = one.merged_into.and_then(|id| all.iter().find(|other| other.person.id == id));
    let role = Role::parse(&one.role);
    PersonView {
        id: whole(one.id.0),
        name: one.name.clone(),
        role: role.map_or_else(|| one.role.clone(), |role| role.slug().to_owned()),
        role_label: role.map_or_else(|| one.role.clone(), |role| role.label().to_owned()),
        team: one.team.map(|team| whole(team.0)),
        manager: one.manager.map(|manager| whole(manager.0)),
        zone: one.zone.clone(),
        leads: whole(row.leads),
        retired: one.retired_at.is_some(),
        merged_into: kept.map(|kept| kept.person.name.clone()),
    }
}

impl From<Owner> for OwnerView {
    fn from(owner: Owner) -> Self {
        OwnerView { name: owner.name, leads: whole(owner.leads) }
    }
}
