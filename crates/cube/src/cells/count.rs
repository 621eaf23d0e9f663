//! Counting cells: one pass over the handoffs of a question.

use std::{cmp::Reverse, ops::Range};

use plumbline_domain::{
    calendar::{Grain, Period},
    handoff::Decision,
    ladder::Ladder,
    moment::Moment,
};
use plumbline_stats::Rate;

use super::{Facet, reading::Reading};
use crate::{
    cube::Cube,
    measure::{Basis, Measure},
    parts::in_parts,
    query::Query,
    refusal::Refusal,
    scan::{Outside, Row, Scan},
};

/// Most cells of a pass.
const MOST_CELLS: usize = 2_000_000;

/// How many handoffs are in a cell, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Accepted.
    pub accepted: u32,
    /// Rejected.
    pub rejected: u32,
    /// Pending.
    pub pending: u32,
    /// Lapsed.
    pub lapsed: u32,
    /// Left, and nobody can tell whether it was rejected or disqualified.
    pub unclear: u32,
    /// Numerator of the measure.
    pub numerator: u32,
    /// Denominator of the measure.
    pub denominator: u32,
}

impl Tally {
    /// All of them.
    pub fn n(self) -> u32 {
        self.accepted + self.rejected + self.pending + self.lapsed + self.unclear
    }

    /// The rate of the measure.
    pub fn rate(self) -> Rate {
        Rate::new(u64::from(self.numerator), u64::from(self.denominator))
    }

    /// Both added up.
    #[must_use]
    pub fn plus(self, other: Tally) -> Tally {
        Tally {
            accepted: self.accepted + other.accepted,
            rejected: self.rejected + other.rejected,
            pending: self.pending + other.pending,
            lapsed: self.lapsed + other.lapsed,
            unclear: self.unclear + other.unclear,
            numerator: self.numerator + other.numerator,
            denominator: self.denominator + other.denominator,
        }
    }

    #[inline]
    fn count(&mut self, row: &Row) {
        let slot = match row.decision {
            Decision::Accepted => &mut self.accepted,
            Decision::Rejected => &mut self.rejected,
            Decision::Pending => &mut self.pending,
            Decision::Lapsed => &mut self.lapsed,
            Decision::Unclear => &mut self.unclear,
        };
        *slot += 1;
        self.numerator += u32::from(row.numerator);
        self.denominator += u32::from(row.denominator);
    }
}

/// The values of a facet that take part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// Of what.
    pub facet: Facet,
    /// As a [`super::Within`] wants them. Facets with an order of their own keep it and show every value; the others
    /// show those that were met, the most frequent first and the blank last.
    pub values: Vec<String>,
    /// The same as people know them; empty for the blank.
    pub labels: Vec<String>,
}

/// The answer to a question with facets.
#[derive(Clone, Debug, PartialEq)]
pub struct Cells {
    /// What was asked.
    pub measure: Measure,
    /// The length of the periods.
    pub grain: Grain,
    /// Which moment put a handoff into a period.
    pub basis: Basis,
    /// As of when.
    pub as_of: Moment,
    /// The days asked for, where both ends were.
    pub asked: Option<Period>,
    /// From the first day of the first period to the end of the last; `None` without any handoff.
    pub span: Option<Period>,
    /// The periods, in order.
    pub periods: Vec<Period>,
    /// One per facet, in the order asked.
    pub axes: Vec<Axis>,
    /// Handoffs in no period: decided at a moment that is known only within bounds.
    pub undated: u32,
    /// Handoffs left out because of how their moments are known.
    pub left_out: u32,
    /// What stages are called: as everywhere, until somebody puts a workspace's ladder here.
    pub ladder: Ladder,
    /// The last axis runs fastest.
    tallies: Vec<Tally>,
}

impl Cells {
    /// The cell of one value per axis, by their places; the empty tally outside.
    pub fn at(&self, places: &[usize]) -> Tally {
        let mut index = 0;
        for (axis, place) in self.axes.iter().zip(places) {
            if *place >= axis.values.len() {
                return Tally::default();
            }
            index = index * axis.values.len() + place;
        }
        self.tallies.get(index).copied().unwrap_or_default()
    }

    /// All cells together.
    pub fn total(&self) -> Tally {
        self.tallies.iter().fold(Tally::default(), |sum, tally| sum.plus(*tally))
    }

    /// One tally per value of an axis, the other axes added up.
    pub fn along(&self, axis: usize) -> Vec<Tally> {
        let Some(length) = self.axes.get(axis).map(|axis| axis.values.len()) else { return Vec::new() };
        let below: usize = self.axes[axis + 1..].iter().map(|axis| axis.values.len()).product();
        let mut sums = vec![Tally::default(); length];
        for (index, tally) in self.tallies.iter().enumerate() {
            let place = index / below % length;
            sums[place] = sums[place].plus(*tally);
        }
        sums
    }

    /// The days it is about: those asked for, else those there are.
    pub fn days(&self) -> Option<Period> {
        self.asked.or(self.span)
    }

