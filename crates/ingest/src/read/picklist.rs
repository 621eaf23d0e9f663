//! An entry of a picklist.

use plumbline_domain::{
    problem::{Problem, Rule},
    reason::{Bucket, List, ReasonKey},
    record::{ImportedReason, ReasonRow, Reasons},
};

use super::{
    cells::{Columns, TextColumn, lacking},
    problem::Finding,
};
use crate::{mapping::RowField, table::records::Entry};

/// What reading picklists needs to know and remembers.
pub(super) struct Picklists {
    list: TextColumn,
    bucket: TextColumn,
    slug: TextColumn,
    label: TextColumn,
    retired: TextColumn,
    pub(super) reasons: Reasons,
}

impl Picklists {
    pub(super) fn new(columns: Columns<'_>) -> Picklists {
        Picklists {
            list: columns.text(RowField::ReasonList),
            bucket: columns.text(RowField::ReasonBucket),
            slug: columns.text(RowField::ReasonSlug),
            label: columns.text(RowField::ReasonLabel),
            retired: columns.text(RowField::ReasonRetired),
            reasons: Reasons::default(),
        }
    }

    pub(super) fn read(&mut self, entry: &Entry<'_>, problems: &mut Vec<Problem>) -> Option<ReasonRow> {
        let list = one_of(&self.list, entry, List::Rejection, List::from_slug, problems)?;
        let bucket = one_of(&self.bucket, entry, Bucket::Other, Bucket::from_slug, problems)?;
        let retired = match self.retired.get(entry) {
            None => false,
            Some(_) => self.retired.flag(entry, problems)?,
        };
        let (slug, label) = (self.slug.get(entry), self.label.get(entry));
        let Some(label) = label.or(slug) else {
            problems.push(lacking(entry, &self.label));
            return None;
        };
        let slug = slug.map_or_else(|| ReasonKey::slug_of(label), str::to_owned);
        if ReasonKey::slug_of(&slug) != slug {
            problems.push(Finding::from(Rule::ValueUnknown).at(entry.number, &self.slug.header, &slug));
            return None;
        }
        let Ok(reason) = u16::try_from(self.reasons.0.len()) else {
            problems.push(Finding::from(Rule::ReasonInvalid).at(entry.number, &self.label.header, label));
            return None;
        };
        let key = ReasonKey { bucket, slug };
        self.reasons.0.push(ImportedReason { list, key, label: label.to_owned() });
        Some(ReasonRow { row: entry.number, reason, retired })
    }
}

/// The value a cell stands for; `usual` where the file has no such column, a problem where the cell is blank or unknown.
fn one_of<T>(
    column: &TextColumn,
    entry: &Entry<'_>,
    usual: T,
    parse: impl Fn(&str) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    if !column.is_there() {
        return Some(usual);
    }
    let Some(cell) = column.get(entry) else {
        problems.push(lacking(entry, column));
        return None;
    };
    let found = parse(&cell.to_lowercase());
    if found.is_none() {
        problems.push(Finding::from(Rule::ValueUnknown).at(entry.number, &column.header, cell));
    }
    found
}
