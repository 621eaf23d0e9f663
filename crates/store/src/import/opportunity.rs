//! A deal per row: kept always, joined to a lead where exactly one fits.

use plumbline_domain::{
    identity::salesforce_18,
    ids::LeadId,
    problem::{Problem, Rule},
    record::{Chunk, DealOutcome, OpportunityRow, Span},
    shape::Shape,
};
use rusqlite::{OptionalExtension, Row, Statement, types::Value};

use super::{
    Joined,
    activity::name,
    cells::merge_extra,
    deal::{Deal, DealStory},
    finder::{By, Fit},
    known::Keys,
    ledger::{Ledger, problem},
    people::People,
    seen::{self, Seen},
    story::Effect,
};
use crate::{error::StoreError, table::opportunity::JoinedBy};

/// How a deal called its lead, in the order in which that is looked up.
const WHO: usize = 6;
/// Columns a row tells. [`WHO`] begins at [`WHO_FROM`]; `extra` is the last.
const COLUMNS: [&str; 16] = [
    "name",
    "stage",
    "outcome",
    "amount",
    "currency",
    "lost_reason",
    "owner",
    "created_at",
    "closed_at",
    "lead_identity",
    "email",
    "contact_id",
    "company_id",
    "domain",
    "company",
    "extra",
];
const WHO_FROM: usize = 9;
/// What the identity of a deal begins with.
const DEAL: &str = "o:";
const EXTRA: usize = 15;

/// What a deal is, by [`COLUMNS`].
type Values = [Value; COLUMNS.len()];

/// Takes in deals.
pub(crate) struct OpportunityRows<'c> {
    people: People<'c>,
    keys: Keys,
    stories: DealStory<'c>,
    known: Statement<'c>,
    insert: Statement<'c>,
    update: Statement<'c>,
    seen: Seen,
    /// The number of the next new deal.
    next: i64,
    /// The deals the file told, by their numbers.
    told: Vec<i64>,
    pub(crate) joined: Joined,
    pub(crate) unmatched: Vec<Problem>,
}

