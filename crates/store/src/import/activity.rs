//! An activity per row, for leads that are here.
//!
//! Rows are kept as they come and written in runs in the order of their leads: the table is clustered by lead.

use std::hash::{BuildHasher, RandomState};

use plumbline_domain::{
    field::Field,
    ids::{BatchId, LeadId},
    problem::Rule,
    record::{ActivityRow, Chunk, Span, Who},
};
use rusqlite::{OptionalExtension, Row, Statement};

use super::{
    cells::merge_extra,
    ledger::Ledger,
    people::{Named, People},
    seen,
    story::Effect,
    watch::Watch,
};
use crate::{
    error::{ImportError, StoreError},
    table::lead::COLUMN,
};

const NOT_HERE: &str = "The lead of this activity is not here; import leads first.";

/// Rows in a run: some 50 MB of text.
const RUN: usize = 200_000;

/// Columns a row tells beside moment, side and kind.
const TEXTS: [&str; 4] = ["campaign", "channel", "outcome", "by_name"];

/// Takes in activities.
pub(crate) struct ActivityRows<'c> {
    people: People<'c>,
    contents: RandomState,
    chunks: Vec<Chunk>,
    /// Lead, chunk and position of each row of the run.
    run: Vec<(LeadId, u32, u32)>,
    /// Leads of rows that said nothing new.
    confirmed: Vec<i64>,
    /// False while the table is empty: then nothing is looked up.
    any: bool,
    known: Statement<'c>,
    firsts: Statement<'c>,
    insert: Statement<'c>,
    update: Statement<'c>,
    told: Statement<'c>,
    tell: Statement<'c>,
}

