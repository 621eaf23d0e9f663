//! Values that follow from others where no file tells them: a persona from the job title, the domain and the kind of an e-mail.
//!
//! What a file says outranks what follows, whichever came first. Nothing marks a value that follows: it is one if it is what
//! follows from the others that are known (see also [`crate::Change::set_personas`]).

use std::cell::OnceCell;

use plumbline_domain::{
    field::Field,
    mail_kind::{MailKind, domain_of},
    persona::{self, Personas},
    record::{Chunk, Record},
};
use rusqlite::{Connection, Row, types::ValueRef};

use super::{
    cells::{self, Columns, follows},
    story::Frame,
};
use crate::{error::StoreError, table::persona::rules};

/// A lead as it is stored, and the position of its first field.
type Known<'r> = (&'r Row<'r>, usize);

/// Tells what follows.
pub(crate) struct Derived<'c> {
    conn: &'c Connection,
    /// Most files never ask.
    personas: OnceCell<Personas>,
}

impl<'c> Derived<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Derived<'c> {
        Derived { conn, personas: OnceCell::new() }
    }

    /// The fields in which a row says something else than the lead. A late file speaks for fields only that are blank, or that
    /// hold what follows from others while the file says it itself.
    pub(crate) fn differing(
        &self,
        (row, first): Known<'_>,
        chunk: &Chunk,
        record: &Record,
        frame: Frame,
    ) -> Result<Columns, StoreError> {
        let mut columns = Columns::default();
        for field in cells::told(record).fields() {
            let stored = row.get_ref(first + field.index())?;
            if !cells::differs(chunk, record.cells[field.index()], stored) {
                continue;
            }
            let stands = frame.is_late() && stored != ValueRef::Null;
            let outranks = || !frame.fills && !record.derived.contains(field);
            if !stands || outranks() && self.is_derived(field, (row, first))? {
                columns.add(field);
            }
        }
        Ok(columns)
    }

    /// Takes out of `columns` what follows in the row and would replace what somebody told, or what still follows.
    pub(crate) fn settle(
        &self,
        columns: &mut Columns,
        (row, first): Known<'_>,
        record: &Record,
    ) -> Result<(), StoreError> {
        for field in columns.fields().filter(|field| record.derived.contains(*field)) {
            let is_blank = row.get_ref(first + field.index())? == ValueRef::Null;
            let is_due = || follows(field).iter().any(|source| columns.has(*source));
            let may_come = is_blank || is_due() && self.is_derived(field, (row, first))?;
            if !may_come {
                columns.remove(field);
            }
        }
        Ok(())
    }

    /// True if what is known of a field is what follows from others that are known.
    fn is_derived(&self, field: Field, (row, first): Known<'_>) -> Result<bool, StoreError> {
        let text = |field: Field| match row.get_ref(first + field.index()) {
            Ok(ValueRef::Text(text)) => std::str::from_utf8(text).unwrap_or_default(),
            _ => "",
        };
        let known = text(field);
        Ok(match field {
            Field::Persona => {
                let (title, seniority) = (text(Field::Title), text(Field::Seniority));
                let personas = self.personas()?;
                let of =
                    |title, seniority| personas.first(title, seniority).and_then(|rule| personas.name(rule));
                // A file may know one of both only.
                [(title, seniority), (title, ""), ("", seniority)]
                    .iter()
                    .any(|(t, s)| of(t, s) == Some(known))
            }
            Field::Domain => {
                let host = domain_of(text(Field::Email)).to_lowercase();
                host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            }
            Field::EmailKind => {
                MailKind::of(domain_of(text(Field::Email))).is_some_and(|kind| kind.slug() == known)
            }
            _ => false,
        })
    }

    fn personas(&self) -> Result<&Personas, StoreError> {
        if let Some(personas) = self.personas.get() {
            return Ok(personas);
        }
        // Rules that can no longer be read are worth no more than none.
        let saved = rules(self.conn)?.and_then(|text| persona::parse(&text).ok());
        Ok(self.personas.get_or_init(|| Personas::new(&saved.unwrap_or_else(persona::starter))))
    }
}
