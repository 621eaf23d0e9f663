//! What stands of a lead's story while rows are told.

use plumbline_domain::{
    event::{Around, Says, StageEvent, Told, keep_standing, standing},
    ids::LeadId,
    moment::Moment,
    stage::Stage,
};

use super::story::{Event, Frame, Story};
use crate::table::stage_event::stands_in;

impl Story {
    /// True if there are reasons whose exits are told elsewhere, if anywhere.
    pub(crate) fn has_whys(&self) -> bool {
        !self.events.iter().all(Event::enters)
    }

    /// True if there is an exit of which contact says what it was.
    pub(crate) fn has_open_exit(&self) -> bool {
        self.events.iter().any(|event| event.stands_in() == Stage::Left)
    }

    /// Puts what was told into `told`, in time.
    fn put_told(&self, told: &mut Vec<Told>) {
        let as_told = |event: &Event| {
            let Event { at, stage, says, not_before, provenance, reason, .. } = *event;
            Told { event: StageEvent { lead: LeadId(0), stage, at, not_before, provenance, reason }, says }
        };
        told.clear();
        told.extend(self.events.iter().map(as_told));
        told.sort_by_key(|told| (told.event.at, Told::code(told.event.stage, told.says)));
    }

    /// Puts the events that stand into `standing`, in time.
    pub(crate) fn put_standing(&self, around: Around<'_>, standing: &mut Vec<Told>) {
        self.put_told(standing);
        keep_standing(standing, around);
    }

    /// How many of the changes of a status beside the ladder would take the lead back, and do not.
    pub(crate) fn contradictions(&self, window_hours: u32) -> u64 {
        if self.events.iter().all(|event| event.says != Says::Beside) {
            return 0;
        }
        let mut told = Vec::with_capacity(self.events.len());
        self.put_told(&mut told);
        let stands = standing(&mut told, Around { window_hours, ..Around::default() });
        let stands = told.iter().zip(stands);
        stands.filter(|(told, stands)| told.says == Says::Beside && stands.is_none()).count() as u64
    }

    /// The stage and the moment of the newest event that stands.
    pub(super) fn newest(&self, window_hours: u32) -> Option<(Stage, Moment)> {
        let mut standing = Vec::with_capacity(self.events.len());
        self.put_standing(Around { window_hours, ..Around::default() }, &mut standing);
        standing.pop().map(|told| (stands_in(&told), told.event.at))
    }

    /// The stage the lead is in after lines of a log or a deal: the newest event's, unless a file `told` its status since, or
    /// the event is still to come.
    pub(crate) fn stage_after(
        &self,
        current: Option<Stage>,
        told: Option<Moment>,
        frame: Frame,
    ) -> Option<Stage> {
        let Some((after, at)) = self.newest(frame.window_hours) else { return current };
        let to_come = at > frame.as_of;
        let stays = !self.is_changed() || told.is_some_and(|told| told >= at || to_come);
        if current.is_some() && stays { current } else { Some(after) }
    }
}
