//! The hypergeometric distribution: how many of the drawn are marked, where nothing is put back.

use crate::{
    random::Random,
    unimodal::{self, Unimodal},
};

/// The marked among those drawn without putting back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hypergeometric {
    population: u64,
    marked: u64,
    drawn: u64,
}

impl Hypergeometric {
    /// Draws `drawn` out of a `population` of which `marked` are marked; `None` if either is more than there are.
    pub fn new(population: u64, marked: u64, drawn: u64) -> Option<Hypergeometric> {
        (marked <= population && drawn <= population).then_some(Hypergeometric { population, marked, drawn })
    }

    /// P(X = `k`). Reference: scipy `hypergeom.pmf`.
    pub fn exactly(self, k: u64) -> f64 {
        unimodal::around(&self, k).at
    }

    /// P(X >= `k`). Reference: scipy `hypergeom.sf(k - 1, …)`.
    pub fn at_least(self, k: u64) -> f64 {
        let around = unimodal::around(&self, k);
        (around.at + around.above).min(1.0)
    }

    /// P(X <= `k`). Reference: scipy `hypergeom.cdf`.
    pub fn at_most(self, k: u64) -> f64 {
        let around = unimodal::around(&self, k);
        (around.at + around.below).min(1.0)
    }

    /// The probability of every number that is no more likely than `k`: the two-sided tail.
    pub fn as_unlikely_as(self, k: u64) -> f64 {
        unimodal::as_unlikely(&self, k).min(1.0)
    }

    /// One draw.
    pub fn draw(self, random: &mut Random) -> u64 {
        unimodal::draw(&self, random)
    }
}

impl Unimodal for Hypergeometric {
    fn lowest(&self) -> u64 {
        self.drawn.saturating_sub(self.population - self.marked)
    }

    fn highest(&self) -> u64 {
        self.drawn.min(self.marked)
    }

    fn mode(&self) -> u64 {
        let share = (self.marked as f64 + 1.0) / (self.population as f64 + 2.0);
        ((self.drawn as f64 + 1.0) * share) as u64
    }

    fn ratio(&self, k: u64) -> f64 {
        let (marked, rest) = ((self.marked - k) as f64, (self.drawn - k) as f64);
        let unmarked = (self.population - self.marked - (self.drawn - k)) as f64;
        marked * rest / ((k + 1) as f64 * (unmarked + 1.0))
    }
}

/// Deals `marked` marks at random to groups of the given `sizes`, each member at most one, and writes how many each
/// group got. `marked` is at most the sum of the sizes; what is more stays undealt.
pub(crate) fn deal(marked: u64, sizes: &[u64], random: &mut Random, dealt: &mut Vec<u64>) {
    dealt.clear();
    let mut population: u64 = sizes.iter().sum();
    let mut left = marked.min(population);
    for &size in sizes {
        let got = Hypergeometric::new(population, left, size).map_or(0, |of| of.draw(random));
        dealt.push(got);
        population -= size;
        left -= got;
    }
}
