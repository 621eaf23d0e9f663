//! What contacts and companies say, laid under what leads say themselves.
//!
//! A lead's own export always wins: a contact fills a field that is blank, or that holds what this contact said before; a
//! company fills what the contact leaves blank. The order in which the files come therefore changes nothing. (A value that the
//! lead's own export shares with its contact or company is taken for theirs when they change.)

use std::collections::HashMap;

use plumbline_domain::{
    field::{Field, Kind},
    ids::LeadId,
    record::{Cell, Chunk, ReferenceRow},
};
use rusqlite::{
    Connection, OptionalExtension, Row, Statement,
    types::{Value, ValueRef},
};

use super::cells::{self, Columns, Object, is_blank};
use crate::{error::StoreError, table::lead::COLUMNS};

/// The lists of `reference_row`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum List {
    Contact,
    Company,
}

impl List {
    /// The field of a lead that holds the key.
    pub(crate) fn field(self) -> Field {
        match self {
            List::Contact => Field::ContactId,
            List::Company => Field::CompanyId,
        }
    }
}

/// Whom a lead referred to before a change.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refers {
    contact: Option<String>,
    company: Option<String>,
}

impl Refers {
    /// Reads them; `first` is the position of the first field in `row`.
    pub(crate) fn of(row: &Row<'_>, first: usize) -> Result<Refers, StoreError> {
        Ok(Refers {
            contact: row.get(first + Field::ContactId.index())?,
            company: row.get(first + Field::CompanyId.index())?,
        })
    }
}

/// What a row of a lead says itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    pub(crate) columns: Columns,
    pub(crate) extra: Object,
}

/// What a contact and a company say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Says {
    pub(crate) contact: Object,
    pub(crate) company: Object,
}

/// Columns of `lead` before the fields.
const FIELDS_FROM: usize = 1;

/// Fills leads.
pub(crate) struct Fill<'c> {
    conn: &'c Connection,
    lead: Statement<'c>,
    reference: Statement<'c>,
    update: HashMap<Columns, Statement<'c>>,
}

