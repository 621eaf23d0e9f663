//! Each method against its reference implementation, against an oracle that knows nothing of it, and at its edges.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod calibration;
mod change;
mod chi_squared;
mod control;
mod discovery;
mod distance;
mod distributions;
mod evidence;
mod exact;
mod firth;
mod fixture;
mod incidence;
mod intervals;
mod kappa;
mod kitagawa;
mod null_worlds;
mod published;
mod sample_size;
