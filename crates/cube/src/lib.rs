//! Columnar facts in memory: every count and rate of the product comes from here.
//!
//! Leads are rows of a [`frame::Frame`], handoffs rows of [`facts::Facts`]; a [`cube::Cube`] holds both, answers a
//! [`query::Query`] with an [`answer::Answer`] and lists the leads behind any part of it. Counting and listing are the
//! same pass over the same rows, so that the two cannot disagree.

pub mod activities;
pub mod answer;
pub mod cells;
pub mod clocks;
pub mod company;
mod count;
pub mod criteria;
pub mod cube;
pub mod facts;
pub mod frame;
pub mod mask;
pub mod measure;
pub mod mix;
mod order;
mod parts;
pub mod patch;
pub mod people;
mod periods;
pub mod query;
pub mod reasons;
pub mod recycle;
pub mod refusal;
pub mod rejections;
mod scan;
mod spelling;
pub mod spend;
mod split;
mod standing;
pub mod standouts;

pub use cube::Cube;

/// The words of the domain that answers are made of, for those who draw answers and know nothing else of the domain.
pub use plumbline_domain::{
    calendar::{Grain, Period},
    clock::ClockKind,
    event::Provenance,
    field::FieldName,
    handoff::Decision,
    stage::Stage,
};
