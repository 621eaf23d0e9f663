//! Handoffs out of stage events: the unit every rate counts.
//!
//! A handoff opens with an MQL event. Its decision is the first of: rejection, and acceptance (entering SAL, any rung above
//! it, or an exit that comes after contact: nobody gets there without sales having taken the lead up). What comes later
//! (SQL, opportunity, won, lost, disqualified) belongs to the same handoff until the lead becomes an MQL again after a
//! decision or a lapse: that is a recycled lead and a new handoff. Until then a later decision that says the opposite
//! contradicts the first one and does not replace it. Decisions without any MQL event open no handoff; they
//! are counted apart by the import report.

use crate::{
    event::{Provenance, StageEvent},
    ids::{LeadId, ReasonId},
    moment::Moment,
    settings::Settings,
    stage::Stage,
};

/// What became of a handoff, as of some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Decision {
    /// Sales committed to work the lead.
    Accepted,
    /// Sent back before contact.
    Rejected,
    /// Undecided, inside the decision window.
    Pending,
    /// Undecided, the window is over. Never a rejection.
    Lapsed,
    /// The lead left by a field that means rejection and disqualification alike, and nothing tells which. Somebody decided, so
    /// it is neither pending nor lapsed; it takes part in no rate of either kind.
    Unclear,
}

impl Decision {
    /// All decisions in the order of their codes.
    pub const ALL: [Decision; 5] =
        [Decision::Accepted, Decision::Rejected, Decision::Pending, Decision::Lapsed, Decision::Unclear];

    /// As written in files and criteria.
    pub fn slug(self) -> &'static str {
        ["accepted", "rejected", "pending", "lapsed", "unclear"][self as usize]
    }

    /// As shown to people.
    pub fn label(self) -> &'static str {
        ["Accepted", "Rejected", "Pending", "Lapsed", "Left, kind unknown"][self as usize]
    }

    /// True if somebody decided.
    pub fn is_made(self) -> bool {
        matches!(self, Decision::Accepted | Decision::Rejected | Decision::Unclear)
    }
}

/// When something happened in a handoff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// Latest possible moment; the moment itself unless it is bounded.
    pub at: Moment,
    /// Earliest possible moment: from here on it counts.
    pub not_before: Moment,
    /// How it is known.
    pub provenance: Provenance,
}

impl Reached {
    fn of(event: &StageEvent) -> Reached {
        Reached { at: event.at, not_before: event.not_before, provenance: event.provenance }
    }

    /// True if only the bounds are known; such a moment takes part in no time measure and in no decided-basis period.
    pub fn is_bounded(self) -> bool {
        self.provenance == Provenance::Bounded
    }

    /// True if it has (or, when bounded, may have) happened by `as_of`.
    pub fn by(self, as_of: Moment) -> bool {
        self.not_before <= as_of
    }
}

/// One pass of one lead from MQL to a decision and beyond.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handoff {
    /// Whose.
    pub lead: LeadId,
    /// 1 for the first pass, 2 for the first recycling, and so on.
    pub pass: u16,
    /// When the lead became an MQL.
    pub mql: Reached,
    /// Acceptance, rejection or an exit of which nobody can tell the kind, whichever came first.
    pub decided: Option<(Decision, Reached)>,
    /// Reason of the rejection, if it was rejected and one was given.
    pub reason: Option<ReasonId>,
    /// Sales took a lead that had left up all the same, without a new MQL.
    pub taken_up: Option<Reached>,
    /// SQL reached.
    pub sql: Option<Reached>,
    /// Opportunity reached.
    pub opportunity: Option<Reached>,
    /// Won.
    pub won: Option<Reached>,
    /// Lost.
    pub lost: Option<Reached>,
    /// Disqualified after contact.
    pub disqualified: Option<Reached>,
    /// Reason of the disqualification.
    pub disqualification: Option<ReasonId>,
    /// It left, and nobody can tell whether it was rejected or disqualified.
    pub left: Option<Reached>,
    /// A later decision that says the opposite, without the lead having become an MQL again. The first one counts.
    pub contradicted: Option<Reached>,
}

impl Handoff {
    /// A handoff in which nothing has happened yet.
    pub fn begun(lead: LeadId, pass: u16, mql: Reached) -> Handoff {
        Handoff {
            lead,
            pass,
            mql,
            decided: None,
            reason: None,
            taken_up: None,
            sql: None,
            opportunity: None,
            won: None,
            lost: None,
            disqualified: None,
            disqualification: None,
            left: None,
            contradicted: None,
        }
    }

    /// The decision as of `as_of` with a window of `window_hours` from MQL.
    ///
    /// A decision made later than `as_of` is not yet known then. A window is over at its end, exclusively before:
    /// at `mql + window` exactly, an undecided handoff has lapsed.
    pub fn decision(&self, as_of: Moment, window_hours: u32) -> Decision {
        match self.decided {
            Some((decision, reached)) if reached.by(as_of) => decision,
            _ if as_of >= self.mql.at.plus_hours(window_hours) => Decision::Lapsed,
            _ => Decision::Pending,
        }
    }

