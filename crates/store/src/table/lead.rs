//! Leads: canonical columns, everything else an export brought, and their story.

use std::sync::LazyLock;

use std::collections::HashMap;

use plumbline_domain::{
    event::{Provenance, StageEvent, Told},
    field::{Field, Kind},
    ids::{BatchId, LeadId, PersonId, ReasonId},
    moment::Moment,
    reason::NOT_GIVEN,
    stage::Stage,
};
use rusqlite::{Row, types::ValueRef};

use super::{stage_event, standing::Standing};
use crate::{error::StoreError, reader::Reader, transact::Change};

/// The column of a field: its slug with `_` for `.`. The only field names that ever become part of SQL.
pub(crate) static COLUMN: LazyLock<[String; Field::COUNT]> =
    LazyLock::new(|| Field::ALL.map(|field| field.slug().replace('.', "_")));

/// All field columns in storage order, separated by commas.
pub(crate) static COLUMNS: LazyLock<String> = LazyLock::new(|| COLUMN.join(", "));

/// The words of a lead's newest rejection: those of whoever decided, or else what a file told beside it. One that was decided
/// here without words has none, whatever a file said about another.
static REJECTION_WORDS: LazyLock<String> = LazyLock::new(|| {
    let (rejected, recorded) = (Stage::Rejected.code(), Provenance::Recorded as u8);
    format!(include_str!("lead_rejection_words.sql"), rejected = rejected, recorded = recorded)
});

/// What is read of the table `lead` for a field.
pub(crate) fn read_as(field: Field) -> &'static str {
    if field == Field::RejectionNote { &REJECTION_WORDS } else { &COLUMN[field.index()] }
}

/// A value of a canonical field.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Value {
    /// Nothing known.
    #[default]
    Blank,
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A moment.
    Time(Moment),
}

/// A lead as stored.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadRow {
    /// Who.
    pub id: LeadId,
    /// The identity key.
    pub identity: String,
    /// One value per [`Field`], by [`Field::index`].
    pub values: Vec<Value>,
    /// Headers that map to no field, with their values, in the order of the file.
    pub extra: Vec<(String, String)>,
    /// The stage the lead is in now.
    pub stage: Option<Stage>,
    /// The import that created it.
    pub batch: Option<BatchId>,
}

/// One line of a lead's story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventDetail {
    /// What happened.
    pub event: StageEvent,
    /// The import it came with.
    pub batch: Option<BatchId>,
    /// Name of that import's file.
    pub source: Option<String>,
    /// Label of the reason.
    pub reason_label: Option<String>,
    /// Who decided.
    pub by: Option<PersonId>,
    /// Who did it, as a file calls somebody who is no person here.
    pub by_name: Option<String>,
    /// What they noted.
    pub note: Option<String>,
}

/// A lead and its story.
#[derive(Clone, Debug, PartialEq)]
pub struct LeadDetail {
    /// The lead.
    pub row: LeadRow,
    /// Its events in time.
    pub events: Vec<EventDetail>,
}

/// First field column of [`select`].
const FIELDS_FROM: usize = 5;

fn select() -> String {
    let columns = Field::ALL.map(read_as).join(", ");
    format!("SELECT id, identity, stage, batch, extra, {columns} FROM lead WHERE id = ?1")
}

fn lead(row: &Row<'_>) -> Result<LeadRow, StoreError> {
    let mut values = Vec::with_capacity(Field::COUNT);
    for field in Field::ALL {
        values.push(value(field, row.get_ref(FIELDS_FROM + field.index())?)?);
    }
    let extra: Option<String> = row.get(4)?;
    Ok(LeadRow {
        id: LeadId(row.get(0)?),
        identity: row.get(1)?,
        values,
        extra: extra.map_or_else(|| Ok(Vec::new()), |json| extra_pairs(&json))?,
        stage: stage_event::code(row, 2)?.and_then(Stage::from_code),
        batch: row.get::<_, Option<i64>>(3)?.map(BatchId),
    })
}

fn value(field: Field, stored: ValueRef<'_>) -> Result<Value, StoreError> {
    match (field.kind(), stored) {
        (_, ValueRef::Null) => Ok(Value::Blank),
        (Kind::Text, ValueRef::Text(text)) => match std::str::from_utf8(text) {
            Ok(text) => Ok(Value::Text(text.to_owned())),
            Err(_) => Err(StoreError::Malformed("lead")),
        },
        (Kind::Number, ValueRef::Real(number)) => Ok(Value::Number(number)),
        (Kind::Time, ValueRef::Integer(at)) => Ok(Value::Time(Moment(at))),
        _ => Err(StoreError::Malformed("lead")),
    }
}

pub(crate) fn extra_pairs(json: &str) -> Result<Vec<(String, String)>, StoreError> {
    let map: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(json).map_err(|_| StoreError::Malformed("extra"))?;
    Ok(map.into_iter().map(|(header, value)| (header, text_of(value))).collect())
}

/// Extra values are text; a number or a flag somebody else wrote is shown as JSON writes it.
fn text_of(value: serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text,
        serde_json::Value::Null => String::new(),
        other => other.to_string(),
    }
}

