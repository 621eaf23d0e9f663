//! What rows tell about the stages of a lead, against what is known already.
//!
//! - A passage that is known (same stage, same moment) changes nothing; a reason it brings is added.
//! - A stamp of a stage the lead has in the same pass corrects it: stamps keep one moment per stage. In another pass it
//!   is a new event: the file has forgotten the older one, the workspace has not.
//! - A stage without a date is `bounded`: it was reached after everything known, also after the last file that told the
//!   lead, and by the moment the file speaks of. If the lead is in that stage already, it says nothing new.
//! - A line of a stage log is added. What was told before stays: which of both stands is derived from all that is told
//!   (see [`plumbline_domain::event`]), so that which of both came first changes nothing.
//! - What somebody wrote down here is never replaced.
//! - A file that is older than the last one that told the lead adds events and replaces none but bounded ones; its status
//!   says where the lead was then.
//! - A reason whose exit the row does not tell is kept with the moment of the file that gave it first.

use plumbline_domain::{
    event::{Provenance, Says, Told, in_one_pass},
    ids::ReasonId,
    moment::Moment,
    record::{ChangeRow, Left, Passage, Record},
    stage::Stage,
};

/// A stage event without its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at: Moment,
    pub(crate) stage: Stage,
    pub(crate) says: Says,
    pub(crate) not_before: Moment,
    pub(crate) provenance: Provenance,
    pub(crate) reason: Option<ReasonId>,
    /// Written down here, not imported.
    pub(crate) here: bool,
    /// Which known event it was, by its position.
    pub(crate) from: Option<u32>,
    /// Which line of a log says more about it.
    pub(crate) line: Option<u32>,
}

impl Event {
    fn new(stage: Stage, at: Moment, provenance: Provenance, reason: Option<ReasonId>) -> Event {
        let says = Says::Entered;
        Event { at, stage, says, not_before: at, provenance, reason, here: false, from: None, line: None }
    }

    /// What a line of a log tells, which is the one at `index` of its lead.
    pub(crate) fn of_line(row: &ChangeRow, stage: Stage, reason: Option<ReasonId>, index: u32) -> Event {
        Event {
            says: if row.beside { Says::Beside } else { Says::Entered },
            not_before: row.not_before,
            line: Some(index),
            ..Event::new(stage, row.at, row.provenance, reason)
        }
    }

    /// The number under which its stage is stored.
    pub(crate) fn code(&self) -> u8 {
        Told::code(self.stage, self.says)
    }

    /// True if it says that the lead entered its stage.
    pub(super) fn enters(&self) -> bool {
        !self.says.is_why()
    }

    /// That the lead left, by a field that means rejection and disqualification alike.
    fn either(leans: Stage, at: Moment, provenance: Provenance) -> Event {
        Event { says: Says::Either, ..Event::new(leans, at, provenance, None) }
    }

    /// The stage it says the lead is in: what an exit that may have been either was is settled when it is read.
    pub(super) fn stands_in(&self) -> Stage {
        if self.says == Says::Either { Stage::Left } else { self.stage }
    }
}

/// What holds for a row.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    /// The moment the file speaks of.
    pub(crate) as_of: Moment,
    /// Hours after which an MQL stamp opens a new pass even without a decision between.
    pub(crate) window_hours: u32,
    /// The moment the newest file spoke of that told the lead before.
    pub(crate) seen: Option<Moment>,
    /// The moment the first file after that one spoke of that told the lead before, for a file that comes late.
    pub(crate) next: Option<Moment>,
    /// The row may fill and add, and overwrites nothing.
    pub(crate) fills: bool,
    /// Somebody here has merged another lead into this one.
    pub(crate) merged: bool,
    /// The row's status is the word the lead's status was told by before: it has not changed since.
    pub(crate) repeats: bool,
}

impl Frame {
    /// True if the row overwrites nothing: a newer file has told the lead, or somebody here has merged it.
    pub(crate) fn is_late(self) -> bool {
        self.fills || self.seen.is_some_and(|seen| seen > self.as_of)
    }
}

/// What a line of a log did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    Nothing,
    Changed,
    Brought,
}

/// The events of one lead while rows are told. Its memory is used for row after row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Story {
    /// Events as they are stored.
    pub(crate) known: Vec<Event>,
    /// Events as the rows leave them.
    pub(crate) events: Vec<Event>,
}

