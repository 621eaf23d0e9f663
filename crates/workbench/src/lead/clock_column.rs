//! The column of a list of clocks that says which clock a row stands for: a lead with two late clocks stands there twice.

use std::{cmp::Reverse, collections::HashMap, ops::Range};

use plumbline_domain::{clock::ClockKind, field::FieldName};

use super::{
    list::{ListColumn, Rows},
    passes::said,
};

/// No header of a file is called so.
const NAME: &str = "clock:";

/// Which clock of which pass of its lead a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ClockOf {
    pub(crate) kind: ClockKind,
    pub(crate) pass: u16,
}

pub(super) fn column() -> ListColumn {
    ListColumn { name: FieldName::Extra(NAME.to_owned()), label: "Clock".to_owned(), numeric: false }
}

pub(super) fn is(name: &FieldName) -> bool {
    *name == FieldName::Extra(NAME.to_owned())
}

/// Puts rows in the order of their clocks; those of one clock stay in theirs.
pub(super) fn sort(rows: &mut Vec<u32>, clocks: &mut Vec<ClockOf>, descending: bool) {
    let mut pairs: Vec<(u32, ClockOf)> = rows.drain(..).zip(clocks.drain(..)).collect();
    match descending {
        true => pairs.sort_by_key(|(_, clock)| Reverse(clock.kind)),
        false => pairs.sort_by_key(|(_, clock)| clock.kind),
    }
    (*rows, *clocks) = pairs.into_iter().unzip();
}

/// The clocks of rows that stand in another order now: the first of a lead's rows has its first clock, as before.
pub(super) fn followed(clocks: &[ClockOf], before: &[u32], now: &[u32]) -> Vec<ClockOf> {
    let mut of_row: HashMap<u32, std::collections::VecDeque<ClockOf>> = HashMap::new();
    for (row, clock) in before.iter().zip(clocks) {
        of_row.entry(*row).or_default().push_back(*clock);
    }
    now.iter().filter_map(|row| of_row.get_mut(row)?.pop_front()).collect()
}

impl Rows {
    /// What the clocks of these rows say: `First contact, late by 3 h 10 min`; `None` for a list of anything else.
    pub(super) fn clocks_told(&self, rows: Range<usize>) -> Option<Vec<String>> {
        let (clocks, loaded) = (self.clocks.as_ref()?, &self.loaded);
        let told = |(row, of): (&u32, &ClockOf)| {
            let all = loaded.cube.clocks_of(*row, self.as_of, &loaded.settings);
            let clock = all.iter().find(|clock| clock.kind == of.kind && clock.pass == of.pass);
            let says = clock.map(|clock| said(clock, &loaded.settings.calendar, self.as_of));
            [Some(of.kind.label().to_owned()), says].into_iter().flatten().collect::<Vec<_>>().join(", ")
        };
        Some(self.rows[rows.clone()].iter().zip(&clocks[rows]).map(told).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_stay_with_their_leads_in_any_order() {
        let clock = |kind| ClockOf { kind, pass: 1 };
        let [route, decide, contact, feedback] = ClockKind::ALL.map(clock);
        let (mut rows, mut clocks) = (vec![4, 4, 7, 2], vec![route, feedback, decide, contact]);
        assert_eq!(followed(&clocks, &rows, &[2, 7, 4, 4]), [contact, decide, route, feedback]);
        sort(&mut rows, &mut clocks, true);
        assert_eq!((rows, clocks), (vec![4, 2, 7, 4], vec![feedback, contact, decide, route]));
    }
}
