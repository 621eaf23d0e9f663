//! The handoffs of a lead with their clocks, in words.

use plumbline_cube::clocks::{ClockRow, ClockState};
use plumbline_domain::{
    calendar::Calendar,
    clock::{Basis, Target},
    handoff::{Decision, Handoff, Reached},
    moment::Moment,
};

use super::timeline::when;
use crate::wording;

/// One handoff of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Which, from 1.
    pub number: u16,
    /// When it began, in words.
    pub mql: String,
    /// What became of it.
    pub decision: Decision,
    /// The same in words: "Accepted on 5 Apr 2026".
    pub outcome: String,
    /// Its clocks that have started.
    pub clocks: Vec<ClockTold>,
}

/// A clock in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClockTold {
    /// Which.
    pub label: &'static str,
    /// What it says.
    pub state: ClockState,
    /// True if somebody waits.
    pub is_open: bool,
    /// What it says, in words: "late by 3 h 10 min of working time".
    pub said: String,
    /// What was promised: "within 2 h of working time".
    pub promised: String,
    /// When it started; empty where only bounds are known.
    pub started: String,
    /// When it is due; empty if it never is.
    pub due: String,
    /// How long it took or has run, every hour; empty where a moment is not known.
    pub wall: String,
    /// The same in working time.
    pub business: String,
}

/// The handoffs as of `now`, the newest first.
pub(super) fn passes(
    handoffs: &[Handoff],
    clocks: &[ClockRow],
    calendar: &Calendar,
    (now, window_hours): (Moment, u32),
) -> Vec<Pass> {
    let begun = handoffs.iter().filter(|handoff| handoff.mql.at <= now);
    let pass = |handoff: &Handoff| {
        let decision = handoff.decision(now, window_hours);
        let of_pass = clocks.iter().filter(|clock| clock.pass == handoff.pass);
        let reached = handoff.decided.filter(|_| decision.is_made());
        let at = |reached: Reached| when(reached.at, reached.not_before, reached.provenance, calendar);
        let outcome = match (reached, decision) {
            (Some((_, reached)), _) if reached.is_bounded() => {
                format!("{} {}", decision.label(), at(reached))
            }
            (Some((_, reached)), _) => format!("{} on {}", decision.label(), at(reached)),
            (None, Decision::Lapsed) => "Window over: nobody decided".to_owned(),
            (None, _) => {
                let until = handoff.mql.at.plus_hours(window_hours);
                format!("Waits for a decision until {}", wording::moment(calendar, until))
            }
        };
        let mql = at(handoff.mql);
        let clocks = of_pass.map(|clock| told(clock, calendar, now)).collect();
        Pass { number: handoff.pass, mql, decision, outcome, clocks }
    };
    begun.rev().map(pass).collect()
}

fn told(clock: &ClockRow, calendar: &Calendar, now: Moment) -> ClockTold {
    let at = |moment: Option<Moment>| moment.map_or_else(String::new, |at| wording::moment(calendar, at));
    ClockTold {
        label: clock.kind.label(),
        state: clock.state,
        is_open: clock.is_open,
        said: said(clock, calendar, now),
        promised: clock.promised.map_or_else(|| "nothing promised".to_owned(), promised),
        started: at(clock.started),
        due: at(clock.due),
        wall: clock.elapsed.map_or_else(String::new, |elapsed| wording::lasting(elapsed.wall_ms)),
        business: clock.elapsed.map_or_else(String::new, |elapsed| match elapsed.business_ms {
            0 => "none".to_owned(),
            ms => wording::working(ms),
        }),
    }
}

fn promised(target: Target) -> String {
    match target.basis {
        Basis::Wall => format!("within {}", wording::lasting(target.ms())),
        Basis::Business => format!("within {} of working time", wording::working(target.ms())),
    }
}

/// What a clock says: how late it is in the time it was promised in, or when it is due.
pub(crate) fn said(clock: &ClockRow, calendar: &Calendar, now: Moment) -> String {
    let is_business = clock.promised.is_some_and(|target| target.basis == Basis::Business);
    let late = clock.overdue.map(|overdue| match (is_business, overdue.business_ms) {
        // Over a weekend no working time passes.
        (true, 1..) => format!("{} of working time", wording::working(overdue.business_ms)),
        _ => wording::lasting(overdue.wall_ms),
    });
    match (clock.state, late) {
        (ClockState::Missed, Some(late)) if clock.is_open => format!("late by {late}"),
        (ClockState::Missed, Some(late)) => format!("missed by {late}"),
        (ClockState::Missed, None) => "missed".to_owned(),
        (ClockState::Running, _) => due(clock.due, calendar, now),
        (ClockState::Met, _) => "in time".to_owned(),
        (ClockState::Stopped, _) if clock.by_rejection => "stopped by the rejection".to_owned(),
        (ClockState::Stopped, _) => "done before the MQL".to_owned(),
        (ClockState::Unknown, _) => "not known".to_owned(),
        (ClockState::Unpromised, _) => "nothing promised".to_owned(),
    }
}

/// "due today 16:00", "due tomorrow 09:30", "due Thu 1 Oct 16:00".
fn due(at: Option<Moment>, calendar: &Calendar, now: Moment) -> String {
    let Some(at) = at else { return "runs".to_owned() };
    let (day, today) = (calendar.day(at), calendar.day(now));
    let local = calendar.local(at);
    let day = match (day - today).num_days() {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        _ => local.format("%a %-d %b").to_string(),
    };
    format!("due {day} {}", local.format("%H:%M"))
}
