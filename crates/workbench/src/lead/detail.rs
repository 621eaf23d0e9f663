//! One lead and its story.

use plumbline_domain::{
    field::{Field, FieldName},
    ids::LeadId,
};
use plumbline_store::StoreError;

use super::{
    cell::{Cells, Style},
    timeline::{Event, Told},
};
use crate::{failure::Outcome, workspace::Workspace};

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

impl Workspace {
    /// One lead and its story.
    ///
    /// # Errors
    /// There is no such lead, or the file cannot be read.
    pub fn lead(&self, id: LeadId) -> Outcome<Detail> {
        let loaded = self.loaded()?;
        let (stored, told) = self.store().read(|reader| -> Result<_, StoreError> {
            Ok((reader.lead_detail(id)?, Told::read(reader, id)?))
        })?;
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
            timeline: told.timeline(&stored.events, calendar),
        })
    }
}

fn join<const N: usize>(with: &str, parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
}

fn first_known<const N: usize>(candidates: [String; N]) -> Option<String> {
    candidates.into_iter().find(|candidate| !candidate.is_empty())
}
