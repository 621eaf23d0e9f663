//! What a deal says about the lead it was joined to.

use plumbline_domain::{
    event::Provenance, field::Field, ids::LeadId, moment::Moment, record::DealOutcome, stage::Stage,
};
use rusqlite::{Connection, Statement};

use super::{
    events::{Events, Said},
    ledger::Ledger,
    story::Story,
};
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

impl Default for Deal {
    fn default() -> Self {
        Deal { outcome: DealOutcome::Open, amount: None, lost_reason: None, created: None, closed: None }
    }
}

impl Deal {
    /// The stages it tells.
    fn stages(&self) -> impl Iterator<Item = (Stage, Moment)> {
        let closed = match self.outcome {
            DealOutcome::Open => None,
            DealOutcome::Won => self.closed.map(|at| (Stage::Won, Moment(at))),
            DealOutcome::Lost => self.closed.map(|at| (Stage::Lost, Moment(at))),
        };
        self.created.map(|at| (Stage::Opportunity, Moment(at))).into_iter().chain(closed)
    }
}

/// Tells leads what their deals say.
pub(crate) struct DealStory<'c> {
    story: Story,
    events: Events<'c>,
    select: Statement<'c>,
    update: Statement<'c>,
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
        })
    }

    /// The deal said `old` before and says `new` now. A field of the lead that is blank or holds what the deal said before
    /// follows it; anything else is the lead's own.
    pub(crate) fn tell(
        &mut self,
        ledger: &Ledger<'_>,
        lead: LeadId,
        old: &Deal,
        new: &Deal,
    ) -> Result<(), StoreError> {
        let Some(batch) = ledger.batch() else { return Ok(()) };
        self.events.load(lead, &mut self.story)?;
        let frame = ledger.frame(Some(lead));
        for left in old.stages().filter(|left| new.stages().all(|stays| stays != *left)) {
            self.story
                .events
                .retain(|event| (event.stage, event.at) != left || event.provenance != Provenance::Derived);
        }
        for (stage, at) in new.stages() {
            self.story.deal(stage, at, frame);
        }
        let (stage, amount, reason, has_status) = self.select.query_row([lead.0], |row| {
            let (amount, reason): (Option<f64>, Option<String>) = (row.get(1)?, row.get(2)?);
            Ok((stage_event::code(row, 0), amount, reason, row.get::<_, bool>(3)?))
        })?;
        let stage = stage?.and_then(Stage::from_code);
        let now = (
            self.story.stage_after(stage, frame.seen.filter(|_| has_status), frame),
            follow(&amount, &old.amount, &new.amount),
            follow(&reason, &old.lost_reason, &new.lost_reason),
        );
        self.events.write(lead, &self.story, batch, |_| Said::default())?;
        if now != (stage, amount, reason) {
            self.update.execute((lead.0, now.0.map(Stage::code), now.1, now.2))?;
        }
        Ok(())
    }
}

fn follow<T: Clone + PartialEq>(known: &Option<T>, old: &Option<T>, new: &Option<T>) -> Option<T> {
    let follows = known.is_none() || known == old;
    if follows && new.is_some() { new.clone() } else { known.clone() }
}
