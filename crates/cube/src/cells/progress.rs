//! How far a handoff came, and whether it can still go on.

use plumbline_domain::{handoff::Decision, stage::Stage};

use crate::facts::{Facts, Now};

/// Where a handoff stands: the highest rung it reached, and whether it ended there.
///
/// A rung above implies those below, as everywhere: stamps are often skipped. A handoff that was rejected and that sales took up all
/// the same stands where it came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Progress {
    /// Nobody has decided, and the decision window is open.
    Pending,
    /// Nobody decided in time. It can still be accepted.
    Lapsed,
    /// Rejected.
    Rejected,
    /// Left, and nobody can tell whether it was rejected or disqualified.
    Left,
    /// Accepted; nothing more yet.
    Accepted,
    /// Accepted, then disqualified or lost.
    AcceptedEnded,
    /// SQL; nothing more yet.
    Sql,
    /// SQL, then disqualified or lost.
    SqlEnded,
    /// There is a deal, neither won nor lost.
    Opportunity,
    /// There was a deal, and it was lost or disqualified.
    OpportunityEnded,
    /// Won.
    Won,
}

impl Progress {
    /// All of them, from the lowest rung on.
    pub const ALL: [Progress; 11] = [
        Progress::Pending,
        Progress::Lapsed,
        Progress::Rejected,
        Progress::Left,
        Progress::Accepted,
        Progress::AcceptedEnded,
        Progress::Sql,
        Progress::SqlEnded,
        Progress::Opportunity,
        Progress::OpportunityEnded,
        Progress::Won,
    ];

    /// As written in the token of a mark.
    pub fn slug(self) -> &'static str {
        [
            "pending",
            "lapsed",
            "rejected",
            "unclear",
            "accepted",
            "accepted.ended",
            "sql",
            "sql.ended",
            "opportunity",
            "opportunity.ended",
            "won",
        ][self as usize]
    }

    /// The highest rung it reached.
    pub fn rung(self) -> Stage {
        use Stage::{Mql, Opportunity, Sal, Sql, Won};
        [Mql, Mql, Mql, Mql, Sal, Sal, Sql, Sql, Opportunity, Opportunity, Won][self as usize]
    }

    /// True if it can still go on. A lapse stops nothing.
    pub fn is_open(self) -> bool {
        use Progress::{Accepted, Lapsed, Opportunity, Pending, Sql};
        matches!(self, Pending | Lapsed | Accepted | Sql | Opportunity)
    }

    pub(super) fn of(facts: &Facts, handoff: usize, decision: Decision, now: Now) -> Progress {
        let by = |column: &[i64]| column[handoff] <= now.as_of;
        let ended = by(&facts.disqualified) || by(&facts.lost) || facts.left(handoff) <= now.as_of;
        let either = |open, end| if ended { end } else { open };
        if by(&facts.won) {
            Progress::Won
        } else if facts.reached_opportunity(handoff, now) {
            either(Progress::Opportunity, Progress::OpportunityEnded)
        } else if facts.reached_sql(handoff, now) {
            either(Progress::Sql, Progress::SqlEnded)
        } else {
            match decision {
                Decision::Accepted => either(Progress::Accepted, Progress::AcceptedEnded),
                Decision::Rejected => Progress::Rejected,
                Decision::Unclear => Progress::Left,
                Decision::Lapsed => Progress::Lapsed,
                Decision::Pending => Progress::Pending,
            }
        }
    }
}
