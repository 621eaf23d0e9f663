//! A table of leads of any size, a page at a time.

use std::sync::{Arc, PoisonError};

use plumbline_domain::{
    field::{Field, FieldName, Kind},
    ids::LeadId,
    ladder::Ladder,
};
use plumbline_store::LeadRow;

use super::{
    cell::{Cells, Style},
    clock_column::{self, ClockOf},
};
use crate::{
    criteria::unknown_field,
    failure::{Failure, Outcome},
    handoff::{Drill, criteria_of},
    recycle::RecycledList,
    workspace::{Workspace, loaded::Loaded},
};

/// Most rows of one page.
const PAGE: usize = 1_000;

/// Which leads, in which order, with which columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Listing {
    /// Only leads that meet these criteria.
    pub criteria: Option<String>,
    /// Only the handoffs of this mark; a lead with two of them is listed twice.
    pub drill: Option<Drill>,
    /// Only leads that were sent to a recycle track; a lead that was sent twice is listed twice.
    pub recycled: Option<RecycledList>,
    /// By which column; the order of import if `None`.
    pub sort: Option<(String, bool)>,
    /// Column names as criteria write them; the usual ones if empty.
    pub columns: Vec<String>,
}

/// A column of a page.
#[derive(Clone, Debug)]
pub struct ListColumn {
    /// As criteria write it.
    pub name: FieldName,
    /// What it is called here.
    pub label: String,
    /// True for numbers, which stand right.
    pub numeric: bool,
}

/// A row of a page.
#[derive(Clone, Debug)]
pub struct ListRow {
    /// Which lead.
    pub id: LeadId,
    /// One cell per column.
    pub cells: Vec<String>,
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// Rows in the whole list.
    pub total: u64,
    /// Leads in the workspace.
    pub of: u64,
    /// Leads that blank fields leave undecided; they are not listed.
    pub unknown: u64,
    /// Position of the first row.
    pub offset: u64,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The rows.
    pub rows: Vec<ListRow>,
}

/// A list that has been put in order: rows of the frame. Kept, because the next page comes from the same.
#[derive(Debug)]
pub(crate) struct Rows {
    listing: Listing,
    pub(crate) loaded: Arc<Loaded>,
    pub(crate) as_of: plumbline_domain::moment::Moment,
    pub(crate) rows: Vec<u32>,
    /// Of a list of clocks, which clock each row stands for: a lead with two of them is listed twice.
    pub(crate) clocks: Option<Vec<ClockOf>>,
    unknown: u64,
}

/// The columns a table begins with.
const USUAL: [&str; 10] = [
    "first_name",
    "last_name",
    "title",
    "company",
    "source",
    "stage",
    "decision",
    "reason",
    "owner",
    "stage.mql.at",
];

impl Workspace {
    /// A page of at most 1,000 leads from `offset`.
    ///
    /// # Errors
    /// The listing has a mistake, or the file cannot be read.
    pub fn leads(&self, listing: &Listing, offset: u64, limit: usize) -> Outcome<Page> {
        let ordered = self.ordered(listing)?;
        let names = column_names(listing, &ordered.loaded)?;
        ordered
            .loaded
            .ensure(self.store(), names.iter().filter(|name| matches!(name, FieldName::StageAt(_))))?;
        let from = usize::try_from(offset).unwrap_or(usize::MAX).min(ordered.rows.len());
        let to = from.saturating_add(limit.min(PAGE)).min(ordered.rows.len());
        let mut rows = self.cells(&ordered, &names, &ordered.rows[from..to], Style::People)?;
        let columns = names.into_iter().map(|name| column(name, &ordered.loaded.ladder));
        let mut columns: Vec<ListColumn> = columns.collect();
        if let Some(told) = ordered.clocks_told(from..to) {
            columns.insert(0, clock_column::column());
            rows.iter_mut().zip(told).for_each(|(row, told)| row.cells.insert(0, told));
        }
        Ok(Page {
            total: ordered.rows.len() as u64,
            of: ordered.loaded.cube.frame().rows() as u64,
            unknown: ordered.unknown,
            offset: from as u64,
            columns,
            rows,
        })
    }

    /// The whole list in order.
    pub(crate) fn ordered(&self, listing: &Listing) -> Outcome<Arc<Rows>> {
        let loaded = self.loaded()?;
        let key = Listing { columns: Vec::new(), ..listing.clone() };
        let now = self.now()?;
        let mut kept = self.ordered.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(rows) = &*kept
            && rows.listing == key
            && Arc::ptr_eq(&rows.loaded, &loaded)
            // A list stays as it was while somebody scrolls through it; a minute later decisions may have lapsed.
            && now.0 - rows.as_of.0 < 60_000
        {
            return Ok(Arc::clone(rows));
        }
        let rows = Arc::new(self.put_in_order(key, loaded, now)?);
        *kept = Some(Arc::clone(&rows));
        Ok(rows)
    }

