//! What a deal says about the lead it was joined to.

use plumbline_domain::{
    event::Provenance, field::Field, ids::LeadId, moment::Moment, record::DealOutcome, stage::Stage,
};
use rusqlite::{Connection, Row, Statement};

use super::{events::Events, ledger::Ledger, story::Story};
use crate::{
    error::StoreError,
    table::{lead::COLUMN, stage_event},
};

/// The part of a deal that concerns its lead.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deal {
    pub(crate) outcome: DealOutcome,
    pub(crate) amount: Option<f64>,
    pub(crate) lost_reason: Option<String>,
    pub(crate) created: Option<i64>,
    pub(crate) closed: Option<i64>,
}

impl Deal {
    /// The stages it tells.
    fn stages(&self) -> impl Iterator<Item = (Stage, Moment)> + use<> {
        let closed = match self.outcome {
            DealOutcome::Open => None,
            DealOutcome::Won => self.closed.map(|at| (Stage::Won, Moment(at))),
            DealOutcome::Lost => self.closed.map(|at| (Stage::Lost, Moment(at))),
        };
        self.created.map(|at| (Stage::Opportunity, Moment(at))).into_iter().chain(closed)
    }
}

/// What the deals of a lead say of it besides its stages. They come in any order and say the same.
#[derive(Debug, Default, PartialEq)]
struct Said {
    /// Of one deal, since deals may be of several currencies: one that was won before one that is open before one that was
    /// lost, of these the last, of these the largest.
    amount: Option<f64>,
    /// Of the deal that was lost last.
    lost_reason: Option<String>,
}

impl Said {
    fn by<'d>(deals: impl Iterator<Item = &'d Deal> + Clone) -> Said {
        let rank = |deal: &Deal| match deal.outcome {
            DealOutcome::Won => 2,
            DealOutcome::Open => 1,
            DealOutcome::Lost => 0,
        };
        let last = |deal: &Deal| deal.closed.or(deal.created);
        let with_amount = deals.clone().filter_map(|deal| Some((rank(deal), last(deal), deal.amount?)));
        let best = with_amount
            .max_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)).then(one.2.total_cmp(&other.2)));
        let lost = deals.filter(|deal| deal.outcome == DealOutcome::Lost);
        let why = lost.filter_map(|deal| Some((last(deal), deal.lost_reason.as_ref()?))).max();
        Said { amount: best.map(|(_, _, amount)| amount), lost_reason: why.map(|(_, reason)| reason.clone()) }
    }
}

/// Tells leads what their deals say.
pub(crate) struct DealStory<'c> {
    story: Story,
    events: Events<'c>,
    select: Statement<'c>,
    update: Statement<'c>,
    others: Statement<'c>,
}

impl<'c> DealStory<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<DealStory<'c>, StoreError> {
        let [amount, reason] = [Field::Amount, Field::LostReason].map(|field| COLUMN[field.index()].as_str());
        Ok(DealStory {
            story: Story::default(),
            events: Events::new(conn)?,
            select: conn.prepare(&format!(
                "SELECT stage, {amount}, {reason}, status IS NOT NULL FROM lead WHERE id = ?1"
            ))?,
            update: conn.prepare(&format!(
                "UPDATE lead SET stage = ?2, {amount} = ?3, {reason} = ?4 WHERE id = ?1"
            ))?,
            others: conn.prepare(
                "SELECT outcome, amount, lost_reason, created_at, closed_at FROM opportunity
                 WHERE lead = ?1 AND id <> ?2",
            )?,
        })
    }

    /// The deal of number `id` said `old` of the lead before and says `new` now; `None` for one that was not the lead's. A
    /// field of the lead that is blank or holds what its deals said before follows them; anything else is the lead's own.
    pub(crate) fn tell(
        &mut self,
        ledger: &Ledger<'_>,
        (id, lead): (i64, LeadId),
        old: Option<&Deal>,
        new: Option<&Deal>,
    ) -> Result<(), StoreError> {
        let Some(batch) = ledger.batch() else { return Ok(()) };
        let others = self.others(lead, id)?;
        let [before, after] = [old, new].map(|deal| Said::by(others.iter().chain(deal)));
        let stages = |deal: Option<&Deal>| deal.into_iter().flat_map(Deal::stages).collect::<Vec<_>>();
        let (old, new) = (stages(old), stages(new));
        self.events.load(lead, &mut self.story)?;
        let frame = ledger.frame(Some(lead));
        for left in old.into_iter().filter(|left| !new.contains(left)) {
            self.story
                .events
                .retain(|event| (event.stage, event.at) != left || event.provenance != Provenance::Derived);
        }
        for (stage, at) in new {
            self.story.deal(stage, at, frame);
        }
        let (stage, amount, reason, has_status) = self.select.query_row([lead.0], |row| {
            let (amount, reason): (Option<f64>, Option<String>) = (row.get(1)?, row.get(2)?);
            Ok((stage_event::code(row, 0), amount, reason, row.get::<_, bool>(3)?))
        })?;
        let stage = stage?.and_then(Stage::from_code);
        let now = (
            self.story.stage_after(stage, frame.seen.filter(|_| has_status), frame),
            follow(&amount, &before.amount, &after.amount),
            follow(&reason, &before.lost_reason, &after.lost_reason),
        );
        self.events.write(lead, &self.story, batch, |_| Default::default())?;
        if now != (stage, amount, reason) {
            self.update.execute((lead.0, now.0.map(Stage::code), now.1, now.2))?;
        }
        Ok(())
    }

    /// The other deals of the lead.
    fn others(&mut self, lead: LeadId, id: i64) -> Result<Vec<Deal>, StoreError> {
        Ok(self.others.query_map((lead.0, id), stored)?.collect::<rusqlite::Result<_>>()?)
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Deal> {
    let outcome = row.get::<_, u8>(0)?;
    Ok(Deal {
        outcome: DealOutcome::from_code(outcome).unwrap_or(DealOutcome::Open),
        amount: row.get(1)?,
        lost_reason: row.get(2)?,
        created: row.get(3)?,
        closed: row.get(4)?,
    })
}

fn follow<T: Clone + PartialEq>(known: &Option<T>, old: &Option<T>, new: &Option<T>) -> Option<T> {
    let follows = known.is_none() || known == old;
    if follows && new.is_some() { new.clone() } else { known.clone() }
}
