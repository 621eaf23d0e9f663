//! Saved views of the table of leads.

use plumbline_workbench::view::SavedView;
use serde::Serialize;
use specta::Type;

use super::{leads::SortInput, whole};

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

impl From<SavedView> for SavedViewView {
    fn from(view: SavedView) -> Self {
        SavedViewView {
            id: whole(view.id.0),
            name: view.name,
            criteria: view.criteria,
            columns: view.columns,
            sort: view.sort.map(Into::into),
        }
    }
}
