//! Statistical methods on plain numbers; knows no lead.
//!
//! Each method names the reference implementation its fixtures under `tests/fixtures/` were made with.

pub mod alarm_odds;
pub mod binomial;
pub mod change_point;
pub mod chi_squared;
pub mod clopper_pearson;
pub mod concentration;
pub mod control;
pub mod cusum;
pub mod evidence;
pub mod false_discovery;
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
