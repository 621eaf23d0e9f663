//! Which stage may follow which.

use plumbline_domain::{ladder::STARTERS, stage::Stage};
use plumbline_workbench::{
    desk::LadderNow,
    failure::{Failure, Outcome},
};
use serde::Serialize;
use specta::Type;

use super::whole;

/// The ladder and where leads stand.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LadderView {
    /// The ladders to start from.
    pub starters: Vec<StarterView>,
    /// Every stage, in its order.
    pub stages: Vec<LadderStageView>,
    /// True if nobody has changed it yet.
    pub starter: bool,
}

/// A ladder to start from.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StarterView {
    /// As it is sent back.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// How it reads the handoff.
    pub reading: String,
    /// True if it is the one that holds.
    pub chosen: bool,
}

/// A stage, and what may follow it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LadderStageView {
    /// As it is sent back.
    pub slug: String,
    /// As shown.
    pub label: String,
    /// What it is called unless somebody says otherwise.
    pub usual: String,
    /// How many leads stand there.
    pub leads: u32,
    /// The stages that may follow, as they are sent back.
    pub next: Vec<String>,
    /// Those of them without which an MQL could not be decided.
    pub needed: Vec<String>,
}

impl From<LadderNow> for LadderView {
    fn from(now: LadderNow) -> Self {
        let starters = STARTERS.iter().map(|starter| StarterView {
            slug: starter.slug.to_owned(),
            label: starter.label.to_owned(),
            reading: starter.reading.to_owned(),
            chosen: now.starter.is_some_and(|chosen| chosen.slug == starter.slug),
        });
        let slugs = |stages: &[Stage]| stages.iter().map(|stage| stage.slug().to_owned()).collect();
        let stages = now.stages.iter().map(|at| LadderStageView {
            slug: at.stage.slug().to_owned(),
            label: now.ladder.label(at.stage).to_owned(),
            usual: at.stage.label().to_owned(),
            leads: whole(at.leads),
            next: slugs(now.ladder.next(at.stage)),
            needed: slugs(if at.stage == Stage::Mql { &[Stage::Sal, Stage::Rejected] } else { &[] }),
        });
        LadderView { starters: starters.collect(), stages: stages.collect(), starter: now.is_starter }
    }
}

/// The stage written as `slug`.
///
/// # Errors
/// There is none.
pub(crate) fn stage(slug: &str) -> Outcome<Stage> {
    Stage::from_slug(slug)
        .ok_or_else(|| Failure::bad_input("stage", format!("\u{201c}{slug}\u{201d} is no stage.")))
}
