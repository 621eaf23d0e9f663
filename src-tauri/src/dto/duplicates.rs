//! Leads that are likely one person.

use plumbline_workbench::lead::{Card, Compared, Pair, SideBySide};
use serde::Serialize;
use specta::Type;
use specta_typescript::Number;

use super::whole;

/// Two leads that are likely one person.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DuplicateView {
    /// The one.
    pub one: u32,
    /// The other.
    pub other: u32,
    /// Who the one is.
    pub one_title: String,
    /// What is known of the one.
    pub one_subtitle: String,
    /// Who the other is.
    pub other_title: String,
    /// What is known of the other.
    pub other_subtitle: String,
    /// Why they are likely one.
    pub why: String,
    /// From 0 to 1.
    #[specta(type = Number)]
    pub likeness: f64,
}

/// Two leads side by side.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeView {
    /// The one.
    pub one: CardView,
    /// The other.
    pub other: CardView,
    /// Their fields; those that differ come first.
    pub rows: Vec<MergeRowView>,
    /// What moves along.
    pub brings: String,
}

/// A lead in a few words.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CardView {
    /// Sent back.
    pub id: u32,
    /// Who.
    pub title: String,
    /// What is known of them.
    pub subtitle: String,
    /// Where the lead comes from.
    pub source: String,
}

/// A field of two leads.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergeRowView {
    /// Sent back.
    pub field: String,
    /// As shown.
    pub label: String,
    /// Of the one; empty if blank.
    pub one: String,
    /// Of the other.
    pub other: String,
    /// True if both have a value and not the same.
    pub differs: bool,
}

impl From<Pair> for DuplicateView {
    fn from(pair: Pair) -> Self {
        DuplicateView {
            one: whole(pair.one.id.0),
            other: whole(pair.other.id.0),
            one_title: pair.one.title,
            one_subtitle: pair.one.subtitle,
            other_title: pair.other.title,
            other_subtitle: pair.other.subtitle,
            why: pair.why.to_owned(),
            likeness: pair.likeness,
        }
    }
}

impl From<SideBySide> for MergeView {
    fn from(both: SideBySide) -> Self {
        MergeView {
            one: both.one.into(),
            other: both.other.into(),
            rows: both.rows.into_iter().map(Into::into).collect(),
            brings: both.brings,
        }
    }
}

impl From<Card> for CardView {
    fn from(card: Card) -> Self {
        CardView { id: whole(card.id.0), title: card.title, subtitle: card.subtitle, source: card.source }
    }
}

impl From<Compared> for MergeRowView {
    fn from(row: Compared) -> Self {
        MergeRowView {
            field: row.field.slug().to_owned(),
            label: row.field.label().to_owned(),
            differs: row.differs(),
            one: row.one,
            other: row.other,
        }
    }
}
