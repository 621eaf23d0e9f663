//! A line of a stage log or a field history per row.
//!
//! Lines are kept until the file is at its end and told lead by lead, so that their order in the file changes nothing. A lead
//! that is only known by its history is made: a later export fills it in.

use std::hash::{BuildHasher, RandomState};

use plumbline_domain::{
    event::{Provenance, Told},
    field::Field,
    ids::{BatchId, LeadId},
    moment::Moment,
    record::{ChangeRow, Changed, Chunk, Passage},
    stage::Stage,
};
use rusqlite::{OptionalExtension, Statement};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    activity::{refuse, shown},
    events::{Events, Said},
    fields::{FieldChanges, Line},
    ledger::Ledger,
    people::{Named, People},
    seen,
    story::{Effect, Event, Story},
    watch::Watch,
};
use crate::{
    error::{ImportError, StoreError},
    table::{contact, lead::COLUMN, stage_event},
};

const NOT_HERE: &str = "The lead of this change is not here, and the row has neither its id nor its e-mail.";

/// Takes in changes.
pub(crate) struct ChangeRows<'c> {
    people: People<'c>,
    contents: RandomState,
    met: FxHashSet<u64>,
    /// The text of all lines.
    texts: Chunk,
    /// The lines, with their leads.
    lines: Vec<(LeadId, ChangeRow)>,
    /// Leads of lines that said nothing new.
    confirmed: Vec<i64>,
    /// Identity and e-mail of the leads the log makes, in their order.
    made: Vec<(String, String)>,
    persons: FxHashMap<String, i64>,
    events: Events<'c>,
    changes: FieldChanges<'c>,
    select_lead: Statement<'c>,
    update_lead: Statement<'c>,
    insert_lead: Statement<'c>,
}

