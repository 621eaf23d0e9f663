//! Whose row it is.

use plumbline_domain::{
    field::Field,
    identity,
    problem::Problem,
    record::{Chunk, Span, Who},
};

use super::{
    cells::{Columns, TextColumn},
    row::is_identity,
    value::{keep_domain, mail},
};
use crate::table::records::Entry;

/// The columns that name a lead.
pub(super) struct WhoColumns {
    exported: TextColumn,
    external_id: TextColumn,
    email: TextColumn,
    contact_id: TextColumn,
    company_id: TextColumn,
    domain: TextColumn,
    company: TextColumn,
    key: String,
}

impl WhoColumns {
    pub(super) fn new(columns: Columns<'_>) -> WhoColumns {
        WhoColumns {
            exported: columns.headed(super::IDENTITY_COLUMN),
            external_id: columns.text(Field::ExternalId),
            email: columns.text(Field::Email),
            contact_id: columns.text(Field::ContactId),
            company_id: columns.text(Field::CompanyId),
            domain: columns.text(Field::Domain),
            company: columns.text(Field::Company),
            key: String::new(),
        }
    }

    /// All that a row says about whose it is.
    pub(super) fn get(&mut self, entry: &Entry<'_>, chunk: &mut Chunk, problems: &mut Vec<Problem>) -> Who {
        let mut keep = |column: &TextColumn| {
            column.get(entry).map_or(Span::default(), |id| chunk.keep(&identity::whole_id(id)))
        };
        let mut who =
            Who { contact_id: keep(&self.contact_id), company_id: keep(&self.company_id), ..Who::default() };
        if let Some(cell) = self.company.get(entry) {
            who.company = chunk.keep(cell);
        }
        if let Some(cell) = self.domain.get(entry) {
            who.domain = keep_domain(cell, chunk);
        }
        if let Some(cell) = self.email.get(entry) {
            match mail(cell) {
                Ok(mail) => who.email = chunk.keep(mail),
                Err(finding) => problems.push(finding.at(entry.number, &self.email.header, cell)),
            }
        }
        let exported = self.exported.get(entry).filter(|key| is_identity(key));
        if let Some(key) = exported {
            who.identity = chunk.keep(key);
        } else if let Some(id) = self.external_id.get(entry)
            && identity::key(&mut self.key, id, "", "", ("", "")).is_some()
        {
            who.identity = chunk.keep(&self.key);
        }
        who
    }
}

/// True if a row says nothing about whose it is.
pub(super) fn is_nobody(who: &Who) -> bool {
    let spans = [who.identity, who.email, who.contact_id, who.company_id, who.domain, who.company];
    spans.iter().all(|span| span.len == 0)
}