impl Reader {
    /// How many leads there are.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn lead_count(&self) -> Result<u64, StoreError> {
        let count: i64 = self.conn.query_row("SELECT count(*) FROM lead", (), |row| row.get(0))?;
        u64::try_from(count).map_err(|_| StoreError::Malformed("lead count"))
    }

    /// The leads with these ids, in the order asked for; unknown ids are left out.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn leads(&self, ids: &[LeadId]) -> Result<Vec<LeadRow>, StoreError> {
        let mut read = self.conn.prepare_cached(&select())?;
        let mut standing = Standing::new(&self.conn)?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let mut rows = read.query([id.0])?;
            if let Some(row) = rows.next()? {
                let lead = lead(row)?;
                found.push(LeadRow { stage: standing.stage(lead.id, lead.stage)?, ..lead });
            }
        }
        Ok(found)
    }

    /// The leads called each of `names`, by number (`#12`), id in their system or e-mail, in one pass over all leads.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn leads_called(&self, names: &[String]) -> Result<Vec<Vec<LeadId>>, StoreError> {
        let mut called: HashMap<String, Vec<usize>> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            called.entry(name.trim().to_lowercase()).or_default().push(index);
        }
        let mut found = vec![Vec::new(); names.len()];
        let mut read = self.conn.prepare("SELECT id, external_id, email FROM lead ORDER BY id")?;
        let mut rows = read.query(())?;
        let mut name = String::new();
        while let Some(row) = rows.next()? {
            let id = LeadId(row.get(0)?);
            let mut told = |name: &str| {
                for index in called.get(name).into_iter().flatten() {
                    if !found[*index].contains(&id) {
                        found[*index].push(id);
                    }
                }
            };
            name.clear();
            name.push('#');
            name.push_str(&id.to_string());
            told(&name);
            for column in [1, 2] {
                let cell =
                    row.get_ref(column)?.as_str_or_null().map_err(|_| StoreError::Malformed("lead"))?;
                if let Some(text) = cell {
                    told(&text.to_lowercase());
                }
            }
        }
        Ok(found)
    }

    /// A lead and its story, of which only what stands is told.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is none of this id.
    pub fn lead_detail(&self, id: LeadId) -> Result<LeadDetail, StoreError> {
        let row = self.leads(&[id])?.pop().ok_or(StoreError::NotFound("lead"))?;
        let mut read = self.conn.prepare_cached(
            "SELECT e.lead, e.at, e.stage, e.not_before, e.provenance, e.reason, e.batch, b.source, r.label,
               e.by_person, e.note, e.by_name
             FROM stage_event e LEFT JOIN import_batch b ON b.id = e.batch LEFT JOIN reason r ON r.id = e.reason
             WHERE e.lead = ?1 ORDER BY e.at, e.stage",
        )?;
        let told: Vec<(Told, EventDetail)> = read
            .query_and_then([id.0], |row| {
                let told = stage_event::told(row)?;
                let detail = EventDetail {
                    event: told.event,
                    batch: row.get::<_, Option<i64>>(6)?.map(BatchId),
                    source: row.get(7)?,
                    reason_label: row.get(8)?,
                    by: row.get::<_, Option<i64>>(9)?.map(PersonId),
                    note: row.get(10)?,
                    by_name: row.get(11)?,
                };
                Ok((told, detail))
            })?
            .collect::<Result<_, StoreError>>()?;
        let (mut told, mut details): (Vec<Told>, Vec<EventDetail>) = told.into_iter().unzip();
        let stands = Standing::new(&self.conn)?.of(&mut told)?;
        let labels: Vec<_> = details.iter().map(|one| (one.event.reason, one.reason_label.clone())).collect();
        for (detail, told) in details.iter_mut().zip(&told) {
            detail.event = told.event;
            detail.reason_label = match told.event.reason {
                Some(ReasonId::NOT_GIVEN) => Some(NOT_GIVEN.2.to_owned()),
                reason => labels.iter().find(|(of, _)| *of == reason).and_then(|(_, label)| label.clone()),
            };
        }
        let mut index = 0..;
        details.retain(|_| index.next().is_some_and(|index| stands[index] == Some(index)));
        Ok(LeadDetail { row, events: details })
    }
}

impl Change<'_> {
    /// Sets one canonical field of a lead.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] if there is no such lead; [`StoreError::Malformed`] if the value is of another kind than the
    /// field, or not a finite number.
    pub fn set_field(&mut self, lead: LeadId, field: Field, value: &Value) -> Result<(), StoreError> {
        let stored = match (field.kind(), value) {
            (_, Value::Blank) => ValueRef::Null,
            (Kind::Text, Value::Text(text)) => ValueRef::Text(text.as_bytes()),
            (Kind::Number, Value::Number(number)) if number.is_finite() => ValueRef::Real(*number),
            (Kind::Time, Value::Time(at)) => ValueRef::Integer(at.0),
            _ => return Err(StoreError::Malformed("field value")),
        };
        let sql = format!("UPDATE lead SET {} = ?2 WHERE id = ?1", COLUMN[field.index()]);
        let mut update = self.conn.prepare_cached(&sql)?;
        match update.execute((lead.0, rusqlite::types::ToSqlOutput::Borrowed(stored)))? {
            0 => Err(StoreError::NotFound("lead")),
            _ => Ok(()),
        }
    }
}
