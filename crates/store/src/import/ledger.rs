//! What rows of every shape share: whether they are only counted, the counts, the problems, the picklist entries they name.

use std::collections::hash_map::Entry;

use plumbline_domain::{
    event::{Around, Contact, Told},
    ids::{BatchId, LeadId, ReasonId},
    moment::Moment,
    problem::{Problem, Rule},
    record::{Chunk, ImportedReason, Left, Record},
    settings::Settings,
    shape::Shape,
    stage::Stage,
};
use rusqlite::Connection;

use super::{
    Counts, Fates, PROBLEMS_KEPT,
    against::{Against, Before},
    decisions::Decisions,
    exits::{Exit, Exits},
    known::{ByKey, Key},
    reasons::bucket_and_label,
    seen::Seen,
    story::{Effect, Frame, Story},
};
use crate::{
    error::StoreError,
    table::{contact::Contacts, reason, setting},
};

/// Whether rows are only counted or written down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Mode {
    /// A dry run.
    Count,
    /// The real one: the import the rows belong to.
    Write(BatchId),
}

/// The state of an import, whatever its rows are.
pub(crate) struct Ledger<'c> {
    pub(crate) conn: &'c Connection,
    pub(crate) mode: Mode,
    pub(crate) as_of: Moment,
    settings: Settings,
    decisions: Decisions,
    pub(crate) against: Against,
    pub(crate) seen: Seen,
    pub(crate) reasons: Vec<Option<ReasonId>>,
    pub(crate) counts: Counts,
    pub(crate) fates: Fates,
    pub(crate) repeated: Vec<Problem>,
    pub(crate) problems: Vec<Problem>,
    /// The leads created here: all ids from this one on.
    pub(crate) first_new: i64,
    pub(crate) created: i64,
    /// The file tells leads, one per row.
    pub(crate) tells_leads: bool,
    /// It has a column for first contact.
    pub(crate) asks_contact: bool,
    contacts: Option<Contacts>,
    pub(crate) exits: Exits,
    /// Set once all rows of a file of leads are taken in: the file has told them.
    pub(crate) told_now: bool,
    /// Rows of an older file that say something else than a newer one, which stands.
    pub(crate) outdated: u64,
    /// Rows whose lead is in an earlier stage than before, and that do not say since when.
    pub(crate) turned_back: Vec<u64>,
    /// See [`super::ImportOutcome::contradicted`].
    pub(crate) contradicted: u64,
    /// Contents of the rows met, by what they speak of.
    met: ByKey<u64>,
}

impl<'c> Ledger<'c> {
    pub(crate) fn new(conn: &'c Connection, as_of: Moment, mode: Mode) -> Result<Ledger<'c>, StoreError> {
        // A lead that was merged into another leaves its number behind in the files that told it.
        let last: i64 = conn.query_row(
            "SELECT max(coalesce((SELECT max(id) FROM lead), 0),
               coalesce((SELECT max(last_lead) FROM import_batch WHERE undone_at IS NULL), 0))",
            (),
            |row| row.get(0),
        )?;
        Ok(Ledger {
            conn,
            mode,
            as_of,
            settings: setting::read(conn)?,
            decisions: Decisions::default(),
            against: Against::default(),
            seen: Seen::load(conn, Shape::LeadPerRow)?,
            reasons: Vec::new(),
            counts: Counts::default(),
            fates: Fates::default(),
            repeated: Vec::new(),
            problems: Vec::new(),
            first_new: last + 1,
            created: 0,
            tells_leads: false,
            asks_contact: false,
            contacts: None,
            exits: Exits::default(),
            told_now: false,
            outdated: 0,
            turned_back: Vec::new(),
            contradicted: 0,
            met: ByKey::default(),
        })
    }

    /// What holds for a row of `lead`; `None` for a new one.
    pub(crate) fn frame(&self, lead: Option<LeadId>) -> Frame {
        let seen = lead.filter(|lead| lead.0 < self.first_new).and_then(|lead| self.seen.of(lead));
        let seen = if self.told_now { seen.max(Some(self.as_of)) } else { seen };
        let window_hours = self.settings.decision_window_hours;
        let late = lead.filter(|_| seen.is_some_and(|seen| seen > self.as_of));
        let next = late.and_then(|lead| self.seen.after(lead, self.as_of));
        Frame { as_of: self.as_of, window_hours, seen, next, fills: false, merged: false, repeats: false }
    }