impl<'c> Fill<'c> {
    pub(crate) fn new(conn: &'c Connection) -> Result<Fill<'c>, StoreError> {
        Ok(Fill {
            conn,
            lead: conn.prepare(&format!("SELECT extra, {} FROM lead WHERE id = ?1", *COLUMNS))?,
            reference: conn.prepare("SELECT data FROM reference_row WHERE list = ?1 AND key = ?2")?,
            update: HashMap::new(),
        })
    }

    /// `None` if no contact and no company is known.
    pub(crate) fn if_needed(conn: &'c Connection) -> Result<Option<Fill<'c>>, StoreError> {
        let any = conn.prepare("SELECT 1 FROM reference_row LIMIT 1")?.exists(())?;
        if any { Fill::new(conn).map(Some) } else { Ok(None) }
    }

    /// What the entry of a list says; nothing if there is none.
    pub(crate) fn said(&mut self, list: List, key: Option<&str>) -> Result<Object, StoreError> {
        let Some(key) = key.filter(|key| !key.is_empty()) else { return Ok(Object::new()) };
        let data: Option<String> =
            self.reference.query_row((list as u8, key), |row| row.get(0)).optional()?;
        cells::object(data.as_deref())
    }

    /// Fills a lead that has changed and referred to others `before`.
    pub(crate) fn blanks(&mut self, lead: LeadId, before: &Refers, own: &Own) -> Result<(), StoreError> {
        let said = Says {
            contact: self.said(List::Contact, before.contact.as_deref())?,
            company: self.said(List::Company, before.company.as_deref())?,
        };
        self.fill(lead, &said, own)
    }

    /// Fills a lead, whose contact and company `said` something before.
    /// What its row says now is its `own`.
    pub(crate) fn fill(&mut self, lead: LeadId, said: &Says, own: &Own) -> Result<(), StoreError> {
        let mut rows = self.lead.query([lead.0])?;
        let row = rows.next()?.ok_or(StoreError::Malformed("lead"))?;
        let refers = Refers::of(row, FIELDS_FROM)?;
        let mut values = Vec::with_capacity(Field::COUNT);
        for field in Field::ALL {
            values.push(json(row.get_ref(FIELDS_FROM + field.index())?));
        }
        let extra: Option<String> = row.get(0)?;
        drop(rows);
        let contact = self.said(List::Contact, refers.contact.as_deref())?;
        let key = Field::CompanyId.slug();
        let company_key = take(&values[Field::CompanyId.index()], key, said, [contact.get(key), None])
            .filter(|_| !own.columns.has(Field::CompanyId));
        let company_key = company_key.or_else(|| refers.company.clone().map(serde_json::Value::from));
        let company = self.said(List::Company, company_key.as_ref().and_then(|key| key.as_str()))?;

        let mut columns = Columns::default();
        let mut bound = Vec::new();
        for field in Field::ALL {
            let slug = field.slug();
            if matches!(field, Field::ExternalId | Field::ContactId) || own.columns.has(field) {
                continue;
            }
            let by_company = company.get(slug).filter(|_| field != Field::CompanyId);
            let told = take(&values[field.index()], slug, said, [contact.get(slug), by_company]);
            if let Some(value) = told.as_ref().and_then(|told| stored(field, told)) {
                columns.add(field);
                bound.push(value);
            }
        }
        let before = cells::object(extra.as_deref())?;
        let mut after = before.clone();
        for header in contact.keys().chain(company.keys()).filter(|key| Field::from_slug(key).is_none()) {
            if own.extra.get(header).is_some_and(|told| !is_blank(told)) {
                continue;
            }
            let known = before.get(header).cloned().unwrap_or_default();
            if let Some(value) = take(&known, header, said, [contact.get(header), company.get(header)]) {
                after.insert(header.clone(), value);
            }
        }
        if after != before {
            columns.add_extra();
            bound.push(Value::Text(serde_json::Value::Object(after).to_string()));
        }
        if columns.is_empty() { Ok(()) } else { self.write(lead, columns, bound) }
    }

    fn write(&mut self, lead: LeadId, columns: Columns, values: Vec<Value>) -> Result<(), StoreError> {
        if !self.update.contains_key(&columns) {
            let sets: Vec<String> =
                columns.names().zip(2..).map(|(name, n)| format!("{name} = ?{n}")).collect();
            let sql = format!("UPDATE lead SET {} WHERE id = ?1", sets.join(", "));
            self.update.insert(columns, self.conn.prepare(&sql)?);
        }
        if let Some(statement) = self.update.get_mut(&columns) {
            let all = std::iter::once(Value::Integer(lead.0)).chain(values);
            statement.execute(rusqlite::params_from_iter(all))?;
        }
        Ok(())
    }
}

/// The first that says something, if what is `known` is blank or was said before by one of them.
fn take(
    known: &serde_json::Value,
    name: &str,
    said: &Says,
    told: [Option<&serde_json::Value>; 2],
) -> Option<serde_json::Value> {
    let theirs = is_blank(known)
        || [&said.contact, &said.company].into_iter().any(|before| before.get(name) == Some(known));
    let told = told.into_iter().flatten().find(|value| !is_blank(value))?;
    (theirs && told != known).then(|| told.clone())
}

/// What a row of a contact or a company says, as it is stored.
pub(crate) fn object_of(chunk: &Chunk, row: &ReferenceRow) -> Result<Object, StoreError> {
    let mut object = cells::object((row.extra.len > 0).then(|| chunk.text(row.extra)))?;
    object.retain(|_, value| !is_blank(value));
    for field in Field::ALL {
        let value = match (field.kind(), row.cells[field.index()]) {
            (Kind::Text, Cell::Text(span)) if span.len > 0 => chunk.text(span).into(),
            (Kind::Number, Cell::Number(number)) if number.is_finite() => number.into(),
            (Kind::Time, Cell::Time(at)) => at.0.into(),
            _ => continue,
        };
        object.insert(field.slug().to_owned(), value);
    }
    Ok(object)
}

fn json(stored: ValueRef<'_>) -> serde_json::Value {
    match stored {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into(),
        ValueRef::Real(number) => number.into(),
        ValueRef::Integer(at) => at.into(),
        ValueRef::Null | ValueRef::Blob(_) => serde_json::Value::Null,
    }
}

/// A value as the lead's column stores it; `None` if it is of another kind.
fn stored(field: Field, value: &serde_json::Value) -> Option<Value> {
    match field.kind() {
        Kind::Text => value.as_str().map(|text| Value::Text(text.to_owned())),
        Kind::Number => value.as_f64().map(Value::Real),
        Kind::Time => value.as_i64().map(Value::Integer),
    }
}
