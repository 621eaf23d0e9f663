//! A lead's fields with where they come from, and whom it belongs together with.

use plumbline_workbench::lead::{Colleague, CompanyTold, FieldTold, FieldsTold, Kin, MergedTold, Twin};
use serde::Serialize;
use specta::Type;

use super::{duplicates::CardView, lead::all, whole};

/// The fields of a lead.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LeadFieldsView {
    /// Those the program knows.
    pub known: Vec<FieldToldView>,
    /// The other imported columns.
    pub extra: Vec<FieldToldView>,
}

/// A field, its value and where that comes from.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldToldView {
    /// The field, as shown.
    pub label: String,
    /// The value, as shown.
    pub value: String,
    /// "import 3, leads.csv of 5 Oct 2026".
    pub source: String,
    /// What it was before, the newest first.
    pub was: Vec<String>,
}

/// Whom a lead belongs together with.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct KinView {
    /// The others of its company; nothing if nothing says which company that is.
    pub company: Option<CompanyView>,
    /// Who is likely the same person.
    pub duplicates: Vec<TwinView>,
    /// Who was merged into it.
    pub merged: Vec<MergedView>,
}

/// The others of a company.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CompanyView {
    /// Its domain or name.
    pub name: String,
    /// How many there are and what became of them.
    pub sentence: String,
    /// Them.
    pub members: Vec<ColleagueView>,
    /// How many more there are.
    pub more: u32,
}

/// Another lead of the company.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ColleagueView {
    /// Which lead.
    pub id: u32,
    /// Its name.
    pub name: String,
    /// Job title or persona.
    pub role: String,
    /// Where it stands.
    pub stage: String,
    /// What became of its newest handoff.
    pub outcome: String,
    /// When something last happened in it.
    pub last: String,
}

/// A lead that is likely the same person.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TwinView {
    /// Who.
    pub card: CardView,
    /// Why.
    pub why: String,
}

/// A lead that was merged into this one.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MergedView {
    /// The step that can be taken back.
    pub operation: u32,
    /// What it was called.
    pub name: String,
    /// When.
    pub at: String,
    /// False if something was changed since that would be lost.
    pub can_part: bool,
}

impl From<FieldsTold> for LeadFieldsView {
    fn from(fields: FieldsTold) -> Self {
        LeadFieldsView { known: all(fields.known), extra: all(fields.extra) }
    }
}

impl From<FieldTold> for FieldToldView {
    fn from(FieldTold { label, value, source, was }: FieldTold) -> Self {
        FieldToldView { label, value, source, was }
    }
}

impl From<Kin> for KinView {
    fn from(kin: Kin) -> Self {
        KinView {
            company: kin.company.map(Into::into),
            duplicates: all(kin.duplicates),
            merged: all(kin.merged),
        }
    }
}

impl From<CompanyTold> for CompanyView {
    fn from(company: CompanyTold) -> Self {
        CompanyView {
            name: company.name,
            sentence: company.sentence,
            members: all(company.members),
            more: whole(company.more),
        }
    }
}

impl From<Colleague> for ColleagueView {
    fn from(Colleague { id, name, role, stage, outcome, last }: Colleague) -> Self {
        ColleagueView { id: whole(id.0), name, role, stage, outcome, last }
    }
}

impl From<Twin> for TwinView {
    fn from(twin: Twin) -> Self {
        TwinView { card: twin.card.into(), why: twin.why.to_owned() }
    }
}

impl From<MergedTold> for MergedView {
    fn from(MergedTold { operation, name, at, can_part }: MergedTold) -> Self {
        MergedView { operation: whole(operation.0), name, at, can_part }
    }
}
