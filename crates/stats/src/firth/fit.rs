//! The maximum of the penalized likelihood, freely or with one coefficient held.

use super::{
    design::{Design, Row},
    matrix::Cholesky,
};

/// A maximum, in the scaled units of its design.
#[derive(Clone)]
pub(super) struct Fit {
    pub(super) beta: Vec<f64>,
    pub(super) log_likelihood: f64,
    /// The slope of the penalized log-likelihood along each coefficient; 0 where it was free.
    pub(super) score: Vec<f64>,
    /// The variances of the coefficients, by the information.
    pub(super) variances: Vec<f64>,
}

const MOST_STEPS: usize = 100;
/// After so many steps the curvature is measured: where data separate, the penalty bends too much for its stand-in.
const EASY_STEPS: usize = 10;
const MOST_HALVINGS: usize = 40;
/// The longest step of a coefficient, as in logistf.
const LONGEST: f64 = 5.0;
/// A step shorter than this, relative to where it leads, is the last.
const SHORTEST: f64 = 1e-12;
/// What rounding may take from a log-likelihood without its being worse.
const ROUNDING: f64 = 1e-12;

impl Fit {
    /// With every coefficient free.
    pub(super) fn free(design: &Design) -> Option<Fit> {
        maximum(design, vec![0.0; design.columns], None)
    }

    /// With `column` held at the value it has in `start`.
    pub(super) fn held(design: &Design, start: Vec<f64>, column: usize) -> Option<Fit> {
        maximum(design, start, Some(column))
    }
}

/// Newton's method, halving a step until it does not lead down. Its curvature is the information with what the penalty
/// adds to it, as in logistf: each row counts its leverage more.
fn maximum(design: &Design, start: Vec<f64>, held: Option<usize>) -> Option<Fit> {
    let free: Vec<usize> = (0..design.columns).filter(|&column| Some(column) != held).collect();
    let mut at = Point::of(design, start)?;
    for steps in 0..MOST_STEPS {
        let measured = if steps < EASY_STEPS { None } else { at.measured_curvature(design, &free) };
        let (mut next, mut length) = match measured {
            Some(curvature) => at.step(&free, &curvature),
            None => at.step(&free, &at.curvature(design, &free)?),
        };
        if length == 0.0 {
            return Some(at.fit(design));
        }
        let mut halvings = 0;
        at = loop {
            let lowest = at.log_likelihood - ROUNDING * (1.0 + at.log_likelihood.abs());
            match Point::of(design, next.clone()) {
                Some(point) if point.log_likelihood >= lowest => break point,
                _ if halvings == MOST_HALVINGS => return None,
                _ => {}
            }
            for (next, from) in next.iter_mut().zip(&at.beta) {
                *next = f64::midpoint(*next, *from);
            }
            length /= 2.0;
            halvings += 1;
        };
        if length <= SHORTEST {
            return Some(at.fit(design));
        }
    }
    None
}

/// The likelihood around one set of coefficients.
struct Point {
    beta: Vec<f64>,
    log_likelihood: f64,
    score: Vec<f64>,
    information: Cholesky,
    /// For each row: how many leads it counts as, with its leverage, times the variance of one.
    weights: Vec<f64>,
}

impl Point {
    /// `None` where the information cannot be told from singular.
    fn of(design: &Design, beta: Vec<f64>) -> Option<Point> {
        let odds: Vec<Odds> = design.rows.iter().map(|row| Odds::of(row, &beta)).collect();
        let spreads = design.rows.iter().zip(&odds).map(|(row, odds)| row.all * odds.variance);
        let information = Cholesky::of(design.information(spreads), design.columns).ok()?;
        let mut log_likelihood = information.ln_determinant() / 2.0;
        let mut score = vec![0.0; design.columns];
        let mut weights = Vec::with_capacity(design.rows.len());
        let mut room = vec![0.0; design.columns];
        for (row, odds) in design.rows.iter().zip(&odds) {
            log_likelihood += row.won * odds.ln_chance + (row.all - row.won) * odds.ln_against;
            let leverage = row.all * odds.variance * information.inverse_form(&row.x, &mut room);
            let slope = row.won - row.all * odds.chance + leverage * (0.5 - odds.chance);
            for (score, x) in score.iter_mut().zip(&row.x) {
                *score += slope * x;
            }
            weights.push((row.all + leverage) * odds.variance);
        }
        log_likelihood.is_finite().then_some(Point { beta, log_likelihood, score, information, weights })
    }

