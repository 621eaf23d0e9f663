//! One clock of one handoff, read at some moment.

use chrono_tz::Tz;

use super::{
    Basis, ClockKind, Moments, Target,
    moments::{Bounds, Stop},
};
use crate::{business_time::BusinessHours, calendar::Calendar, moment::Moment};

/// Working hours of a promise that take longer than this to pass, a year, are never due.
pub const LONGEST: i64 = 366 * Moment::DAY;

/// What a clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// The lead was no MQL yet.
    NotStarted,
    /// Neither stopped nor past its due.
    Running,
    /// Stopped by what it waits for, at its due or before.
    Met,
    /// Past its due, whether it has been stopped since or not.
    Missed,
    /// It stopped, and that is neither met nor missed.
    Stopped(StoppedBy),
    /// The moments are known too vaguely to say whether the promise was kept, or it was never due.
    Unknown,
}

/// Why a clock that stopped has no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StoppedBy {
    /// Nothing was promised.
    Done,
    /// The lead was rejected in time: nobody had to route or to contact it any more.
    Rejected,
    /// What it waits for was done before the lead became an MQL.
    Earlier,
}

/// A length of time, both ways; in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lasted {
    /// Every hour.
    pub wall_ms: i64,
    /// Working hours.
    pub business_ms: i64,
}

/// One clock of one handoff, read at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which clock.
    pub kind: ClockKind,
    /// When it started; `None` if it has not, or if only bounds of that moment are known.
    pub started: Option<Moment>,
    /// When it stopped; `None` if it has not, or if only bounds of that moment are known.
    pub stopped: Option<Moment>,
    /// The last moment at which the promise is kept: the close of a working day rather than the opening of the next.
    /// `None` without a promise, if there will never be enough working hours, or if the start is not known exactly.
    pub due: Option<Moment>,
    /// From the start to the stop, or to the moment of reading; `None` where one of them is not known exactly.
    pub elapsed: Option<Lasted>,
    /// Of a missed clock: from its due to the stop, or to the moment of reading. Working hours of it can be 0.
    pub overdue: Option<Lasted>,
    /// True if it has started and nothing has stopped it: with [`State::Missed`], somebody is still waiting.
    pub is_open: bool,
    /// What it says.
    pub state: State,
}

/// Reads a clock at `as_of`; what came later is not known then.
///
/// At its due a promise is still kept, a moment later it is missed, stopped or not; a rejection after the due does not
/// undo that. A promise in working hours that nobody could be late for, as none of them come within [`LONGEST`], is never
/// kept either: such a clock runs, and once it has stopped it has no verdict. A moment that is known within bounds is met or missed only if it is so wherever inside the bounds it was.
/// A lapse stops nothing: silence is not an answer.
pub fn read(
    kind: ClockKind,
    moments: &Moments,
    target: Option<Target>,
    hours: &BusinessHours,
    zone: Tz,
    as_of: Moment,
) -> Reading {
    read_by_days_of(kind, moments, target, hours, zone, &Calendar { zone, ..Calendar::default() }, as_of)
}

/// [`read`] where working hours are those of somebody in `zone` and bare days were written down by `calendar`: a rep
/// elsewhere works other hours, but does not move the day on an export.
pub fn read_by_days_of(
    kind: ClockKind,
    moments: &Moments,
    target: Option<Target>,
    hours: &BusinessHours,
    zone: Tz,
    calendar: &Calendar,
    as_of: Moment,
) -> Reading {
    let mut reading = judge(kind, moments, target, hours, zone, calendar, as_of);
    let end = if reading.is_open { Some(as_of) } else { reading.stopped };
    let lasted = |from: Option<Moment>| Some(Lasted::between(from?, end?, hours, zone));
    reading.elapsed = lasted(reading.started);
    reading.overdue = lasted(reading.due).filter(|_| reading.state == State::Missed);
    reading
}

/// [`read_by_days_of`] without how long it lasted (`elapsed` and `overdue` are `None`): that takes walking through all the working
/// days of it, and whoever counts clocks does not ask.
pub fn judge(
    kind: ClockKind,
    moments: &Moments,
    target: Option<Target>,
    hours: &BusinessHours,
    zone: Tz,
    calendar: &Calendar,
    as_of: Moment,
) -> Reading {
    let mut reading = Reading {
        kind,
        started: None,
        stopped: None,
        due: None,
        elapsed: None,
        overdue: None,
        is_open: false,
        state: State::NotStarted,
    };
    if !moments.mql.by(as_of) {
        return reading;
    }
    let (start, stop) = moments.run(kind, calendar, as_of);
    let due = |start| due(start, target, hours, zone);
    let first = due(start.from);
    let last = if start.exact().is_some() { first } else { due(start.by) };
    reading.state = match (stop, target) {
        (Stop::Earlier, _) => State::Stopped(StoppedBy::Earlier),
        (Stop::Done(stop), None) if stop.by < Bounds::NEVER => State::Stopped(StoppedBy::Done),
        _ => state(stop, first, last, as_of),
    };
    reading.is_open = stop == Stop::None;
    reading.started = start.exact();
    reading.stopped = match stop {
        Stop::Done(stop) | Stop::Rejected(stop) => stop.exact(),
        Stop::None | Stop::Unclear(_) | Stop::Earlier => None,
    };
    reading.due = first.filter(|_| start.exact().is_some());
    reading
}

/// The verdict where the due lies between `first` and `last`; `None` is never.
fn state(stop: Stop, first: Option<Moment>, last: Option<Moment>, as_of: Moment) -> State {
    let in_time = |at: Moment| first.is_none_or(|due| at <= due);
    let is_due = first.is_some() && last.is_some();
    let late = |at: Moment| last.is_some_and(|due| at > due);
    match stop {
        Stop::None if late(as_of) => State::Missed,
        Stop::None if in_time(as_of) => State::Running,
        Stop::Done(stop) | Stop::Rejected(stop) if late(stop.from) => State::Missed,
        Stop::Done(stop) if is_due && in_time(stop.by) && stop.by < Bounds::NEVER => State::Met,
        Stop::Rejected(stop) if in_time(stop.by) => State::Stopped(StoppedBy::Rejected),
        Stop::Unclear(from) if late(from) => State::Missed,
        _ => State::Unknown,
    }
}

/// The last moment at which a clock that started at `start` is in time; `None` is never too late.
fn due(start: Moment, target: Option<Target>, hours: &BusinessHours, zone: Tz) -> Option<Moment> {
    let target = target?;
    match target.basis {
        Basis::Wall => Some(Moment(start.0.saturating_add(target.ms()))),
        Basis::Business => {
            hours.after_within(start, target.ms(), zone, Moment(start.0.saturating_add(LONGEST)))
        }
    }
}

impl Lasted {
    /// From `start` to `end`; nothing if that is not later.
    pub fn between(start: Moment, end: Moment, hours: &BusinessHours, zone: Tz) -> Lasted {
        Lasted { wall_ms: end.0.saturating_sub(start.0).max(0), business_ms: hours.between(start, end, zone) }
    }
}