impl Story {
    /// Forgets the previous lead.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.events.clear();
    }

    /// Adds an event that is stored.
    pub(crate) fn push_known(&mut self, event: Event) {
        let event = Event { from: Some(self.known.len() as u32), ..event };
        self.known.push(event);
        self.events.push(event);
    }

    /// True if the rows changed something.
    pub(crate) fn is_changed(&self) -> bool {
        self.events != self.known
    }

    /// Tells the row of a lead that is in `current` and was created at `created`, as far as the row says; returns the stage
    /// it is in then.
    pub(crate) fn tell(
        &mut self,
        record: &Record,
        reasons: &[Option<ReasonId>],
        current: Option<Stage>,
        created: Option<Moment>,
        frame: Frame,
    ) -> Option<Stage> {
        let reason =
            |passage: &Passage| passage.reason.and_then(|index| reasons.get(usize::from(index)).copied()?);
        let late = frame.is_late();
        let older = frame.seen.is_some_and(|seen| seen > frame.as_of) && !frame.fills;
        // Where nothing is replaced, an event that came may part what was one pass before it.
        loop {
            let before = if late { self.events.clone() } else { Vec::new() };
            for passage in record.passages() {
                match passage.at {
                    Some(at) => {
                        self.dated(Event::new(passage.stage, at, passage.provenance, reason(passage)), frame);
                    }
                    None if older && record.status == Some(passage.stage) => {
                        let told =
                            Event::new(passage.stage, frame.as_of, Provenance::Bounded, reason(passage));
                        self.undated_before(told, created, frame);
                    }
                    None => {}
                }
            }
            match record.left {
                Some(Left { at: Some(at), leans }) => {
                    self.dated(Event::either(leans, at, Provenance::Derived), frame);
                }
                Some(Left { at: None, leans }) if older => {
                    let told = Event::either(leans, frame.as_of, Provenance::Bounded);
                    self.undated_before(told, created, frame);
                }
                _ => {}
            }
            if !late || self.events == before {
                break;
            }
        }
        // A system that has not heard of a decision or a merge made here says again what it said before.
        let unheard = frame.repeats && (frame.merged || self.is_decided_here());
        for passage in record.passages().filter(|passage| passage.at.is_none() && !late) {
            if unheard && record.status == Some(passage.stage) {
                continue;
            }
            let stays = current == Some(passage.stage) || record.status != Some(passage.stage);
            let told = Event::new(passage.stage, frame.as_of, Provenance::Bounded, reason(passage));
            self.undated(told, stays, created, frame);
        }
        if let Some(Left { at: None, leans }) = record.left.filter(|_| !late && !unheard) {
            let told = Event::either(leans, frame.as_of, Provenance::Bounded);
            self.undated(told, current == Some(Stage::Left), created, frame);
        }
        for (exit, says, index) in record.whys() {
            if let Some(Some(reason)) = reasons.get(usize::from(index)) {
                self.why((exit, says), *reason, frame);
            }
        }
        if record.status.is_some() && !late {
            return if unheard { current } else { record.status };
        }
        if current.is_some() && (late || !self.is_changed()) {
            return current;
        }
        self.newest(frame.window_hours).map(|(stage, _)| stage)
    }

    /// True if the last that happened to the lead was written down here.
    fn is_decided_here(&self) -> bool {
        let entered = self.events.iter().filter(|event| event.enters());
        entered.max_by_key(|event| (event.at, event.stage)).is_some_and(|event| event.here)
    }

    /// Tells a stage with its moment.
    pub(crate) fn dated(&mut self, mut new: Event, frame: Frame) {
        let late = frame.is_late();
        let same = |event: &Event| event.code() == new.code() && event.at == new.at;
        if let Some(index) = self.events.iter().position(same) {
            let known = self.events[index];
            if known.provenance == Provenance::Bounded {
                new.reason = new.reason.or(known.reason);
                self.replace(index, new);
            } else if !late || known.reason.is_none() {
                self.add_reason(index, new.reason);
            }
            return;
        }
        let corrected = self
            .events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.code() == new.code() && gives_way(event.provenance, new.provenance))
            .filter(|(_, event)| self.in_one_pass(new.stage, event.at, new.at, frame))
            .min_by_key(|(_, event)| event.at.0.abs_diff(new.at.0))
            .map(|(index, event)| (index, *event));
        match corrected {
            Some((index, known)) if late && known.provenance == Provenance::Derived => {
                if known.reason.is_none() {
                    self.add_reason(index, new.reason);
                }
            }
            Some((index, known)) => {
                new.reason = new.reason.or(known.reason);
                self.replace(index, new);
            }
            None => self.events.push(new),
        }
    }

    /// Tells the stage a lead was in when an older file spoke: news if what is known of that time says something else. The file
    /// after it repeated, and so left unsaid, what the one before it had told; now that is news, too.
    fn undated_before(&mut self, told: Event, created: Option<Moment>, frame: Frame) {
        let entered = self.events.iter().enumerate().filter(|(_, event)| event.enters());
        let last = entered
            .filter(|(_, event)| event.at <= frame.as_of)
            .max_by_key(|(_, event)| (event.at, event.stage));
        let same = |event: &Event| event.code() == told.code() && event.at == frame.as_of;
        let known = match last {
            Some((index, event)) if event.stands_in() == told.stands_in() => Some(index),
            _ => self.events.iter().position(same),
        };
        if let Some(index) = known {
            if self.events[index].reason.is_none() {
                self.add_reason(index, told.reason);
            }
            return;
        }
        let last = last.map(|(_, event)| *event);
        self.bounded(told, created, frame);
        if let (Some(last), Some(next)) = (last, frame.next) {
            let between = |event: &Event| event.enters() && frame.as_of < event.at && event.at <= next;
            if !self.events.iter().any(between) {
                let says = if last.says == Says::Either { last.says } else { Says::Entered };
                let again = Event { says, ..Event::new(last.stage, next, last.provenance, last.reason) };
                self.bounded(again, created, Frame { as_of: next, ..frame });
            }
        }
    }

    /// Adds that by the moment of the file the lead was where `told` says. What else bounds it is derived from all that is
    /// told.
    fn bounded(&mut self, told: Event, created: Option<Moment>, frame: Frame) {
        let not_before = created.unwrap_or(Moment(0)).min(frame.as_of);
        let bounded = Event::new(told.stage, frame.as_of, Provenance::Bounded, told.reason);
        self.events.push(Event { not_before, says: told.says, ..bounded });
    }

    /// Tells a reason without its exit. It holds from the file on that gives it until a later file gives another one, so that
    /// files that repeat it leave nothing; where it comes between two files of which the later repeats the earlier, the later one
    /// is kept, too.
    fn why(&mut self, (exit, says): (Stage, Says), reason: ReasonId, frame: Frame) {
        let why = |at, reason| Event { says, ..Event::new(exit, at, Provenance::Recorded, reason) };
        let new = why(frame.as_of, Some(reason));
        let known = || self.events.iter().filter(|event| event.code() == new.code());
        let before = known().filter(|event| event.at <= new.at).max_by_key(|event| event.at).copied();
        if before.is_some_and(|before| before.at == new.at || before.reason == new.reason) {
            return;
        }
        let repeated = match (before, frame.next) {
            (Some(before), Some(next)) if !known().any(|event| new.at < event.at && event.at <= next) => {
                Some(why(next, before.reason))
            }
            _ => None,
        };
        self.events.push(new);
        self.events.extend(repeated);
    }

    fn undated(&mut self, told: Event, stays: bool, created: Option<Moment>, frame: Frame) {
        let of_stage = |event: &&(usize, &Event)| event.1.stands_in() == told.stands_in() && event.1.enters();
        let newest =
            self.events.iter().enumerate().filter(|found| of_stage(&found)).max_by_key(|(_, event)| event.at);
        if let Some((index, event)) = newest
            && (stays || event.at == frame.as_of)
        {
            self.add_reason(index, told.reason);
            return;
        }
        let taken = |event: &Event| event.code() == told.code() && event.at == frame.as_of;
        if !self.events.iter().any(taken) {
            self.bounded(told, created, frame);
        }
    }

    /// Tells what a deal says, which is less than what the lead's own stamps say: it adds a stage to a pass that lacks it.
    pub(crate) fn deal(&mut self, stage: Stage, at: Moment, frame: Frame) {
        let new = Event::new(stage, at, Provenance::Derived, None);
        let in_pass = |event: &&Event| {
            event.stage == stage
                && event.enters()
                && (event.at == at || self.in_one_pass(stage, event.at, at, frame))
        };
        let has = self.events.iter().filter(in_pass).any(|event| event.provenance != Provenance::Bounded);
        if !has {
            self.dated(new, Frame { seen: None, ..frame });
        }
    }

    /// Tells a line of a log; `line` is kept with the event.
    pub(crate) fn line(&mut self, new: Event) -> Effect {
        let same = |event: &Event| event.at == new.at && event.code() == new.code();
        let Some(index) = self.events.iter().position(same) else {
            self.events.push(new);
            return Effect::Brought;
        };
        let known = self.events[index];
        let mut now = Event { reason: known.reason.or(new.reason), ..known };
        if new.provenance < known.provenance {
            (now.provenance, now.not_before, now.line) = (new.provenance, new.not_before, new.line);
        }
        if now == known {
            return Effect::Nothing;
        }
        self.events[index] = now;
        Effect::Changed
    }

    fn in_one_pass(&self, stage: Stage, a: Moment, b: Moment, frame: Frame) -> bool {
        let entered = self.events.iter().filter(|event| event.enters());
        let passages = entered.map(|event| (event.stage, event.at));
        in_one_pass(passages, stage, (a, b), frame.window_hours)
    }

    fn add_reason(&mut self, index: usize, reason: Option<ReasonId>) {
        let event = &mut self.events[index];
        if reason.is_some() && !(event.here && event.reason.is_some()) {
            event.reason = reason;
        }
    }

    fn replace(&mut self, index: usize, new: Event) {
        self.events[index] = Event { from: self.events[index].from, ..new };
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