    fn take(&mut self, event: &StageEvent) {
        let reached = Reached::of(event);
        let says = match event.stage {
            Stage::Rejected => Some(Decision::Rejected),
            stage => stage.implies_acceptance().then_some(Decision::Accepted),
        };
        // Nothing contradicts a decision of which nobody knows what it was.
        let is_opposite = |(says, (decided, _)): (Decision, (Decision, Reached))| {
            decided != Decision::Unclear && says != decided
        };
        if says.zip(self.decided).is_some_and(is_opposite) {
            self.contradicted.get_or_insert(reached);
        }
        if event.stage.implies_acceptance() {
            match self.decided {
                None => self.decided = Some((Decision::Accepted, reached)),
                Some((Decision::Rejected | Decision::Unclear, _)) => {
                    self.taken_up.get_or_insert(reached);
                }
                Some(_) => {}
            }
        }
        let slot = match event.stage {
            Stage::Sql => &mut self.sql,
            Stage::Opportunity => &mut self.opportunity,
            Stage::Won => &mut self.won,
            Stage::Lost => &mut self.lost,
            Stage::Disqualified => {
                if self.disqualified.is_none() {
                    self.disqualification = event.reason;
                }
                &mut self.disqualified
            }
            Stage::Rejected => {
                if self.decided.is_none() {
                    self.decided = Some((Decision::Rejected, reached));
                    self.reason = event.reason;
                }
                return;
            }
            Stage::Left => {
                self.decided.get_or_insert((Decision::Unclear, reached));
                &mut self.left
            }
            Stage::Inquiry | Stage::Mql | Stage::Sal | Stage::Churned => return,
        };
        slot.get_or_insert(reached);
    }

    fn is_closed_at(&self, at: Moment, settings: &Settings) -> bool {
        self.decided.is_some() || at >= self.mql.at.plus_hours(settings.decision_window_hours)
    }
}

/// The handoffs of one lead, appended to `out`. `events` must all be of that lead; they are sorted here by time and
/// then by ladder, so that stamps of the same moment read MQL, SAL, SQL.
pub fn handoffs_of(events: &mut [StageEvent], settings: &Settings, out: &mut Vec<Handoff>) {
    events.sort_by_key(|event| (event.at, event.stage, event.not_before));
    if lift_to_mql(events, settings) {
        events.sort_by_key(|event| (event.at, event.stage, event.not_before));
    }
    let mut current: Option<Handoff> = None;
    for event in events.iter() {
        match (&mut current, event.stage) {
            (None, Stage::Mql) => current = Some(Handoff::begun(event.lead, 1, Reached::of(event))),
            (Some(handoff), Stage::Mql) => {
                if handoff.is_closed_at(event.at, settings) {
                    let pass = handoff.pass.saturating_add(1);
                    out.extend(current.replace(Handoff::begun(event.lead, pass, Reached::of(event))));
                }
            }
            (Some(handoff), _) => handoff.take(event),
            (None, _) => {}
        }
    }
    out.extend(current);
}

