//! The story of a lead, line by line.

use plumbline_domain::event::Provenance;
use plumbline_workbench::lead::{Event, What};
use serde::Serialize;
use specta::Type;

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
    /// Somebody put it onto a recycle track.
    Recycle,
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
            What::Recycle => EventKindView::Recycle,
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
