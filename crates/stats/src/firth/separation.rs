//! Separation: some mix of features divides the won from the lost, so that plain maximum likelihood has no finite answer.
//!
//! It is there exactly if a direction exists along which no won lead's log-odds fall and no lost lead's rise, and some
//! change (Albert and Anderson 1984). Linear programs find such a direction (Konis 2007), as R detectseparation does.

use super::{design::Design, simplex};

/// Whether the features separate the won from the lost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Separation {
    /// How far; `None` without separation.
    pub extent: Option<Extent>,
    /// The features that take part, from 0, and whether each drives the odds of winning up (true) or down, without end
    /// in a plain fit. An intercept that takes part is not listed.
    pub features: Vec<(usize, bool)>,
    /// How many different rows are divided, of how many.
    pub rows: (usize, usize),
}

/// How far the features separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// Some rows are divided: typically a value that always won or never did.
    Quasi,
    /// Every row is: who won can be told from the features alone, in these data.
    Complete,
}

/// What counts as 0 in rows and directions that are at most 1.
const NOTHING: f64 = 1e-7;

impl Separation {
    pub(super) fn of(design: &Design) -> Separation {
        let sides: Vec<Side> = design.rows.iter().flat_map(Side::of).collect();
        let mut open: Vec<bool> = sides.iter().map(|side| !side.mixed).collect();
        let mut direction = vec![0.0; design.columns];
        // Each program divides rows that none before it did; directions that divide add up to one that divides all.
        while let Some(found) = dividing(design.columns, &sides, &open) {
            let mut divided = false;
            for (side, open) in sides.iter().zip(&mut open) {
                if *open && side.along(&found) > NOTHING {
                    *open = false;
                    divided = true;
                }
            }
            if !divided {
                break;
            }
            for (sum, step) in direction.iter_mut().zip(&found) {
                *sum += step;
            }
        }
        let unmixed = sides.iter().filter(|side| !side.mixed).count();
        let divided = unmixed - open.iter().filter(|open| **open).count();
        let total = design.rows.len();
        let features = direction.iter().skip(1).enumerate();
        Separation {
            extent: (divided > 0).then_some(if divided == total { Extent::Complete } else { Extent::Quasi }),
            features: features.filter(|(_, d)| d.abs() > NOTHING).map(|(at, d)| (at, *d > 0.0)).collect(),
            rows: (divided, total),
        }
    }
}

/// A row turned so that it must not go down: won as it is, lost with its sign changed; one of both kinds is two sides,
/// which together must not move.
struct Side {
    x: Vec<f64>,
    mixed: bool,
}

impl Side {
    fn of(row: &super::design::Row) -> Vec<Side> {
        let lost = row.all - row.won;
        let mixed = row.won > 0.0 && lost > 0.0;
        let turned = |sign: f64| Side { x: row.x.iter().map(|x| sign * x).collect(), mixed };
        let won = (row.won > 0.0).then(|| turned(1.0));
        won.into_iter().chain((lost > 0.0).then(|| turned(-1.0))).collect()
    }

    fn along(&self, direction: &[f64]) -> f64 {
        self.x.iter().zip(direction).map(|(x, d)| x * d).sum()
    }
}

/// The direction from -1 to 1 that lifts the open sides most without lowering any; `None` if none lifts one.
fn dividing(columns: usize, sides: &[Side], open: &[bool]) -> Option<Vec<f64>> {
    let many = sides.len() as f64;
    let mut gain = vec![0.0; 2 * columns];
    for (side, _) in sides.iter().zip(open).filter(|(_, open)| **open) {
        for (column, x) in side.x.iter().enumerate() {
            gain[column] += x / many;
            gain[columns + column] -= x / many;
        }
    }
    // Each coefficient is the difference of two numbers from 0 to 1.
    let halves =
        |side: &Side| -> Vec<f64> { side.x.iter().map(|x| -x).chain(side.x.iter().copied()).collect() };
    let mut limits: Vec<(Vec<f64>, f64)> = sides.iter().map(|side| (halves(side), 0.0)).collect();
    for at in 0..2 * columns {
        limits.push(((0..2 * columns).map(|i| f64::from(u8::from(i == at))).collect(), 1.0));
    }
    let found = simplex::largest(&gain, &limits)?;
    let direction: Vec<f64> = (0..columns).map(|column| found[column] - found[columns + column]).collect();
    Some(direction).filter(|d| sides.iter().zip(open).any(|(side, open)| *open && side.along(d) > NOTHING))
}