    /// The import, if this is the real one.
    pub(crate) fn batch(&self) -> Option<BatchId> {
        match self.mode {
            Mode::Count => None,
            Mode::Write(batch) => Some(batch),
        }
    }

    /// The number the next new lead gets.
    pub(crate) fn next_lead(&self) -> LeadId {
        LeadId(self.first_new + self.created)
    }

    /// True for a lead that came with this import.
    pub(crate) fn is_new(&self, lead: LeadId) -> bool {
        lead.0 >= self.first_new
    }

    /// First and last lead created.
    pub(crate) fn created_leads(&self) -> Option<(LeadId, LeadId)> {
        let range = (LeadId(self.first_new), LeadId(self.first_new + self.created - 1));
        (self.created > 0).then_some(range)
    }

    /// Counts a row by what it did.
    pub(crate) fn count(&mut self, row: u64, effect: Effect) {
        match effect {
            Effect::Nothing => self.counts.unchanged += 1,
            Effect::Changed => {
                self.counts.updated += 1;
                self.fates.updated.add(row);
            }
            Effect::Brought => {
                self.counts.created += 1;
                self.fates.created.add(row);
            }
        }
    }

    /// Compares the stage a lead was in with the one a row says it is in; `is_told` if its events tell of the change.
    pub(crate) fn compare(&mut self, row: u64, stages: (Option<Stage>, Option<Stage>), is_told: bool) {
        if let (Some(before), Some(now)) = stages
            && now < before
            && !is_told
        {
            self.turned_back.push(row);
        }
    }

    /// Takes note of how a row has left the story of its lead, of which the first contact is known: the decisions, and what is
    /// told beside the ladder.
    pub(crate) fn decided(
        &mut self,
        row: u64,
        (lead, first): (LeadId, Option<Moment>),
        story: &Story,
    ) -> Result<(), StoreError> {
        let snapshots = self.snapshots(lead, story);
        let (conn, also) = (self.conn, self.asks_contact.then_some(self.as_of));
        let contact = contact_of((conn, &mut self.contacts), story, (lead, first), also)?;
        let window_hours = self.settings.decision_window_hours;
        let around = Around { snapshots: &snapshots, created: None, window_hours, contact };
        self.decisions.look_at(row, story, around, &self.settings);
        self.contradicted += story.contradictions(window_hours);
        Ok(())
    }

    /// What stands of the lead's story.
    pub(crate) fn standing(
        &mut self,
        (lead, first): (LeadId, Option<Moment>),
        story: &Story,
    ) -> Result<Vec<Told>, StoreError> {
        let (snapshots, window_hours) = (self.snapshots(lead, story), self.settings.decision_window_hours);
        let (conn, also) = (self.conn, self.asks_contact.then_some(self.as_of));
        let contact = contact_of((conn, &mut self.contacts), story, (lead, first), also)?;
        let mut standing = Vec::with_capacity(story.events.len());
        story.put_standing(
            Around { snapshots: &snapshots, created: None, window_hours, contact },
            &mut standing,
        );
        Ok(standing)
    }

    /// Counts what the exit of a row was that may have been either.
    pub(crate) fn left(
        &mut self,
        left: Left,
        (lead, first): (LeadId, Option<Moment>),
        story: &Story,
    ) -> Result<(), StoreError> {
        let standing = self.standing((lead, first), story)?;
        let exit = Exit { lead, at: left.at.unwrap_or(self.as_of), leans: left.leans };
        self.exits.add(exit, &standing, first.is_some());
        Ok(())
    }

