//! Exit codes: 0 done, 1 done but something was refused, 2 bad usage, 3 the file cannot be opened.

use std::process::ExitCode;

use plumbline_workbench::failure::{Failure, Kind};

const REFUSED: u8 = 1;
const USAGE: u8 = 2;
const CANNOT_OPEN: u8 = 3;

/// How a command ended that did its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it.
    Whole,
    /// Some rows were refused and listed.
    SomeRefused,
}

impl From<Done> for ExitCode {
    fn from(done: Done) -> Self {
        match done {
            Done::Whole => ExitCode::SUCCESS,
            Done::SomeRefused => ExitCode::from(REFUSED),
        }
    }
}

/// The code for a line that could not be understood.
pub(crate) fn usage() -> ExitCode {
    ExitCode::from(USAGE)
}

/// The code for a use case that refused.
pub(crate) fn of(failure: &Failure) -> ExitCode {
    ExitCode::from(match failure.kind {
        Kind::BadInput | Kind::NotOpen => USAGE,
        Kind::Refused | Kind::Cancelled => REFUSED,
        Kind::NoSuchFile | Kind::NewerFile | Kind::NotOurs | Kind::Damaged | Kind::InUse | Kind::Internal => {
            CANNOT_OPEN
        }
    })
}
