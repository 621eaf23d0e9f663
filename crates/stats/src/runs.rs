//! Run rules: has the level shifted, although no single week is outside the limits?

use std::cmp::Ordering;

use crate::{Rate, binomial};

/// Runs of weeks on one side of the center, and how often the center is crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Runs {
    /// Weeks that are not on the center; only these count.
    pub useful: u32,
    /// Most weeks running on one side.
    pub longest: u32,
    /// The longest run that luck explains: round(log2 useful) + 3 (Schilling 2012).
    pub longest_expected: u32,
    /// How often two useful weeks running lie on different sides.
    pub crossings: u32,
    /// The fewest crossings that luck explains: the 5 % quantile of Binomial(useful - 1, 1/2) (Chen 2010).
    pub fewest_expected: u32,
}

impl Runs {
    /// The runs of `weeks` in their order around `center` (the rate of all weeks, say); weeks of nothing are left out.
    /// `None` if no week is off the center.
    ///
    /// Whole numbers are compared, so that 16 of 20 is exactly on a center of 4 of 5. Anhøj, J. and Olesen, A. V. (2014),
    /// "Run charts revisited". Reference: R qicharts2 `qic` (`method = "anhoej"`).
    pub fn of(weeks: &[Rate], center: Rate) -> Option<Runs> {
        let sides: Vec<Ordering> = weeks
            .iter()
            .filter(|week| week.denominator > 0 && center.denominator > 0)
            .map(|week| side(*week, center))
            .filter(|side| side.is_ne())
            .collect();
        let useful = u32::try_from(sides.len()).ok().filter(|&useful| useful > 0)?;
        let runs = sides.chunk_by(PartialEq::eq);
        let longest = runs.clone().map(<[Ordering]>::len).max().unwrap_or_default();
        Some(Runs {
            useful,
            longest: longest as u32,
            longest_expected: f64::from(useful).log2().round() as u32 + 3,
            crossings: runs.count() as u32 - 1,
            fewest_expected: binomial::quantile(0.05, u64::from(useful) - 1, 0.5) as u32,
        })
    }

    /// True if the longest run is longer, or the crossings are fewer, than luck explains.
    pub fn signal(self) -> bool {
        self.longest > self.longest_expected || self.crossings < self.fewest_expected
    }
}

/// On which side of the center a week lies.
fn side(week: Rate, center: Rate) -> Ordering {
    let across = |a: u64, b: u64| u128::from(a) * u128::from(b);
    across(week.numerator, center.denominator).cmp(&across(center.numerator, week.denominator))
}
