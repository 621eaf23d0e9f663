//! A small seeded generator: the same seed gives the same bytes on every machine and in every release.

/// SplitMix64: one multiply-xor chain per draw, no state beyond a counter, so that lead `n` of a world can be
/// drawn without drawing the leads before it.
#[derive(Clone, Debug)]
pub(super) struct Rng(u64);

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

impl Rng {
    /// The stream numbered `stream` of `seed`; streams do not overlap in practice.
    pub(super) fn new(seed: u64, stream: u64) -> Rng {
        let mut rng = Rng(seed ^ stream.wrapping_mul(0xD1B5_4A32_D192_ED03));
        rng.next();
        Rng(rng.next() ^ stream)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Uniform in [0, 1).
    pub(super) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform in `0..bound`; 0 when `bound` is 0.
    pub(super) fn below(&mut self, bound: u32) -> u32 {
        ((u128::from(self.next()) * u128::from(bound)) >> 64) as u32
    }

    /// True with probability `p`.
    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of `items`, which must not be empty.
    pub(super) fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len() as u32) as usize]
    }

    /// An index drawn in proportion to `weights`; the last one if they sum to nothing.
    pub(super) fn weighted(&mut self, weights: &[f64]) -> usize {
        let mut left = self.unit() * weights.iter().sum::<f64>();
        for (index, weight) in weights.iter().enumerate() {
            left -= weight;
            if left < 0.0 {
                return index;
            }
        }
        weights.len() - 1
    }

    /// A waiting time with this median and a long right tail: half lies within a factor of about 2 of it.
    ///
    /// The logarithm is the sum of four uniforms, close enough to normal, in steps of a sixteenth of a doubling. Only
    /// multiplications follow: `exp` may differ in its last digit from one machine to the next, and bytes must not.
    pub(super) fn waiting(&mut self, median: u32) -> u32 {
        let sum: u32 = (0..4).map(|_| self.below(33)).sum();
        let steps = i64::from(sum) - 64;
        // 2^(1/16)
        let mut factor = 1.0_f64;
        for _ in 0..steps.unsigned_abs() {
            factor *= 1.044_273_782_427_413_8;
        }
        let minutes = if steps < 0 { f64::from(median) / factor } else { f64::from(median) * factor };
        (minutes as u32).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_repeatable() {
        let mut rng = Rng::new(7, 1);
        let mut counts = [0_u32; 5];
        for _ in 0..50_000 {
            counts[rng.below(5) as usize] += 1;
        }
        assert!(counts.iter().all(|count| (9_500..10_500).contains(count)), "fifths, not {counts:?}");
        let mut weighted = [0_u32; 2];
        for _ in 0..40_000 {
            weighted[rng.weighted(&[1.0, 3.0])] += 1;
        }
        assert!((9_500..10_500).contains(&weighted[0]), "a quarter, not {weighted:?}");
        let draw = |seed, stream| Rng::new(seed, stream).next();
        assert_eq!(draw(7, 1), draw(7, 1), "same seed, same draw");
        assert_ne!(draw(7, 1), draw(7, 2), "streams differ");
        assert_ne!(draw(7, 1), draw(8, 1), "seeds differ");
    }

    #[test]
    fn half_of_the_waiting_times_lie_below_the_median() {
        let mut rng = Rng::new(1, 1);
        let below = (0..20_000).filter(|_| rng.waiting(600) < 600).count();
        assert!((9_000..11_000).contains(&below), "{below} of 20,000 below the median");
    }
}
