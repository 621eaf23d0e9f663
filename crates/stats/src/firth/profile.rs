//! Profile intervals: how far can one coefficient move before the rest cannot make up for it?

use super::{Coefficient, Extent, design::Design, fit::Fit};
use crate::chi_squared;

/// Where else to climb from, as multiples of the best fit.
const SCATTERED: [f64; 4] = [0.0, -1.0, 2.0, 4.0];
/// So far out nothing is looked for any more.
const MOST_STEPS_OUT: u32 = 30;
const MOST_STEPS: u32 = 100;
/// A step shorter than this, relative to where it leads, is the last.
const NEAR: f64 = 1e-11;

/// The profile of one coefficient.
pub(super) struct Profile<'a> {
    pub(super) design: &'a Design,
    pub(super) best: &'a Fit,
    pub(super) column: usize,
    /// Where data separate, what is left of the likelihood can have more than one hill. Then it is walked in small steps
    /// and climbed from both sides of each; where they separate completely, from many.
    pub(super) separation: Option<Extent>,
}

impl Profile<'_> {
    /// The coefficient, in the caller's unit, with its interval at `z` standard deviations; `None` if a fit with it held
    /// at 0 does not come to rest.
    pub(super) fn coefficient(&self, z: f64) -> Option<Coefficient> {
        let (best, scale) = (self.best, self.design.scale[self.column]);
        let without = self.held([best, best], 0.0)?;
        let ratio = 2.0 * (best.log_likelihood - without.log_likelihood);
        let lowest = best.log_likelihood - z * z / 2.0;
        let guess = z * best.variances[self.column].sqrt();
        let end = |side: f64| self.end(lowest, side * guess).map(|end| end / scale);
        Some(Coefficient {
            estimate: best.beta[self.column] / scale,
            lower: end(-1.0),
            upper: end(1.0),
            p: chi_squared::survival(ratio, 1.0),
        })
    }

    /// Where, about `guess` away, the profile has fallen to `lowest`; `None` if it does not.
    fn end(&self, lowest: f64, guess: f64) -> Option<f64> {
        let (mut inside, mut outside) = self.bracket(lowest, guess)?;
        let mut last = &outside;
        for _ in 0..MOST_STEPS {
            // The slope of the profile is the score of the held coefficient: the others have none.
            let [here, low, high] = [last, &inside, &outside].map(|fit| fit.beta[self.column]);
            let newton = here - (last.log_likelihood - lowest) / last.score[self.column];
            let between = newton > low.min(high) && newton < low.max(high);
            let next = if between { newton } else { f64::midpoint(low, high) };
            if (next - here).abs() <= NEAR * (1.0 + here.abs()) {
                return Some(next);
            }
            let fit = self.held([last, &inside], next)?;
            last = if fit.log_likelihood < lowest {
                outside = fit;
                &outside
            } else {
                inside = fit;
                &inside
            };
        }
        Some(last.beta[self.column])
    }

    /// The last fit from the best one outwards at which the profile is not below `lowest`, and the first at which it is.
    fn bracket(&self, lowest: f64, guess: f64) -> Option<(Fit, Fit)> {
        let (mut step, even_steps) = if self.separation.is_some() { (guess / 4.0, 12) } else { (guess, 1) };
        let mut inside = self.best.clone();
        for steps in 0..MOST_STEPS_OUT {
            if steps >= even_steps {
                step *= 1.5;
            }
            let outside = self.held([&inside, self.best], inside.beta[self.column] + step)?;
            if outside.log_likelihood < lowest {
                return Some((inside, outside));
            }
            inside = outside;
        }
        None
    }

    /// The best fit with the coefficient held at `value`, climbed from the first of two fits, from both, or from
    /// multiples of the best one too.
    fn held(&self, from: [&Fit; 2], value: f64) -> Option<Fit> {
        let climb = |mut start: Vec<f64>| {
            start[self.column] = value;
            Fit::held(self.design, start, self.column)
        };
        let scattered = SCATTERED.iter().map(|by| self.best.beta.iter().map(|b| b * by).collect());
        let starts = from.into_iter().map(|fit| fit.beta.clone()).chain(scattered);
        let many = match self.separation {
            None => 1,
            Some(Extent::Quasi) => 2,
            Some(Extent::Complete) => 2 + SCATTERED.len(),
        };
        let climbed = starts.take(many).filter_map(climb);
        climbed.max_by(|a, b| a.log_likelihood.total_cmp(&b.log_likelihood))
    }
}
