//! Every field of a lead with where its value comes from, and what it was before.

use std::collections::HashMap;

use plumbline_domain::{
    field::{Field, FieldName},
    ids::{BatchId, LeadId},
};
use plumbline_store::{Batch, FieldChange, Origin, StoreError};

use super::{
    cell::{Cells, Style},
    timeline::{shown, when},
};
use crate::{failure::Outcome, wording, workspace::Workspace};

/// A field of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldTold {
    /// As shown.
    pub label: String,
    /// As shown.
    pub value: String,
    /// Where the value comes from: "import 3, leads.csv of 5 Oct 2026".
    pub source: String,
    /// What it was before, the newest first: "55 until between 3 and 10 Mar 2026".
    pub was: Vec<String>,
}

/// The fields of a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldsTold {
    /// Those the program knows.
    pub known: Vec<FieldTold>,
    /// Imported columns that map to no field.
    pub extra: Vec<FieldTold>,
}

/// What is known of where values come from.
struct Sources {
    batches: HashMap<BatchId, String>,
    origins: HashMap<String, Origin>,
    changes: Vec<FieldChange>,
    created: Option<BatchId>,
}

impl Workspace {
    /// The fields of a lead that are known.
    ///
    /// # Errors
    /// There is no such lead, or the file cannot be read.
    pub fn lead_fields(&self, id: LeadId) -> Outcome<FieldsTold> {
        let loaded = self.loaded()?;
        let calendar = &loaded.settings.calendar;
        let (stored, sources) = self.store().read(|reader| -> Result<_, StoreError> {
            let stored = reader.lead_detail(id)?;
            let told = |batch: Batch| {
                let of = wording::day(calendar.day(batch.as_of));
                (batch.id, format!("import {}, {} of {of}", batch.id, batch.source))
            };
            let sources = Sources {
                batches: reader.batches()?.into_iter().map(told).collect(),
                origins: reader.origins_of(id)?,
                changes: reader.field_changes_of(id)?,
                created: stored.row.batch,
            };
            Ok((stored, sources))
        })?;
        let columns = loaded.cube.columns(self.now()?, &loaded.settings);
        let cells = Cells {
            columns: &columns,
            reasons: loaded.cube.reasons(),
            ladder: &loaded.ladder,
            calendar,
            style: Style::People,
        };
        let row = loaded.cube.frame().row(id).map_or(usize::MAX, |row| row as usize);
        let told = |name: &FieldName, label: &str, value: String| FieldTold {
            label: label.to_owned(),
            source: sources.of(name.slug()),
            was: sources.before(name, calendar),
            value,
        };
        let known = Field::ALL.into_iter().map(FieldName::Canonical).filter_map(|name| {
            let value = cells.text(&name, &stored.row, row);
            (!value.is_empty()).then(|| told(&name, name.label(), value))
        });
        let extra = stored.row.extra.iter().filter(|(_, value)| !value.is_empty());
        let extra =
            extra.map(|(header, value)| told(&FieldName::Extra(header.clone()), header, value.clone()));
        Ok(FieldsTold { known: known.collect(), extra: extra.collect() })
    }
}

impl Sources {
    fn of(&self, name: &str) -> String {
        let of_batch = |batch: Option<BatchId>| match batch.map(|batch| self.batches.get(&batch)) {
            Some(Some(source)) => source.clone(),
            _ => "entered here".to_owned(),
        };
        match self.origins.get(name) {
            Some(Origin { batch: None, label }) => format!("here: {label}"),
            Some(Origin { batch, .. }) => of_batch(*batch),
            None => of_batch(self.created),
        }
    }

    fn before(&self, name: &FieldName, calendar: &plumbline_domain::calendar::Calendar) -> Vec<String> {
        let of_field = self.changes.iter().rev().filter(|change| FieldName::parse(&change.field) == *name);
        let was = of_field.filter(|change| !change.old.is_empty()).map(|change| {
            let until = when(change.at, change.not_before, change.provenance, calendar);
            format!("{} until {until}", shown(name, &change.old, calendar))
        });
        was.collect()
    }
}
