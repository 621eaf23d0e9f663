//! A value of a lead as text: for people, and for files.

use plumbline_cube::{cube::ColumnsAt, frame, reasons::Reasons};
use plumbline_domain::{
    calendar::Calendar,
    field::{Field, FieldName},
    handoff::Decision,
    ladder::Ladder,
    moment::Moment,
    reason::{Bucket, List},
    stage::Stage,
};
use plumbline_ingest::own::IDENTITY_COLUMN;
use plumbline_store::{LeadRow, Value};

use crate::wording;

/// How moments and numbers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// `5 Oct 2026 09:52`
    People,
    /// `2026-10-05T09:52:00`, numbers without separators.
    Files,
    /// To the millisecond and with their offset: read again, they are the same.
    Own,
}

/// Where a cell's value comes from, and how it is written.
pub(crate) struct Cells<'a> {
    pub(crate) columns: &'a ColumnsAt<'a>,
    pub(crate) reasons: &'a Reasons,
    pub(crate) ladder: &'a Ladder,
    pub(crate) calendar: &'a Calendar,
    pub(crate) style: Style,
}

impl Cells<'_> {
    /// The value of `name` for the stored `lead`, which is row `row` of the frame. Blank is empty.
    pub(crate) fn text(&self, name: &FieldName, lead: &LeadRow, row: usize) -> String {
        match name {
            FieldName::Canonical(field) => self.stored(*field, lead),
            FieldName::Extra(header) if header == IDENTITY_COLUMN => lead.identity.clone(),
            FieldName::Extra(header) => {
                let found = lead.extra.iter().find(|(known, _)| known == header);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            }
            // Computed columns are always there, whatever has been loaded.
            _ => match self.columns.column(name).map(|column| column.value(row)) {
                Some(frame::Value::Text(text)) if self.style == Style::People => self.said(name, text),
                Some(frame::Value::Text(text)) => text.to_owned(),
                Some(frame::Value::Time(at)) => self.moment(at),
                _ => String::new(),
            },
        }
    }

    /// What people call the slug of a computed column.
    fn said(&self, name: &FieldName, slug: &str) -> String {
        let label = match name {
            FieldName::Stage => Stage::standing_from_slug(slug).map(|stage| self.ladder.label(stage)),
            FieldName::Decision => {
                Decision::ALL.into_iter().find(|known| known.slug() == slug).map(Decision::label)
            }
            FieldName::Bucket => Bucket::from_slug(slug).map(Bucket::label),
            FieldName::Reason => self.reasons.find(List::Rejection, slug).map(|reason| reason.label.as_str()),
            FieldName::DisqualificationReason => {
                self.reasons.find(List::Disqualification, slug).map(|reason| reason.label.as_str())
            }
            FieldName::StageAt(_) | FieldName::Canonical(_) | FieldName::Extra(_) => None,
        };
        label.unwrap_or(slug).to_owned()
    }

    fn stored(&self, field: Field, lead: &LeadRow) -> String {
        match lead.values.get(field.index()) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Number(number)) => wording::number(*number),
            Some(Value::Time(at)) => self.moment(*at),
            Some(Value::Blank) | None => String::new(),
        }
    }

    fn moment(&self, at: Moment) -> String {
        match self.style {
            Style::People => wording::moment(self.calendar, at),
            Style::Files => wording::iso(self.calendar, at),
            Style::Own => wording::exact(self.calendar, at),
        }
    }
}
