//! Imports: look, map, try out, commit, report, undo.

mod against;
mod ahead;
mod day;
mod edits;
mod group;
mod history;
mod inspect;
mod kept;
mod look;
mod mapping;
mod memory;
mod progress;
mod reading;
mod remarks;
mod report;
mod run;
mod watch;

pub use edits::{Edits, Meaning};
pub use group::{Group, ValueChoice, ValueGroup};
pub use inspect::{Inspected, inspect};
pub(crate) use kept::Kept;
pub use look::{Asked, Looked, LookedColumn, Split};
pub use mapping::{read_mapping, suggested_toml};
pub use plumbline_domain::problem::Problem;
pub use plumbline_domain::shape::Shape;
pub use plumbline_ingest::{
    look::{Look, look},
    mapping::Mapping,
    workbook::answer as answer_for_workbook,
};
pub use plumbline_store::{Batch, import::Counts};
pub use progress::{Phase, Progress};
pub use report::{Fate, ProblemGroup, Report};
pub use run::Choice;
pub use watch::{Found, Watched};
