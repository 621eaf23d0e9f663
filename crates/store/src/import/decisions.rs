//! What an import has to say about decisions: rejections that nobody gave a reason for, and leads that were decided twice.

use plumbline_domain::{
    event::{Around, StageEvent, Told},
    handoff::{Handoff, handoffs_of},
    ids::ReasonId,
    settings::Settings,
    stage::Stage,
};

use super::story::Story;

/// What was noted so far. Its memory is used for lead after lead.
#[derive(Debug, Default)]
pub(crate) struct Decisions {
    /// Rejections that stand without anybody's reason.
    pub(crate) unreasoned: u64,
    /// Rows whose leads have a second decision in one pass.
    pub(crate) twice: Vec<u64>,
    told: Vec<Told>,
    standing: Vec<StageEvent>,
    handoffs: Vec<Handoff>,
}

impl Decisions {
    /// Takes in what is told of a lead after a row.
    pub(crate) fn look_at(&mut self, row: u64, story: &Story, around: Around<'_>, settings: &Settings) {
        // Without a rejection there is neither; most leads have none.
        if story.events.iter().all(|event| event.stage != Stage::Rejected) && !story.has_open_exit() {
            return;
        }
        story.put_standing(around, &mut self.told);
        self.standing.clear();
        self.standing.extend(self.told.iter().map(|told| told.event));
        let unreasoned = |event: &&StageEvent| event.reason == Some(ReasonId::NOT_GIVEN);
        self.unreasoned += self.standing.iter().filter(unreasoned).count() as u64;
        self.handoffs.clear();
        handoffs_of(&mut self.standing, settings, &mut self.handoffs);
        if self.handoffs.iter().any(|handoff| handoff.contradicted.is_some()) {
            self.twice.push(row);
        }
    }
}
