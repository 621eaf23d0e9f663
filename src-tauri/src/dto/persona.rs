//! Rules from job title to persona, and what they catch.

use plumbline_workbench::persona::{Draft, Preview, Tried};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::whole;

/// A rule as it was written, and what it catches.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonaRuleView {
    /// The persona.
    pub persona: String,
    /// Its criteria.
    pub criteria: String,
    /// The same in plain English; empty if there is a mistake.
    pub plain: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// How many leads it is the first to catch.
    pub count: u32,
    /// Titles among them.
    pub examples: Vec<TitleView>,
}

/// A job title and how many leads have it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TitleView {
    /// The title, as the files write it.
    pub title: String,
    /// How many leads.
    pub count: u32,
}

/// Leads that no rule catches.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UncaughtView {
    /// How many.
    pub count: u32,
    /// Titles among them.
    pub examples: Vec<TitleView>,
}

/// What a list of rules would do.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonaPreview {
    /// The rules in their order.
    pub rules: Vec<PersonaRuleView>,
    /// What none of them catches.
    pub uncaught: UncaughtView,
    /// Leads whose persona would change.
    pub changed: u32,
}

/// A rule as it is sent back.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PersonaRuleInput {
    /// The persona.
    pub persona: String,
    /// Its criteria.
    pub criteria: String,
}

impl From<PersonaRuleInput> for Draft {
    fn from(input: PersonaRuleInput) -> Draft {
        Draft { persona: input.persona, criteria: input.criteria }
    }
}

impl From<Preview> for PersonaPreview {
    fn from(preview: Preview) -> Self {
        let (count, examples) = preview.uncaught;
        PersonaPreview {
            rules: preview.rules.into_iter().map(Into::into).collect(),
            uncaught: UncaughtView { count: whole(count), examples: titles(examples) },
            changed: whole(preview.changed),
        }
    }
}

impl From<Tried> for PersonaRuleView {
    fn from(tried: Tried) -> Self {
        PersonaRuleView {
            persona: tried.draft.persona,
            criteria: tried.draft.criteria,
            plain: tried.plain,
            error: tried.error,
            count: whole(tried.count),
            examples: titles(tried.examples),
        }
    }
}

fn titles(titles: Vec<(String, u64)>) -> Vec<TitleView> {
    titles.into_iter().map(|(title, count)| TitleView { title, count: whole(count) }).collect()
}
