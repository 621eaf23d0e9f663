//! Handoffs as columns.

mod given;
mod patch;

use plumbline_domain::{
    clock::Moments,
    event::Provenance,
    handoff::{Decision, Handoff, Reached},
    ids::ReasonId,
    moment::Moment,
    stage::Stage,
};

use given::Given;
pub(crate) use patch::Splice;

use crate::{frame::Frame, reasons::Reasons};

/// A moment that never comes: the stage was not reached.
pub(crate) const NEVER: i64 = i64::MAX;

const ACCEPTED: u8 = 1;
const REJECTED: u8 = 2;
const UNCLEAR: u8 = 3;
const KIND: u8 = 3;
const PROVENANCE: u8 = 3;
const DECIDED_PROVENANCE: u8 = 2;
const MQL_PROVENANCE: u8 = 4;

/// The provenance of a moment that is known only within bounds; see [`Facts::mql_provenance`].
pub(crate) const BOUNDED: u8 = Provenance::Bounded as u8;

/// Handoffs as columns, in the order of their leads' rows and then of their passes.
///
/// Later stages are kept as the moment from which they count (`not_before`): a rate as of some moment asks for nothing else.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub(crate) lead: Vec<u32>,
    pub(crate) pass: Vec<u16>,
    flags: Vec<u8>,
    pub(crate) mql: Vec<i64>,
    pub(crate) decided_from: Vec<i64>,
    pub(crate) decided: Vec<i64>,
    /// What the given reason counts as.
    pub(crate) reason: Vec<u16>,
    /// Rejected ones, and such that left nobody knows how, that sales took up all the same, and when: few, by handoff,
    /// ascending.
    taken_up: Vec<(u32, i64)>,
    /// Those that left and nobody can tell how, and when: few, by handoff, ascending.
    left: Vec<(u32, i64)>,
    pub(crate) sql: Vec<i64>,
    pub(crate) opportunity: Vec<i64>,
    pub(crate) won: Vec<i64>,
    pub(crate) lost: Vec<i64>,
    pub(crate) disqualified: Vec<i64>,
    pub(crate) disqualification: Vec<u16>,
    given: Given,
    /// What the columns above leave out of handoffs with bounds: few, by handoff, ascending.
    vague: Vec<(u32, Vague)>,
    /// First and last MQL.
    pub(crate) mql_range: Option<(i64, i64)>,
    /// First and last decision whose moment is known.
    pub(crate) decided_range: Option<(i64, i64)>,
}

/// Both ends of moments that are known within bounds.
#[derive(Clone, Copy, Debug)]
struct Vague {
    mql_from: i64,
    worked: Option<Reached>,
}

impl Facts {
    /// The columns of `handoffs`, which come sorted by lead and pass; those of leads that are not in the frame are
    /// left out.
    pub fn build(frame: &Frame, reasons: &Reasons, handoffs: impl IntoIterator<Item = Handoff>) -> Facts {
        let mut facts = Facts::default();
        let leads = frame.leads();
        let mut row = 0;
        for handoff in handoffs {
            while row < leads.len() && leads[row] < handoff.lead {
                row += 1;
            }
            if leads.get(row) == Some(&handoff.lead) {
                facts.push(row as u32, &handoff, reasons);
            } else if let Some(earlier) = frame.row(handoff.lead) {
                // Out of order: still right, only slower.
                facts.push(earlier, &handoff, reasons);
            }
        }
        facts
    }

    /// Counts the reasons that were given by other picklists.
    pub(crate) fn recount(&mut self, reasons: &Reasons) {
        (self.reason, self.disqualification) = self.given.counted(reasons);
    }

    fn push(&mut self, row: u32, handoff: &Handoff, reasons: &Reasons) {
        let from = |reached: Option<Reached>| reached.map_or(NEVER, |reached| reached.not_before.0);
        let mut flags = (handoff.mql.provenance as u8) << MQL_PROVENANCE;
        let (mut decided_from, mut decided) = (NEVER, NEVER);
        if let Some((decision, reached)) = handoff.decided {
            flags |= match decision {
                Decision::Accepted => ACCEPTED,
                Decision::Unclear => UNCLEAR,
                _ => REJECTED,
            };
            flags |= (reached.provenance as u8) << DECIDED_PROVENANCE;
            (decided_from, decided) = (reached.not_before.0, reached.at.0);
            if !reached.is_bounded() {
                widen(&mut self.decided_range, decided);
            }
        }
        let later = [handoff.sql, handoff.opportunity, handoff.won, handoff.disqualified];
        if later.into_iter().flatten().chain([handoff.mql]).any(|reached| reached.not_before != reached.at) {
            let worked = Moments::of(handoff).worked;
            self.vague.push((self.lead.len() as u32, Vague { mql_from: handoff.mql.not_before.0, worked }));
        }
        self.lead.push(row);
        self.pass.push(handoff.pass);
        self.flags.push(flags);
        self.mql.push(handoff.mql.at.0);
        widen(&mut self.mql_range, handoff.mql.at.0);
        self.decided_from.push(decided_from);
        self.decided.push(decided);
        self.reason.push(reasons.code(handoff.reason));
        if let Some(reached) = handoff.taken_up {
            self.taken_up.push((self.lead.len() as u32 - 1, reached.not_before.0));
        }
        if let Some(reached) = handoff.left {
            self.left.push((self.lead.len() as u32 - 1, reached.not_before.0));
        }
        self.sql.push(from(handoff.sql));
        self.opportunity.push(from(handoff.opportunity));
        self.won.push(from(handoff.won));
        self.lost.push(from(handoff.lost));
        self.disqualified.push(from(handoff.disqualified));
        self.disqualification.push(reasons.code(handoff.disqualification));
        self.given.push(handoff.reason, handoff.disqualification);
    }

