//! Leads as a file: the filtered whole, not the page.

use std::borrow::Cow;

use plumbline_documents::{
    RowWriter,
    table::{Table, TableError},
};
use plumbline_domain::field::{Field, FieldName};
use plumbline_ingest::own::{CLOCK_COLUMN, IDENTITY_COLUMN, extra_header};

use super::{
    cell::Style,
    list::{Listing, column_names},
};
use crate::{
    failure::{Failure, Kind, Outcome},
    wording,
    workspace::Workspace,
};

/// By these another system knows a lead.
const IDENTIFYING: [Field; 2] = [Field::ExternalId, Field::Email];

/// What kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV with the formula guard.
    Csv,
    /// A workbook with text cells.
    Xlsx,
}

impl Format {
    /// An empty file of this kind that this program can read again.
    pub(crate) fn rows<'a>(self, columns: impl IntoIterator<Item = &'a str>) -> Outcome<RowWriter> {
        Ok(match self {
            Format::Csv => RowWriter::csv(columns)?,
            Format::Xlsx => RowWriter::xlsx(columns)?,
        })
    }
}

impl Workspace {
    /// The leads of `listing` as a table of text.
    ///
    /// # Errors
    /// The listing has a mistake, or the file cannot be read.
    pub fn leads_table(&self, listing: &Listing) -> Outcome<Table> {
        let ordered = self.ordered(listing)?;
        let names = column_names(listing, &ordered.loaded)?;
        ordered
            .loaded
            .ensure(self.store(), names.iter().filter(|name| matches!(name, FieldName::StageAt(_))))?;
        let mut rows = self.cells(&ordered, &names, &ordered.rows, Style::Files)?;
        let mut columns: Vec<String> = names.iter().map(|name| name.slug().to_owned()).collect();
        if let Some(told) = ordered.clocks_told(0..ordered.rows.len()) {
            columns.insert(0, "clock".to_owned());
            rows.iter_mut().zip(told).for_each(|(row, told)| row.cells.insert(0, told));
        }
        let filter = listing.criteria.as_deref().filter(|text| !text.is_empty()).unwrap_or("all leads");
        let now = wording::moment(&self.settings()?.calendar, self.now()?);
        Ok(Table {
            caption: format!("Leads: {filter}, as of {now}"),
            columns,
            rows: rows.into_iter().map(|row| row.cells).collect(),
        })
    }

    /// The leads of `listing` as a file that can come back: before the columns of the list stands what identifies each lead.
    /// Importing the file here changes nothing; what is worked out of other things is in it to be looked at.
    ///
    /// # Errors
    /// As [`Workspace::leads_table`], or there are more leads than a sheet of a workbook holds.
    pub fn export_list(&self, listing: &Listing, format: Format) -> Outcome<Vec<u8>> {
        let ordered = self.ordered(listing)?;
        let mut names = vec![FieldName::Extra(IDENTITY_COLUMN.to_owned())];
        names.extend(IDENTIFYING.map(FieldName::Canonical));
        for name in column_names(listing, &ordered.loaded)? {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        ordered
            .loaded
            .ensure(self.store(), names.iter().filter(|name| matches!(name, FieldName::StageAt(_))))?;
        let mut headers: Vec<Cow<'_, str>> = names
            .iter()
            .map(|name| match name {
                FieldName::Extra(header) if header != IDENTITY_COLUMN => extra_header(header),
                name => Cow::Borrowed(name.slug()),
            })
            .collect();
        let told = ordered.clocks_told(0..ordered.rows.len());
        if told.is_some() {
            headers.push(Cow::Borrowed(CLOCK_COLUMN));
        }
        let mut told = told.into_iter().flatten();
        let mut rows = format.rows(headers.iter().map(Cow::as_ref))?;
        for mut row in self.cells(&ordered, &names, &ordered.rows, Style::Own)? {
            row.cells.extend(told.next());
            rows.row(row.cells.iter().map(String::as_str))?;
        }
        Ok(rows.finish()?)
    }

    /// Exactly the columns of `listing`, as the bytes of a file.
    ///
    /// # Errors
    /// As [`Workspace::leads_table`], or the table does not fit the format.
    pub fn export_leads(&self, listing: &Listing, format: Format) -> Outcome<Vec<u8>> {
        let table = self.leads_table(listing)?;
        Ok(match format {
            Format::Csv => table.csv()?,
            Format::Xlsx => table.xlsx()?,
        })
    }
}

impl From<TableError> for Failure {
    fn from(error: TableError) -> Self {
        let kind = match error {
            TableError::TooManyRows(_) => Kind::Refused,
            TableError::Csv(_) | TableError::Xlsx(_) => Kind::Internal,
        };
        Failure::new(kind, error.to_string())
    }
}
