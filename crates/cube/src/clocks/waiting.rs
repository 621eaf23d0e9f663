//! Who waits for a decision, in the order in which to look at them.

use plumbline_domain::{
    clock::ClockKind, handoff::Decision, ids::LeadId, moment::Moment, settings::Settings,
};

use super::{ClockRow, ClockState, columns::Clocks};
use crate::{cube::Cube, facts::Now};

/// A lead whose newest handoff nobody has decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The row of the lead in the frame.
    pub row: u32,
    /// The lead.
    pub lead: LeadId,
    /// When it became an MQL (latest possible).
    pub mql: Moment,
    /// The clock of the decision; `None` if nobody has said what clocks are read with.
    pub clock: Option<ClockRow>,
}

/// Rank by what the clock says, its due, the MQL, and the lead: the smaller, the sooner it is looked at.
type Place = (u8, Moment, Moment, LeadId);

impl Cube {
    /// The first `limit` leads whose newest handoff is `decision` (pending or lapsed), and how many there are: as many as are
    /// counted so. Who is late comes first, the latest of them on top; then who is due soonest; last those whose clock is
    /// not known, the oldest first.
    pub fn waiting(
        &self,
        decision: Decision,
        limit: usize,
        as_of: Moment,
        settings: &Settings,
    ) -> (usize, Vec<Waiting>) {
        let (facts, now) = (self.facts(), Now::new(as_of, settings.decision_window_hours));
        let clocks = self.clocks(as_of, settings);
        let mut found: Vec<(Place, usize)> = Vec::new();
        let mut first = 0;
        while first < facts.len() {
            let row = facts.lead[first];
            let end = first + facts.lead[first..].iter().take_while(|lead| **lead == row).count();
            let newest = (first..end).rev().find(|handoff| facts.mql[*handoff] <= now.as_of);
            first = end;
            let handoff = newest.filter(|handoff| facts.decision(*handoff, now) == decision);
            if let (Some(handoff), Some(lead)) = (handoff, self.frame().lead(row)) {
                let (rank, due) = clocks.as_deref().map_or((2, NEVER), |clocks| place(clocks, handoff));
                found.push(((rank, due, Moment(facts.mql[handoff]), lead), handoff));
            }
        }
        // All of them have their place, but only few are looked at.
        let total = found.len();
        if limit < total {
            found.select_nth_unstable(limit);
            found.truncate(limit);
        }
        found.sort_unstable();
        let told = found.into_iter().map(|((_, _, mql, lead), handoff)| {
            let clock = clocks.as_ref().and_then(|clocks| self.clock_row(clocks, handoff, ClockKind::Decide));
            Waiting { row: facts.lead[handoff], lead, mql, clock }
        });
        (total, told.collect())
    }
}

const NEVER: Moment = Moment(i64::MAX);

/// Whoever is late longest has the earliest due.
fn place(clocks: &Clocks, handoff: usize) -> (u8, Moment) {
    let (kind, is_open) = (ClockKind::Decide, clocks.is_open(handoff, ClockKind::Decide));
    match (clocks.state(handoff, kind), clocks.due(handoff, kind)) {
        (Some(ClockState::Missed), Some(due)) if is_open => (0, due),
        (Some(ClockState::Running), Some(due)) => (1, due),
        _ => (2, NEVER),
    }
}
