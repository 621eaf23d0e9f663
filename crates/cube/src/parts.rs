//! A pass in as many parts as there are cores, where there is enough to do.

use std::{num::NonZero, ops::Range};

/// Fewest handoffs for which a thread of their own pays. Unoptimised builds split small worlds too: there the seams are tested.
const SMALLEST_PART: usize = if cfg!(debug_assertions) { 16 } else { 100_000 };
/// Most threads of a pass.
const MOST_PARTS: usize = 8;

/// What `count` says of each part of `0..len`, in order; one part at least.
pub(crate) fn in_parts<T: Send>(len: usize, count: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(MOST_PARTS);
    let parts = cores.min(len / SMALLEST_PART).max(1);
    let part = |index: usize| len * index / parts..len * (index + 1) / parts;
    std::thread::scope(|scope| {
        let count = &count;
        let others: Vec<_> = (1..parts).map(|index| scope.spawn(move || count(part(index)))).collect();
        let mut counted = vec![count(part(0))];
        for (index, other) in (1..parts).zip(others) {
            // A part whose thread died is counted here: a number is never short of it.
            counted.push(other.join().unwrap_or_else(|_| count(part(index))));
        }
        counted
    })
}
