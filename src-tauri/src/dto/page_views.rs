//! Views of the home screen, and what is compared with what.

use plumbline_workbench::{
    handoff::{Against, Comparison, Side},
    view::PageSeen,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    handoff::{BasisInput, FilterInput, GrainInput, SentencePart},
    rate::drill,
    standouts::CountedView,
    whole,
};

/// Values chosen for a field in the filter bar.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChoiceOfView {
    /// As written in criteria.
    pub field: String,
    /// The values.
    pub values: Vec<String>,
}

/// A named view as it is saved.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageViewInput {
    /// Its name.
    pub name: String,
    /// What it shows.
    pub filter: FilterInput,
    /// The field acceptance is compared over.
    pub by: Option<String>,
    /// Values chosen per field.
    pub choices: Vec<ChoiceOfView>,
    /// The criteria beside them.
    pub typed: Option<String>,
}

/// A named view as of now.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PageViewView {
    /// Its name.
    pub name: String,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub to: Option<String>,
    /// How long a period is.
    pub grain: GrainInput,
    /// Which moment puts a handoff into a period.
    pub basis: BasisInput,
    /// The field acceptance is compared over.
    pub by: Option<String>,
    /// Values chosen per field.
    pub choices: Vec<ChoiceOfView>,
    /// The criteria beside them.
    pub typed: Option<String>,
}

/// What is compared with.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AgainstInput {
    /// The view of this name; the days before without one.
    pub view: Option<String>,
}

/// Acceptance of two sets of handoffs.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonView {
    /// What is compared with what, with the verdict.
    pub sentence: Vec<SentencePart>,
    /// What it rests on.
    pub evidence: String,
    /// Both sides with their lists.
    pub sides: Vec<CountedView>,
}

impl From<PageViewInput> for PageSeen {
    fn from(input: PageViewInput) -> Self {
        PageSeen {
            name: input.name,
            filter: input.filter.into(),
            by: input.by,
            choices: input.choices.into_iter().map(|choice| (choice.field, choice.values)).collect(),
            typed: input.typed,
        }
    }
}

impl From<PageSeen> for PageViewView {
    fn from(view: PageSeen) -> Self {
        PageViewView {
            name: view.name,
            grain: GrainInput::of(&view.filter.grain),
            basis: BasisInput::of(&view.filter.basis),
            from: view.filter.from,
            to: view.filter.until,
            by: view.by,
            choices: view.choices.into_iter().map(|(field, values)| ChoiceOfView { field, values }).collect(),
            typed: view.typed,
        }
    }
}

impl From<Comparison> for ComparisonView {
    fn from(comparison: Comparison) -> Self {
        let side = |side: Side| CountedView {
            count: whole(side.rate.denominator),
            drill: drill(format!("{}, decided", side.name), &side.drill),
            name: side.name,
        };
        ComparisonView {
            sentence: comparison.sentence.into_iter().map(Into::into).collect(),
            evidence: comparison.evidence,
            sides: comparison.sides.into_iter().map(side).collect(),
        }
    }
}

impl AgainstInput {
    /// With the view's filter as of now.
    pub(crate) fn against(
        self,
        workspace: &plumbline_workbench::Workspace,
    ) -> plumbline_workbench::failure::Outcome<Against> {
        Ok(match self.view {
            None => Against::Before,
            Some(name) => Against::View { filter: workspace.page_view(&name)?.filter, name },
        })
    }
}