impl<'c> ActivityRows<'c> {
    pub(crate) fn new(ledger: &Ledger<'c>) -> Result<ActivityRows<'c>, StoreError> {
        let conn = ledger.conn;
        let [touch, contact] =
            [Field::FirstTouchAt, Field::FirstContactAt].map(|field| COLUMN[field.index()].as_str());
        let texts = TEXTS.join(", ");
        Ok(ActivityRows {
            people: People::load(conn, ledger.next_lead())?,
            contents: RandomState::new(),
            chunks: Vec::new(),
            run: Vec::new(),
            confirmed: Vec::new(),
            any: conn.prepare("SELECT 1 FROM activity LIMIT 1")?.exists(())?,
            known: conn.prepare(&format!(
                "SELECT at, side, kind, {texts}, extra FROM activity WHERE lead = ?1 AND key = ?2"
            ))?,
            firsts: conn
                .prepare("SELECT min(at), min(CASE side WHEN 1 THEN at END) FROM activity WHERE lead = ?1")?,
            insert: conn.prepare(&format!(
                "INSERT INTO activity(lead, key, at, side, kind, {texts}, extra, batch)
                 VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
            ))?,
            update: conn.prepare(
                "UPDATE activity SET at = ?3, side = ?4, kind = ?5, campaign = coalesce(?6, campaign),
                   channel = coalesce(?7, channel), outcome = coalesce(?8, outcome),
                   by_name = coalesce(?9, by_name), extra = coalesce(?10, extra)
                 WHERE lead = ?1 AND key = ?2",
            )?,
            told: conn.prepare(&format!("SELECT {touch}, {contact} FROM lead WHERE id = ?1"))?,
            tell: conn.prepare(&format!("UPDATE lead SET {touch} = ?2, {contact} = ?3 WHERE id = ?1"))?,
        })
    }

    /// Takes the rows of a chunk in and keeps it until its run is written.
    pub(crate) fn take(
        &mut self,
        ledger: &mut Ledger<'c>,
        chunk: Chunk,
        watch: &Watch,
    ) -> Result<(), ImportError> {
        let place = self.chunks.len() as u32;
        for (row, index) in chunk.activities.iter().zip(0_u32..) {
            let named = self.people.of_who(&chunk, &row.who)?;
            let Named::One(lead) = named else {
                refuse(ledger, &chunk, (row.row, &row.who), named, NOT_HERE);
                continue;
            };
            let key = self.people.known.keys.of(&format!("{lead}|{}", key(&chunk, row)));
            let contents = self.hash(&chunk, row);
            if ledger.is_first(row.row, key, contents, name(&chunk, &row.who)) {
                self.run.push((lead, place, index));
            }
        }
        self.chunks.push(chunk);
        if self.run.len() >= RUN { self.flush(ledger, watch) } else { Ok(()) }
    }

    /// Writes the run.
    pub(crate) fn flush(&mut self, ledger: &mut Ledger<'c>, watch: &Watch) -> Result<(), ImportError> {
        let chunks = std::mem::take(&mut self.chunks);
        let mut run = std::mem::take(&mut self.run);
        run.sort_unstable();
        for group in run.chunk_by(|one, other| one.0 == other.0) {
            watch.tick_seldom()?;
            let Some((lead, ..)) = group.first() else { continue };
            self.group(ledger, *lead, group, &chunks)?;
        }
        self.any |= ledger.batch().is_some() && !run.is_empty();
        Ok(())
    }

    /// The leads of which rows said nothing new, as they are written with the batch.
    pub(crate) fn told(&mut self) -> Option<String> {
        seen::written(std::mem::take(&mut self.confirmed))
    }

    fn group(
        &mut self,
        ledger: &mut Ledger<'c>,
        lead: LeadId,
        group: &[(LeadId, u32, u32)],
        chunks: &[Chunk],
    ) -> Result<(), StoreError> {
        let before = if self.any { self.firsts(lead)? } else { [None, None] };
        let mut changed = false;
        for (_, place, index) in group {
            let Some(chunk) = chunks.get(*place as usize) else { continue };
            let Some(row) = chunk.activities.get(*index as usize) else { continue };
            let effect = self.write(ledger, lead, chunk, row)?;
            changed |= effect != Effect::Nothing;
            if effect == Effect::Nothing && self.confirmed.last() != Some(&lead.0) {
                self.confirmed.push(lead.0);
            }
            ledger.count(row.row, effect);
        }
        if !changed || ledger.batch().is_none() {
            return Ok(());
        }
        let after = self.firsts(lead)?;
        let told: [Option<i64>; 2] = self.told.query_row([lead.0], |row| Ok([row.get(0)?, row.get(1)?]))?;
        let mut now = told;
        for index in 0..now.len() {
            if (now[index].is_none() || now[index] == before[index]) && after[index].is_some() {
                now[index] = after[index];
            }
        }
        if now != told {
            self.tell.execute((lead.0, now[0], now[1]))?;
        }
        Ok(())
    }

    /// First of all, and first of sales.
    fn firsts(&mut self, lead: LeadId) -> rusqlite::Result<[Option<i64>; 2]> {
        self.firsts.query_row([lead.0], |row| Ok([row.get(0)?, row.get(1)?]))
    }

    fn write(
        &mut self,
        ledger: &Ledger<'c>,
        lead: LeadId,
        chunk: &Chunk,
        row: &ActivityRow,
    ) -> Result<Effect, StoreError> {
        let key = key(chunk, row);
        let (effect, extra) = if self.any {
            let known = self.known.query_row((lead.0, &key), |known| Ok(differs(known, chunk, row)));
            match known.optional()?.transpose()? {
                None => (Effect::Brought, None),
                Some((false, None)) => return Ok(Effect::Nothing),
                Some((_, extra)) => (Effect::Changed, extra),
            }
        } else {
            (Effect::Brought, None)
        };
        let Some(BatchId(batch)) = ledger.batch() else { return Ok(effect) };
        let statement = if effect == Effect::Brought { &mut self.insert } else { &mut self.update };
        statement.raw_bind_parameter(1, lead.0)?;
        statement.raw_bind_parameter(2, key.as_str())?;
        statement.raw_bind_parameter(3, row.at.0)?;
        statement.raw_bind_parameter(4, row.side as u8)?;
        statement.raw_bind_parameter(5, chunk.text(row.kind))?;
        for (span, index) in texts(row).into_iter().zip(6_usize..) {
            statement.raw_bind_parameter(index, (span.len > 0).then(|| chunk.text(span)))?;
        }
        match effect {
            Effect::Brought => {
                statement.raw_bind_parameter(10, (row.extra.len > 0).then(|| chunk.text(row.extra)))?;
                statement.raw_bind_parameter(11, batch)?;
            }
            _ => statement.raw_bind_parameter(10, extra)?,
        }
        statement.raw_execute()?;
        Ok(effect)
    }

    fn hash(&self, chunk: &Chunk, row: &ActivityRow) -> u64 {
        let [campaign, channel, outcome, by] = texts(row).map(|span| chunk.text(span));
        let (kind, extra) = (chunk.text(row.kind), chunk.text(row.extra));
        self.contents.hash_one((row.at, row.side, kind, campaign, channel, outcome, by, extra))
    }
}

fn texts(row: &ActivityRow) -> [Span; TEXTS.len()] {
    [row.campaign, row.channel, row.outcome, row.by]
}

/// True if a row says something else than the activity that is known, and its headers with the row's on top if that is
/// something else.
fn differs(known: &Row<'_>, chunk: &Chunk, row: &ActivityRow) -> Result<(bool, Option<String>), StoreError> {
    let mut differs = known.get::<_, i64>(0)? != row.at.0
        || known.get::<_, u8>(1)? != row.side as u8
        || known.get_ref(2)?.as_str().ok() != Some(chunk.text(row.kind));
    for (span, index) in texts(row).into_iter().zip(3_usize..) {
        let text = chunk.text(span);
        differs |= !text.is_empty() && known.get_ref(index)?.as_str().ok() != Some(text);
    }
    let mut extra = None;
    if row.extra.len > 0 {
        let before = known.get_ref(7)?.as_str_or_null().map_err(|_| StoreError::Malformed("activity"))?;
        extra = merge_extra(before, chunk.text(row.extra), false)?.map(|merged| merged.json);
    }
    Ok((differs, extra))
}

/// The activity's own id, or kind, moment and channel.
fn key(chunk: &Chunk, row: &ActivityRow) -> String {
    match chunk.text(row.id) {
        "" => format!("{}|{}|{}", chunk.text(row.kind), row.at.0, chunk.text(row.channel)),
        id => id.to_owned(),
    }
}

/// Refuses a row that does not say which lead it belongs to: nobody is called so, which `not_here` says, or several are.
pub(crate) fn refuse(
    ledger: &mut Ledger<'_>,
    chunk: &Chunk,
    (row, who): (u64, &Who),
    named: Named,
    not_here: &str,
) {
    match named {
        Named::Several(what, span) => {
            let value = shown(chunk.text(span));
            let message = format!(
                "Several leads here have the {what} \u{201c}{value}\u{201d}, and the row does not say which of them it \
                 means. Give it the lead's own id, or merge the leads if they are one person."
            );
            ledger.refuse(row, value, Rule::LeadSeveral, &message);
        }
        Named::Nobody | Named::One(_) => ledger.refuse(row, name(chunk, who), Rule::LeadUnknown, not_here),
    }
}

/// An identity as people know it: without what tells it from those of other kinds and systems.
pub(crate) fn shown(identity: &str) -> &str {
    let own = |kind: &str| identity.strip_prefix(kind);
    if let Some(id) = own("x:").and_then(|rest| rest.split_once(':')) {
        return id.1;
    }
    own("e:").or_else(|| own("n:")).unwrap_or(identity)
}

/// How the row calls its lead, for a person.
pub(crate) fn name<'a>(chunk: &'a Chunk, who: &Who) -> &'a str {
    let identity = chunk.text(who.identity);
    if !identity.is_empty() {
        return shown(identity);
    }
    let others = [who.email, who.contact_id, who.company_id, who.domain, who.company];
    others.into_iter().map(|span| chunk.text(span)).find(|text| !text.is_empty()).unwrap_or_default()
}
