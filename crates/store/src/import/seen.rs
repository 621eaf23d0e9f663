//! Which file told a row last. What it does not know of a change of a lead lies after that, and an older file does not
//! speak against it.

use plumbline_domain::{ids::LeadId, moment::Moment, shape::Shape};
use rusqlite::Connection;

use crate::error::StoreError;

/// Runs of ids, sorted: first and last of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Runs(Vec<(i64, i64)>);

impl Runs {
    /// As they are written down with a batch.
    pub(super) fn read(told: &str) -> Result<Runs, StoreError> {
        let flat: Vec<i64> = serde_json::from_str(told).map_err(|_| StoreError::Malformed("import"))?;
        Ok(Runs(flat.chunks_exact(2).map(|run| (run[0], run[1])).collect()))
    }

    /// All ids from one to another.
    pub(super) fn between(first: i64, last: i64) -> Runs {
        Runs(vec![(first, last)])
    }

    /// Of ids in any order.
    pub(super) fn of(mut ids: Vec<i64>) -> Runs {
        ids.sort_unstable();
        Runs::joined(ids.into_iter().map(|id| (id, id)))
    }

    /// Those that are in one of both.
    pub(super) fn with(&self, other: &Runs) -> Runs {
        let mut all: Vec<(i64, i64)> = self.0.iter().chain(&other.0).copied().collect();
        all.sort_unstable();
        Runs::joined(all.into_iter())
    }

    fn joined(sorted: impl Iterator<Item = (i64, i64)>) -> Runs {
        let mut runs: Vec<(i64, i64)> = Vec::new();
        for (first, last) in sorted {
            match runs.last_mut() {
                Some((_, end)) if *end + 1 >= first => *end = last.max(*end),
                _ => runs.push((first, last)),
            }
        }
        Runs(runs)
    }

    /// How many are in both.
    pub(super) fn shared(&self, other: &Runs) -> u64 {
        let (mut mine, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some((first, last)), Some((from, to))) = (mine.peek(), theirs.peek()) {
            let both = (*last.min(to) - *first.max(from) + 1).max(0);
            shared += both.unsigned_abs();
            if last < to {
                mine.next()
            } else {
                theirs.next()
            };
        }
        shared
    }

    pub(super) fn contains(&self, id: i64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= id);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, last)| id <= *last)
    }
}

/// The files of one shape that stand, newest moment first. They told leads or deals by their numbers, or spend by its days.
#[derive(Debug)]
pub(crate) struct Seen(Vec<(Moment, Runs)>);

impl Seen {
    pub(crate) fn load(conn: &Connection, shape: Shape) -> Result<Seen, StoreError> {
        Seen::load_of(conn, shape, "")
    }

    /// Those alone whose mapping has the word `maps`.
    pub(crate) fn load_of(conn: &Connection, shape: Shape, maps: &str) -> Result<Seen, StoreError> {
        let mut read = conn.prepare(
            "SELECT as_of, told FROM import_batch
             WHERE undone_at IS NULL AND told IS NOT NULL AND shape = ?1 AND instr(mapping, ?2) > 0
             ORDER BY as_of DESC",
        )?;
        let files = read.query_and_then((shape.slug(), maps), |row| {
            let told = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
            Ok((Moment(row.get(0)?), Runs::read(told)?))
        })?;
        Ok(Seen(files.collect::<Result<_, StoreError>>()?))
    }

    /// The highest number that any of the files told; 0 if none did.
    pub(crate) fn last(&self) -> i64 {
        self.0.iter().filter_map(|(_, told)| told.0.last()).map(|(_, last)| *last).max().unwrap_or(0)
    }

    /// The moment the newest file spoke of that told `lead`.
    pub(crate) fn of(&self, lead: LeadId) -> Option<Moment> {
        self.of_number(lead.0)
    }

    /// The moment the first file after `at` spoke of that told `lead`.
    pub(crate) fn after(&self, lead: LeadId, at: Moment) -> Option<Moment> {
        let later = self.0.iter().take_while(|(as_of, _)| *as_of > at);
        later.filter(|(_, told)| told.contains(lead.0)).map(|(as_of, _)| *as_of).last()
    }

    /// The moments of all files that told `lead`, earliest first.
    pub(crate) fn put_all_of(&self, lead: LeadId, into: &mut Vec<Moment>) {
        into.extend(self.0.iter().rev().filter(|(_, told)| told.contains(lead.0)).map(|(as_of, _)| *as_of));
    }

    /// [`Seen::of`] for anything that has a number.
    pub(crate) fn of_number(&self, id: i64) -> Option<Moment> {
        self.0.iter().find(|(_, told)| told.contains(id)).map(|(as_of, _)| *as_of)
    }
}

/// Numbers as they are written down with a batch; `None` if there are none.
pub(crate) fn written(ids: Vec<i64>) -> Option<String> {
    let runs = Runs::of(ids).0;
    let flat: Vec<i64> = runs.into_iter().flat_map(|(first, last)| [first, last]).collect();
    (!flat.is_empty()).then(|| serde_json::Value::from(flat).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_are_found_in_their_runs() {
        assert_eq!(written(vec![7, 1, 3, 2, 9, 8, 3]).as_deref(), Some("[1,3,7,9]"));
        assert_eq!(written(Vec::new()), None);
        let seen = Seen(vec![(Moment(9), Runs(vec![(4, 4)])), (Moment(5), Runs(vec![(1, 3), (7, 9)]))]);
        let told: Vec<_> = (0..11).map(|lead| seen.of(LeadId(lead)).map_or(0, |at| at.0)).collect();
        assert_eq!(told, [0, 5, 5, 5, 9, 0, 0, 5, 5, 5, 0]);
    }

    #[test]
    fn runs_are_joined_and_compared() {
        let (one, other) = (Runs(vec![(1, 3), (7, 9), (20, 20)]), Runs(vec![(3, 7), (9, 30)]));
        assert_eq!((one.shared(&other), other.shared(&one)), (4, 4), "3, 7, 9 and 20");
        assert_eq!(one.with(&other), Runs(vec![(1, 30)]));
        assert_eq!(one.shared(&Runs::default()), 0);
        assert_eq!(Runs::of(vec![5, 4, 9, 4]), Runs(vec![(4, 5), (9, 9)]));
    }
}
