//! Who a row speaks of, among the leads that are here and those the file has brought so far.
//!
//! A lead's own identity decides. Where it is unknown:
//! - A row with an id takes over the lead that has the row's e-mail, or domain and name, and no id of any system. Two systems'
//!   ids with one e-mail stay two leads.
//! - A row without an id is the one lead that has its e-mail, or else its domain and name. Leads the file itself has
//!   brought are found by e-mail only.

use plumbline_domain::{
    field::Field,
    identity::{key as key_of, whole_id},
    ids::LeadId,
    record::{Cell, Chunk, Record, Span, Who},
};
use rusqlite::{Connection, OptionalExtension};

use super::{
    finder::{By, Finder, Fit, key, several},
    known::{Key, Known},
};
use crate::error::StoreError;

/// How a row found its lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// There is none yet.
    Nobody,
    /// This one.
    Lead(LeadId),
    /// This one, by what it tells beside its identity. From here on it is known by the row's identity too: the e-mail may
    /// come to belong to somebody else as well.
    Also(LeadId),
    /// This one, which had no id of its own system until now.
    Adopts(LeadId),
}

/// Whom a row that is no lead speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Named {
    /// Nobody who is here.
    Nobody,
    /// This lead.
    One(LeadId),
    /// One of several: what they are called by, and what that is.
    Several(&'static str, Span),
}

/// The leads, by all that rows call them.
pub(crate) struct People<'c> {
    conn: &'c Connection,
    pub(crate) known: Known,
    /// Leads from this id on came with the file.
    first_new: LeadId,
    /// E-mails the file told; finders read the leads as they were before it.
    emails: Vec<(Key, LeadId)>,
    /// The file told others as well, which are written with its new leads.
    written: bool,
    finders: Vec<(By, Finder)>,
    text: String,
}

