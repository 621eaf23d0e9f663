//! Random numbers that are the same for the same seed, on every machine.
//!
//! SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): 64 bits of state, one
//! addition and three mixing steps a number, period 2^64. What is drawn here is drawn by adding, multiplying, dividing
//! and comparing only, which IEEE 754 rounds alike everywhere; so the same seed draws the same worlds on any laptop.

/// A stream of random numbers that its seed determines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Random(u64);

impl Random {
    /// The stream of `seed`; streams of different seeds have nothing to do with each other.
    pub fn seeded(seed: u64) -> Random {
        Random(seed)
    }

    /// The next 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to, not including, 1: one of 2^53 values that are equally far apart and equally likely.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What a simulation says about a statistic that was seen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Simulated {
    /// (1 + worlds in which the statistic was at least as large) / (1 + worlds): never 0, since what was seen is one of
    /// the worlds (Davison and Hinkley 1997, equation 4.11; R `chisq.test(simulate.p.value = TRUE)`).
    pub p: f64,
    /// The statistic's mean over the simulated worlds: how large it is by luck alone. 0 without worlds.
    pub mean_by_luck: f64,
    /// How many worlds were simulated.
    pub worlds: u32,
}

impl Simulated {
    /// Compares `seen` with `worlds` draws of `statistic`.
    pub(crate) fn of(seen: f64, worlds: u32, mut statistic: impl FnMut() -> f64) -> Simulated {
        // Worlds that give the same table add the same terms in another order: that is a tie, not a difference.
        let tie = seen - seen.abs() * 1e-9;
        let (mut as_large, mut sum) = (0_u32, 0.0);
        for _ in 0..worlds {
            let drawn = statistic();
            as_large += u32::from(drawn >= tie);
            sum += drawn;
        }
        Simulated {
            p: (1.0 + f64::from(as_large)) / (1.0 + f64::from(worlds)),
            mean_by_luck: if worlds == 0 { 0.0 } else { sum / f64::from(worlds) },
            worlds,
        }
    }
}
