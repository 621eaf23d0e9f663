//! What the leads of clocks and escalations are called.

use plumbline_cube::frame::{Column, Frame};
use plumbline_domain::{
    field::{Field, FieldName},
    ids::LeadId,
};

use crate::{
    failure::Outcome,
    workspace::{Workspace, loaded::Loaded},
};

/// Names and companies, by row or by lead.
pub(super) struct Names<'a> {
    frame: &'a Frame,
    columns: [Option<&'a Column>; 3],
}

/// What leads are called by.
pub(super) const FIELDS: [Field; 3] = [Field::FirstName, Field::LastName, Field::Company];

impl<'a> Names<'a> {
    pub(super) fn of(workspace: &Workspace, loaded: &'a Loaded) -> Outcome<Names<'a>> {
        let fields = FIELDS.map(FieldName::Canonical);
        loaded.ensure(workspace.store(), &fields)?;
        let frame = loaded.cube.frame();
        Ok(Names { frame, columns: fields.map(|name| frame.column(&name)) })
    }

    /// Name and company of a row.
    pub(super) fn at(&self, row: u32) -> (String, String) {
        let text = |column: usize| match self.columns[column] {
            Some(Column::Text(column)) => column.text(row as usize),
            _ => "",
        };
        (format!("{} {}", text(0), text(1)).trim().to_owned(), text(2).to_owned())
    }

    /// Name and company of a lead; blank for one that is no longer there.
    pub(super) fn of_lead(&self, lead: LeadId) -> (String, String) {
        self.frame.row(lead).map(|row| self.at(row)).unwrap_or_default()
    }
}
