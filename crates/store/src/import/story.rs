//! What a row tells about the stages of its lead, against what is known already.
//!
//! - A passage that is known (same stage, same moment) changes nothing; a reason it brings is added.
//! - A stamp of a stage the lead has in the same pass corrects it: stamps keep one moment per stage. In another pass it
//!   is a new event: the file has forgotten the older one, the workspace has not.
//! - A stage without a date is `bounded`: it was reached after everything known and by the moment the file speaks of. If
//!   the lead is in that stage already, it says nothing new.
//! - What somebody wrote down here (`recorded`) is never replaced.

use plumbline_domain::{
    event::Provenance,
    ids::ReasonId,
    moment::Moment,
    record::{Passage, Record},
    stage::Stage,
};

/// A stage event without its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: Moment,
    pub(crate) stage: Stage,
    pub(crate) not_before: Moment,
    pub(crate) provenance: Provenance,
    pub(crate) reason: Option<ReasonId>,
}

/// A change to the events of a lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Edit {
    Insert(Event),
    Replace { old: Event, new: Event },
}

/// What holds for all rows of a file.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The moment the file speaks of.
    pub(crate) as_of: Moment,
    /// Hours after which an MQL stamp opens a new pass even without a decision between.
    pub(crate) window_hours: u32,
}

/// The events of one lead while a row is told. Its memory is used for row after row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    /// Known events; afterwards as the row leaves them.
    pub(crate) events: Vec<Event>,
    /// What the row changes.
    pub(crate) edits: Vec<Edit>,
}

impl Story {
    /// Forgets the previous lead.
    pub(crate) fn clear(&mut self) {
        self.events.clear();
        self.edits.clear();
    }

    /// Tells the row of a lead that is in `current` and was created at `created`; returns the stage it is in then.
    pub(crate) fn tell(
        &mut self,
        record: &Record,
        reasons: &[ReasonId],
        current: Option<Stage>,
        created: Option<Moment>,
        frame: Frame,
    ) -> Option<Stage> {
        let reason =
            |passage: &Passage| passage.reason.and_then(|index| reasons.get(usize::from(index)).copied());
        for passage in record.passages() {
            if let Some(at) = passage.at {
                self.dated(passage, at, reason(passage), frame);
            }
        }
        for passage in record.passages() {
            if passage.at.is_none() {
                let stays = current == Some(passage.stage) || record.status != Some(passage.stage);
                self.undated(passage.stage, stays, reason(passage), created, frame);
            }
        }
        if record.status.is_some() {
            return record.status;
        }
        if self.edits.is_empty() && current.is_some() {
            return current;
        }
        self.events.iter().max_by_key(|event| (event.at, event.stage)).map(|event| event.stage)
    }

    fn dated(&mut self, passage: &Passage, at: Moment, reason: Option<ReasonId>, frame: Frame) {
        let stage = passage.stage;
        let mut new = Event { at, stage, not_before: at, provenance: passage.provenance, reason };
        let same = self.events.iter().position(|event| event.stage == stage && event.at == at);
        if let Some(index) = same {
            let known = self.events[index];
            if known.provenance == Provenance::Bounded {
                new.reason = reason.or(known.reason);
                self.replace(index, new);
            } else {
                self.add_reason(index, reason);
            }
            return;
        }
        let corrected = self
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.stage == stage && gives_way(event.provenance, passage.provenance))
            .filter(|(_, event)| self.same_pass(stage, event.at, at, frame))
            .min_by_key(|(_, event)| event.at.0.abs_diff(at.0))
            .map(|(index, _)| index);
        match corrected {
            Some(index) => {
                new.reason = reason.or(self.events[index].reason);
                self.replace(index, new);
            }
            None => self.insert(new),
        }
    }

    fn undated(
        &mut self,
        stage: Stage,
        stays: bool,
        reason: Option<ReasonId>,
        created: Option<Moment>,
        frame: Frame,
    ) {
        let of_stage = |event: &&(usize, &Event)| event.1.stage == stage;
        let newest =
            self.events.iter().enumerate().filter(|found| of_stage(&found)).max_by_key(|(_, event)| event.at);
        if let Some((index, event)) = newest
            && (stays || event.at == frame.as_of)
        {
            self.add_reason(index, reason);
            return;
        }
        let before = self.events.iter().map(|event| event.at).filter(|at| *at <= frame.as_of).max();
        let not_before = before.or(created).unwrap_or(Moment(0)).min(frame.as_of);
        let taken = self.events.iter().any(|event| event.stage == stage && event.at == frame.as_of);
        if !taken {
            let provenance = Provenance::Bounded;
            self.insert(Event { at: frame.as_of, stage, not_before, provenance, reason });
        }
    }

    /// True if two moments of `stage` belong to one pass: see [`plumbline_domain::handoff`].
    fn same_pass(&self, stage: Stage, a: Moment, b: Moment, frame: Frame) -> bool {
        let (first, last) = (a.min(b), a.max(b));
        if stage <= Stage::Mql {
            let closed = |event: &Event| event.stage > Stage::Mql && first < event.at && event.at < last;
            return last < first.plus_hours(frame.window_hours) && !self.events.iter().any(closed);
        }
        let opened = |event: &Event| event.stage == Stage::Mql && first < event.at && event.at <= last;
        !self.events.iter().any(opened)
    }

    fn add_reason(&mut self, index: usize, reason: Option<ReasonId>) {
        let known = self.events[index];
        if reason.is_some() && reason != known.reason {
            self.replace(index, Event { reason, ..known });
        }
    }

    fn insert(&mut self, new: Event) {
        self.events.push(new);
        self.edits.push(Edit::Insert(new));
    }

    fn replace(&mut self, index: usize, new: Event) {
        let old = std::mem::replace(&mut self.events[index], new);
        self.edits.push(Edit::Replace { old, new });
    }
}

/// True if an event known like `known` is corrected by one told like `told`.
fn gives_way(known: Provenance, told: Provenance) -> bool {
    match known {
        Provenance::Recorded => false,
        Provenance::Derived => told == Provenance::Derived,
        Provenance::Bounded => true,
    }
}
