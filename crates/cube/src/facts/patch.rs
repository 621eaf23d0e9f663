//! Other handoffs for a few leads.

use std::ops::Range;

use plumbline_domain::handoff::Handoff;

use super::{BOUNDED, Facts, KIND, widen};
use crate::reasons::Reasons;

/// Which rows of a table take the place of which: those of one lead lie together before and after.
#[derive(Debug)]
pub(crate) struct Splice {
    places: Vec<Place>,
    /// How many rows there are afterwards.
    rows: usize,
    /// True if as many come as go, everywhere: then nothing else moves.
    is_even: bool,
}

/// The rows of one lead.
#[derive(Debug)]
struct Place {
    /// Those that go.
    old: Range<usize>,
    /// Those of the fresh table that come.
    new: Range<usize>,
    /// Where they begin afterwards.
    at: usize,
}

impl Splice {
    /// Of a table of `rows`; `places` are what goes and what comes, lead by lead in order.
    fn new(rows: usize, places: impl Iterator<Item = (Range<usize>, Range<usize>)>) -> Splice {
        let (mut gone, mut come, mut is_even) = (0, 0, true);
        let place = |(old, new): (Range<usize>, Range<usize>)| {
            let at = old.start + come - gone;
            is_even &= old.len() == new.len();
            (gone, come) = (gone + old.len(), come + new.len());
            Place { old, new, at }
        };
        let places = places.map(place).collect();
        Splice { places, rows: rows + come - gone, is_even }
    }

    /// A column with `width` values per row.
    pub(crate) fn column<T: Copy>(&self, column: &mut Vec<T>, fresh: &[T], width: usize) {
        let wide = |rows: &Range<usize>| rows.start * width..rows.end * width;
        if self.is_even {
            for Place { old, new, .. } in &self.places {
                column[wide(old)].copy_from_slice(&fresh[wide(new)]);
            }
            return;
        }
        let mut out = Vec::with_capacity(self.rows * width);
        let mut from = 0;
        for Place { old, new, .. } in &self.places {
            out.extend_from_slice(&column[from..old.start * width]);
            out.extend_from_slice(&fresh[wide(new)]);
            from = old.end * width;
        }
        out.extend_from_slice(&column[from..]);
        *column = out;
    }

    /// What only some rows have, by row, ascending.
    fn sparse<T: Copy>(&self, known: &mut Vec<(u32, T)>, fresh: &[(u32, T)]) {
        let stays = |(row, value): &(u32, T)| Some((self.moved(*row as usize)? as u32, *value));
        let comes = |(row, value): &(u32, T)| {
            let row = *row as usize;
            let place = self.places.get(self.places.partition_point(|place| place.new.end <= row))?;
            Some(((place.at + row - place.new.start) as u32, *value))
        };
        let mut out: Vec<(u32, T)> =
            known.iter().filter_map(stays).chain(fresh.iter().filter_map(comes)).collect();
        out.sort_by_key(|(row, _)| *row);
        *known = out;
    }

    /// Where a row is afterwards; `None` if it went.
    pub(crate) fn moved(&self, row: usize) -> Option<usize> {
        let next = self.places.partition_point(|place| place.old.end <= row);
        if self.places.get(next).is_some_and(|place| place.old.start <= row) {
            return None;
        }
        let before = next.checked_sub(1).and_then(|at| self.places.get(at));
        Some(before.map_or(row, |place| row - place.old.end + place.at + place.new.len()))
    }

    /// The rows that came, as they are numbered afterwards.
    pub(crate) fn came(&self) -> impl Iterator<Item = usize> {
        self.places.iter().flat_map(|place| place.at..place.at + place.new.len())
    }

    /// How many rows come.
    pub(crate) fn coming(&self) -> usize {
        self.places.iter().map(|place| place.new.len()).sum()
    }
}

impl Facts {
    /// Gives the leads at `rows` (ascending) other handoffs: `handoffs` are all theirs, each with the row of its lead, in
    /// the order of leads and passes.
    pub(crate) fn patch(&mut self, rows: &[u32], handoffs: &[(u32, Handoff)], reasons: &Reasons) -> Splice {
        let mut fresh = Facts { given: self.given.emptied(), ..Facts::default() };
        handoffs.iter().for_each(|(row, handoff)| fresh.push(*row, handoff, reasons));
        let places = rows.iter().map(|row| (self.of_lead(*row), fresh.of_lead(*row)));
        let splice = Splice::new(self.len(), places);
        for (column, fresh) in [
            (&mut self.mql, &fresh.mql),
            (&mut self.decided_from, &fresh.decided_from),
            (&mut self.decided, &fresh.decided),
            (&mut self.sql, &fresh.sql),
            (&mut self.opportunity, &fresh.opportunity),
            (&mut self.won, &fresh.won),
            (&mut self.lost, &fresh.lost),
            (&mut self.disqualified, &fresh.disqualified),
        ] {
            splice.column(column, fresh, 1);
        }
        splice.column(&mut self.pass, &fresh.pass, 1);
        splice.column(&mut self.flags, &fresh.flags, 1);
        splice.column(&mut self.reason, &fresh.reason, 1);
        splice.column(&mut self.disqualification, &fresh.disqualification, 1);
        // Last of the columns that every handoff has: the rows of leads are found by it.
        splice.column(&mut self.lead, &fresh.lead, 1);
        splice.sparse(&mut self.taken_up, &fresh.taken_up);
        splice.sparse(&mut self.left, &fresh.left);
        splice.sparse(&mut self.vague, &fresh.vague);
        self.given.splice(&splice, fresh.given);
        self.measure();
        splice
    }

    /// Finds the first and the last moments anew: those that made them may have gone.
    fn measure(&mut self) {
        (self.mql_range, self.decided_range) = (None, None);
        for handoff in 0..self.len() {
            widen(&mut self.mql_range, self.mql[handoff]);
            if self.flags[handoff] & KIND != 0 && self.decided_provenance(handoff) != BOUNDED {
                widen(&mut self.decided_range, self.decided[handoff]);
            }
        }
    }
}
