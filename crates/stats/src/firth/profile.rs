//! Profile intervals: how far can one coefficient move before the rest cannot make up for it?

use super::{Coefficient, design::Design, fit::Fit};
use crate::chi_squared;

/// An end is walked to in steps of a quarter of its guess, and after so many of them in longer and longer ones.
const EVEN_STEPS: u32 = 12;
/// So far out nothing is looked for any more.
const MOST_STEPS_OUT: u32 = 30;
const MOST_STEPS: u32 = 100;

/// The coefficient of `column`, in the caller's unit, with its interval at `z` standard deviations; `None` if a fit with
/// it held at 0 does not come to rest.
pub(super) fn coefficient(design: &Design, best: &Fit, column: usize, z: f64) -> Option<Coefficient> {
    let scale = design.scale[column];
    let without =
        held(design, [best, &Fit { beta: vec![0.0; design.columns], ..best.clone() }], column, 0.0)?;
    let ratio = 2.0 * (best.log_likelihood - without.log_likelihood);
    let lowest = best.log_likelihood - z * z / 2.0;
    let first = z * best.variances[column].sqrt();
    let end = |side: f64| end(design, best, column, lowest, side * first).map(|end| end / scale);
    Some(Coefficient {
        estimate: best.beta[column] / scale,
        lower: end(-1.0),
        upper: end(1.0),
        p: chi_squared::survival(ratio, 1.0),
    })
}

/// The value of `column` on the side of `step` at which the profile has fallen to `lowest`; `None` if it does not.
fn end(design: &Design, best: &Fit, column: usize, lowest: f64, mut step: f64) -> Option<f64> {
    step /= 4.0;
    let mut inside = best.clone();
    let mut outside = held(design, [best, best], column, best.beta[column] + step)?;
    for steps in 1..MOST_STEPS_OUT {
        if outside.log_likelihood < lowest {
            break;
        }
        if steps >= EVEN_STEPS {
            step *= 1.5;
        }
        let further = held(design, [best, &outside], column, outside.beta[column] + step)?;
        inside = std::mem::replace(&mut outside, further);
    }
    if outside.log_likelihood >= lowest {
        return None;
    }
    let mut last = &outside;
    for _ in 0..MOST_STEPS {
        // The slope of the profile is the score of the held coefficient: the others have none.
        let (here, low, high) = (last.beta[column], inside.beta[column], outside.beta[column]);
        let newton = here - (last.log_likelihood - lowest) / last.score[column];
        let between = newton > low.min(high) && newton < low.max(high);
        let next = if between { newton } else { f64::midpoint(low, high) };
        if (next - here).abs() <= 1e-11 * (1.0 + here.abs()) {
            return Some(next);
        }
        let fit = held(design, [&inside, &outside], column, next)?;
        last = if fit.log_likelihood < lowest {
            outside = fit;
            &outside
        } else {
            inside = fit;
            &inside
        };
    }
    Some(last.beta[column])
}

/// The best fit with `column` held at `value`. Where data separate, what is left of the likelihood can have more than
/// one hill, so it is climbed from the fits on both sides, and these are never far away.
fn held(design: &Design, from: [&Fit; 2], column: usize, value: f64) -> Option<Fit> {
    let climb = |from: &Fit| {
        let mut start = from.beta.clone();
        start[column] = value;
        Fit::held(design, start, column)
    };
    from.into_iter().filter_map(climb).max_by(|a, b| a.log_likelihood.total_cmp(&b.log_likelihood))
}
