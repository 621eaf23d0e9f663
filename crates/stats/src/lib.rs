//! Statistical methods on plain numbers; knows no lead.
//!
//! Each method names the reference implementation its fixtures under `tests/fixtures/` were made with.

pub mod alarm_odds;
pub mod binomial;
pub mod control;
pub mod quantile;
pub mod rate;

pub use rate::{Interval, Rate};

/// The two-sided 95 % quantile of the normal distribution: Φ⁻¹(0.975).
pub const Z95: f64 = 1.959_963_984_540_054;
