//! Rows as the undo journal keeps them: JSON arrays in the order of the table's columns.

use rusqlite::{Connection, types::Value};

use crate::{error::StoreError, transact::Table};

/// The tables whose rows can be put back, with their names. The only names that ever become part of SQL here.
pub(crate) const TRACKED: [(Table, &str); 19] = [
    (Table::Setting, "setting"),
    (Table::Person, "person"),
    (Table::Reason, "reason"),
    (Table::Lead, "lead"),
    (Table::StageEvent, "stage_event"),
    (Table::SavedView, "saved_view"),
    (Table::LeadKey, "lead_key"),
    (Table::DistinctPair, "distinct_pair"),
    (Table::Activity, "activity"),
    (Table::Opportunity, "opportunity"),
    (Table::FieldChange, "field_change"),
    (Table::Spend, "spend"),
    (Table::Reference, "reference_row"),
    (Table::WatchedFolder, "watched_folder"),
    (Table::Team, "team"),
    (Table::Track, "track"),
    (Table::Concordance, "concordance"),
    (Table::Recycling, "recycling"),
    (Table::Escalation, "escalation"),
];

/// The tracked table called `name`; the name comes from the file, so anything else is refused.
pub(crate) fn tracked(name: &str) -> Result<Table, StoreError> {
    TRACKED
        .iter()
        .find(|(_, known)| *known == name)
        .map(|(table, _)| *table)
        .ok_or(StoreError::Malformed("undo table"))
}

/// The columns of a tracked table.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// The table's name.
    pub(crate) table: &'static str,
    /// All columns in order.
    pub(crate) names: Vec<String>,
    /// Positions of the primary key.
    pub(crate) key: Vec<usize>,
    /// The column that names a lead.
    pub(crate) lead: Option<&'static str>,
    /// Position of the column that names the import a row came with.
    pub(crate) batch: Option<usize>,
}

impl Columns {
    /// Reads the columns of `table` from the schema, which has been compared with ours.
    pub(crate) fn of(conn: &Connection, table: Table) -> rusqlite::Result<Columns> {
        let name = TRACKED[table as usize].1;
        let mut info = conn.prepare_cached("SELECT name, pk FROM pragma_table_info(?1) ORDER BY cid")?;
        let columns = info
            .query_map([name], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(String, i64)>>>()?;
        let key = columns.iter().enumerate().filter(|(_, (_, pk))| *pk > 0).map(|(index, _)| index).collect();
        let lead = match table {
            Table::Lead => Some("id"),
            Table::StageEvent
            | Table::LeadKey
            | Table::Activity
            | Table::Opportunity
            | Table::FieldChange
            | Table::Recycling => Some("lead"),
            Table::DistinctPair => Some("one"),
            _ => None,
        };
        let names: Vec<String> = columns.into_iter().map(|(name, _)| name).collect();
        let batch = names.iter().position(|name| name == "batch");
        Ok(Columns { table: name, names, key, lead, batch })
    }
}

/// Reads a row the journal kept. `width` columns are expected.
pub(crate) fn decode(json: &str, width: usize) -> Result<Vec<Value>, StoreError> {
    let cells: Vec<serde_json::Value> =
        serde_json::from_str(json).map_err(|_| StoreError::Malformed("undo row"))?;
    if cells.len() != width {
        return Err(StoreError::Malformed("undo row"));
    }
    cells.into_iter().map(cell).collect()
}

fn cell(json: serde_json::Value) -> Result<Value, StoreError> {
    match json {
        serde_json::Value::Null => Ok(Value::Null),
        serde_json::Value::String(text) => Ok(Value::Text(text)),
        serde_json::Value::Number(number) => number
            .as_i64()
            .map(Value::Integer)
            .or_else(|| number.as_f64().map(Value::Real))
            .ok_or(StoreError::Malformed("undo row")),
        _ => Err(StoreError::Malformed("undo row")),
    }
}
