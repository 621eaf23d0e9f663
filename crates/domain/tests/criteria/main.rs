//! The criteria language, seen from outside.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod arbitrary;
mod form;
mod meaning;
mod mistakes;
mod round_trip;
