//! One lead and its story.

use plumbline_domain::{
    event::Provenance,
    field::{Field, FieldName},
    ids::LeadId,
    stage::Stage,
};
use plumbline_store::EventDetail;

use super::cell::{Cells, Style};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// A lead as its panel shows it.
#[derive(Clone, Debug)]
pub struct Detail {
    /// Who.
    pub id: LeadId,
    /// Name, or what stands for it.
    pub title: String,
    /// Job title and company.
    pub subtitle: String,
    /// Known fields: label and value.
    pub fields: Vec<(String, String)>,
    /// Imported columns that map to no field.
    pub extra: Vec<(String, String)>,
    /// What happened, oldest first.
    pub timeline: Vec<Event>,
}

/// A line of the timeline.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, in words.
    pub at: String,
    /// Which stage.
    pub stage: Stage,
    /// How it is known.
    pub provenance: Provenance,
    /// Reason and note.
    pub detail: Option<String>,
    /// Where it comes from.
    pub source: String,
}

impl Workspace {
    /// One lead and its story.
    ///
    /// # Errors
    /// There is no such lead, or the file cannot be read.
    pub fn lead(&self, id: LeadId) -> Outcome<Detail> {
        let loaded = self.loaded()?;
        let stored = self.store().read(|reader| reader.lead_detail(id))?;
        let now = self.now()?;
        let columns = loaded.cube.columns(now, &loaded.settings);
        let calendar = &loaded.settings.calendar;
        let cells =
            Cells { columns: &columns, reasons: loaded.cube.reasons(), calendar, style: Style::People };
        let row = loaded.cube.frame().row(id).map_or(usize::MAX, |row| row as usize);
        let text = |name: &FieldName| cells.text(name, &stored.row, row);
        let of = |field: Field| text(&FieldName::Canonical(field));
        let computed =
            [FieldName::Stage, FieldName::Decision, FieldName::Reason, FieldName::DisqualificationReason];
        let fields = computed
            .into_iter()
            .chain(Field::ALL.into_iter().map(FieldName::Canonical))
            .map(|name| (name.label().to_owned(), text(&name)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Ok(Detail {
            id,
            title: first_known([
                join(" ", [of(Field::FirstName), of(Field::LastName)]),
                of(Field::Email),
                of(Field::ExternalId),
            ])
            .unwrap_or_else(|| format!("Lead {id}")),
            subtitle: join(", ", [of(Field::Title), of(Field::Company)]),
            fields,
            extra: stored.row.extra.clone(),
            timeline: stored.events.iter().map(|event| line(event, calendar)).collect(),
        })
    }
}

fn line(stored: &EventDetail, calendar: &plumbline_domain::calendar::Calendar) -> Event {
    let event = &stored.event;
    let at = match event.provenance {
        Provenance::Bounded => format!(
            "between {} and {}",
            wording::moment(calendar, event.not_before),
            wording::moment(calendar, event.at)
        ),
        Provenance::Recorded | Provenance::Derived => wording::moment(calendar, event.at),
    };
    let parts = [stored.reason_label.clone().unwrap_or_default(), stored.note.clone().unwrap_or_default()];
    let source = match (&stored.source, stored.batch) {
        (Some(source), Some(batch)) => format!("import {batch}, {source}"),
        (None, Some(batch)) => format!("import {batch}"),
        _ => "decided here".to_owned(),
    };
    Event {
        at,
        stage: event.stage,
        provenance: event.provenance,
        detail: Some(join(": ", parts)).filter(|text| !text.is_empty()),
        source,
    }
}

fn join<const N: usize>(with: &str, parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
}

fn first_known<const N: usize>(candidates: [String; N]) -> Option<String> {
    candidates.into_iter().find(|candidate| !candidate.is_empty())
}