impl<'c> People<'c> {
    pub(crate) fn load(conn: &'c Connection, first_new: LeadId) -> Result<People<'c>, StoreError> {
        Ok(People {
            conn,
            known: Known::load(conn)?,
            first_new,
            emails: Vec::new(),
            written: false,
            finders: Vec::new(),
            text: String::new(),
        })
    }

    /// The lead of a row that tells one; `key` is that of its identity.
    pub(crate) fn of_record(
        &mut self,
        chunk: &Chunk,
        record: &Record,
        key: Key,
    ) -> Result<Match, StoreError> {
        let identity = chunk.text(record.identity);
        if let Some(lead) = self.known.find_at(key) {
            return Ok(Match::Lead(lead));
        }
        let email = text(chunk, record, Field::Email);
        match identity.as_bytes().first() {
            Some(b'x') if self.known.any_bare() => {
                if let Some(lead) = self.bare("e:", email) {
                    return Ok(Match::Adopts(lead));
                }
                self.bare_by_name(chunk, record, email)
            }
            Some(b'x') => Ok(Match::Nobody),
            Some(b'e') => {
                let email = identity.strip_prefix("e:").unwrap_or(email);
                if let Fit::One(lead) = self.find(By::Email, email)? {
                    return Ok(Match::Also(lead));
                }
                self.bare_by_name(chunk, record, email)
            }
            _ => match self.find(By::Name, identity.strip_prefix("n:").unwrap_or_default())? {
                Fit::One(lead) => Ok(Match::Also(lead)),
                Fit::Nobody | Fit::Several => Ok(Match::Nobody),
            },
        }
    }

    /// The lead of an identity. An id that is no lead's may be that of the contact a lead became, or of one that was merged
    /// into a lead: systems go on naming these.
    pub(crate) fn of_identity(&mut self, identity: &str) -> Result<Fit, StoreError> {
        if identity.is_empty() {
            return Ok(Fit::Nobody);
        }
        if let Some(lead) = self.known.find(identity) {
            return Ok(Fit::One(lead));
        }
        match identity.strip_prefix("x:").and_then(|rest| rest.split_once(':')) {
            Some((_, id)) => self.find(By::Contact, id),
            None => Ok(Fit::Nobody),
        }
    }

    /// The lead another row names: by the first of id, e-mail and contact that is one lead's here.
    pub(crate) fn of_who(&mut self, chunk: &Chunk, who: &Who) -> Result<Named, StoreError> {
        let mut named = Named::Nobody;
        let mut take = |fit, what, span| match (fit, named) {
            (Fit::One(lead), Named::Nobody | Named::Several(..)) => named = Named::One(lead),
            (Fit::Several, Named::Nobody) => named = Named::Several(what, span),
            _ => {}
        };
        let identity = self.of_identity(chunk.text(who.identity))?;
        take(identity, "id", who.identity);
        if !matches!(identity, Fit::One(_)) {
            let email = self.of_email(chunk.text(who.email))?;
            take(email, "e-mail", who.email);
            if !matches!(email, Fit::One(_)) {
                take(self.of_contacts(chunk.text(who.contact_id))?, "contact", who.contact_id);
            }
        }
        Ok(named)
    }

    /// The lead of a contact's key: the one that refers to the contact, or else the contact itself, which is the lead in
    /// systems whose leads are contacts. Of several keys in one cell, `102;101`, the first decides that is known.
    pub(crate) fn of_contacts(&mut self, contacts: &str) -> Result<Fit, StoreError> {
        let mut fit = Fit::Nobody;
        for contact in several(contacts) {
            match self.find(By::Contact, &whole_id(contact))? {
                Fit::One(lead) => return Ok(Fit::One(lead)),
                Fit::Several => fit = Fit::Several,
                Fit::Nobody => {
                    let is_key = key_of(&mut self.text, contact, "", "", ("", "")).is_some();
                    if let Some(lead) = self.known.find(&self.text).filter(|_| is_key) {
                        return Ok(Fit::One(lead));
                    }
                }
            }
        }
        Ok(fit)
    }

    /// The one lead of a company's key; of several keys in one cell the first that has one.
    pub(crate) fn of_companies(&mut self, companies: &str) -> Result<Fit, StoreError> {
        let mut fit = Fit::Nobody;
        for company in several(companies) {
            match self.find(By::Company, &whole_id(company))? {
                Fit::One(lead) => return Ok(Fit::One(lead)),
                Fit::Several => fit = Fit::Several,
                Fit::Nobody => {}
            }
        }
        Ok(fit)
    }

    /// The one lead of an e-mail.
    pub(crate) fn of_email(&mut self, email: &str) -> Result<Fit, StoreError> {
        if email.is_empty() {
            return Ok(Fit::Nobody);
        }
        if let Some(lead) = self.known.find(&format!("e:{}", email.to_lowercase())) {
            return Ok(Fit::One(lead));
        }
        self.find(By::Email, email)
    }

    /// The leads `value` points to.
    pub(crate) fn find(&mut self, by: By, value: &str) -> Result<Fit, StoreError> {
        if value.is_empty() {
            return Ok(Fit::Nobody);
        }
        if self.finders.iter().all(|(kind, _)| *kind != by) {
            let mut finder = Finder::load(self.conn, &self.known.keys, by, self.first_new)?;
            if by == By::Email {
                if self.written {
                    finder.read_new(self.conn, self.first_new)?;
                }
                for (key, lead) in &self.emails {
                    finder.add(*key, *lead);
                }
            }
            self.finders.push((by, finder));
        }
        let finder = self.finders.iter().find(|(kind, _)| *kind == by);
        Ok(finder.map_or(Fit::Nobody, |(_, finder)| finder.find(value)))
    }

    /// The file says that `lead` has this e-mail.
    pub(crate) fn told_email(&mut self, email: &str, lead: LeadId) {
        if !email.is_empty() {
            self.told_email_at(key(&self.known.keys, By::Email, email), lead);
        }
    }

    fn told_email_at(&mut self, key: Key, lead: LeadId) {
        match self.finders.iter_mut().find(|(kind, _)| *kind == By::Email) {
            Some((_, finder)) => finder.add(key, lead),
            None => self.emails.push((key, lead)),
        }
    }

    /// The new lead has this e-mail, by its key. Where leads are written it can be read again: few files ask, and millions
    /// of keys take room.
    pub(crate) fn has_email(&mut self, key: Key, lead: LeadId, is_written: bool) {
        if is_written && self.finders.iter().all(|(kind, _)| *kind != By::Email) {
            self.written = true;
        } else {
            self.told_email_at(key, lead);
        }
    }

    /// The lead known by `prefix` and `value` alone, if no system's id is known for it.
    fn bare(&mut self, prefix: &str, value: &str) -> Option<LeadId> {
        if value.is_empty() {
            return None;
        }
        self.text.clear();
        self.text.push_str(prefix);
        self.text.extend(value.chars().flat_map(char::to_lowercase));
        self.known.find(&self.text).filter(|lead| self.known.is_bare(*lead))
    }

    /// The lead known by the row's domain and name alone, if its e-mail is not another one.
    fn bare_by_name(&mut self, chunk: &Chunk, record: &Record, email: &str) -> Result<Match, StoreError> {
        let (domain, first, last) = (
            text(chunk, record, Field::Domain),
            text(chunk, record, Field::FirstName),
            text(chunk, record, Field::LastName),
        );
        if domain.is_empty() || first.is_empty() && last.is_empty() {
            return Ok(Match::Nobody);
        }
        let Some(lead) = self.bare("n:", &format!("{domain}|{first} {last}")) else {
            return Ok(Match::Nobody);
        };
        let mut read = self.conn.prepare_cached("SELECT email FROM lead WHERE id = ?1")?;
        let known: Option<Option<String>> = read.query_row([lead.0], |row| row.get(0)).optional()?;
        let other = known
            .flatten()
            .is_some_and(|known| !email.is_empty() && known.to_lowercase() != email.to_lowercase());
        Ok(if other { Match::Nobody } else { Match::Adopts(lead) })
    }
}

/// A text the row tells; empty for a blank.
pub(crate) fn text<'a>(chunk: &'a Chunk, record: &Record, field: Field) -> &'a str {
    match record.cells[field.index()] {
        Cell::Text(span) => chunk.text(span),
        _ => "",
    }
}