    /// How fast the score falls along the `free` coefficients, nearly; `None` where it cannot be told from singular.
    fn curvature(&self, design: &Design, free: &[usize]) -> Option<Cholesky> {
        let n = free.len();
        let mut curvature = vec![0.0; n * n];
        for (row, weight) in design.rows.iter().zip(&self.weights) {
            for (i, &column) in free.iter().enumerate() {
                for (j, &other) in free.iter().enumerate().take(i + 1) {
                    curvature[i * n + j] += weight * row.x[column] * row.x[other];
                }
            }
        }
        Cholesky::of(curvature, n).ok()
    }

    /// The same by differences of the score; `None` where it does not bend down in every direction.
    fn measured_curvature(&self, design: &Design, free: &[usize]) -> Option<Cholesky> {
        let score = |column: usize, by: f64| {
            let mut beta = self.beta.clone();
            beta[column] += by;
            Point::of(design, beta).map(|point| point.score)
        };
        let n = free.len();
        let mut curvature = vec![0.0; n * n];
        for (i, &column) in free.iter().enumerate() {
            let by = 1e-5 * (1.0 + self.beta[column].abs());
            let (above, below) = (score(column, by)?, score(column, -by)?);
            for (j, &other) in free.iter().enumerate().take(i + 1) {
                curvature[i * n + j] = (below[other] - above[other]) / (2.0 * by);
            }
        }
        Cholesky::of(curvature, n).ok()
    }

    /// Where a step leads and how long it is, relative to that: 0 if there is nowhere to go.
    fn step(&self, free: &[usize], curvature: &Cholesky) -> (Vec<f64>, f64) {
        let slopes: Vec<f64> = free.iter().map(|&column| self.score[column]).collect();
        let step = curvature.solve(&slopes);
        let longest = step.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        let shorten = if longest > LONGEST { LONGEST / longest } else { 1.0 };
        let mut next = self.beta.clone();
        let mut relative = 0.0_f64;
        for (&column, step) in free.iter().zip(&step) {
            next[column] += step * shorten;
            relative = relative.max((step * shorten).abs() / (1.0 + next[column].abs()));
        }
        (next, relative)
    }

    fn fit(self, design: &Design) -> Fit {
        let mut room = vec![0.0; design.columns];
        let mut variance = |column: usize| {
            let unit: Vec<f64> = (0..design.columns).map(|i| f64::from(u8::from(i == column))).collect();
            self.information.inverse_form(&unit, &mut room)
        };
        let variances = (0..design.columns).map(&mut variance).collect();
        Fit { beta: self.beta, log_likelihood: self.log_likelihood, score: self.score, variances }
    }
}

/// A row's chance of winning, in all the forms that are needed, none of which loses digits far out.
struct Odds {
    chance: f64,
    ln_chance: f64,
    ln_against: f64,
    variance: f64,
}

impl Odds {
    fn of(row: &Row, beta: &[f64]) -> Odds {
        let log_odds: f64 = row.x.iter().zip(beta).map(|(x, b)| x * b).sum();
        let (small, far) = ((-log_odds.abs()).exp(), log_odds.abs());
        let (likely, unlikely) = (1.0 / (1.0 + small), small / (1.0 + small));
        let (ln_likely, ln_unlikely) = (-small.ln_1p(), -far - small.ln_1p());
        let variance = likely * unlikely;
        if log_odds >= 0.0 {
            Odds { chance: likely, ln_chance: ln_likely, ln_against: ln_unlikely, variance }
        } else {
            Odds { chance: unlikely, ln_chance: ln_unlikely, ln_against: ln_likely, variance }
        }
    }
}

/// 1 / (1 + e^-x).
pub(super) fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}