    /// True if nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.total().n() == 0
    }
}

impl Cube {
    /// Counts the handoffs of a query by facets. The query's split says nothing here.
    ///
    /// What facets read is to be filled first: the columns of their fields, for [`Facet::Response`] the column
    /// `first_contact.at` and the activities, and the desk where [`Facet::needs_desk`].
    ///
    /// # Errors
    /// The question makes no sense, a facet is of a field nobody has, or there are too many cells.
    pub fn cells(&self, query: &Query<'_>, facets: &[Facet]) -> Result<Cells, Refusal> {
        let query = Query { split: None, ..query.clone() };
        let scan = Scan::new(self, &query)?;
        let readings: Vec<Reading<'_>> = facets
            .iter()
            .map(|facet| Reading::of(self, &query, &scan, facet))
            .collect::<Result<_, Refusal>>()?;
        let sizes: Vec<usize> = readings.iter().map(|reading| reading.texts.len()).collect();
        let count = sizes.iter().try_fold(1_usize, |product, size| product.checked_mul(*size));
        let Some(count) = count.filter(|count| *count <= MOST_CELLS) else {
            let widest = facets.iter().zip(&sizes).max_by_key(|(_, size)| **size);
            return Err(Refusal::SplitTooWide(widest.map_or_else(String::new, |(facet, _)| facet.label())));
        };
        let (dense, outside) = counted(&scan, &readings, count);
        let kept: Vec<Vec<usize>> =
            (0..readings.len()).map(|axis| in_order(&readings[axis], &along(&dense, &sizes, axis))).collect();
        let axes = facets.iter().zip(&readings).zip(&kept).map(|((facet, reading), kept)| Axis {
            facet: facet.clone(),
            values: kept.iter().map(|code| reading.texts[*code].to_string()).collect(),
            labels: kept.iter().map(|code| reading.labels[*code].clone()).collect(),
        });
        let periods = scan.periods.as_ref().map(|periods| periods.list().to_vec()).unwrap_or_default();
        let span = periods.first().zip(periods.last());
        Ok(Cells {
            measure: query.measure,
            grain: query.grain,
            basis: query.basis,
            as_of: query.as_of,
            asked: query.from.zip(query.to).map(|(start, end)| Period { start, end }),
            span: span.map(|(first, last)| Period { start: first.start, end: last.end }),
            periods,
            axes: axes.collect(),
            undated: outside.undated,
            left_out: outside.left_out,
            ladder: Ladder::default(),
            tallies: picked(&dense, &sizes, &kept),
        })
    }
}

/// One tally per combination of codes; the last facet runs fastest.
fn counted(scan: &Scan<'_>, readings: &[Reading<'_>], cells: usize) -> (Vec<Tally>, Outside) {
    let count = |part: Range<usize>| {
        let mut tallies = vec![Tally::default(); cells];
        let outside = scan.each(part, |row| {
            let place =
                |index: usize, reading: &Reading<'_>| index * reading.texts.len() + reading.code(scan, &row);
            tallies[readings.iter().fold(0, place)].count(&row);
        });
        (tallies, outside)
    };
    let mut parts = in_parts(scan.len(), count).into_iter();
    let (mut tallies, mut outside) = parts.next().unwrap_or_default();
    for (theirs, more) in parts {
        for (mine, theirs) in tallies.iter_mut().zip(theirs) {
            *mine = mine.plus(theirs);
        }
        outside.undated += more.undated;
        outside.left_out += more.left_out;
    }
    (tallies, outside)
}

fn along(dense: &[Tally], sizes: &[usize], axis: usize) -> Vec<u32> {
    let below: usize = sizes[axis + 1..].iter().product();
    let mut sums = vec![0; sizes[axis]];
    for (index, tally) in dense.iter().enumerate() {
        sums[index / below % sizes[axis]] += tally.n();
    }
    sums
}

/// The codes that are shown, in their order.
fn in_order(reading: &Reading<'_>, n: &[u32]) -> Vec<usize> {
    if reading.is_ordered() {
        // What nothing is known of is shown where there is any of it, and last.
        let is_blank = |code: usize| reading.texts[code].is_empty();
        let mut codes: Vec<usize> = (0..n.len()).filter(|code| !is_blank(*code) || n[*code] > 0).collect();
        codes.sort_by_key(|code| is_blank(*code));
        return codes;
    }
    let mut codes: Vec<usize> = (0..n.len()).filter(|code| n[*code] > 0).collect();
    codes.sort_by_key(|code| (reading.texts[*code].is_empty(), Reverse(n[*code]), &reading.texts[*code]));
    codes
}

/// The cells of the codes that are shown.
fn picked(dense: &[Tally], sizes: &[usize], kept: &[Vec<usize>]) -> Vec<Tally> {
    let mut places = vec![0_usize];
    for (size, codes) in sizes.iter().zip(kept) {
        places = places.iter().flat_map(|place| codes.iter().map(move |code| place * size + code)).collect();
    }
    places.into_iter().map(|place| dense[place]).collect()
}
