//! Leads as typed records, for programs.

use plumbline_cube::frame;
use plumbline_domain::{
    field::{Field, FieldName},
    stage::LADDER,
};
use plumbline_store::Value as Stored;
use serde_json::{Map, Number, Value};

use super::list::Listing;
use crate::{failure::Outcome, wording, workspace::Workspace};

/// A lead as a program reads it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Every canonical field by its name, the moments of stages (`stage.mql.at`), then `stage`, `decision`, `reason` and `disqualification.reason`; blanks are null.
    pub fields: Vec<(String, Value)>,
    /// Imported columns that map to no field, as text.
    pub extra: Map<String, Value>,
}

impl Workspace {
    /// The leads of `listing` with all their fields, whatever columns it names.
    ///
    /// # Errors
    /// The listing has a mistake, or the file cannot be read.
    pub fn leads_records(&self, listing: &Listing) -> Outcome<Vec<Record>> {
        let ordered = self.ordered(listing)?;
        let loaded = &ordered.loaded;
        let frame = loaded.cube.frame();
        let ids: Vec<_> = ordered.rows.iter().filter_map(|row| frame.lead(*row)).collect();
        let stored = self.store().read(|reader| reader.leads(&ids))?;
        let stamps: Vec<FieldName> = LADDER.iter().map(|step| FieldName::StageAt(step.stage)).collect();
        loaded.ensure(self.store(), &stamps)?;
        let columns = loaded.cube.columns(ordered.as_of, &loaded.settings);
        let calendar = &loaded.settings.calendar;
        let computed =
            [FieldName::Stage, FieldName::Decision, FieldName::Reason, FieldName::DisqualificationReason];
        let record = |lead: &plumbline_store::LeadRow| {
            let row = frame.row(lead.id).map_or(usize::MAX, |row| row as usize);
            let mut fields: Vec<(String, Value)> = Field::ALL
                .into_iter()
                .map(|field| {
                    let value = match lead.values.get(field.index()) {
                        Some(Stored::Text(text)) => Value::String(text.clone()),
                        Some(Stored::Number(number)) => number_value(*number),
                        Some(Stored::Time(at)) => Value::String(wording::iso(calendar, *at)),
                        Some(Stored::Blank) | None => Value::Null,
                    };
                    (field.slug().to_owned(), value)
                })
                .collect();
            fields.extend(stamps.iter().chain(&computed).map(|name| {
                let value = match columns.column(name).map(|column| column.value(row)) {
                    Some(frame::Value::Text(text)) => Value::String(text.to_owned()),
                    Some(frame::Value::Time(at)) => Value::String(wording::iso(calendar, at)),
                    _ => Value::Null,
                };
                (name.slug().to_owned(), value)
            }));
            let extra = lead.extra.iter().map(|(name, value)| (name.clone(), Value::String(value.clone())));
            Record { fields, extra: extra.collect() }
        };
        Ok(stored.iter().map(record).collect())
    }
}

/// Whole numbers are written without a decimal point.
fn number_value(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < 9e15 {
        return Value::Number(Number::from(number as i64));
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}