impl<'c> OpportunityRows<'c> {
    pub(crate) fn new(ledger: &Ledger<'c>) -> Result<OpportunityRows<'c>, StoreError> {
        let conn = ledger.conn;
        let marks = |first: usize| {
            (first..first + COLUMNS.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ")
        };
        let sets: Vec<String> = COLUMNS.iter().zip(4..).map(|(name, n)| format!("{name} = ?{n}")).collect();
        let names = COLUMNS.join(", ");
        let seen = Seen::load(conn, Shape::Opportunities)?;
        let last: i64 =
            conn.query_row("SELECT coalesce(max(id), 0) FROM opportunity", (), |row| row.get(0))?;
        Ok(OpportunityRows {
            people: People::load(conn, ledger.next_lead())?,
            keys: Keys::new(),
            stories: DealStory::new(conn)?,
            known: conn.prepare(&format!(
                "SELECT id, lead, joined_by, {names} FROM opportunity WHERE identity = ?1"
            ))?,
            insert: conn.prepare(&format!(
                "INSERT INTO opportunity(identity, lead, joined_by, {names}, batch, id)
                 VALUES(?1, ?2, ?3, {}, ?20, ?21)",
                marks(4)
            ))?,
            update: conn.prepare(&format!(
                "UPDATE opportunity SET lead = ?2, joined_by = ?3, {} WHERE id = ?1",
                sets.join(", ")
            ))?,
            // A deal that was taken back leaves its number behind in other files that told it.
            next: last.max(seen.last()) + 1,
            seen,
            told: Vec::new(),
            joined: Joined::default(),
            unmatched: Vec::new(),
        })
    }

    /// Takes a row in.
    pub(crate) fn row(
        &mut self,
        ledger: &mut Ledger<'c>,
        chunk: &Chunk,
        row: &OpportunityRow,
    ) -> Result<(), StoreError> {
        let identity = identity(chunk.text(row.id));
        let told = told(chunk, row);
        let contents = self.keys.of(&format!("{told:?}"))[0];
        if !ledger.is_first(row.row, self.keys.of(&identity), contents, chunk.text(row.id)) {
            return Ok(());
        }
        let known = self.known.query_row([&identity], |row| {
            let values = read(row, 3)?;
            let (lead, by): (Option<i64>, Option<i64>) = (row.get(1)?, row.get(2)?);
            Ok((row.get::<_, i64>(0)?, lead.map(LeadId), by, values))
        });
        let Some((id, lead, by, before)) = known.optional()? else {
            let found = self.lead_of(&identity, &told)?;
            self.tally(row.row, found, name(chunk, &row.who));
            ledger.count(row.row, Effect::Brought);
            let Some(batch) = ledger.batch() else { return Ok(()) };
            let join = found.ok();
            let mut bound = vec![Value::Text(identity)];
            bound.extend(join_values(join));
            bound.extend(told.iter().cloned());
            let id = self.next;
            self.next += 1;
            bound.extend([Value::Integer(batch.0), Value::Integer(id)]);
            self.insert.execute(rusqlite::params_from_iter(bound))?;
            self.told.push(id);
            if let Some((lead, _)) = join {
                self.stories.tell(ledger, (id, lead), None, Some(&deal(&told)))?;
            }
            return Ok(());
        };
        self.told.push(id);
        let late = self.seen.of_number(id).is_some_and(|seen| seen > ledger.as_of);
        let after = merged(&before, &told, late)?;
        if late && merged(&before, &told, false)? != after {
            ledger.outdated += 1;
        }
        let same_who = before[WHO_FROM..WHO_FROM + WHO] == after[WHO_FROM..WHO_FROM + WHO];
        let held = lead.zip(by.and_then(|by| JoinedBy::from_code(by as u8)));
        let found = match held {
            Some(held) if same_who => Ok(held),
            _ => self.lead_of(&identity, &after)?.or_else(|fit| held.ok_or(fit)),
        };
        self.tally(row.row, found, name(chunk, &row.who));
        let join = found.ok();
        let effect = if after == before && join == held { Effect::Nothing } else { Effect::Changed };
        ledger.count(row.row, effect);
        if effect == Effect::Nothing || ledger.batch().is_none() {
            return Ok(());
        }
        let mut bound = vec![Value::Integer(id)];
        bound.extend(join_values(join));
        bound.extend(after.iter().cloned());
        self.update.execute(rusqlite::params_from_iter(bound))?;
        let (old, new) = (deal(&before), deal(&after));
        match (held, join) {
            (Some((left, _)), Some((lead, _))) if left != lead => {
                self.stories.tell(ledger, (id, left), Some(&old), None)?;
                self.stories.tell(ledger, (id, lead), None, Some(&new))
            }
            (None, Some((lead, _))) => self.stories.tell(ledger, (id, lead), None, Some(&new)),
            (_, Some((lead, _))) => self.stories.tell(ledger, (id, lead), Some(&old), Some(&new)),
            _ => Ok(()),
        }
    }

    /// The deals the file told, as they are written down with the batch.
    pub(crate) fn told(&mut self) -> Option<String> {
        seen::written(std::mem::take(&mut self.told))
    }

    /// Tries the deals again that have no lead.
    pub(crate) fn join_waiting(ledger: &Ledger<'c>) -> Result<(), StoreError> {
        let conn = ledger.conn;
        if ledger.batch().is_none()
            || !conn.prepare("SELECT 1 FROM opportunity WHERE lead IS NULL")?.exists(())?
        {
            return Ok(());
        }
        let mut rows = OpportunityRows::new(ledger)?;
        let names = COLUMNS.join(", ");
        let waiting = conn
            .prepare(&format!(
                "SELECT id, identity, {names} FROM opportunity WHERE lead IS NULL ORDER BY id"
            ))?
            .query_map((), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, read(row, 2)?)))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let mut join = conn.prepare("UPDATE opportunity SET lead = ?2, joined_by = ?3 WHERE id = ?1")?;
        for (id, identity, values) in waiting {
            if let Ok((lead, by)) = rows.lead_of(&identity, &values)? {
                join.execute((id, lead.0, by as u8))?;
                rows.stories.tell(ledger, (id, lead), None, Some(&deal(&values)))?;
            }
        }
        Ok(())
    }

    /// The lead that says it became this deal, or that the values point to, and by which of them; or why there is none.
    fn lead_of(
        &mut self,
        identity: &str,
        values: &Values,
    ) -> Result<Result<(LeadId, JoinedBy), Fit>, StoreError> {
        let id = identity.strip_prefix(DEAL).unwrap_or(identity);
        if let Fit::One(lead) = self.people.find(By::Deal, id)? {
            return Ok(Ok((lead, JoinedBy::Id)));
        }
        let text = |index: usize| match &values[WHO_FROM + index] {
            Value::Text(text) => text.as_str(),
            _ => "",
        };
        let mut why = Fit::Nobody;
        for index in 0..WHO {
            let (fit, joined) = match index {
                0 => (self.people.of_identity(text(index))?, JoinedBy::Id),
                1 => (self.people.of_email(text(index))?, JoinedBy::Email),
                2 => (self.people.of_contacts(text(index))?, JoinedBy::Contact),
                3 => (self.people.of_companies(text(index))?, JoinedBy::Company),
                4 => (self.people.find(By::Domain, text(index))?, JoinedBy::Company),
                _ => (self.people.find(By::CompanyName, text(index))?, JoinedBy::Company),
            };
            match fit {
                Fit::One(lead) => return Ok(Ok((lead, joined))),
                Fit::Several => why = Fit::Several,
                Fit::Nobody => {}
            }
        }
        Ok(Err(why))
    }

