//! What the compiler cannot hold. Each failure names the place, the rule and the repair.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod clock;
mod import_law;
mod invariants;
mod pages;
mod registered;
mod shape;
mod sql;
mod tree;
