//! Imports and what they could not take.

use plumbline_domain::{
    ids::{BatchId, LeadId, OperationId},
    moment::Moment,
    problem::{Problem, Rule},
    shape::Shape,
};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::{
    error::StoreError,
    import::{Counts, ImportOutcome, ImportPlan},
    reader::Reader,
};

/// An import that was carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number.
    pub id: BatchId,
    /// Its step in the audit.
    pub operation: OperationId,
    /// When it was carried out.
    pub at: Moment,
    /// The moment the file speaks of.
    pub as_of: Moment,
    /// Name of the file.
    pub source: String,
    /// What a row of it was.
    pub shape: Shape,
    /// Hash of its bytes, if it was made.
    pub content: Option<String>,
    /// Which system's headers were recognised.
    pub dictionary: String,
    /// The mapping file's text.
    pub mapping_toml: String,
    /// Fingerprint of the headers.
    pub fingerprint: String,
    /// Headers kept as `extra`.
    pub extra_headers: Vec<String>,
    /// The reconciled counts.
    pub counts: Counts,
    /// First and last lead it created.
    pub created_leads: Option<(LeadId, LeadId)>,
    /// When it was undone.
    pub undone_at: Option<Moment>,
    /// How many problems are kept.
    pub problems: u64,
}

const COLUMNS: &str = "id, operation, at, as_of, source, dictionary, mapping, fingerprint, extra_headers,
    read, created, updated, unchanged, rejected, skipped, first_lead, last_lead, undone_at,
    (SELECT count(*) FROM import_problem p WHERE p.batch = b.id), shape, content";

fn batch(row: &Row<'_>) -> Result<Batch, StoreError> {
    let headers = row.get_ref(8)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
    let shape = row.get_ref(19)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
    let first: Option<i64> = row.get(15)?;
    let last: Option<i64> = row.get(16)?;
    Ok(Batch {
        id: BatchId(row.get(0)?),
        operation: OperationId(row.get(1)?),
        at: Moment(row.get(2)?),
        as_of: Moment(row.get(3)?),
        source: row.get(4)?,
        shape: Shape::from_slug(shape).ok_or(StoreError::Malformed("import"))?,
        content: row.get(20)?,
        dictionary: row.get(5)?,
        mapping_toml: row.get(6)?,
        fingerprint: row.get(7)?,
        extra_headers: serde_json::from_str(headers).map_err(|_| StoreError::Malformed("import"))?,
        counts: Counts {
            read: count(row, 9)?,
            created: count(row, 10)?,
            updated: count(row, 11)?,
            unchanged: count(row, 12)?,
            rejected: count(row, 13)?,
            skipped: count(row, 14)?,
        },
        created_leads: first.zip(last).map(|(first, last)| (LeadId(first), LeadId(last))),
        undone_at: row.get::<_, Option<i64>>(17)?.map(Moment),
        problems: count(row, 18)?,
    })
}

/// The import of this number.
pub(crate) fn find(conn: &Connection, id: BatchId) -> Result<Batch, StoreError> {
    let mut read = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_batch b WHERE id = ?1"))?;
    read.query_and_then([id.0], batch)?.next().unwrap_or(Err(StoreError::NotFound("import")))
}

/// Writes an import down.
pub(crate) fn insert(
    conn: &Connection,
    plan: &ImportPlan,
    now: Moment,
    operation: OperationId,
    id: BatchId,
    outcome: &ImportOutcome,
    told: Option<&str>,
) -> Result<(), StoreError> {
    let Counts { read, created, updated, unchanged, rejected, skipped } = outcome.counts;
    // A file of which nothing was taken has left no column behind.
    let kept: &[String] = if created + updated > 0 { &plan.extra_headers } else { &[] };
    let headers = serde_json::to_string(kept).map_err(|_| StoreError::Malformed("extra headers"))?;
    let (first, last) = outcome.created_leads.unzip();
    conn.execute(
        include_str!("import_batch_insert.sql"),
        rusqlite::params![
            id.0,
            operation.0,
            now.0,
            plan.as_of.0,
            plan.source,
            plan.dictionary,
            plan.mapping_toml,
            plan.fingerprint,
            headers,
            read as i64,
            created as i64,
            updated as i64,
            unchanged as i64,
            rejected as i64,
            skipped as i64,
            first.map(|lead| lead.0),
            last.map(|lead| lead.0),
            plan.shape.slug(),
            plan.content,
            told,
        ],
    )?;
    Ok(())
}

