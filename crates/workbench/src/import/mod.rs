//! Imports: look, map, try out, commit, report, undo.

mod edits;
mod history;
mod inspect;
mod look;
mod mapping;
mod report;
mod run;

pub use edits::Edits;
pub use inspect::{Inspected, inspect};
pub use look::{Asked, Looked, LookedColumn, ValueChoice};
pub use mapping::{read_mapping, suggested_toml};
pub use plumbline_domain::problem::Problem;
pub use plumbline_ingest::{
    look::{Look, look},
    mapping::Mapping,
};
pub use plumbline_store::{Batch, import::Counts};
pub use report::{ProblemGroup, Report};
pub use run::{Phase, Progress};
