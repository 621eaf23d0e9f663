//! Clocks as columns: four rows per handoff, in the order of handoffs and then of [`ClockKind::ALL`].
//!
//! Reading a clock means walking through working days, so each is read once. What was read stays true for later moments
//! unless the clock runs or something about its handoff was still to come: only those are read again.

use std::{num::NonZero, ops::Range, sync::Arc};

use plumbline_domain::{
    calendar::Calendar,
    clock::{ClockKind, Lasted, Moments, Reading, State, StoppedBy, read_by_days_of},
    moment::Moment,
    settings::Settings,
};

use super::{ClockState, desk::Desk, lanes::Lanes, passes::Passes};
use crate::{cube::Cube, facts::NEVER};

/// Fewest handoffs for which a thread of their own pays. Unoptimised builds split small worlds too: there the seams are
/// tested.
const SMALLEST_PART: usize = if cfg!(debug_assertions) { 16 } else { 5_000 };
/// Most threads.
const MOST_PARTS: usize = 8;

/// Set in a mark if somebody still waits.
const OPEN: u8 = 8;

/// All clocks of all handoffs, read at some moment.
#[derive(Clone, Debug)]
pub(crate) struct Clocks {
    pub(crate) lanes: Arc<Lanes>,
    desk: Arc<Desk>,
    calendar: Calendar,
    as_of: Moment,
    rows: Rows,
    /// Handoffs whose clocks may say something else at a later moment, ascending.
    live: Vec<u32>,
}

#[derive(Clone, Debug, Default)]
struct Rows {
    marks: Vec<u8>,
    started: Vec<i64>,
    due: Vec<i64>,
    stopped: Vec<i64>,
    /// Working time from start to stop; of clocks nothing has stopped, 0.
    business: Vec<i64>,
}

/// A clock as it was read.
#[derive(Clone, Copy)]
struct Row {
    mark: u8,
    started: i64,
    due: i64,
    stopped: i64,
    business: i64,
}

/// What a clock says, with its times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) state: ClockState,
    pub(crate) is_open: bool,
    pub(crate) started: Option<Moment>,
    pub(crate) due: Option<Moment>,
    pub(crate) stopped: Option<Moment>,
    pub(crate) elapsed: Option<Lasted>,
    pub(crate) overdue: Option<Lasted>,
}

impl Clocks {
    pub(super) fn read(cube: &Cube, desk: &Arc<Desk>, settings: &Settings, as_of: Moment) -> Clocks {
        let lanes = Arc::new(Lanes::of(cube, desk, settings, as_of));
        let mut clocks = Clocks {
            lanes,
            desk: Arc::clone(desk),
            calendar: settings.calendar.clone(),
            as_of,
            rows: Rows::default(),
            live: Vec::new(),
        };
        let (rows, live) = clocks.read_all(cube);
        (clocks.rows, clocks.live) = (rows, live);
        clocks
    }

    /// True if these are the clocks of that moment.
    pub(super) fn holds(&self, as_of: Moment, settings: &Settings) -> bool {
        self.as_of == as_of && self.calendar == settings.calendar
    }

    /// True if those of that moment follow from these.
    pub(super) fn leads_to(&self, as_of: Moment, settings: &Settings) -> bool {
        self.as_of <= as_of && self.calendar == settings.calendar && self.desk.is_timeless()
    }

    /// Lets time pass.
    pub(super) fn advance(&mut self, cube: &Cube, as_of: Moment) {
        self.as_of = as_of;
        let again = std::mem::take(&mut self.live);
        let (mut read, mut live) = (Vec::with_capacity(again.len()), Vec::new());
        let reader = ClockReader::of(self, cube);
        for handoff in again {
            let (rows, is_live) = reader.of_handoff(handoff as usize);
            read.push((handoff, rows));
            if is_live {
                live.push(handoff);
            }
        }
        for (handoff, rows) in read {
            for (kind, row) in rows.into_iter().enumerate() {
                self.rows.set(handoff as usize * 4 + kind, row);
            }
        }
        self.live = live;
    }

