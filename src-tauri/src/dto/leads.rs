//! The table of leads and one lead.

use plumbline_workbench::{
    failure::Failure,
    handoff::Drill,
    lead::{Found, ListColumn, ListRow, Listing, Page},
    recycle::RecycledList,
    view::Sort,
    wording,
};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::whole;

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

/// Everything of a kind.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum AllInput {
    /// All leads with all their fields.
    Leads,
    /// The picklists, retired entries included.
    Reasons,
    /// Every stage that every lead entered.
    StageLog,
}

impl AllInput {
    /// As a sentence calls it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            AllInput::Leads => "all leads",
            AllInput::Reasons => "the picklists",
            AllInput::StageLog => "the stage log",
        }
    }
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

impl TryFrom<LeadsInput> for Listing {
    type Error = Failure;

    fn try_from(input: LeadsInput) -> Result<Self, Failure> {
        let recycled = input.drill.as_deref().and_then(RecycledList::parse);
        let mark = input.drill.as_deref().filter(|_| recycled.is_none());
        Ok(Listing {
            criteria: input.criteria,
            drill: mark.map(Drill::parse).transpose()?,
            recycled,
            sort: input.sort.map(|sort| (sort.field, sort.descending)),
            columns: input.columns,
        })
    }
}

impl From<SortInput> for Sort {
    fn from(sort: SortInput) -> Self {
        Sort { field: sort.field, descending: sort.descending }
    }
}

impl From<Sort> for SortInput {
    fn from(sort: Sort) -> Self {
        SortInput { field: sort.field, descending: sort.descending }
    }
}

impl From<Page> for LeadsPageView {
    fn from(page: Page) -> Self {
        let note = (page.unknown > 0).then(|| {
            let leads = wording::counted(page.unknown, "lead", "leads");
            format!("A blank field leaves it open for {leads}; they are not listed.")
        });
        LeadsPageView {
            total: whole(page.total),
            of: whole(page.of),
            offset: whole(page.offset),
            columns: page.columns.into_iter().map(Into::into).collect(),
            rows: page.rows.into_iter().map(Into::into).collect(),
            note,
        }
    }
}

impl From<ListColumn> for ColumnView {
    fn from(column: ListColumn) -> Self {
        ColumnView { name: column.name.slug().to_owned(), label: column.label, numeric: column.numeric }
    }
}

impl From<ListRow> for LeadRowView {
    fn from(row: ListRow) -> Self {
        LeadRowView { id: whole(row.id.0), cells: row.cells }
    }
}

impl From<Found> for LeadRowView {
    fn from(found: Found) -> Self {
        LeadRowView { id: whole(found.id.0), cells: vec![found.name, found.company] }
    }
}
