//! One file per command.

pub(crate) mod chart;
pub(crate) mod clocks;
pub(crate) mod commitments;
pub(crate) mod decide;
pub(crate) mod desk;
pub(crate) mod duplicates;
pub(crate) mod escalations;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod imports;
pub(crate) mod inspect;
pub(crate) mod leads;
pub(crate) mod mapping;
pub(crate) mod new;
pub(crate) mod other;
pub(crate) mod people;
pub(crate) mod recycle;
pub(crate) mod standouts;
pub(crate) mod trend;
pub(crate) mod undo;
pub(crate) mod undo_import;
