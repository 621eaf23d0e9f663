//! Statistical methods on plain numbers; knows no lead.
//!
//! A number that is shown must survive an argument, so it comes with its n, its interval, and the odds that it is luck.
//! Which method answers which question:
//!
//! - How sure is one rate? [`Rate::wilson`]; where it must never cover too little, [`clopper_pearson`].
//! - Is this week unusual? [`control`] (p-chart, exact where few are expected), [`laney`] where weeks vary more than
//!   binomially, [`runs`] for a shift that no single week shows. How often does a threshold fire by luck? [`alarm_odds`].
//! - Do the rejections come from one place? [`concentration`] over [`fisher`], and over a scan [`false_discovery`].
//! - Is this period better than that? [`Rate::difference`], always with [`kitagawa`]'s split into rate and mix; and
//!   beforehand [`sample_size`]: could it be seen at all?
//! - What will become of leads that are still open? [`incidence`].
//! - What predicts winning? [`evidence`] of one attribute, [`firth`] for several at once, and [`calibration`] on leads it
//!   has not seen.
//! - Has the make-up drifted? [`chi_squared`], [`jensen_shannon`] for many rows, [`population_stability`] beside its range
//!   without drift. Since when? [`cusum`] to see it, [`change_point`] to date it.
//! - Do two judges agree? [`kappa`].
//!
//! Every method names its source and the reference implementation its fixtures under `tests/fixtures/` were made with.
//! Nothing panics or returns what is not a number: a question without an answer is `None` or an error with a sentence.
//! What is simulated takes a seed ([`random`]) and says how many worlds it looked at.

pub mod alarm_odds;
pub mod binomial;
pub mod calibration;
pub mod change_point;
pub mod chi_squared;
pub mod clopper_pearson;
pub mod concentration;
pub mod control;
pub mod cusum;
pub mod evidence;
pub mod false_discovery;
pub mod firth;
pub mod fisher;
pub mod hypergeometric;
pub mod incidence;
pub mod jensen_shannon;
pub mod kappa;
pub mod kitagawa;
pub mod laney;
pub mod normal;
pub mod population_stability;
pub mod quantile;
pub mod random;
pub mod rate;
pub mod runs;
pub mod sample_size;
mod unimodal;

pub use rate::{Interval, Rate};

/// The two-sided 95 % quantile of the normal distribution: Φ⁻¹(0.975).
pub const Z95: f64 = 1.959_963_984_540_054;
