//! What can go wrong in a command, each with what to do about it.

use std::{io, path::PathBuf};

/// Why a command stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// A program is not there; the second text says how to get it.
    #[error("{0} is not here. {1}")]
    Missing(String, String),
    /// A program ended with an error; its own output says why.
    #[error("`{line}` failed ({status})")]
    Failed {
        /// The command line.
        line: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// A program could not be started at all.
    #[error("`{line}` could not be started: {source}")]
    NotStarted {
        /// The command line.
        line: String,
        /// What the system says.
        source: io::Error,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A program answered something that cannot be understood.
    #[error("{0}")]
    Unexpected(String),
    /// The command line has a mistake.
    #[error("{0}")]
    Usage(String),
    /// Several checks ran to the end; these failed.
    #[error("failed: {}", .0.join(", "))]
    Checks(Vec<String>),
}

/// Names the file an I/O error speaks of.
pub(crate) trait At<T> {
    /// The same result, with the path in the error.
    fn at(self, path: impl Into<PathBuf>) -> Result<T, Trouble>;
}

impl<T> At<T> for io::Result<T> {
    fn at(self, path: impl Into<PathBuf>) -> Result<T, Trouble> {
        self.map_err(|source| Trouble::File { path: path.into(), source })
    }
}
