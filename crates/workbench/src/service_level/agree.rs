//! Do the texts of the desk speak of the same tiers?

use plumbline_domain::{
    clock::ServiceLevels,
    commitment::Commitments,
    consequence::{self, When, Who},
    role::Role,
    tier::TierRule,
};
use plumbline_store::{DeskText, Reader};

use super::{settings::DeskMistake, terms};
use crate::failure::Outcome;

/// A line that speaks of a tier nobody can be of, or of a role nobody can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// In which text.
    pub which: DeskText,
    /// On which line, from 1.
    pub line: usize,
    /// A sentence: `Service levels, line 3: no lead is of tier 4. The tiers are 1 and 2.`
    pub message: String,
}

/// Every line that names a tier the tier rules do not know, or a role there is not.
pub(super) fn disagreements(reader: &Reader) -> Outcome<Vec<Disagreement>> {
    let tiers = terms::tiers(reader)?;
    let mut found = Vec::new();
    for which in [DeskText::ServiceLevels, DeskText::Commitments, DeskText::Consequences] {
        let text = reader.desk_text(which)?;
        // What a workspace starts with agrees with itself; with other tiers, it may not.
        let text = text.unwrap_or_else(|| terms::starter(which));
        for (index, line) in text.lines().enumerate() {
            let strange = tiers_of(which, line).into_iter().find(|name| !is_known(&tiers, name));
            if let Some(name) = strange {
                found.push(disagreement(which, index + 1, &name, &tiers));
            }
            if which == DeskText::Consequences {
                found.extend(nobody(index + 1, line));
            }
        }
    }
    Ok(found)
}

/// A line that asks for a role nobody can have: what it opens would go to no one.
fn nobody(line: usize, text: &str) -> Option<Disagreement> {
    let rules = consequence::parse(text).ok()?;
    let roles = rules.iter().flat_map(|rule| &rule.who).filter_map(|who| match who {
        Who::Role(role) => Some(role),
        Who::Manager => None,
    });
    let strange = roles.into_iter().find(|role| Role::parse(role).is_none())?;
    let known: Vec<&str> = Role::all().map(Role::label).collect();
    let which = DeskText::Consequences;
    let message = format!(
        "{}, line {line}: nobody has the role \u{201c}{strange}\u{201d}. Who is asked is rep's manager, or a role: {}.",
        which.label(),
        known.join(", ")
    );
    Some(Disagreement { which, line, message })
}

/// The first line of `text` that commits to leads of a tier which there is not. One that stands in the file already may stay:
/// the tier may be gone, and what was promised of it is what was promised.
pub(super) fn strange_commitment(reader: &Reader, text: &str) -> Outcome<Option<DeskMistake>> {
    let (tiers, made) = (terms::tiers(reader)?, terms::commitments(reader)?);
    let is_new = |name: &String| !is_known(&tiers, name) && made.tiers().all(|tier| tier != name);
    let strange = |(index, line): (usize, &str)| {
        let name = tiers_of(DeskText::Commitments, line).into_iter().find(is_new)?;
        let message = format!("Line {}: no lead is of tier {name}. {}.", index + 1, known(&tiers));
        let hint = "Add the tier first, or name one there is.".to_owned();
        Some(DeskMistake { line: Some(index + 1), message, hint })
    };
    Ok(text.lines().enumerate().find_map(strange))
}

fn is_known(tiers: &[TierRule], name: &str) -> bool {
    tiers.iter().any(|rule| rule.tier == name)
}

/// The tiers one line names. A line by itself is a text of one line.
fn tiers_of(which: DeskText, line: &str) -> Vec<String> {
    match which {
        DeskText::ServiceLevels => ServiceLevels::parse(line)
            .map(|levels| levels.tiers().map(str::to_owned).collect())
            .unwrap_or_default(),
        DeskText::Commitments => {
            Commitments::parse(line).map(|made| made.tiers().map(str::to_owned).collect()).unwrap_or_default()
        }
        DeskText::Consequences => consequence::parse(line)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|rule| match rule.when {
                When::ClockMissed { tier, .. } => Some(tier),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn disagreement(which: DeskText, line: usize, name: &str, tiers: &[TierRule]) -> Disagreement {
    let message = format!("{}, line {line}: no lead is of tier {name}. {}.", which.label(), known(tiers));
    Disagreement { which, line, message }
}

fn known(tiers: &[TierRule]) -> String {
    let names: Vec<&str> = tiers.iter().map(|rule| rule.tier.as_str()).collect();
    match names[..] {
        [] => "There are no tiers".to_owned(),
        [one] => format!("The only tier is {one}"),
        [ref first @ .., last] => format!("The tiers are {} and {last}", first.join(", ")),
    }
}