    /// What the handoff itself knows of its times; agrees with [`Moments::of`], except for how `worked` is known.
    pub(crate) fn moments(&self, handoff: usize) -> Moments {
        let mql = self.mql[handoff];
        let vague = self.vague.binary_search_by_key(&(handoff as u32), |(at, _)| *at);
        let vague = vague.ok().and_then(|at| self.vague.get(at)).map(|(_, vague)| *vague);
        let reached = |from: i64, at: i64, code: u8| Reached {
            at: Moment(at),
            not_before: Moment(from),
            provenance: Provenance::from_code(code).unwrap_or(Provenance::Bounded),
        };
        let decided = match self.flags[handoff] & KIND {
            ACCEPTED => Some(Decision::Accepted),
            REJECTED => Some(Decision::Rejected),
            UNCLEAR => Some(Decision::Unclear),
            _ => None,
        };
        let decided = decided.map(|decision| {
            let provenance = self.decided_provenance(handoff);
            (decision, reached(self.decided_from[handoff], self.decided[handoff], provenance))
        });
        let first = [&self.sql, &self.opportunity, &self.won, &self.disqualified];
        let first = first.into_iter().map(|column| column[handoff]).min().filter(|at| *at != NEVER);
        let exact = first.map(|at| reached(at, at, Provenance::Derived as u8));
        let lead = self.lead[handoff];
        let again = self.lead.get(handoff + 1).filter(|next| **next == lead);
        Moments {
            mql: reached(vague.map_or(mql, |vague| vague.mql_from), mql, self.mql_provenance(handoff)),
            pass: self.pass[handoff],
            next_mql: again.map(|_| Moment(self.mql[handoff + 1])),
            routed: None,
            first_contact: None,
            feedback: None,
            decided,
            worked: vague.map_or(exact, |vague| vague.worked),
        }
    }

    /// The reasons that a handoff was given, whatever they count as: of its rejection, of its disqualification.
    pub(crate) fn given(&self, handoff: usize) -> [Option<ReasonId>; 2] {
        self.given.of(handoff)
    }

    /// The handoffs of the lead at `row`, which lie together.
    pub(crate) fn of_lead(&self, row: u32) -> std::ops::Range<usize> {
        let first = self.lead.partition_point(|lead| *lead < row);
        first..first + self.lead[first..].partition_point(|lead| *lead == row)
    }

    /// The last moment of the newest handoff of the lead at `row` that was known by then.
    pub(crate) fn last_moment(&self, row: u32, now: Now) -> Option<Moment> {
        let newest = self.of_lead(row).rev().find(|handoff| self.mql[*handoff] <= now.as_of)?;
        let columns = [&self.mql, &self.decided_from, &self.sql, &self.opportunity, &self.won, &self.lost];
        let later = columns.into_iter().chain([&self.disqualified]).map(|column| column[newest]);
        later
            .chain([self.taken_up(newest), self.left(newest)])
            .filter(|at| *at <= now.as_of)
            .max()
            .map(Moment)
    }

    /// When the first of them began.
    pub fn first_mql(&self) -> Option<Moment> {
        self.mql_range.map(|(first, _)| Moment(first))
    }

    /// How many handoffs there are.
    pub fn len(&self) -> usize {
        self.lead.len()
    }

    /// True without handoffs.
    pub fn is_empty(&self) -> bool {
        self.lead.is_empty()
    }

