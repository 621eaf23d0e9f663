//! Reads the four clocks of a handoff, and says until when that holds.

use plumbline_domain::{
    calendar::Calendar,
    clock::{ClockKind, Moments, Reading, State, StoppedBy, judge},
    moment::Moment,
};

use super::{ClockState, columns::Clocks, desk::Desk, lanes::Lanes, passes::Passes};
use crate::{cube::Cube, facts::NEVER};

/// Set in a mark if somebody still waits.
pub(super) const OPEN: u8 = 8;
/// Set in a mark if a rejection ended it.
pub(super) const REJECTED: u8 = 16;

/// A clock as it was read.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) mark: u8,
    pub(super) started: i64,
    pub(super) due: i64,
    pub(super) stopped: i64,
}

/// Reads the clocks of handoffs.
pub(super) struct ClockReader<'a> {
    cube: &'a Cube,
    desk: &'a Desk,
    lanes: &'a Lanes,
    passes: Passes<'a>,
    calendar: &'a Calendar,
    as_of: Moment,
    /// Which ends are ever written down here.
    pub(super) records: [bool; 4],
}

impl<'a> ClockReader<'a> {
    pub(super) fn of(clocks: &'a Clocks, cube: &'a Cube) -> ClockReader<'a> {
        let passes = Passes::of(cube, &clocks.calendar);
        ClockReader {
            cube,
            desk: &clocks.desk,
            lanes: &clocks.lanes,
            records: ClockKind::ALL.map(|kind| passes.records(kind)),
            passes,
            calendar: &clocks.calendar,
            as_of: clocks.as_of,
        }
    }

    /// The four clocks of a handoff, and the first later moment at which they may say something else; `None` if they never do.
    pub(super) fn of_handoff(&self, handoff: usize) -> ([Row; 4], Option<i64>) {
        let moments = self.passes.moments(handoff);
        let targets = self.lanes.targets(self.cube.facts().lead[handoff]);
        let is_over = moments.next_mql.is_some_and(|next| next <= self.as_of);
        let mut until = still_to_come(&moments, self.as_of);
        let rows = ClockKind::ALL.map(|kind| {
            let is_promised = targets[kind as usize].is_some();
            let mut read = self.read(handoff, &moments, kind, self.as_of);
            until = until.min(self.until(&read, is_promised));
            // Who is an MQL again is waited for in the next pass.
            read.is_open &= !is_over;
            row(&read, is_promised)
        });
        (rows, (until != NEVER).then_some(until))
    }

    /// Whether a clock was late at another moment, and whether somebody waited.
    pub(super) fn at(&self, handoff: usize, kind: ClockKind, as_of: Moment) -> (bool, bool) {
        let moments = self.passes.moments(handoff);
        let read = self.read(handoff, &moments, kind, as_of);
        let is_over = moments.next_mql.is_some_and(|next| next <= as_of);
        (read.state == State::Missed, read.is_open && !is_over)
    }

    fn read(&self, handoff: usize, moments: &Moments, kind: ClockKind, as_of: Moment) -> Reading {
        let lead = self.cube.facts().lead[handoff];
        let (target, zone) = (self.lanes.targets(lead)[kind as usize], self.lanes.zone(lead));
        let mut read = judge(kind, moments, target, &self.desk.hours, zone, self.calendar, as_of);
        if read.is_open && !self.records[kind as usize] {
            (read.state, read.is_open) = (State::Unknown, false);
        }
        read
    }

    /// From when on a clock may say something else although nothing happens.
    fn until(&self, read: &Reading, is_promised: bool) -> i64 {
        match (read.state, read.due) {
            // At its due a promise is still kept.
            (State::Running, Some(due)) => due.0.saturating_add(1),
            (State::Running, None) if !is_promised => NEVER,
            // Between the bounds of a start lie several dues.
            (State::Running, None) => self.as_of.0.saturating_add(1),
            _ if read.is_open && read.started.is_none() => self.as_of.0.saturating_add(1),
            _ => NEVER,
        }
    }
}

fn row(read: &Reading, is_promised: bool) -> Row {
    let mark = match (read.state, is_promised) {
        (State::NotStarted, _) => 0,
        (State::Running | State::Stopped(StoppedBy::Done), false) => ClockState::Unpromised as u8 + 1,
        (State::Stopped(StoppedBy::Done | StoppedBy::Rejected | StoppedBy::Earlier), _) => {
            ClockState::Stopped as u8 + 1
        }
        (State::Running, true) => ClockState::Running as u8 + 1,
        (State::Met, _) => ClockState::Met as u8 + 1,
        (State::Missed, _) => ClockState::Missed as u8 + 1,
        (State::Unknown, _) => ClockState::Unknown as u8 + 1,
    };
    let by_rejection = if read.state == State::Stopped(StoppedBy::Rejected) { REJECTED } else { 0 };
    let or_never = |at: Option<Moment>| at.map_or(NEVER, |at| at.0);
    Row {
        mark: mark | if read.is_open { OPEN } else { 0 } | by_rejection,
        started: or_never(read.started),
        due: or_never(read.due),
        stopped: or_never(read.stopped),
    }
}

pub(super) fn state_of(mark: u8) -> Option<ClockState> {
    usize::from(mark & (OPEN - 1)).checked_sub(1).and_then(|at| ClockState::ALL.get(at)).copied()
}

/// The first moment later than `as_of` at which anything of a handoff is dated: then its clocks may say something else.
fn still_to_come(moments: &Moments, as_of: Moment) -> i64 {
    let columns = [moments.routed, moments.first_contact, moments.feedback, moments.next_mql];
    let reached = [Some(moments.mql), moments.decided.map(|(_, reached)| reached), moments.worked];
    let reached = reached.into_iter().flatten().flat_map(|reached| [reached.at, reached.not_before]);
    let later = columns.into_iter().flatten().chain(reached).filter(|at| *at > as_of);
    later.min().map_or(NEVER, |at| at.0)
}
