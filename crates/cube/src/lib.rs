//! Columnar facts in memory: every count and rate of the product comes from here.

pub mod frame;