    /// The decision of a handoff; agrees with [`Handoff::decision`].
    ///
    /// Looked up rather than branched on: which way a decision went is what no processor predicts.
    #[inline]
    pub(crate) fn decision(&self, handoff: usize, now: Now) -> Decision {
        const BY_STATE: [Decision; 16] = {
            let mut table = [Decision::Pending; 16];
            let mut state = 0;
            while state < 16 {
                let (kind, decided, lapsed) = (state & 3, state & 4 != 0, state & 8 != 0);
                table[state] = match (decided, lapsed) {
                    (true, _) if kind == ACCEPTED as usize => Decision::Accepted,
                    (true, _) if kind == UNCLEAR as usize => Decision::Unclear,
                    (true, _) => Decision::Rejected,
                    (false, true) => Decision::Lapsed,
                    (false, false) => Decision::Pending,
                };
                state += 1;
            }
            table
        };
        let decided = usize::from(self.decided_from[handoff] <= now.as_of) << 2;
        let lapsed = usize::from(self.mql[handoff] <= now.lapsed_by) << 3;
        BY_STATE[usize::from(self.flags[handoff] & KIND) | decided | lapsed]
    }

    /// How the moment of the decision is known, if there is one: the code of a [`Provenance`], the larger the less certain.
    #[inline]
    pub(crate) fn decided_provenance(&self, handoff: usize) -> u8 {
        self.flags[handoff] >> DECIDED_PROVENANCE & PROVENANCE
    }

    /// How the moment of the MQL is known.
    #[inline]
    pub(crate) fn mql_provenance(&self, handoff: usize) -> u8 {
        self.flags[handoff] >> MQL_PROVENANCE & PROVENANCE
    }

    /// How the less certain of MQL and decision is known, of which `decision` says whether it was made.
    #[inline]
    pub(crate) fn provenance(&self, handoff: usize, decision: Decision) -> u8 {
        let decided = u8::from(decision.is_made());
        self.mql_provenance(handoff).max(self.decided_provenance(handoff) * decided)
    }

    /// True if the lead reached SQL by then. A higher rung implies the lower ones: stamps are often skipped.
    #[inline]
    pub(crate) fn reached_sql(&self, handoff: usize, now: Now) -> bool {
        self.sql[handoff] <= now.as_of || self.reached_opportunity(handoff, now)
    }

    /// True if there was a deal by then, won deals included.
    #[inline]
    pub(crate) fn reached_opportunity(&self, handoff: usize, now: Now) -> bool {
        self.opportunity[handoff] <= now.as_of || self.won[handoff] <= now.as_of
    }

    /// When sales took a lead that had left up all the same.
    pub(crate) fn taken_up(&self, handoff: usize) -> i64 {
        sparse(&self.taken_up, handoff)
    }

    /// When the lead left and nobody can tell how.
    pub(crate) fn left(&self, handoff: usize) -> i64 {
        sparse(&self.left, handoff)
    }

    /// True if an accepted lead has left by then, and nobody can tell whether it was disqualified.
    #[inline]
    pub(crate) fn may_be_disqualified(&self, handoff: usize, now: Now) -> bool {
        !self.left.is_empty() && self.left(handoff) <= now.as_of && self.disqualified[handoff] > now.as_of
    }

    /// Where the lead stood as of then: the stage entered last, the later one of the ladder where several share a moment.
    pub(crate) fn stage(&self, handoff: usize, now: Now) -> Stage {
        let decision = match self.flags[handoff] & KIND {
            REJECTED => Stage::Rejected,
            UNCLEAR => Stage::Left,
            _ => Stage::Sal,
        };
        let entered = [
            (self.decided_from[handoff], decision),
            (self.sql[handoff], Stage::Sql),
            (self.opportunity[handoff], Stage::Opportunity),
            (self.won[handoff], Stage::Won),
            (self.disqualified[handoff], Stage::Disqualified),
            (self.lost[handoff], Stage::Lost),
            (self.left(handoff), Stage::Left),
        ];
        let known = entered.into_iter().filter(|&(from, _)| from <= now.as_of);
        known.max().map_or(Stage::Mql, |(_, stage)| stage)
    }
}

/// What only some handoffs have.
fn sparse(known: &[(u32, i64)], handoff: usize) -> i64 {
    let found = known.binary_search_by_key(&(handoff as u32), |(at, _)| *at);
    found.ok().and_then(|at| known.get(at)).map_or(NEVER, |(_, at)| *at)
}

fn widen(range: &mut Option<(i64, i64)>, at: i64) {
    let (first, last) = range.get_or_insert((at, at));
    (*first, *last) = (at.min(*first), at.max(*last));
}

/// The moment of a question and what follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Now {
    pub(crate) as_of: i64,
    /// An undecided handoff whose MQL is at or before this has lapsed.
    pub(crate) lapsed_by: i64,
}

impl Now {
    pub(crate) fn new(as_of: Moment, window_hours: u32) -> Now {
        let window = i64::from(window_hours) * Moment::HOUR;
        Now { as_of: as_of.0, lapsed_by: as_of.0.saturating_sub(window) }
    }
}
