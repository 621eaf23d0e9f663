//! How a file would be read, without a workspace.

use std::path::Path;

use plumbline_domain::{moment::Moment, settings::Settings};
use plumbline_ingest::{
    look::Overrides,
    mapping::{Known, suggest},
    read::Context,
};

use super::{
    Looked,
    look::describe,
    mapping::{Mapped, looked_at},
};
use crate::failure::Outcome;

/// How a file would be read.
#[derive(Clone, Debug)]
pub struct Inspected {
    /// Everything the wizard shows too.
    pub looked: Looked,
    /// The rows below the table, as they stand in the file.
    pub footer: Vec<String>,
}

/// Looks at the file at `path`. Nothing is written anywhere.
///
/// # Errors
/// The file is not there or cannot be read as a table; the sentence says why.
pub fn inspect(path: &Path, sheet: Option<&str>) -> Outcome<Inspected> {
    let overrides = Overrides { sheet: sheet.map(str::to_owned), ..Overrides::default() };
    let (source, look) = looked_at(path, &overrides)?;
    let known = Known::starter();
    let mapping = suggest(&look, &known);
    let footer = look.footer.iter().map(|row| row.text.trim().to_owned()).collect();
    let mapped = Mapped {
        path: path.display().to_string(),
        source,
        look,
        mapping,
        known,
        context: Context::default(),
        remembered: None,
        settings: Settings::default(),
        // Nothing is counted here, and a file without a workspace speaks of no moment.
        as_of: Moment(0),
        content: None,
    };
    Ok(Inspected { looked: describe(&mapped), footer })
}
