//! Laney's p′-chart: for weeks that vary more than so many coin tosses would.

use crate::{
    Interval, Rate,
    hypergeometric::deal,
    random::{Random, Simulated},
};

/// A center line with limits as wide as the weeks really vary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneyChart {
    /// The mean rate, weighted by n.
    pub center: f64,
    /// How many times more than binomially neighbouring weeks differ: 1 if exactly so, above 1 if more, by luck too
    /// ([`LaneyChart::by_luck`]). Below 1 the weeks are more alike than chance, and the limits narrower than a p-chart's.
    pub sigma_z: f64,
}

/// The mean difference of two standard normal numbers: the constant d2 for pairs, as rounded in the literature.
const MEAN_DIFFERENCE: f64 = 1.128;

/// How many times the mean difference is three sigma of differences: the constant D4 for pairs.
const WILD: f64 = 3.267;

impl LaneyChart {
    /// The chart of weeks in their order; a week of nothing breaks the chain of neighbours. `None` without two
    /// neighbours, or if nothing or everything has the property: then no week can differ.
    ///
    /// Laney, D. B. (2002), "Improved control charts for attributes". Reference: R qicharts2 `qic(chart = "pp")`.
    pub fn of(weeks: &[Rate]) -> Option<LaneyChart> {
        LaneyChart::with(weeks, f64::INFINITY)
    }

    /// The same, but differences that are themselves beyond three sigma of differences are left out first, so that one
    /// wild week does not widen the limits it is judged by (Nelson 1982). Reference: R qicharts2 as it is by default.
    pub fn screened(weeks: &[Rate]) -> Option<LaneyChart> {
        LaneyChart::with(weeks, WILD)
    }

    /// How often weeks of one rate have so large a `sigma_z`: what has the property is dealt out anew in `worlds` worlds,
    /// each week keeping its n. A small p says that the weeks vary more than binomially, so that this chart is the right
    /// one and a p-chart would raise false alarms. `None` as for [`LaneyChart::of`].
    pub fn by_luck(weeks: &[Rate], worlds: u32, seed: u64) -> Option<Simulated> {
        let seen = LaneyChart::of(weeks)?.sigma_z;
        let marked = weeks.iter().map(|week| week.numerator).sum();
        let sizes: Vec<u64> = weeks.iter().map(|week| week.denominator).collect();
        let (mut random, mut dealt, mut world) = (Random::seeded(seed), Vec::new(), Vec::new());
        Some(Simulated::of(seen, worlds, || {
            deal(marked, &sizes, &mut random, &mut dealt);
            world.clear();
            world.extend(dealt.iter().zip(&sizes).map(|(&k, &n)| Rate::new(k, n)));
            LaneyChart::of(&world).map_or(0.0, |chart| chart.sigma_z)
        }))
    }

    fn with(weeks: &[Rate], wild: f64) -> Option<LaneyChart> {
        let all = weeks.iter().fold(Rate::default(), |sum, &week| sum.plus(week));
        let center = all.value()?;
        let spread = (center * (1.0 - center)).sqrt();
        if spread == 0.0 {
            return None;
        }
        let z = |week: Rate| Some((week.value()? - center) / spread * (week.denominator as f64).sqrt());
        let differences: Vec<f64> =
            weeks.windows(2).filter_map(|pair| Some((z(pair[1])? - z(pair[0])?).abs())).collect();
        let all_of_them = mean(differences.iter())?;
        let kept = mean(differences.iter().filter(|difference| **difference < wild * all_of_them));
        // Without any spread none is below the limit, which is 0 too.
        Some(LaneyChart { center, sigma_z: kept.unwrap_or(all_of_them) / MEAN_DIFFERENCE })
    }

    /// Three sigma for a week of `n`, clipped to [0, 1]; `None` for n = 0.
    pub fn limits(self, n: u64) -> Option<Interval> {
        let sigma = (self.center * (1.0 - self.center) / n as f64).sqrt() * self.sigma_z;
        (n > 0).then(|| Interval {
            lower: (self.center - 3.0 * sigma).max(0.0),
            upper: (self.center + 3.0 * sigma).min(1.0),
        })
    }
}

fn mean<'a>(numbers: impl Iterator<Item = &'a f64>) -> Option<f64> {
    let (count, sum) = numbers.fold((0_u32, 0.0), |(count, sum), number| (count + 1, sum + number));
    (count > 0).then(|| sum / f64::from(count))
}