    fn put_in_order(
        &self,
        listing: Listing,
        loaded: Arc<Loaded>,
        as_of: plumbline_domain::moment::Moment,
    ) -> Outcome<Rows> {
        let (mut unknown, mut clocks) = (0, None);
        let mut rows: Vec<u32> = match (&listing.drill, &listing.recycled) {
            (Some(drill), _) => {
                let hits = drill.hits(self, &loaded)?;
                clocks = drill.clocks(self, &loaded, hits.len())?;
                hits.into_iter().map(|hit| hit.row).collect()
            }
            (None, Some(list)) => self.recycled_rows(&loaded, list)?,
            (None, None) => (0..loaded.cube.frame().rows() as u32).collect(),
        };
        if let Some(criteria) = criteria_of("criteria", listing.criteria.as_deref(), &loaded)? {
            let mask = loaded.select(self.store(), &criteria, as_of)?;
            unknown = mask.unknown as u64;
            if let Some(clocks) = &mut clocks {
                let mut rows = rows.iter();
                clocks.retain(|_| rows.next().is_some_and(|row| mask.passes(*row as usize)));
            }
            rows.retain(|row| mask.passes(*row as usize));
        }
        if let Some((name, descending)) = &listing.sort {
            let name = FieldName::parse(name);
            match &mut clocks {
                Some(clocks) if clock_column::is(&name) => {
                    clock_column::sort(&mut rows, clocks, *descending);
                }
                clocks => {
                    let before = clocks.is_some().then(|| rows.clone());
                    loaded.ensure(self.store(), [&name])?;
                    loaded.cube.order(&mut rows, &name, *descending, as_of, &loaded.settings);
                    if let Some((clocks, before)) = clocks.as_mut().zip(before) {
                        *clocks = clock_column::followed(clocks, &before, &rows);
                    }
                }
            }
        }
        Ok(Rows { listing, loaded, as_of, rows, clocks, unknown })
    }

    pub(crate) fn cells(
        &self,
        ordered: &Rows,
        names: &[FieldName],
        rows: &[u32],
        style: Style,
    ) -> Outcome<Vec<ListRow>> {
        let loaded = &ordered.loaded;
        let frame = loaded.cube.frame();
        let ids: Vec<LeadId> = rows.iter().filter_map(|row| frame.lead(*row)).collect();
        let stored = self.store().read(|reader| reader.leads(&ids))?;
        let columns = loaded.cube.columns(ordered.as_of, &loaded.settings);
        let cells = Cells {
            columns: &columns,
            reasons: loaded.cube.reasons(),
            ladder: &loaded.ladder,
            calendar: &loaded.settings.calendar,
            style,
        };
        Ok(stored.iter().map(|lead| row(&cells, names, lead, frame.row(lead.id))).collect())
    }
}

fn row(cells: &Cells<'_>, names: &[FieldName], lead: &LeadRow, row: Option<u32>) -> ListRow {
    let at = row.map_or(usize::MAX, |row| row as usize);
    ListRow { id: lead.id, cells: names.iter().map(|name| cells.text(name, lead, at)).collect() }
}

/// The columns asked for, or the usual ones.
///
/// # Errors
/// A column that no lead has.
pub(crate) fn column_names(listing: &Listing, loaded: &Loaded) -> Outcome<Vec<FieldName>> {
    if listing.columns.is_empty() {
        return Ok(USUAL.iter().map(|name| FieldName::parse(name)).collect());
    }
    let names: Vec<FieldName> = listing.columns.iter().map(|name| FieldName::parse(name)).collect();
    match names.iter().find_map(|name| unknown_field(name, loaded)) {
        None => Ok(names),
        Some((name, hint)) => {
            let failure = Failure::bad_input("columns", format!("No lead has a field called \"{name}\"."));
            Err(match hint {
                Some(hint) => failure.hint(hint),
                None => failure,
            })
        }
    }
}

fn column(name: FieldName, ladder: &Ladder) -> ListColumn {
    let numeric = matches!(&name, FieldName::Canonical(field) if Field::kind(*field) == Kind::Number);
    ListColumn { label: ladder.field_label(&name).into_owned(), name, numeric }
}
