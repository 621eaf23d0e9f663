//! The table of leads and one lead.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Which leads, and how shown.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadsInput {
    /// Only leads for which this criteria text is true.
    pub criteria: Option<String>,
    /// Only the leads behind a mark: its token.
    pub drill: Option<String>,
    /// In which order.
    pub sort: Option<SortInput>,
    /// Names of the columns; empty for the usual ones.
    pub columns: Vec<String>,
}

/// An order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SortInput {
    /// Name of the field.
    pub field: String,
    /// Largest first.
    pub descending: bool,
}

/// Some rows of the table.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadsPageView {
    /// How many leads the whole list has.
    pub total: u32,
    /// Of how many in the workspace.
    pub of: u32,
    /// Position of the first row.
    pub offset: u32,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<LeadRowView>,
    /// What the reader has to know about the list.
    pub note: Option<String>,
}

/// A column of the table.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColumnView {
    /// As written in criteria.
    pub name: String,
    /// As shown.
    pub label: String,
    /// True if its cells are set flush right.
    pub numeric: bool,
}

/// A row of the table.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadRowView {
    /// Which lead.
    pub id: u32,
    /// Its cells in the order of the columns.
    pub cells: Vec<String>,
}

/// One lead.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadView {
    /// Which.
    pub id: u32,
    /// Its name.
    pub title: String,
    /// Job title and company.
    pub subtitle: String,
    /// Canonical fields that are known.
    pub fields: Vec<ValueView>,
    /// The other imported columns.
    pub extra: Vec<ValueView>,
    /// Stage events, oldest first.
    pub timeline: Vec<EventView>,
}

/// A field and its value.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ValueView {
    /// The field, as shown.
    pub label: String,
    /// The value, as shown.
    pub value: String,
}

/// A stage a lead entered.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// When, as shown.
    pub at: String,
    /// The stage, as shown.
    pub stage: String,
    /// The stage, as written in criteria.
    pub slug: String,
    /// How the moment is known.
    pub provenance: ProvenanceView,
    /// Reason or note.
    pub detail: Option<String>,
    /// Where it comes from: "import 3, leads.csv".
    pub source: String,
}

/// How a moment is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum ProvenanceView {
    /// Somebody entered it here, or a history names it.
    Recorded,
    /// From a stamp column.
    Derived,
    /// Only bounds are known.
    Bounded,
}
