//! Saved views of the table of leads.

use serde::Serialize;
use specta::Type;

use super::leads::SortInput;

/// A filter, columns and an order under a name.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedViewView {
    /// Which.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// The criteria text; empty for all leads.
    pub criteria: String,
    /// Names of the columns; empty for the usual ones.
    pub columns: Vec<String>,
    /// The order.
    pub sort: Option<SortInput>,
}
