//! The naive reading.

use plumbline_cube::clocks::{ClockRow, ClockState, Colleague};
use plumbline_domain::{
    calendar::Calendar,
    clock::{ClockKind, Lasted, Moments, State, StoppedBy, read_by_days_of},
    field::{Field, FieldName},
    handoff::{Handoff, Reached},
    ids::LeadId,
    moment::Moment,
};

use crate::world::{Case, Lead, id};

#[derive(Debug)]
pub(crate) struct Row {
    lead: LeadId,
    at: usize,
    pass: u16,
    pub(crate) kind: ClockKind,
    pub(crate) state: ClockState,
    is_open: bool,
    by_rejection: bool,
    started: Option<Moment>,
    due: Option<Moment>,
    stopped: Option<Moment>,
    elapsed: Option<Lasted>,
    overdue: Option<Lasted>,
}

impl Row {
    /// The value of the split.
    pub(crate) fn value(&self, case: &Case) -> String {
        let lead = &case.leads[self.at];
        match &case.split {
            Some(FieldName::Canonical(Field::Tier)) => tier(lead).unwrap_or_default().to_owned(),
            Some(FieldName::Canonical(Field::Owner)) => usual(case, owner, &owner(case, lead)),
            Some(FieldName::Canonical(Field::Team)) => usual(case, team, &team(case, lead)),
            Some(_) => lead.source.to_owned(),
            None => String::new(),
        }
    }
}

/// What the tiers of the world say, written down again.
fn tier(lead: &Lead) -> Option<&'static str> {
    match lead.score {
        Some(score) if score >= 80.0 => Some("1"),
        Some(score) if score >= 40.0 => Some("2"),
        _ => None,
    }
}

fn colleague<'a>(case: &'a Case, name: &str) -> Option<&'a Colleague> {
    case.desk.people.iter().find(|person| person.name.to_lowercase() == name.to_lowercase())
}

fn owner(case: &Case, lead: &Lead) -> String {
    colleague(case, lead.owner).map_or(lead.owner, |person| &person.counts_as).to_owned()
}

fn team(case: &Case, lead: &Lead) -> String {
    let theirs = || colleague(case, &owner(case, lead)).and_then(|person| person.team.clone());
    if lead.team.is_empty() { theirs().unwrap_or_default() } else { lead.team.to_owned() }
}

/// The spelling most leads have of what differs in case alone, the first by its letters where several are as many.
fn usual(case: &Case, of: fn(&Case, &Lead) -> String, text: &str) -> String {
    let all: Vec<String> = case.leads.iter().map(|lead| of(case, lead)).collect();
    let spelled = |text: &String| all.iter().filter(|other| *other == text).count();
    let same = all.iter().filter(|other| other.to_lowercase() == text.to_lowercase());
    same.max_by_key(|text| (spelled(text), std::cmp::Reverse(*text))).cloned().unwrap_or_default()
}

pub(crate) fn clocks(case: &Case) -> Vec<Row> {
    let any = |of: fn(&Lead) -> bool| case.leads.iter().any(of);
    let records = |kind| match kind {
        ClockKind::Route => any(|lead| lead.routed.is_some()),
        ClockKind::FirstContact => any(|lead| lead.contacted.is_some() || !lead.touches.is_empty()),
        ClockKind::Decide | ClockKind::Feedback => true,
    };
    let handoffs = case.handoffs();
    let mut rows = Vec::new();
    for (nth, handoff) in handoffs.iter().enumerate() {
        if handoff.mql.at > case.as_of {
            continue;
        }
        let at = (0..case.leads.len()).find(|at| id(*at) == handoff.lead).unwrap();
        let next = handoffs.get(nth + 1).filter(|next| next.lead == handoff.lead).map(|next| next.mql.at);
        let moments = moments(case, &case.leads[at], handoff, next);
        for kind in ClockKind::ALL {
            rows.extend(row(case, at, handoff, &moments, kind, records(kind)));
        }
    }
    rows
}

fn row(
    case: &Case,
    at: usize,
    handoff: &Handoff,
    moments: &Moments,
    kind: ClockKind,
    is_recorded: bool,
) -> Option<Row> {
    let lead = &case.leads[at];
    let target = case.desk.levels.target(tier(lead), kind);
    let zone = colleague(case, &owner(case, lead)).and_then(|person| person.zone);
    let zone = zone.unwrap_or(case.settings.calendar.zone);
    let (hours, calendar) = (&case.desk.hours, &case.settings.calendar);
    let read = read_by_days_of(kind, moments, target, hours, zone, calendar, case.as_of);
    let mut state = match read.state {
        State::NotStarted => return None,
        State::Running | State::Stopped(StoppedBy::Done) if target.is_none() => ClockState::Unpromised,
        State::Running => ClockState::Running,
        State::Met => ClockState::Met,
        State::Missed => ClockState::Missed,
        State::Stopped(_) => ClockState::Stopped,
        State::Unknown => ClockState::Unknown,
    };
    let mut is_open = read.is_open;
    if is_open && !is_recorded {
        (state, is_open) = (ClockState::Unknown, false);
    }
    is_open &= moments.next_mql.is_none_or(|next| next > case.as_of);
    // What nobody waits for any more has not gone on since.
    let ends = is_open || read.stopped.is_some();
    Some(Row {
        lead: handoff.lead,
        at,
        pass: handoff.pass,
        kind,
        state,
        is_open,
        by_rejection: read.state == State::Stopped(StoppedBy::Rejected),
        started: read.started,
        due: read.due,
        stopped: read.stopped,
        elapsed: read.elapsed.filter(|_| ends),
        overdue: read.overdue.filter(|_| ends),
    })
}

fn moments(case: &Case, lead: &Lead, handoff: &Handoff, next: Option<Moment>) -> Moments {
    let calendar: &Calendar = &case.settings.calendar;
    let earliest = |reached: Reached| reached.not_before;
    let touches = lead.touches.iter().copied().map(Moment);
    let touch = touches.filter(|at| *at >= earliest(handoff.mql) && next.is_none_or(|next| *at < next)).min();
    let stamp = lead.contacted.map(Moment);
    // A stamp before the day of a later pass is of an earlier one, and a touch of this pass is better than none.
    let is_old = |stamp: Moment| {
        handoff.pass > 1
            && stamp < earliest(handoff.mql)
            && calendar.day(stamp) != calendar.day(handoff.mql.at)
    };
    let stamp = stamp.filter(|stamp| touch.is_none() || !is_old(*stamp));
    Moments {
        next_mql: next,
        routed: lead.routed.map(Moment),
        first_contact: [stamp, touch].into_iter().flatten().min(),
        feedback: lead.told.map(Moment),
        ..Moments::of(handoff)
    }
}

/// The rows are those, in this order.
pub(crate) fn compare(listed: &[ClockRow], naive: &[Row]) {
    assert_eq!(listed.len(), naive.len(), "as many clocks as handoffs have");
    for (listed, naive) in listed.iter().zip(naive) {
        assert_eq!((listed.lead, listed.pass, listed.kind), (naive.lead, naive.pass, naive.kind));
        assert_eq!((listed.state, listed.is_open), (naive.state, naive.is_open), "{naive:?}");
        assert_eq!(listed.by_rejection, naive.by_rejection, "{naive:?}");
        assert_eq!((listed.started, listed.due), (naive.started, naive.due), "{naive:?}");
        assert_eq!(listed.stopped, naive.stopped, "{naive:?}");
        assert_eq!(listed.elapsed, naive.elapsed, "{naive:?}");
        assert_eq!(listed.overdue, naive.overdue, "{naive:?}");
    }
}
