//! Rows of whatever shape, and what is done after the last of them.

use plumbline_domain::{ids::LeadId, problem::Problem, record::Chunk, shape::Shape};
use rusqlite::Connection;

use super::{
    ImportOutcome, ImportPlan, Joined, Parcel,
    activity::ActivityRows,
    change::ChangeRows,
    exits::Exits,
    fill::List,
    leads::LeadRows,
    ledger::{Ledger, Mode},
    opportunity::OpportunityRows,
    print::Prints,
    reasons::ReasonRows,
    reference::ReferenceRows,
    spend::SpendRows,
    watch::Watch,
};
use crate::{
    error::{ImportError, StoreError},
    table::contact,
};

/// Takes rows in.
pub(crate) struct Intake<'c> {
    ledger: Ledger<'c>,
    rows: Rows<'c>,
}

/// A file has one shape.
#[allow(clippy::large_enum_variant, reason = "there is one of it")]
enum Rows<'c> {
    Leads(LeadRows<'c>),
    Changes(ChangeRows<'c>),
    Activities(ActivityRows<'c>),
    Opportunities(OpportunityRows<'c>),
    Spend(SpendRows),
    References(ReferenceRows<'c>),
    Reasons(ReasonRows),
}

/// What an import leaves to be written down about itself.
pub(crate) struct Taken {
    pub(crate) outcome: ImportOutcome,
    pub(crate) problems: Vec<Problem>,
    /// What the file told: leads, deals or days of spend.
    pub(crate) told: Option<String>,
    /// What may be counted otherwise once other files are in.
    pub(crate) exits: Exits,
}

impl<'c> Intake<'c> {
    pub(crate) fn new(conn: &'c Connection, plan: &ImportPlan, mode: Mode) -> Result<Intake<'c>, StoreError> {
        let mut ledger = Ledger::new(conn, plan.as_of, mode)?;
        ledger.tells_leads = plan.shape == Shape::LeadPerRow;
        ledger.asks_contact = ledger.tells_leads && contact::asks(&plan.mapping_toml);
        let rows = match plan.shape {
            Shape::LeadPerRow => Rows::Leads(LeadRows::new(&ledger)?),
            Shape::StageLog => Rows::Changes(ChangeRows::new(&ledger)?),
            Shape::ActivityLog => Rows::Activities(ActivityRows::new(&ledger)?),
            Shape::Opportunities => Rows::Opportunities(OpportunityRows::new(&ledger)?),
            Shape::Spend => Rows::Spend(SpendRows::default()),
            Shape::ContactPerRow => Rows::References(ReferenceRows::new(&ledger, List::Contact)?),
            Shape::CompanyPerRow => Rows::References(ReferenceRows::new(&ledger, List::Company)?),
            Shape::ReasonList => Rows::Reasons(ReasonRows::new()),
        };
        Ok(Intake { ledger, rows })
    }

    /// Makes room for about so many rows.
    pub(crate) fn expect(&mut self, rows: u64) {
        if let Rows::Leads(leads) = &mut self.rows {
            leads.expect(rows);
        }
    }

    /// Rows read so far.
    pub(crate) fn rows(&self) -> u64 {
        self.ledger.counts.read
    }

    /// Takes in the rows of a parcel and hands its chunk back.
    pub(crate) fn take(
        &mut self,
        parcel: Parcel,
        prints: &Prints,
        watch: &Watch,
    ) -> Result<Chunk, ImportError> {
        let Parcel { chunk, reasons, problems, rejected, skipped } = parcel;
        let ledger = &mut self.ledger;
        ledger.counts.read += rejected + skipped + chunk.rows() as u64;
        ledger.counts.rejected += rejected;
        ledger.counts.skipped += skipped;
        ledger.keep(problems);
        match &mut self.rows {
            Rows::Reasons(rows) => rows.meet(reasons),
            _ => reasons.iter().try_for_each(|met| ledger.meet(met))?,
        }
        match &mut self.rows {
            Rows::Leads(rows) => {
                let mut told = chunk.records.iter().zip(prints.iter());
                told.try_for_each(|(row, print)| rows.row(ledger, &chunk, row, print))?;
            }
            Rows::Changes(rows) => {
                chunk.changes.iter().try_for_each(|row| rows.row(ledger, &chunk, row))?;
            }
            Rows::Activities(rows) => {
                rows.take(ledger, chunk, watch)?;
                return Ok(Chunk::default());
            }
            Rows::Opportunities(rows) => {
                chunk.opportunities.iter().try_for_each(|row| rows.row(ledger, &chunk, row))?;
            }
            Rows::Spend(rows) => chunk.spends.iter().for_each(|row| rows.row(&chunk, row)),
            Rows::References(rows) => {
                chunk.references.iter().try_for_each(|row| rows.row(ledger, &chunk, row))?;
            }
            Rows::Reasons(rows) => chunk.reasons.iter().try_for_each(|row| rows.row(ledger, row))?,
        }
        Ok(chunk)
    }

    /// After the last row: what waits for it, the counts, and the problems to keep.
    pub(crate) fn finish(mut self, watch: &Watch) -> Result<Taken, ImportError> {
        let ledger = &mut self.ledger;
        let (mut told, mut joined, mut unmatched) = (None, Joined::default(), Vec::new());
        let (mut only_logged, mut brings_leads) = (Vec::new(), true);
        match &mut self.rows {
            Rows::Leads(rows) => {
                told = rows.finish(ledger)?;
                ledger.told_now = true;
            }
            Rows::Changes(rows) => {
                only_logged = rows.made();
                told = rows.finish(ledger, watch)?;
            }
            Rows::References(rows) => rows.finish(ledger, watch)?,
            Rows::Activities(rows) => {
                rows.flush(ledger, watch)?;
                told = rows.told();
                brings_leads = false;
            }
            Rows::Spend(rows) => {
                told = rows.finish(ledger)?;
                brings_leads = false;
            }
            Rows::Opportunities(rows) => {
                told = rows.told();
                (joined, unmatched) = (rows.joined, std::mem::take(&mut rows.unmatched));
                brings_leads = false;
            }
            Rows::Reasons(_) => brings_leads = false,
        }
        if brings_leads {
            OpportunityRows::join_waiting(ledger)?;
        }
        ledger.keep(unmatched.clone());
        let (unreasoned, decided_twice) = ledger.decisions();
        let ledger = self.ledger;
        let created_leads: Option<(LeadId, LeadId)> = ledger.created_leads();
        let outcome = ImportOutcome {
            batch: ledger.batch(),
            counts: ledger.counts,
            created_leads,
            repeated: ledger.repeated,
            fates: ledger.fates,
            joined,
            only_logged,
            outdated: ledger.outdated,
            turned_back: ledger.turned_back,
            unreasoned,
            decided_twice,
            contradicted: ledger.contradicted,
            split: ledger.exits.split,
            against: ledger.against.rules,
            unmatched,
        };
        Ok(Taken { outcome, problems: ledger.problems, told, exits: ledger.exits })
    }
}
