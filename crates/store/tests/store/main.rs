//! The store through its front door.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod common;
mod import;
mod undo;
mod workspace;