    fn read_all(&self, cube: &Cube) -> (Rows, Vec<u32>) {
        let count = cube.facts().len();
        let reader = ClockReader::of(self, cube);
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_PARTS);
        let parts = cores.min(count / SMALLEST_PART).max(1);
        let part = |index: usize| count * index / parts..count * (index + 1) / parts;
        std::thread::scope(|scope| {
            let reader = &reader;
            let others: Vec<_> =
                (1..parts).map(|index| scope.spawn(move || reader.of_part(part(index)))).collect();
            let (mut rows, mut live) = reader.of_part(part(0));
            for (index, other) in (1..parts).zip(others) {
                // A part whose thread died is read here: a number is never short of it.
                let (theirs, more) = other.join().unwrap_or_else(|_| reader.of_part(part(index)));
                rows.append(theirs);
                live.extend(more);
            }
            (rows, live)
        })
    }

    /// What a clock says to those who count it; `None` if it has not started.
    #[inline]
    pub(crate) fn state(&self, handoff: usize, kind: ClockKind) -> Option<ClockState> {
        state_of(self.rows.marks[handoff * 4 + kind as usize])
    }

    /// When it is due, if that is known.
    #[inline]
    pub(crate) fn due(&self, handoff: usize, kind: ClockKind) -> Option<Moment> {
        Some(Moment(self.rows.due[handoff * 4 + kind as usize])).filter(|at| at.0 != NEVER)
    }

    /// True if somebody still waits for it.
    #[inline]
    pub(crate) fn is_open(&self, handoff: usize, kind: ClockKind) -> bool {
        self.rows.marks[handoff * 4 + kind as usize] & OPEN != 0
    }

    /// Everything a clock says; `None` if it has not started.
    pub(crate) fn told(&self, cube: &Cube, handoff: usize, kind: ClockKind) -> Option<Told> {
        let (state, is_open) = (self.state(handoff, kind)?, self.is_open(handoff, kind));
        let row = handoff * 4 + kind as usize;
        let known = |at: i64| Some(Moment(at)).filter(|at| at.0 != NEVER);
        let [started, due, stopped] =
            [&self.rows.started, &self.rows.due, &self.rows.stopped].map(|column| known(column[row]));
        let (hours, zone) = (&self.desk.hours, self.lanes.zone(cube.facts().lead[handoff]));
        let end = if is_open { Some(self.as_of) } else { stopped };
        let elapsed = match (started, stopped) {
            (Some(start), Some(stop)) if !is_open => {
                let wall_ms = stop.0.saturating_sub(start.0).max(0);
                Some(Lasted { wall_ms, business_ms: self.rows.business[row] })
            }
            (Some(start), _) => end.map(|end| Lasted::between(start, end, hours, zone)),
            _ => None,
        };
        let overdue = match (due, end) {
            (Some(due), Some(end)) if state == ClockState::Missed => {
                Some(Lasted::between(due, end, hours, zone))
            }
            _ => None,
        };
        Some(Told { state, is_open, started, due, stopped, elapsed, overdue })
    }
}

impl Rows {
    fn push(&mut self, row: Row) {
        self.marks.push(row.mark);
        self.started.push(row.started);
        self.due.push(row.due);
        self.stopped.push(row.stopped);
        self.business.push(row.business);
    }

    fn set(&mut self, at: usize, row: Row) {
        self.marks[at] = row.mark;
        self.started[at] = row.started;
        self.due[at] = row.due;
        self.stopped[at] = row.stopped;
        self.business[at] = row.business;
    }

    fn append(&mut self, mut other: Rows) {
        self.marks.append(&mut other.marks);
        self.started.append(&mut other.started);
        self.due.append(&mut other.due);
        self.stopped.append(&mut other.stopped);
        self.business.append(&mut other.business);
    }
}

/// Reads the clocks of handoffs.
struct ClockReader<'a> {
    cube: &'a Cube,
    desk: &'a Desk,
    lanes: &'a Lanes,
    passes: Passes<'a>,
    calendar: &'a Calendar,
    as_of: Moment,
    /// Which ends are ever written down here.
    records: [bool; 4],
}

impl<'a> ClockReader<'a> {
    fn of(clocks: &'a Clocks, cube: &'a Cube) -> ClockReader<'a> {
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

    fn of_part(&self, part: Range<usize>) -> (Rows, Vec<u32>) {
        let (mut rows, mut live) = (Rows::default(), Vec::new());
        for handoff in part {
            let (read, is_live) = self.of_handoff(handoff);
            read.into_iter().for_each(|row| rows.push(row));
            if is_live {
                live.push(handoff as u32);
            }
        }
        (rows, live)
    }

    /// The four clocks of a handoff, and whether they may say something else later.
    fn of_handoff(&self, handoff: usize) -> ([Row; 4], bool) {
        let moments = self.passes.moments(handoff);
        let lead = self.cube.facts().lead[handoff];
        let (targets, zone) = (self.lanes.targets(lead), self.lanes.zone(lead));
        let is_over = moments.next_mql.is_some_and(|next| next <= self.as_of);
        let mut is_live = is_still_to_come(&moments, self.as_of);
        let rows = ClockKind::ALL.map(|kind| {
            let target = targets[kind as usize];
            let (hours, calendar) = (&self.desk.hours, self.calendar);
            let mut read = read_by_days_of(kind, &moments, target, hours, zone, calendar, self.as_of);
            if read.is_open && !self.records[kind as usize] {
                (read.state, read.is_open) = (State::Unknown, false);
            }
            is_live |= read.state == State::Running || read.is_open && read.started.is_none();
            // Who is an MQL again is waited for in the next pass.
            read.is_open &= !is_over;
            row(&read, target.is_some())
        });
        (rows, is_live)
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
    let or_never = |at: Option<Moment>| at.map_or(NEVER, |at| at.0);
    let business = if read.is_open { 0 } else { read.elapsed.map_or(0, |elapsed| elapsed.business_ms) };
    Row {
        mark: mark | if read.is_open { OPEN } else { 0 },
        started: or_never(read.started),
        due: or_never(read.due),
        stopped: or_never(read.stopped),
        business,
    }
}

fn state_of(mark: u8) -> Option<ClockState> {
    usize::from(mark & (OPEN - 1)).checked_sub(1).and_then(|at| ClockState::ALL.get(at)).copied()
}

/// True if anything of a handoff is dated later than `as_of`: then its clocks may say something else.
fn is_still_to_come(moments: &Moments, as_of: Moment) -> bool {
    let later = |at: Option<Moment>| at.is_some_and(|at| at > as_of);
    let columns = [moments.routed, moments.first_contact, moments.feedback, moments.next_mql];
    let reached = [Some(moments.mql), moments.decided.map(|(_, reached)| reached), moments.worked];
    let reached = reached.into_iter().flatten().flat_map(|reached| [reached.at, reached.not_before]);
    columns.into_iter().any(later) || reached.into_iter().any(|at| at > as_of)
}
