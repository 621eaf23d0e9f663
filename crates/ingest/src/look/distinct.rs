//! How many distinct values a column has, exact while they are few.

use rustc_hash::FxHashSet;

/// Hashes kept to count distinct values; beyond them their density tells the count.
pub(super) const SMALLEST: usize = 100_000;
/// Hashes gathered before all but the smallest are dropped: what a set of 2^17 places holds without growing.
const GATHERED: usize = 114_000;

/// The k smallest of all hashes: the largest of them tells how many distinct values there are (Bar-Yossef et al. 2002).
///
/// Some more are gathered before the largest are dropped, so that a value costs one look into a set.
pub(super) struct Smallest {
    hashes: FxHashSet<u64>,
    /// Hashes above are not among the smallest.
    limit: u64,
}

impl Default for Smallest {
    fn default() -> Self {
        Smallest { hashes: FxHashSet::default(), limit: u64::MAX }
    }
}

impl Smallest {
    #[inline]
    pub(super) fn add(&mut self, value: &str) {
        let hash = hash(value.as_bytes());
        if hash <= self.limit && self.hashes.insert(hash) && self.hashes.len() >= GATHERED {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let mut sorted: Vec<u64> = self.hashes.iter().copied().collect();
        let (_, limit, _) = sorted.select_nth_unstable(SMALLEST - 1);
        self.limit = *limit;
        let limit = self.limit;
        self.hashes.retain(|hash| *hash <= limit);
    }

    pub(super) fn estimate(mut self) -> u64 {
        if self.hashes.len() <= SMALLEST && self.limit == u64::MAX {
            return self.hashes.len() as u64;
        }
        self.cut();
        let share = self.limit as f64 / u64::MAX as f64;
        ((SMALLEST - 1) as f64 / share).round() as u64
    }
}

/// A hash whose bits are even enough to count by: Fx, stirred once (the finish of splitmix64).
fn hash(bytes: &[u8]) -> u64 {
    use std::hash::Hasher;
    let mut state = rustc_hash::FxHasher::default();
    state.write(bytes);
    let mut mixed = state.finish();
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
