//! Clocks as columns: four rows per handoff, in the order of handoffs and then of [`ClockKind::ALL`].
//!
//! Reading a clock means walking through working days, so each is read once. What was read stays true until a moment that is
//! known: its due, or one at which something of its handoff is still to come (see [`super::follow`]).

use std::{num::NonZero, ops::Range, sync::Arc};

use plumbline_domain::{
    calendar::Calendar,
    clock::{ClockKind, Lasted},
    moment::Moment,
    settings::Settings,
};

use super::{
    ClockState,
    desk::Desk,
    lanes::Lanes,
    reader::{ClockReader, OPEN, REJECTED, Row, state_of},
};
use crate::{cube::Cube, facts::NEVER};

/// Fewest handoffs for which a thread of their own pays. Unoptimised builds split small worlds too: there the seams are
/// tested.
const SMALLEST_PART: usize = if cfg!(debug_assertions) { 16 } else { 5_000 };
/// Most threads.
const MOST_PARTS: usize = 8;

/// All clocks of all handoffs, read at some moment.
#[derive(Clone, Debug)]
pub(crate) struct Clocks {
    pub(crate) lanes: Arc<Lanes>,
    pub(super) desk: Arc<Desk>,
    pub(super) calendar: Calendar,
    pub(super) as_of: Moment,
    /// Which ends are ever written down here.
    pub(super) records: [bool; 4],
    pub(super) rows: Rows,
    /// Handoffs whose clocks may say something else at a later moment, each with the first such moment.
    pub(super) live: Vec<(u32, i64)>,
    /// Handoffs whose rows say nothing: something about their leads has changed since they were read.
    pub(super) stale: Vec<u32>,
    /// True if the lanes may be others.
    pub(super) doubts_lanes: bool,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) marks: Vec<u8>,
    pub(super) started: Vec<i64>,
    pub(super) due: Vec<i64>,
    pub(super) stopped: Vec<i64>,
}

/// What a clock says, with its times.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Told {
    pub(crate) state: ClockState,
    pub(crate) is_open: bool,
    pub(crate) by_rejection: bool,
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
            records: [false; 4],
            rows: Rows::default(),
            live: Vec::new(),
            stale: Vec::new(),
            doubts_lanes: false,
        };
        clocks.read_all(cube);
        clocks
    }

    pub(super) fn read_all(&mut self, cube: &Cube) {
        let count = cube.facts().len();
        let reader = ClockReader::of(self, cube);
        let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_PARTS);
        let parts = cores.min(count / SMALLEST_PART).max(1);
        let part = |index: usize| count * index / parts..count * (index + 1) / parts;
        let (rows, live) = std::thread::scope(|scope| {
            let reader = &reader;
            let others: Vec<_> =
                (1..parts).map(|index| scope.spawn(move || of_part(reader, part(index)))).collect();
            let (mut rows, mut live) = of_part(reader, part(0));
            for (index, other) in (1..parts).zip(others) {
                // A part whose thread died is read here: a number is never short of it.
                let (theirs, more) = other.join().unwrap_or_else(|_| of_part(reader, part(index)));
                rows.append(theirs);
                live.extend(more);
            }
            (rows, live)
        });
        self.records = reader.records;
        (self.rows, self.live) = (rows, live);
        self.stale.clear();
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
        // Walking through working days is for the few that are told.
        let elapsed = started.zip(end).map(|(start, end)| Lasted::between(start, end, hours, zone));
        let overdue = match (due, end) {
            (Some(due), Some(end)) if state == ClockState::Missed => {
                Some(Lasted::between(due, end, hours, zone))
            }
            _ => None,
        };
        let by_rejection = self.rows.marks[row] & REJECTED != 0;
        Some(Told { state, is_open, by_rejection, started, due, stopped, elapsed, overdue })
    }
}

impl Rows {
    fn push(&mut self, row: Row) {
        self.marks.push(row.mark);
        self.started.push(row.started);
        self.due.push(row.due);
        self.stopped.push(row.stopped);
    }

    pub(super) fn set(&mut self, at: usize, row: Row) {
        self.marks[at] = row.mark;
        self.started[at] = row.started;
        self.due[at] = row.due;
        self.stopped[at] = row.stopped;
    }

    fn append(&mut self, mut other: Rows) {
        self.marks.append(&mut other.marks);
        self.started.append(&mut other.started);
        self.due.append(&mut other.due);
        self.stopped.append(&mut other.stopped);
    }
}

fn of_part(reader: &ClockReader<'_>, part: Range<usize>) -> (Rows, Vec<(u32, i64)>) {
    let (mut rows, mut live) = (Rows::default(), Vec::new());
    for handoff in part {
        let (read, until) = reader.of_handoff(handoff);
        read.into_iter().for_each(|row| rows.push(row));
        live.extend(until.map(|until| (handoff as u32, until)));
    }
    (rows, live)
}