    /// The moments of the files that told the lead, this one included, where its reasons depend on them.
    fn snapshots(&self, lead: LeadId, story: &Story) -> Vec<Moment> {
        let mut snapshots = Vec::new();
        if story.has_whys() {
            self.seen.put_all_of(lead, &mut snapshots);
            snapshots.extend(self.tells_leads.then_some(self.as_of));
            snapshots.sort_unstable();
        }
        snapshots
    }

    /// Takes note of what the row of a lead says against the rules.
    pub(crate) fn against(&mut self, chunk: &Chunk, record: &Record, before: &Before) {
        self.against.row((chunk, record), before, self.as_of, &self.settings.calendar);
    }

    /// What there is to say about decisions: how many rejections nobody gave a reason for, and the rows whose leads were
    /// decided twice.
    pub(crate) fn decisions(&mut self) -> (u64, Vec<u64>) {
        let mut twice = std::mem::take(&mut self.decisions.twice);
        twice.sort_unstable();
        twice.dedup();
        (self.decisions.unreasoned, twice)
    }

    /// True if `key` was not met in this file before. A row that was is skipped if it is the same to the letter, and refused
    /// if it is not.
    pub(crate) fn is_first(&mut self, row: u64, key: Key, contents: u64, value: &str) -> bool {
        match self.met.entry(key) {
            Entry::Vacant(entry) => {
                entry.insert(contents);
                return true;
            }
            Entry::Occupied(entry) if *entry.get() == contents => self.counts.skipped += 1,
            Entry::Occupied(_) => self.repeat(row, value),
        }
        false
    }

    /// Refuses a row that says something else than an earlier one about the same.
    pub(crate) fn repeat(&mut self, row: u64, value: &str) {
        let message = "This came earlier in the file with other values; the first row stands.";
        self.refuse(row, value, Rule::IdentityRepeated, message);
    }

    /// Refuses a row.
    pub(crate) fn refuse(&mut self, row: u64, value: &str, rule: Rule, message: &str) {
        self.counts.rejected += 1;
        let problem = problem(row, value, rule, message);
        self.keep(vec![problem.clone()]);
        self.repeated.push(problem);
    }

    /// Keeps problems with the import, as many as are kept.
    pub(crate) fn keep(&mut self, problems: Vec<Problem>) {
        let room = PROBLEMS_KEPT.saturating_sub(self.problems.len());
        self.problems.extend(problems.into_iter().take(room));
    }

    /// The entry of a picklist that rows refer to by its place in the file.
    pub(crate) fn meet(&mut self, met: &ImportedReason) -> Result<(), StoreError> {
        let found = reason::find(self.conn, met.list, &met.key)?;
        match found {
            None => self.against.meet_new(met),
            Some(ReasonId::NOT_GIVEN) => self.against.meet(met.list, None),
            Some(known) => {
                self.against.meet(met.list, Some(bucket_and_label(self.conn, known)?));
            }
        }
        let id = match (found, self.mode) {
            // A file that says that nobody gave one gives none.
            (Some(ReasonId::NOT_GIVEN), _) => None,
            (Some(known), _) => Some(known),
            // Counting needs a reason that differs from all known ones, no more.
            (None, Mode::Count) => Some(ReasonId(-1 - self.reasons.len() as i64)),
            (None, Mode::Write(_)) => Some(reason::add(self.conn, met.list, &met.key, &met.label)?),
        };
        self.reasons.push(id);
        Ok(())
    }
}

/// What is known of contacts with a lead, where an exit of its story asks for it.
fn contact_of<'a>(
    (conn, contacts): (&Connection, &'a mut Option<Contacts>),
    story: &Story,
    (lead, first): (LeadId, Option<Moment>),
    also: Option<Moment>,
) -> Result<Contact<'a>, StoreError> {
    if !story.has_open_exit() {
        return Ok(Contact::default());
    }
    let contacts = match contacts {
        Some(contacts) => contacts,
        none => none.insert(Contacts::load(conn)?),
    };
    Ok(contacts.of(lead, first, also))
}

/// What is said about a row.
pub(crate) fn problem(row: u64, value: &str, rule: Rule, message: &str) -> Problem {
    let (column, message) = (String::new(), message.to_owned());
    Problem { row, column, value: value.to_owned(), rule, message }
}