    fn tally(&mut self, row: u64, found: Result<(LeadId, JoinedBy), Fit>, value: &str) {
        let why = match found {
            Ok((_, by)) => {
                *match by {
                    JoinedBy::Id => &mut self.joined.by_id,
                    JoinedBy::Email => &mut self.joined.by_email,
                    JoinedBy::Contact => &mut self.joined.by_contact,
                    JoinedBy::Company => &mut self.joined.by_company,
                } += 1;
                return;
            }
            Err(why) => why,
        };
        self.joined.unmatched += 1;
        let message = match why {
            Fit::Several => {
                "Several leads fit this deal. It was kept without a lead: give it the lead's id or e-mail."
            }
            Fit::Nobody | Fit::One(_) => {
                "No lead fits this deal. It was kept without a lead and is tried again when leads come."
            }
        };
        self.unmatched.push(problem(row, value, Rule::LeadUnmatched, message));
    }
}

/// Reads [`COLUMNS`] from the column `first` on.
fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Values> {
    let mut values = [const { Value::Null }; COLUMNS.len()];
    for (value, index) in values.iter_mut().zip(first..) {
        *value = row.get(index)?;
    }
    Ok(values)
}

fn join_values(join: Option<(LeadId, JoinedBy)>) -> [Value; 2] {
    join.map_or([Value::Null, Value::Null], |(lead, by)| {
        [Value::Integer(lead.0), Value::Integer(i64::from(by as u8))]
    })
}

/// The key of a deal. Salesforce's ids of 15 and 18 characters meet, as those of leads do.
fn identity(id: &str) -> String {
    let long = if id.starts_with("00") { salesforce_18(id) } else { None };
    format!("{DEAL}{}", long.as_deref().unwrap_or(id))
}

fn told(chunk: &Chunk, row: &OpportunityRow) -> Values {
    let text = |span: Span| match chunk.text(span) {
        "" => Value::Null,
        text => Value::Text(text.to_owned()),
    };
    let number = |amount: f64| if amount.is_finite() { Value::Real(amount) } else { Value::Null };
    let who = &row.who;
    [
        text(row.name),
        text(row.stage),
        Value::Integer(i64::from(row.outcome as u8)),
        row.amount.map_or(Value::Null, number),
        text(row.currency),
        text(row.lost_reason),
        text(row.owner),
        row.created.map_or(Value::Null, |at| Value::Integer(at.0)),
        row.closed.map_or(Value::Null, |at| Value::Integer(at.0)),
        text(who.identity),
        text(who.email),
        text(who.contact_id),
        text(who.company_id),
        text(who.domain),
        text(who.company),
        text(row.extra),
    ]
}

/// What is known with what a row tells on top; blanks say nothing, and a late file speaks for blanks only.
fn merged(known: &Values, told: &Values, late: bool) -> Result<Values, StoreError> {
    let mut merged = known.clone();
    for (value, told) in merged.iter_mut().zip(told).take(EXTRA) {
        if *told != Value::Null && (!late || *value == Value::Null) {
            value.clone_from(told);
        }
    }
    if let Value::Text(told) = &told[EXTRA] {
        let known = if let Value::Text(known) = &known[EXTRA] { Some(known.as_str()) } else { None };
        if let Some(extra) = merge_extra(known, told, late)? {
            merged[EXTRA] = Value::Text(extra.json);
        }
    }
    Ok(merged)
}

fn deal(values: &Values) -> Deal {
    let moment = |index: usize| if let Value::Integer(at) = values[index] { Some(at) } else { None };
    Deal {
        outcome: moment(2).and_then(|code| DealOutcome::from_code(code as u8)).unwrap_or(DealOutcome::Open),
        amount: if let Value::Real(amount) = values[3] { Some(amount) } else { None },
        lost_reason: if let Value::Text(reason) = &values[5] { Some(reason.clone()) } else { None },
        created: moment(7),
        closed: moment(8),
    }
}
