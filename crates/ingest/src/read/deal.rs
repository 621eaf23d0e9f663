//! A deal.

use plumbline_domain::{
    calendar::Calendar,
    identity::whole_id,
    moment::Moment,
    problem::Problem,
    record::{Chunk, DealOutcome, OpportunityRow, Span},
};

use super::{
    cells::{Columns, Extras, NumberColumn, TextColumn, TimeColumn, lacking},
    problem::Finding,
    who::WhoColumns,
    words::Words,
};
use crate::{
    mapping::RowField,
    table::records::Entry,
    value::{number, zone::LocalTimes},
};

/// What reading deals needs to know and remembers.
pub(super) struct Deals {
    who: WhoColumns,
    id: TextColumn,
    name: TextColumn,
    stage: TextColumn,
    outcome: TextColumn,
    won: TextColumn,
    closed: TextColumn,
    amount: NumberColumn,
    currency: TextColumn,
    lost_reason: TextColumn,
    owner: TextColumn,
    created_at: TimeColumn,
    closed_at: TimeColumn,
    won_at: TimeColumn,
    lost_at: TimeColumn,
    extras: Extras,
    outcomes: Words<DealOutcome>,
    calendar: Calendar,
    pub(super) times: LocalTimes,
}

impl Deals {
    pub(super) fn new(columns: Columns<'_>, calendar: &Calendar) -> Deals {
        Deals {
            who: WhoColumns::new(columns),
            id: columns.text(RowField::OpportunityId),
            name: columns.text(RowField::OpportunityName),
            stage: columns.text(RowField::OpportunityStage),
            outcome: columns.text(RowField::OpportunityOutcome),
            won: columns.text(RowField::OpportunityWon),
            closed: columns.text(RowField::OpportunityClosed),
            amount: columns.number(RowField::OpportunityAmount),
            currency: columns.text(RowField::OpportunityCurrency),
            lost_reason: columns.text(RowField::OpportunityLostReason),
            owner: columns.text(RowField::OpportunityOwner),
            created_at: columns.time(RowField::OpportunityCreatedAt),
            closed_at: columns.time(RowField::OpportunityClosedAt),
            won_at: columns.time(RowField::OpportunityWonAt),
            lost_at: columns.time(RowField::OpportunityLostAt),
            extras: columns.extras(),
            outcomes: Words::new(&columns.mapping.outcomes),
            calendar: calendar.clone(),
            times: LocalTimes::new(calendar),
        }
    }

    pub(super) fn read(
        &mut self,
        entry: &Entry<'_>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<OpportunityRow> {
        let who = self.who.get(entry, chunk, problems);
        let created = self.created_at.get(entry, &mut self.times, problems);
        let ended = self.closed_at.get(entry, &mut self.times, problems);
        let won = self.won_at.get(entry, &mut self.times, problems);
        let lost = self.lost_at.get(entry, &mut self.times, problems);
        let amount = self.amount.get(entry, problems);
        let outcome = self.outcome(entry, (won, lost), problems);
        let id = self.key(entry, created, chunk, problems)?;
        // The date on which an open deal is expected to close is no date on which it was closed.
        let expected = self.closed_at.cell(entry).filter(|_| outcome == Some(DealOutcome::Open));
        let expected = expected.map(|cell| (self.closed_at.header(), cell));
        let extra = match self.extras.of(entry, expected) {
            "" => Span::default(),
            extra => chunk.keep(extra),
        };
        let currency = self.currency.get(entry).or_else(|| number::currency(amount?.1));
        let keep =
            |chunk: &mut Chunk, text: Option<&str>| text.map_or(Span::default(), |text| chunk.keep(text));
        Some(OpportunityRow {
            row: entry.number,
            who,
            id,
            name: keep(chunk, self.name.get(entry)),
            stage: keep(chunk, self.stage.get(entry)),
            outcome: outcome?,
            amount: amount.map(|(amount, _)| amount),
            currency: keep(chunk, currency),
            lost_reason: keep(chunk, self.lost_reason.get(entry)),
            owner: keep(chunk, self.owner.get(entry)),
            created,
            closed: match outcome? {
                DealOutcome::Open => None,
                // A deal that was lost and then won has both times, and its outcome says which is its own.
                DealOutcome::Won => won.or(ended),
                DealOutcome::Lost => lost.or(ended),
            },
            extra,
        })
    }

    /// The deal's id, or its name and the day of its creation.
    fn key(
        &self,
        entry: &Entry<'_>,
        created: Option<Moment>,
        chunk: &mut Chunk,
        problems: &mut Vec<Problem>,
    ) -> Option<Span> {
        if let Some(id) = self.id.get(entry) {
            return Some(chunk.keep(&whole_id(id)));
        }
        let Some(name) = self.name.get(entry) else {
            problems.push(lacking(entry, if self.name.is_there() { &self.name } else { &self.id }));
            return None;
        };
        let day = created.map_or_else(String::new, |at| self.calendar.day(at).to_string());
        Some(chunk.keep(&format!("{}|{day}", name.to_lowercase())))
    }

    /// How the deal stands: by its flags, else by its outcome, else by its stage, else by when it was won or lost. Blank
    /// is open.
    fn outcome(
        &self,
        entry: &Entry<'_>,
        (won, lost): (Option<Moment>, Option<Moment>),
        problems: &mut Vec<Problem>,
    ) -> Option<DealOutcome> {
        match (self.won.flag(entry, problems), self.closed.flag(entry, problems)) {
            (Some(true), _) => return Some(DealOutcome::Won),
            (Some(false), Some(true)) => return Some(DealOutcome::Lost),
            (_, Some(false)) => return Some(DealOutcome::Open),
            (_, None) | (None, Some(true)) => {}
        }
        let column = if self.outcome.is_there() { &self.outcome } else { &self.stage };
        let Some(word) = column.get(entry) else {
            return Some(match (won, lost) {
                (Some(won), Some(lost)) if lost > won => DealOutcome::Lost,
                (Some(_), _) => DealOutcome::Won,
                (None, Some(_)) => DealOutcome::Lost,
                (None, None) => DealOutcome::Open,
            });
        };
        let outcome = self.outcomes.get_or_any(word);
        if outcome.is_none() {
            problems.push(Finding::NoOutcome.at(entry.number, &column.header, word));
        }
        outcome
    }
}
