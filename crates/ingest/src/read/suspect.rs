//! Cells that are not what somebody wrote: formulas that failed, ids that a spreadsheet has shortened.

use plumbline_domain::{
    field::Field,
    problem::{Problem, Rule},
    shape::Shape,
};

use super::{
    cells::{Columns, TextColumn},
    measure,
    problem::Finding,
};
use crate::{mapping::Target, table::records::Entry, workbook};

/// The columns of a file in which such cells are looked for. The cells of leads, contacts and companies are checked as
/// they are read.
pub(super) struct Suspects {
    formulas: Vec<TextColumn>,
    /// And whether all long ids of the column end in zeros.
    ids: Vec<(TextColumn, bool)>,
}

impl Suspects {
    pub(super) fn new(columns: Columns<'_>) -> Suspects {
        let (look, mapping) = (columns.look, columns.mapping);
        let checked_elsewhere =
            matches!(mapping.shape, Shape::LeadPerRow | Shape::ContactPerRow | Shape::CompanyPerRow);
        let mapped = || {
            let told = |header: &str| !matches!(mapping.target(header), Target::Extra(_));
            look.columns.iter().filter(move |column| !checked_elsewhere && told(&column.header))
        };
        let formulas = mapped().filter(|_| !look.own);
        let ids = mapped().filter(|column| {
            let id = [Field::ExternalId, Field::ContactId, Field::CompanyId, Field::OpportunityId]
                .map(Target::Field);
            !look.own && id.contains(&mapping.target(&column.header))
        });
        Suspects {
            formulas: formulas.map(|column| columns.headed(&column.header)).collect(),
            ids: ids.map(|column| (columns.headed(&column.header), column.ids.cuts())).collect(),
        }
    }

    /// Tells of the cells of a row that are not what somebody wrote.
    pub(super) fn check(&self, entry: &Entry<'_>, problems: &mut Vec<Problem>) {
        for column in &self.formulas {
            if let Some(cell) = column.get(entry).filter(|cell| workbook::is_error(cell)) {
                problems.push(Finding::Plain(Rule::CellError).at(entry.number, &column.header, cell));
            }
        }
        for (column, cuts) in &self.ids {
            if let Some(cell) = column.get(entry)
                && let Err(finding) = measure::whole_id(cell, *cuts)
            {
                problems.push(finding.at(entry.number, &column.header, cell));
            }
        }
    }
}
