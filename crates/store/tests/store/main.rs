//! The store through its front door.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod audit;
mod common;
mod decisions;
mod derived;
mod either;
mod hostile;
mod import;
mod join;
mod kill;
mod merge;
mod migration;
mod moved;
mod order;
mod overlap;
mod power;
mod read;
mod recover;
mod sets;
mod shapes;
mod take;
mod undo;
mod workspace;
