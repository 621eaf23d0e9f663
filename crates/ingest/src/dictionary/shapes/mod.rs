//! What a row of a file is, and what its headers mean where it is not a lead.

mod activity;
mod change;
mod deal;
mod other;

use plumbline_domain::shape::Shape;

use super::{Dictionary, Sureness, abroad::without_accents, systems::find};
use crate::{
    look::Column,
    mapping::{RowField, Target},
};

/// Bare headers and the targets they mean.
type Names = &'static [(&'static str, &'static str)];

/// Headers by which a file of one shape is known.
pub(crate) struct Layout {
    shape: Shape,
    /// The system that writes such files; `None` for what anybody may write.
    system: Option<Dictionary>,
    /// Of each group one header has to be there.
    has: &'static [&'static [&'static str]],
    /// None of these may be there.
    lacks: &'static [&'static str],
    /// Where the headers alone are not telling: the same lead stands in several rows.
    repeats: bool,
    /// What the headers mean.
    names: Names,
}

impl Layout {
    fn fits(&self, headers: &[String]) -> bool {
        let there = |name: &&str| headers.iter().any(|header| header == name);
        self.has.iter().all(|group| group.iter().any(there)) && !self.lacks.iter().any(there)
    }
}

/// A header bare and without its accents, as the tables of shapes have it.
fn plain(header: &str) -> String {
    without_accents(&super::bare(header))
}

fn all() -> impl Iterator<Item = &'static Layout> {
    change::LAYOUTS.iter().chain(activity::LAYOUTS).chain(deal::LAYOUTS).chain(other::LAYOUTS)
}

/// The system that writes files with these headers, where the headers alone tell that their rows are no leads.
pub(super) fn system_of(headers: &[String]) -> Option<Dictionary> {
    let layout = all().find(|layout| layout.fits(headers)).filter(|layout| !layout.repeats)?;
    Some(layout.system.unwrap_or(Dictionary::Plain))
}

/// What a row of a file is, by its headers and by what stands below them, and the layout that tells so.
pub(crate) fn shape_of(columns: &[Column]) -> (Shape, Option<&'static Layout>) {
    if let Some(shape) = own_shape(columns) {
        return (shape, None);
    }
    let headers: Vec<String> = columns.iter().map(|column| plain(&column.header)).collect();
    let found = all().find(|layout| layout.fits(&headers) && layout.is_borne_out(columns, &headers));
    (found.map_or(Shape::LeadPerRow, |layout| layout.shape), found)
}

/// The layout of `shape` that fits these columns best, for a shape that somebody chose.
pub(crate) fn layout_of(shape: Shape, columns: &[Column]) -> Option<&'static Layout> {
    let headers: Vec<String> = columns.iter().map(|column| plain(&column.header)).collect();
    all().find(|layout| layout.shape == shape && layout.fits(&headers))
}

/// The shape whose own column names stand in the header row: the file was written by this program.
fn own_shape(columns: &[Column]) -> Option<Shape> {
    columns.iter().find_map(|column| RowField::from_slug(&column.header)).map(RowField::shape)
}

impl Layout {
    /// True if the values are what the layout takes them for.
    fn is_borne_out(&self, columns: &[Column], headers: &[String]) -> bool {
        let moments = self.columns_for(columns, headers, |target| {
            matches!(target, Target::Row(RowField::ChangeAt | RowField::ActivityAt | RowField::SpendDay))
        });
        let is_dated = |column: &&Column| {
            let dates = column.dates.dates() + column.dates.excel + column.dates.epoch;
            column.filled == 0 || dates * 2 >= column.filled
        };
        let whose = self.columns_for(columns, headers, |target| matches!(target, Target::Field(_)));
        let repeats = |column: &&Column| column.filled > 1 && column.distinct < column.filled;
        (moments.is_empty() || moments.iter().any(is_dated)) && (!self.repeats || whose.iter().any(repeats))
    }

    fn columns_for<'c>(
        &self,
        columns: &'c [Column],
        headers: &[String],
        wanted: impl Fn(&Target) -> bool,
    ) -> Vec<&'c Column> {
        let target = |header: &str| find(self.names, header).or_else(|| find(usual(self.shape), header));
        let pairs = columns.iter().zip(headers);
        pairs
            .filter(|(_, header)| target(header).is_some_and(|target| wanted(&target)))
            .map(|(c, _)| c)
            .collect()
    }
}

/// What a header means in a file of another shape than leads.
pub(crate) fn meaning_in(
    shape: Shape,
    layout: Option<&Layout>,
    dictionary: Dictionary,
    header: &str,
) -> Option<(Target, Sureness)> {
    let fits = |(target, sureness): (Target, Sureness)| target.fits(shape).then_some((target, sureness));
    // `channel` is a field of a lead, and of an activity by another name.
    if let Some(target) = Target::parse_known(header).filter(|target| target.fits(shape)) {
        return Some((target, Sureness::Own));
    }
    let bare = plain(header);
    if let Some(target) = layout.and_then(|layout| find(layout.names, &bare)) {
        return fits((target, Sureness::Own));
    }
    if let Some(target) = find(usual(shape), &bare) {
        return fits((target, Sureness::Usual));
    }
    match shape {
        Shape::ContactPerRow | Shape::CompanyPerRow | Shape::Spend => {
            super::meaning(dictionary, header).and_then(fits)
        }
        _ => None,
    }
}

/// Names people give to the columns of a shape.
fn usual(shape: Shape) -> Names {
    match shape {
        Shape::StageLog => change::USUAL,
        Shape::ActivityLog => activity::USUAL,
        Shape::Opportunities => deal::USUAL,
        Shape::Spend => other::SPEND,
        Shape::ContactPerRow => other::CONTACT,
        Shape::CompanyPerRow => other::COMPANY,
        Shape::ReasonList | Shape::LeadPerRow => &[],
    }
}

/// Positions of the columns of a field history: name of the field, new value.
pub(crate) fn history(headers: &[String]) -> Option<(usize, usize)> {
    let own = |slug: &str| headers.iter().position(|header| header == slug);
    if let (Some(field), Some(new)) = (own("change.field"), own("change.new")) {
        return Some((field, new));
    }
    let headers: Vec<String> = headers.iter().map(|header| plain(header)).collect();
    let layout =
        all().find(|layout| layout.fits(&headers)).filter(|layout| layout.shape == Shape::StageLog)?;
    let place = |wanted: RowField| {
        headers.iter().position(|header| {
            let target = find(layout.names, header).or_else(|| find(change::USUAL, header));
            target == Some(Target::Row(wanted))
        })
    };
    Some((place(RowField::ChangeField)?, place(RowField::ChangeNew)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_bare_and_means_something_of_its_shape() {
        let tables = all().map(|layout| (layout.shape, layout.names));
        let usual = Shape::ALL.into_iter().map(|shape| (shape, usual(shape)));
        for (shape, names) in tables.chain(usual) {
            for (name, target) in names {
                assert_eq!(plain(name), *name, "names are compared bare and without accents");
                let target = Target::parse_known(target);
                assert!(target.is_some_and(|target| target.fits(shape)), "{name} in {shape:?}");
            }
        }
        for layout in all() {
            for name in layout.has.iter().flat_map(|group| group.iter()).chain(layout.lacks) {
                assert_eq!(plain(name), *name, "names are compared bare and without accents");
            }
        }
    }
}
