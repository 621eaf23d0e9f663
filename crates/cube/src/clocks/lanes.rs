//! What clocks need to know of each lead: its tier, its owner, the team, and the owner's zone.

use chrono_tz::Tz;
use plumbline_domain::{
    clock::{ClockKind, Target},
    field::{Field, FieldName},
    moment::Moment,
    settings::Settings,
};
use rustc_hash::FxHashMap;

use super::desk::{Colleague, Desk};
use crate::{
    cube::Cube,
    frame::{Column, TextBuilder, TextColumn},
    spelling,
};

/// Per lead: tier, owner and team, as clocks count them.
#[derive(Clone, Debug)]
pub(crate) struct Lanes {
    /// By the tier rules; blank for none.
    pub(crate) tier: TextColumn,
    /// Under the name the owner counts as.
    pub(crate) owner: TextColumn,
    /// The lead's team, or else its owner's.
    pub(crate) team: TextColumn,
    /// The zone of each owner, by code.
    zones: Vec<Tz>,
    /// What each tier is promised, by code.
    targets: Vec<[Option<Target>; 4]>,
}

impl Lanes {
    pub(super) fn of(cube: &Cube, desk: &Desk, settings: &Settings, as_of: Moment) -> Lanes {
        let tier = tiers(cube, desk, settings, as_of);
        let targets = tier
            .dictionary
            .iter()
            .map(|name| {
                let name = Some(&**name).filter(|name| !name.is_empty());
                ClockKind::ALL.map(|kind| desk.levels.target(name, kind))
            })
            .collect();
        let (owner, people) = owners(cube, desk);
        let zone = |person: &Option<&Colleague>| person.and_then(|person| person.zone);
        let zones = people.iter().map(|person| zone(person).unwrap_or(settings.calendar.zone)).collect();
        let team = teams(cube, &owner, &people);
        Lanes { tier, owner, team, zones, targets }
    }

    /// The lane that stands for a field where clocks are split by it.
    pub(crate) fn of_field(&self, field: &FieldName) -> Option<&TextColumn> {
        match field {
            FieldName::Canonical(Field::Tier) => Some(&self.tier),
            FieldName::Canonical(Field::Owner) => Some(&self.owner),
            FieldName::Canonical(Field::Team) => Some(&self.team),
            _ => None,
        }
    }

    pub(super) fn targets(&self, lead: u32) -> [Option<Target>; 4] {
        self.tier
            .codes
            .get(lead as usize)
            .and_then(|code| self.targets.get(*code as usize))
            .copied()
            .unwrap_or_default()
    }

    /// True if the clocks of a lead are read otherwise by `other`.
    pub(super) fn differs(&self, other: &Lanes, lead: u32) -> bool {
        self.zone(lead) != other.zone(lead) || self.targets(lead) != other.targets(lead)
    }

    pub(super) fn zone(&self, lead: u32) -> Tz {
        let code = self.owner.codes.get(lead as usize).copied().unwrap_or_default();
        self.zones.get(code as usize).copied().unwrap_or(Tz::UTC)
    }
}

fn tiers(cube: &Cube, desk: &Desk, settings: &Settings, as_of: Moment) -> TextColumn {
    let rows = cube.frame().rows();
    let mut tier = TextColumn::blank(rows);
    for rule in &desk.tiers {
        let mask = cube.select(&rule.criteria, as_of, settings);
        let code = tier.dictionary.len() as u32;
        tier.dictionary.push(rule.tier.as_str().into());
        for row in mask.rows() {
            let slot = &mut tier.codes[row as usize];
            *slot = if *slot == 0 { code } else { *slot };
        }
    }
    tier
}

/// The owner column under the names people count as.
pub(crate) fn counted_owners(cube: &Cube, desk: &Desk) -> TextColumn {
    owners(cube, desk).0
}

/// The same, and who each of its entries is.
fn owners<'d>(cube: &Cube, desk: &'d Desk) -> (TextColumn, Vec<Option<&'d Colleague>>) {
    let known: FxHashMap<String, &Colleague> =
        desk.people.iter().map(|person| (folded(&person.name), person)).collect();
    let Some(Column::Text(given)) = cube.frame().column(&FieldName::Canonical(Field::Owner)) else {
        return (TextColumn::blank(cube.frame().rows()), vec![None]);
    };
    let mut builder = TextBuilder::default();
    let mut counted = |name: &str| {
        let person = known.get(&folded(name)).copied();
        builder.code(person.map_or(name, |person| &person.counts_as))
    };
    let codes: Vec<u32> = given.dictionary.iter().map(|name| counted(name)).collect();
    let owner = builder.finish_with(given.codes.iter().map(|code| codes[*code as usize]).collect());
    let owner = spelling::once(owner);
    let people = owner.dictionary.iter().map(|name| known.get(&folded(name)).copied()).collect();
    (owner, people)
}

fn teams(cube: &Cube, owner: &TextColumn, people: &[Option<&Colleague>]) -> TextColumn {
    let mut builder = TextBuilder::default();
    let theirs: Vec<u32> = people
        .iter()
        .map(|person| builder.code(person.and_then(|person| person.team.as_deref()).unwrap_or_default()))
        .collect();
    let theirs = |code: &u32| theirs[*code as usize];
    let codes = match cube.frame().column(&FieldName::Canonical(Field::Team)) {
        Some(Column::Text(given)) => {
            let own: Vec<u32> = given.dictionary.iter().map(|name| builder.code(name)).collect();
            let pairs = given.codes.iter().map(|code| own[*code as usize]).zip(&owner.codes);
            pairs.map(|(own, owner)| if own == 0 { theirs(owner) } else { own }).collect()
        }
        _ => owner.codes.iter().map(theirs).collect(),
    };
    spelling::once(builder.finish_with(codes))
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
