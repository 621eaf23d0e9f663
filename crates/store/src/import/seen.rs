//! Which file told a row last. What it does not know of a change of a lead lies after that, and an older file does not
//! speak against it.

use plumbline_domain::{ids::LeadId, moment::Moment, shape::Shape};
use rusqlite::Connection;

use crate::error::StoreError;

/// Runs of ids, sorted: first and last of each.
#[derive(Clone, Debug, Default)]
struct Runs(Vec<(i64, i64)>);

impl Runs {
    fn contains(&self, id: i64) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= id);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, last)| id <= *last)
    }
}

/// The files of one shape that stand, newest moment first. They told leads or deals by their numbers, or spend by its days.
#[derive(Debug)]
pub(crate) struct Seen(Vec<(Moment, Runs)>);

impl Seen {
    pub(crate) fn load(conn: &Connection, shape: Shape) -> Result<Seen, StoreError> {
        let mut read = conn.prepare(
            "SELECT as_of, told FROM import_batch
             WHERE undone_at IS NULL AND told IS NOT NULL AND shape = ?1 ORDER BY as_of DESC",
        )?;
        let files = read.query_and_then([shape.slug()], |row| {
            let told = row.get_ref(1)?.as_str().map_err(|_| StoreError::Malformed("import"))?;
            let flat: Vec<i64> = serde_json::from_str(told).map_err(|_| StoreError::Malformed("import"))?;
            let runs = flat.chunks_exact(2).map(|run| (run[0], run[1])).collect();
            Ok((Moment(row.get(0)?), Runs(runs)))
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
pub(crate) fn written(mut ids: Vec<i64>) -> Option<String> {
    ids.sort_unstable();
    let mut runs: Vec<i64> = Vec::new();
    for id in ids {
        match runs.last_mut() {
            Some(last) if *last + 1 >= id => *last = id,
            _ => runs.extend([id, id]),
        }
    }
    (!runs.is_empty()).then(|| serde_json::Value::from(runs).to_string())
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
}
