//! What stands in the way of taking an import back.
//!
//! - A later step changed what it brought: putting the old values back would silently take that step back too.
//! - A later import that stands told of the same leads. Its rows may have found nothing to change only because this import had
//!   said it before, or lie after the moment it spoke of. What a standing import told must not go with another.

use std::collections::BTreeMap;

use plumbline_domain::{ids::OperationId, moment::Moment, shape::Shape};
use rusqlite::Connection;

use super::seen::Runs;
use crate::{
    error::{Dependent, StoreError},
    table::import_batch::Batch,
};

/// The later steps that need what `batch` brought, oldest first.
pub(super) fn of(conn: &Connection, batch: &Batch) -> Result<Vec<Dependent>, StoreError> {
    let mut found = steps(conn, batch)?;
    for told in told_again(conn, batch)? {
        match found.iter_mut().find(|known| known.operation == told.operation) {
            Some(known) => known.leads = known.leads.max(told.leads),
            None => found.push(told),
        }
    }
    found.sort_by_key(|step| step.operation);
    Ok(found)
}

/// Steps that changed what it brought.
fn steps(conn: &Connection, batch: &Batch) -> Result<Vec<Dependent>, StoreError> {
    let (first, last) = batch.created_leads.map_or((0, -1), |(first, last)| (first.0, last.0));
    let mut read = conn.prepare(include_str!("dependents.sql"))?;
    let steps = read.query_map((batch.id.0, batch.operation.0, first, last), |row| {
        Ok(Dependent { operation: OperationId(row.get(0)?), label: row.get(1)?, leads: row.get(2)? })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// A later import that stands.
struct Later {
    batch: i64,
    operation: OperationId,
    source: String,
    shape: Shape,
    as_of: Moment,
    /// It brought or changed something.
    acted: bool,
    /// It found something as it was.
    confirmed: bool,
    /// What it told, by the numbers its shape tells by.
    told: Runs,
}

fn told_again(conn: &Connection, batch: &Batch) -> Result<Vec<Dependent>, StoreError> {
    let later = later(conn, batch)?;
    if later.is_empty() {
        return Ok(Vec::new());
    }
    let own = told(conn, batch.id.0)?;
    let changed = changed(conn, batch)?;
    let brought = brought(conn, batch)?;
    let renamed = batch.shape == Shape::Opportunities && called_otherwise(conn, batch)?;
    let mut found = Vec::new();
    for import in later {
        let spoke = match tells_leads(import.shape) {
            true => import.told.with(brought.get(&import.batch).unwrap_or(&Runs::default())),
            false => brought.get(&import.batch).cloned().unwrap_or_default(),
        };
        // What a file of leads saw bounds what the next ones can say, and an older one overwrites nothing.
        let bounds = batch.shape == Shape::LeadPerRow && (import.acted || import.as_of < batch.as_of);
        let mut leads = spoke.shared(&if bounds { changed.with(&own) } else { changed.clone() });
        let mut needs = leads > 0;
        // A deal that called its lead otherwise before would fit one that has come since.
        needs |= renamed && import.acted && tells_leads(import.shape);
        if import.shape == batch.shape {
            needs |= match batch.shape {
                Shape::LeadPerRow | Shape::StageLog => false,
                Shape::ActivityLog => {
                    let both = import.told.shared(brought.get(&batch.id.0).unwrap_or(&Runs::default()));
                    leads = leads.max(both);
                    both > 0
                }
                Shape::Opportunities | Shape::Spend => import.told.shared(&own) > 0,
                Shape::ContactPerRow | Shape::CompanyPerRow | Shape::ReasonList => {
                    import.confirmed && brought_entries(conn, batch)?
                }
            };
        }
        if needs {
            let label = format!("Import {}, {}", import.batch, import.source);
            let leads = u32::try_from(leads).unwrap_or(u32::MAX);
            found.push(Dependent { operation: import.operation, label, leads });
        }
    }
    Ok(found)
}

/// True if a file of this shape is written down with the numbers of leads.
fn tells_leads(shape: Shape) -> bool {
    matches!(shape, Shape::LeadPerRow | Shape::StageLog | Shape::ActivityLog)
}

fn later(conn: &Connection, batch: &Batch) -> Result<Vec<Later>, StoreError> {
    let mut read = conn.prepare(include_str!("later_imports.sql"))?;
    let imports = read.query_and_then([batch.id.0], |row| {
        let shape = row.get_ref(3)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
        let told = row.get_ref(5)?.as_str_or_null().map_err(|_| StoreError::Malformed("import"))?;
        Ok(Later {
            batch: row.get(0)?,
            operation: OperationId(row.get(1)?),
            source: row.get(2)?,
            shape: Shape::from_slug(shape).ok_or(StoreError::Malformed("import"))?,
            as_of: Moment(row.get(4)?),
            told: told.map(Runs::read).transpose()?.unwrap_or_default(),
            confirmed: row.get(6)?,
            acted: row.get(7)?,
        })
    })?;
    imports.collect()
}

fn told(conn: &Connection, batch: i64) -> Result<Runs, StoreError> {
    let told: Option<String> =
        conn.query_row("SELECT told FROM import_batch WHERE id = ?1", [batch], |row| row.get(0))?;
    Ok(told.as_deref().map(Runs::read).transpose()?.unwrap_or_default())
}

/// Leads it created or changed, whose story it told, or that lie over a contact or a company it told: they are filled from it
/// whenever they come.
fn changed(conn: &Connection, batch: &Batch) -> Result<Runs, StoreError> {
    let (first, last) = batch.created_leads.map_or((0, -1), |(first, last)| (first.0, last.0));
    let ids = conn
        .prepare(include_str!("changed_leads.sql"))?
        .query_map((batch.id.0, batch.operation.0, first, last), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let changed = Runs::of(ids);
    Ok(if first > last { changed } else { changed.with(&Runs::between(first, last)) })
}

/// The leads of the rows that it and each later import brought.
fn brought(conn: &Connection, batch: &Batch) -> Result<BTreeMap<i64, Runs>, StoreError> {
    let mut ids: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for rows in [
        "SELECT batch, lead FROM stage_event WHERE batch > ?1",
        "SELECT batch, lead FROM field_change WHERE batch > ?1",
        "SELECT batch, lead FROM opportunity WHERE batch > ?1 AND lead IS NOT NULL",
        "SELECT batch, lead FROM activity WHERE batch >= ?1",
        // A contact or a company lies under what its leads say themselves.
        "SELECT r.batch, l.id FROM reference_row r JOIN lead l ON l.contact_id = r.key
         WHERE r.list = 0 AND r.batch > ?1",
        "SELECT r.batch, l.id FROM reference_row r JOIN lead l ON l.company_id = r.key
         WHERE r.list = 1 AND r.batch > ?1",
    ] {
        let mut read = conn.prepare(rows)?;
        let mut rows = read.query([batch.id.0])?;
        while let Some(row) = rows.next()? {
            let (batch, lead): (i64, i64) = (row.get(0)?, row.get(1)?);
            let leads = ids.entry(batch).or_default();
            // Most tables are in the order of leads.
            if leads.last() != Some(&lead) {
                leads.push(lead);
            }
        }
    }
    Ok(ids.into_iter().map(|(batch, leads)| (batch, Runs::of(leads))).collect())
}

/// True if it changed how a deal without a lead calls its lead.
fn called_otherwise(conn: &Connection, batch: &Batch) -> Result<bool, StoreError> {
    Ok(conn.query_row(include_str!("called_otherwise.sql"), [batch.operation.0], |row| row.get(0))?)
}

/// True if it brought or changed contacts, companies or entries of picklists.
fn brought_entries(conn: &Connection, batch: &Batch) -> Result<bool, StoreError> {
    let mut any = conn.prepare(include_str!("brought_entries.sql"))?;
    Ok(any.exists((batch.id.0, batch.operation.0))?)
}
