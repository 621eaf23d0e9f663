//! The table of leads and one lead.

use plumbline_domain::event::Provenance;
use plumbline_workbench::{
    failure::Failure,
    handoff::Drill,
    lead::{Detail, Event, Found, ListColumn, ListRow, Listing, Page, What},
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
    /// Stages, activities, changes and deals, oldest first.
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

/// Something that happened to a lead.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// When, as shown.
    pub at: String,
    /// What it tells of.
    pub kind: EventKindView,
    /// The stage entered, as written in criteria.
    pub stage: Option<String>,
    /// What happened, as shown.
    pub title: String,
    /// How the moment of a stage or a change is known.
    pub provenance: Option<ProvenanceView>,
    /// Reason and note, outcome and campaign, amount.
    pub detail: Option<String>,
    /// Where it comes from: "import 3, leads.csv".
    pub source: String,
}

/// What a line of a lead's story tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum EventKindView {
    /// It entered a stage.
    Stage,
    /// It did something.
    Engagement,
    /// Sales did something to reach it.
    Touch,
    /// A field changed.
    Change,
    /// A deal began or ended.
    Deal,
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
        ColumnView {
            name: column.name.slug().to_owned(),
            label: column.name.label().to_owned(),
            numeric: column.numeric,
        }
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

impl From<Detail> for LeadView {
    fn from(detail: Detail) -> Self {
        let values = |pairs: Vec<(String, String)>| {
            pairs.into_iter().map(|(label, value)| ValueView { label, value }).collect()
        };
        LeadView {
            id: whole(detail.id.0),
            title: detail.title,
            subtitle: detail.subtitle,
            fields: values(detail.fields),
            extra: values(detail.extra),
            timeline: detail.timeline.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Event> for EventView {
    fn from(event: Event) -> Self {
        EventView {
            at: event.at,
            kind: event.what.into(),
            stage: match event.what {
                What::Stage(stage) => Some(stage.slug().to_owned()),
                _ => None,
            },
            title: event.title,
            provenance: event.provenance.map(Into::into),
            detail: event.detail,
            source: event.source,
        }
    }
}

impl From<What> for EventKindView {
    fn from(what: What) -> Self {
        match what {
            What::Stage(_) => EventKindView::Stage,
            What::Engagement => EventKindView::Engagement,
            What::Touch => EventKindView::Touch,
            What::Change => EventKindView::Change,
            What::Deal => EventKindView::Deal,
        }
    }
}

impl From<Provenance> for ProvenanceView {
    fn from(provenance: Provenance) -> Self {
        match provenance {
            Provenance::Recorded => ProvenanceView::Recorded,
            Provenance::Derived => ProvenanceView::Derived,
            Provenance::Bounded => ProvenanceView::Bounded,
        }
    }
}