/// Lifts what happened on the day of the first MQL but is stamped before it to the moment of the MQL: exports write some
/// stamps with a time and others as a bare day, and a day's first moment comes before any time of it. Returns whether
/// anything was lifted.
fn lift_to_mql(events: &mut [StageEvent], settings: &Settings) -> bool {
    // Nearly always the MQL comes first, and nobody asks the calendar.
    let Some(first) = events.iter().position(|event| event.stage == Stage::Mql) else { return false };
    let (mql, mut lifted) = (events[first].at, false);
    for event in &mut events[..first] {
        let calendar = &settings.calendar;
        if event.stage > Stage::Mql && calendar.day(event.at) == calendar.day(mql) {
            event.at = mql;
            event.not_before = mql;
            lifted = true;
        }
    }
    lifted
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = Moment::DAY;

    fn event(stage: Stage, day: i64) -> StageEvent {
        StageEvent {
            lead: LeadId(1),
            stage,
            at: Moment(day * DAY),
            not_before: Moment(day * DAY),
            provenance: Provenance::Derived,
            reason: (stage == Stage::Rejected).then_some(ReasonId(7)),
        }
    }

    fn derive(mut events: Vec<StageEvent>) -> Vec<Handoff> {
        let mut out = Vec::new();
        handoffs_of(&mut events, &Settings::default(), &mut out);
        out
    }

    #[test]
    fn a_recycled_lead_has_two_handoffs_and_each_keeps_its_own_decision() {
        let handoffs = derive(vec![
            event(Stage::Mql, 0),
            event(Stage::Rejected, 2),
            event(Stage::Mql, 90),
            event(Stage::Sal, 91),
            event(Stage::Sql, 100),
        ]);
        assert_eq!(handoffs.len(), 2, "an MQL after a decision opens a new pass");
        assert_eq!(handoffs[0].decision(Moment(10 * DAY), 336), Decision::Rejected);
        assert_eq!(handoffs[0].reason, Some(ReasonId(7)));
        assert_eq!(handoffs[1].pass, 2);
        assert_eq!(handoffs[1].decision(Moment(200 * DAY), 336), Decision::Accepted);
        assert!(handoffs[1].sql.is_some() && handoffs[0].sql.is_none());
    }

    #[test]
    fn silence_is_pending_inside_the_window_and_lapsed_after_it_never_rejected() {
        let handoffs = derive(vec![event(Stage::Mql, 0), event(Stage::Mql, 3)]);
        assert_eq!(handoffs.len(), 1, "an MQL stamp inside an open handoff opens nothing");
        assert_eq!(handoffs[0].decision(Moment(14 * DAY - 1), 336), Decision::Pending);
        assert_eq!(handoffs[0].decision(Moment(14 * DAY), 336), Decision::Lapsed);
        let again = derive(vec![event(Stage::Mql, 0), event(Stage::Mql, 30)]);
        assert_eq!(again.len(), 2, "an MQL after a lapse is a new pass");
    }

    #[test]
    fn a_decision_stamped_with_the_bare_day_of_its_mql_counts() {
        let on_day = |stage, ms| StageEvent { at: Moment(ms), not_before: Moment(ms), ..event(stage, 0) };
        let handoffs = derive(vec![on_day(Stage::Mql, 14 * Moment::HOUR), on_day(Stage::Rejected, 0)]);
        assert_eq!(
            handoffs[0].decision(Moment(50 * DAY), 336),
            Decision::Rejected,
            "the same day, not silence"
        );
        let earlier = derive(vec![on_day(Stage::Mql, 14 * Moment::HOUR), on_day(Stage::Rejected, -DAY)]);
        assert_eq!(
            earlier[0].decision(Moment(50 * DAY), 336),
            Decision::Lapsed,
            "an earlier day is an earlier pass"
        );
    }

    #[test]
    fn the_first_decision_stands_and_higher_rungs_imply_acceptance() {
        let handoffs = derive(vec![event(Stage::Rejected, 5), event(Stage::Mql, 0), event(Stage::Sql, 3)]);
        assert_eq!(handoffs[0].decision(Moment(50 * DAY), 336), Decision::Accepted);
        assert_eq!(handoffs[0].reason, None);
        assert_eq!(
            handoffs[0].decision(Moment(2 * DAY), 336),
            Decision::Pending,
            "not known before it was made"
        );
        let dropped = derive(vec![event(Stage::Mql, 0), event(Stage::Disqualified, 3)]);
        assert_eq!(
            dropped[0].decision(Moment(50 * DAY), 336),
            Decision::Accepted,
            "who was contacted and disqualified was taken up, not passed over in silence"
        );
        assert!(derive(vec![event(Stage::Rejected, 5)]).is_empty(), "no MQL, no handoff");
    }

    #[test]
    fn an_exit_of_unknown_kind_decides_and_is_neither() {
        let handoffs = derive(vec![event(Stage::Mql, 0), event(Stage::Left, 3), event(Stage::Mql, 90)]);
        assert_eq!(handoffs.len(), 2, "somebody decided: the next MQL is a new pass");
        assert_eq!(handoffs[0].decision(Moment(50 * DAY), 336), Decision::Unclear, "no lapse, no rejection");
        assert_eq!(handoffs[0].decision(Moment(2 * DAY), 336), Decision::Pending);
        assert_eq!((handoffs[0].reason, handoffs[0].disqualified), (None, None));
        let worked = derive(vec![event(Stage::Mql, 0), event(Stage::Sal, 1), event(Stage::Left, 3)]);
        assert_eq!(
            worked[0].decision(Moment(50 * DAY), 336),
            Decision::Accepted,
            "the first decision stands"
        );
        assert!(
            worked[0].left.is_some() && worked[0].disqualified.is_none() && worked[0].contradicted.is_none()
        );
    }

    #[test]
    fn a_second_decision_contradicts_the_first_unless_the_lead_became_an_mql_again() {
        let contradicted = |stages: &[(Stage, i64)]| -> Vec<Option<i64>> {
            let events = stages.iter().map(|(stage, day)| event(*stage, *day)).collect();
            derive(events).iter().map(|found| found.contradicted.map(|at| at.at.0 / DAY)).collect()
        };
        use Stage::{Mql, Rejected, Sal, Sql};
        assert_eq!(contradicted(&[(Mql, 0), (Sal, 1), (Rejected, 3), (Sql, 5)]), [Some(3)]);
        assert_eq!(contradicted(&[(Mql, 0), (Rejected, 1), (Sql, 5), (Sal, 4)]), [Some(4)]);
        assert_eq!(contradicted(&[(Mql, 0), (Rejected, 1), (Mql, 3), (Sal, 4)]), [None, None]);
        assert_eq!(contradicted(&[(Mql, 0), (Sal, 1), (Sql, 5)]), [None]);
    }
}
