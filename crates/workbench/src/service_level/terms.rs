//! The texts of the desk as the domain reads them.

use plumbline_cube::{
    clocks::{Colleague, Desk},
    people::People,
};
use plumbline_domain::{
    business_time::BusinessHours,
    clock::{Preset, ServiceLevels},
    commitment::Commitments,
    consequence::{self, Consequence},
    ladder::{Ladder, LadderError},
    lines::{AtLine, Mistake},
    tier::{self, TierRule},
};
use plumbline_store::{DeskText, Person, Reader, Store, StoreError, Team};

use super::settings::DeskMistake;
use crate::failure::{Failure, Kind, Outcome};

/// What a workspace starts with.
pub(crate) fn starter(which: DeskText) -> String {
    match which {
        DeskText::Ladder => Ladder::default().print(),
        DeskText::Hours => BusinessHours::default().to_string(),
        DeskText::Tiers => tier::print(&tier::starter()),
        DeskText::ServiceLevels => Preset::TwoHours.levels().to_string(),
        DeskText::Commitments => Commitments::default().to_string(),
        DeskText::Consequences => consequence::print(&consequence::starter()),
    }
}

/// The first line of a text that says nothing the domain understands.
pub(crate) fn mistake(which: DeskText, text: &str) -> Option<DeskMistake> {
    fn of<T, M: Mistake>(read: Result<T, AtLine<M>>) -> Option<DeskMistake> {
        let AtLine { line, mistake } = read.err()?;
        let message = format!("Line {line}: {mistake}.");
        Some(DeskMistake { line: Some(line), message, hint: mistake.hint() })
    }
    match which {
        DeskText::Ladder => {
            let error = Ladder::parse(text).and_then(|ladder| ladder.all_have_effect()).err()?;
            let line = match &error {
                LadderError::Shape { line }
                | LadderError::Unknown { line, .. }
                | LadderError::Twice { line, .. } => Some(*line),
                LadderError::NoEffect { from, .. } => {
                    let of_stage =
                        |line: &str| line.split(':').next().is_some_and(|name| name.trim() == from.slug());
                    text.lines().position(of_stage).map(|at| at + 1)
                }
                LadderError::LabelTaken { .. } | LadderError::LabelLong | LadderError::Undecidable { .. } => {
                    None
                }
            };
            Some(DeskMistake { line, message: error.to_string(), hint: error.hint() })
        }
        DeskText::Hours => match BusinessHours::parse(text) {
            Ok(hours) if hours.is_never_open() => Some(DeskMistake {
                line: None,
                message: "Nobody would ever be at work: no clock in working hours would be due.".to_owned(),
                hint: "Keep at least one day with hours, such as Mon-Fri 09:00-17:00.".to_owned(),
            }),
            read => of(read),
        },
        DeskText::Tiers => of(tier::parse(text)),
        DeskText::ServiceLevels => of(ServiceLevels::parse(text)),
        DeskText::Commitments => of(Commitments::parse(text)),
        DeskText::Consequences => of(consequence::parse(text)),
    }
}

/// What the file says, or what a workspace starts with.
fn read<T, M: Mistake>(
    reader: &Reader,
    which: DeskText,
    parse: impl Fn(&str) -> Result<T, AtLine<M>>,
    starter: impl Fn() -> T,
) -> Outcome<T> {
    let Some(text) = reader.desk_text(which)? else { return Ok(starter()) };
    parse(&text).map_err(|error| {
        Failure::new(Kind::Damaged, format!("{}, {error}.", which.label())).hint(error.hint())
    })
}

pub(crate) fn tiers(reader: &Reader) -> Outcome<Vec<TierRule>> {
    read(reader, DeskText::Tiers, tier::parse, tier::starter)
}

pub(crate) fn levels(reader: &Reader) -> Outcome<ServiceLevels> {
    read(reader, DeskText::ServiceLevels, ServiceLevels::parse, || Preset::TwoHours.levels())
}

pub(crate) fn hours(reader: &Reader) -> Outcome<BusinessHours> {
    read(reader, DeskText::Hours, BusinessHours::parse, BusinessHours::default)
}

pub(crate) fn commitments(reader: &Reader) -> Outcome<Commitments> {
    read(reader, DeskText::Commitments, Commitments::parse, Commitments::default)
}

pub(crate) fn consequences(reader: &Reader) -> Outcome<Vec<Consequence>> {
    read(reader, DeskText::Consequences, consequence::parse, consequence::starter)
}

/// What clocks are read with.
pub(crate) fn desk(store: &Store) -> Outcome<Desk> {
    store.read(desk_of)
}

pub(crate) fn desk_of(reader: &Reader) -> Outcome<Desk> {
    let (persons, teams) = (reader.persons()?, reader.teams()?);
    Ok(Desk {
        tiers: tiers(reader)?,
        levels: levels(reader)?,
        hours: hours(reader)?,
        people: persons.iter().map(|person| colleague(person, &persons, &teams)).collect(),
    })
}

/// Under which names owners are counted.
pub(crate) fn people(reader: &Reader) -> Result<People, StoreError> {
    let persons = reader.persons()?;
    let kept = |person: &Person| persons.iter().find(|other| Some(other.id) == person.merged_into);
    Ok(People::new(
        persons.iter().filter_map(|person| Some((person.name.as_str(), kept(person)?.name.as_str()))),
    ))
}

/// Whom a person counts as is one step away: chains of merges are kept that long.
fn colleague(person: &Person, persons: &[Person], teams: &[Team]) -> Colleague {
    let kept = persons.iter().find(|other| Some(other.id) == person.merged_into).unwrap_or(person);
    let team = teams.iter().find(|team| Some(team.id) == kept.team);
    Colleague {
        name: person.name.clone(),
        counts_as: kept.name.clone(),
        zone: kept.zone.as_ref().and_then(|zone| zone.parse().ok()),
        team: team.map(|team| team.name.clone()),
    }
}