/// Writes down what an import could not take.
pub(crate) fn insert_problems(conn: &Connection, id: BatchId, problems: &[Problem]) -> rusqlite::Result<()> {
    let mut insert = conn.prepare_cached(
        "INSERT INTO import_problem(batch, seq, row, col, value, rule, message)
         VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (problem, seq) in problems.iter().zip(1_i64..) {
        let Problem { row, column, value, rule, message } = problem;
        insert.execute((id.0, seq, *row as i64, column, value, rule.slug(), message))?;
    }
    Ok(())
}

fn count(row: &Row<'_>, index: usize) -> Result<u64, StoreError> {
    u64::try_from(row.get::<_, i64>(index)?).map_err(|_| StoreError::Malformed("import"))
}

impl Reader {
    /// All imports, newest first.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn batches(&self) -> Result<Vec<Batch>, StoreError> {
        let mut read =
            self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM import_batch b ORDER BY id DESC"))?;
        read.query_and_then((), batch)?.collect()
    }

    /// One import.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none of this number.
    pub fn batch(&self, id: BatchId) -> Result<Batch, StoreError> {
        find(&self.conn, id)
    }

    /// The newest standing import of a file with these bytes.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn batch_by_content(&self, content: &str) -> Result<Option<Batch>, StoreError> {
        let mut read = self.conn.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM import_batch b WHERE content = ?1 AND undone_at IS NULL ORDER BY id DESC LIMIT 1"
        ))?;
        read.query_and_then([content], batch)?.next().transpose()
    }

    /// What an import could not take, in the order of the file, at most `limit`.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn problems(&self, batch: BatchId, limit: u32) -> Result<Vec<Problem>, StoreError> {
        let mut read = self.conn.prepare_cached(
            "SELECT row, col, value, rule, message FROM import_problem WHERE batch = ?1 ORDER BY seq LIMIT ?2",
        )?;
        let rows = read.query_and_then((batch.0, limit), |row| {
            let rule = row.get_ref(3)?.as_str().map_err(|_| StoreError::Malformed("problem"))?;
            Ok(Problem {
                row: count(row, 0)?,
                column: row.get(1)?,
                value: row.get(2)?,
                rule: Rule::from_slug(rule).ok_or(StoreError::Malformed("problem"))?,
                message: row.get(4)?,
            })
        })?;
        rows.collect()
    }

    /// Headers kept as `extra` by imports that still stand, in the order they first came.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn extra_headers(&self) -> Result<Vec<String>, StoreError> {
        let mut read = self
            .conn
            .prepare_cached("SELECT extra_headers FROM import_batch WHERE undone_at IS NULL ORDER BY id")?;
        let mut rows = read.query(())?;
        let mut headers: Vec<String> = Vec::new();
        while let Some(row) = rows.next()? {
            let text = row.get_ref(0)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
            let more: Vec<String> =
                serde_json::from_str(text).map_err(|_| StoreError::Malformed("import"))?;
            for header in more {
                if !headers.contains(&header) {
                    headers.push(header);
                }
            }
        }
        Ok(headers)
    }

    /// The moment the newest standing import speaks of.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn latest_as_of(&self) -> Result<Option<Moment>, StoreError> {
        let latest = self
            .conn
            .query_row("SELECT max(as_of) FROM import_batch WHERE undone_at IS NULL", (), |row| row.get(0))
            .optional()?;
        Ok(latest.flatten().map(Moment))
    }
}