impl<'c> ChangeRows<'c> {
    pub(crate) fn new(ledger: &Ledger<'c>) -> Result<ChangeRows<'c>, StoreError> {
        let conn = ledger.conn;
        let [created, id, email, words] =
            [Field::CreatedAt, Field::ExternalId, Field::Email, Field::RejectionNote]
                .map(|field| COLUMN[field.index()].as_str());
        let persons = conn
            .prepare("SELECT name, id FROM person ORDER BY id DESC")?
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(ChangeRows {
            people: People::load(conn, ledger.next_lead())?,
            contents: RandomState::new(),
            met: FxHashSet::default(),
            texts: Chunk::default(),
            lines: Vec::new(),
            confirmed: Vec::new(),
            made: Vec::new(),
            persons,
            events: Events::new(conn)?,
            changes: FieldChanges::new(conn)?,
            select_lead: conn.prepare(&format!(
                "SELECT stage, {created}, status IS NOT NULL, {words} FROM lead WHERE id = ?1"
            ))?,
            update_lead: conn
                .prepare(&format!("UPDATE lead SET stage = ?2, {created} = ?3 WHERE id = ?1"))?,
            insert_lead: conn.prepare(&format!(
                "INSERT INTO lead(id, identity, batch, {id}, {email}) VALUES(?1, ?2, ?3, ?4, ?5)"
            ))?,
        })
    }

    /// Takes a row in.
    pub(crate) fn row(
        &mut self,
        ledger: &mut Ledger<'c>,
        chunk: &Chunk,
        row: &ChangeRow,
    ) -> Result<(), StoreError> {
        let named = self.people.of_who(chunk, &row.who)?;
        let lead = match named {
            Named::One(lead) => Some(lead),
            // An id that is nobody's yet is that of a new lead, whoever else has its e-mail.
            Named::Several("e-mail" | "contact", _) if row.who.identity.len == 0 => None,
            Named::Several("id", _) => None,
            Named::Several(..) | Named::Nobody => self.make(ledger, chunk, row),
        };
        let Some(lead) = lead else {
            refuse(ledger, chunk, (row.row, &row.who), named, NOT_HERE);
            return Ok(());
        };
        let kept = self.keep(chunk, row);
        if self.met.insert(self.hash(ledger, lead, &kept)) {
            self.lines.push((lead, kept));
        } else {
            ledger.counts.skipped += 1;
        }
        Ok(())
    }

    /// A lead for a row that names one unknown here.
    fn make(&mut self, ledger: &mut Ledger<'c>, chunk: &Chunk, row: &ChangeRow) -> Option<LeadId> {
        let (identity, email) = (chunk.text(row.who.identity), chunk.text(row.who.email));
        let identity = match (identity, email) {
            ("", "") => return None,
            ("", email) => format!("e:{}", email.to_lowercase()),
            (identity, _) => identity.to_owned(),
        };
        let lead = ledger.next_lead();
        ledger.created += 1;
        self.people.known.add(&identity, lead);
        self.people.told_email(email, lead);
        self.made.push((identity, email.to_owned()));
        Some(lead)
    }

    /// The leads the log makes, as it calls them.
    pub(crate) fn made(&self) -> Vec<String> {
        self.made.iter().map(|(identity, _)| shown(identity).to_owned()).collect()
    }

    /// The row with its text in one place with that of all others.
    fn keep(&mut self, chunk: &Chunk, row: &ChangeRow) -> ChangeRow {
        let mut keep = |span| self.texts.keep(chunk.text(span));
        let what = match row.what {
            Changed::Field { name, old, new } => {
                Changed::Field { name: keep(name), old: keep(old), new: keep(new) }
            }
            other => other,
        };
        ChangeRow { what, by: keep(row.by), note: keep(row.note), ..*row }
    }

    fn hash(&self, ledger: &Ledger<'c>, lead: LeadId, row: &ChangeRow) -> u64 {
        let text = |span| self.texts.text(span);
        let what = match row.what {
            Changed::Created => (0_u8, None, None),
            Changed::Stage(stage, reason) => {
                let reason = reason.and_then(|index| ledger.reasons.get(usize::from(index)).copied()?);
                (1, Some((stage, reason)), None)
            }
            Changed::Field { name, old, new } => (2, None, Some((text(name), text(old), text(new)))),
        };
        self.contents.hash_one((
            (lead, row.at, row.not_before, row.provenance, row.beside),
            what,
            (text(row.by), text(row.note)),
        ))
    }

    /// After the last row: tells the lines, lead by lead. Returns the leads it said nothing new of, as they are written with
    /// the batch: the others show by the rows it brought.
    pub(crate) fn finish(
        &mut self,
        ledger: &mut Ledger<'c>,
        watch: &Watch,
    ) -> Result<Option<String>, ImportError> {
        let mut lines = std::mem::take(&mut self.lines);
        lines.sort_by_key(|(lead, line)| (*lead, line.provenance, line.at, line.row));
        if let Some(batch) = ledger.batch() {
            for ((identity, email), lead) in std::mem::take(&mut self.made).iter().zip(ledger.first_new..) {
                let id = identity.strip_prefix("x:").and_then(|rest| rest.split_once(':')).map(|(_, id)| id);
                let email = identity.strip_prefix("e:").or(Some(email)).filter(|email| !email.is_empty());
                self.insert_lead.execute((lead, identity, batch.0, id, email))?;
            }
        }
        let mut story = Story::default();
        for group in lines.chunk_by(|one, other| one.0 == other.0) {
            watch.tick_seldom()?;
            self.group(ledger, group, &mut story)?;
        }
        Ok(seen::written(std::mem::take(&mut self.confirmed)))
    }

    fn group(
        &mut self,
        ledger: &mut Ledger<'c>,
        group: &[(LeadId, ChangeRow)],
        story: &mut Story,
    ) -> Result<(), StoreError> {
        let Some((lead, _)) = group.first() else { return Ok(()) };
        let lead = *lead;
        self.events.load(lead, story)?;
        let known = self.select_lead.query_row([lead.0], |row| {
            let created = row.get::<_, Option<i64>>(1)?;
            Ok((stage_event::code(row, 0), created, row.get::<_, bool>(2)?, row.get::<_, Option<String>>(3)?))
        });
        let (stage, created, has_status, words) = known.optional()?.unwrap_or((Ok(None), None, false, None));
        let stage = stage?.and_then(Stage::from_code);
        let frame = ledger.frame(Some(lead));
        let mut created_at = created;
        let stands = |(_, line): &(LeadId, ChangeRow)| line.stands;
        let standing = match group.iter().any(stands) {
            true => ledger.standing((lead, contact::first(ledger.conn, lead)?), story)?,
            false => Vec::new(),
        };
        let mut told: FxHashSet<(&str, Moment, &str)> = FxHashSet::default();
        for ((_, line), index) in group.iter().zip(0_u32..) {
            let effect = match line.what {
                Changed::Created if created_at.is_none() => {
                    created_at = Some(line.at.0);
                    if ledger.is_new(lead) { Effect::Brought } else { Effect::Changed }
                }
                Changed::Created => Effect::Nothing,
                Changed::Stage(stage, reason) => {
                    let reason =
                        reason.and_then(|reason| ledger.reasons.get(usize::from(reason)).copied()?);
                    entered(story, &standing, line, Event::of_line(line, stage, reason, index))
                }
                Changed::Field { name, new, .. } => {
                    let (name, new) = (self.texts.text(name), self.texts.text(new));
                    match told.insert((name, line.at, new)) {
                        true => field(&self.texts, &mut self.changes, lead, line, ledger.batch())?,
                        false => Effect::Nothing,
                    }
                }
            };
            if let Changed::Stage(stage @ Stage::Rejected, reason) = line.what
                && effect != Effect::Nothing
            {
                let passage = Passage { stage, at: Some(line.at), provenance: line.provenance, reason };
                let note = Some(self.texts.text(line.note)).filter(|note| !note.is_empty());
                ledger.against.reason(line.row, &passage, note.or(words.as_deref()));
            }
            ledger.count(line.row, effect);
            if effect == Effect::Nothing && self.confirmed.last() != Some(&lead.0) {
                self.confirmed.push(lead.0);
            }
        }
        if let Some((_, line)) = group.last()
            && story.is_changed()
        {
            ledger.decided(line.row, (lead, contact::first(ledger.conn, lead)?), story)?;
        }
        let Some(batch) = ledger.batch() else { return Ok(()) };
        let said: Vec<Said> = group.iter().map(|(_, line)| self.said(line)).collect();
        let after = story.stage_after(stage, frame.seen.filter(|_| has_status), frame);
        let say = |index: u32| said.get(index as usize).cloned().unwrap_or_default();
        self.events.write(lead, story, batch, say)?;
        if after != stage || created_at != created {
            self.update_lead.execute((lead.0, after.map(Stage::code), created_at))?;
        }
        Ok(())
    }

    /// Who did it and what they noted. A name that is no person here is kept as it is: nothing a file says is lost.
    fn said(&self, line: &ChangeRow) -> Said {
        let own = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let (by, note) = (self.texts.text(line.by), own(self.texts.text(line.note)));
        match self.persons.get(by).copied() {
            Some(person) => Said { by: Some(person), by_name: None, note },
            None => Said { by: None, by_name: own(by), note },
        }
    }
}

/// Tells a line of stages. A log of this program tells what stands here: with the reason it was told elsewhere, too.
fn entered(story: &mut Story, standing: &[Told], row: &ChangeRow, event: Event) -> Effect {
    let again = |known: &Told| {
        let known = known.event;
        (known.stage, known.at, known.provenance, known.reason)
            == (event.stage, event.at, event.provenance, event.reason)
    };
    if row.stands && standing.iter().any(again) { Effect::Nothing } else { story.line(event) }
}

fn field(
    texts: &Chunk,
    changes: &mut FieldChanges<'_>,
    lead: LeadId,
    row: &ChangeRow,
    batch: Option<BatchId>,
) -> Result<Effect, StoreError> {
    let Changed::Field { name, old, new } = row.what else { return Ok(Effect::Nothing) };
    let by = texts.text(row.by);
    let line = Line {
        field: texts.text(name),
        at: row.at,
        not_before: row.not_before,
        // A change of a field is recorded or bounded; stamps tell stages only.
        provenance: if row.provenance == Provenance::Bounded { row.provenance } else { Provenance::Recorded },
        old: texts.text(old),
        new: texts.text(new),
        by: (!by.is_empty()).then_some(by),
    };
    let effect = changes.effect(lead, line)?;
    if let Some(batch) = batch {
        changes.write(lead, line, effect, batch)?;
    }
    Ok(effect)
}
