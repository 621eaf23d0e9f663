//! How a refusal crosses the bridge.

use std::path::PathBuf;

use plumbline_workbench::failure::{self, Kind};
use serde::Serialize;
use specta::Type;

/// Why a command did not do what was asked. A code exists only because the page acts on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// No workspace is open: the page goes to the start screen.
    NotOpen,
    /// There is no file at that path.
    NoSuchFile,
    /// The file was written by a newer program.
    NewerFile,
    /// The file is something else.
    NotOurs,
    /// The file is damaged.
    Damaged,
    /// Another program holds the file.
    InUse,
    /// The person cancelled: the page says nothing.
    Cancelled,
    /// The input has a mistake: the page marks the field.
    BadInput,
    /// The rules do not allow it now.
    Refused,
    /// The machine failed, or we did.
    Internal,
}

/// A refused command: what happened, what to do, and which field is meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type, thiserror::Error)]
#[serde(rename_all = "camelCase")]
#[error("{message}")]
pub struct Failure {
    /// For the page.
    pub code: Code,
    /// For people.
    pub message: String,
    /// What to do next.
    pub hint: Option<String>,
    /// Which input is wrong.
    pub field: Option<String>,
    /// The file it is about, where several were given.
    pub file: Option<PathBuf>,
}

impl Failure {
    /// A failure with a sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), hint: None, field: None, file: None }
    }

    /// The failure of a thread that died at its work.
    pub(crate) fn crashed() -> Failure {
        Failure {
            hint: Some(
                "What was saved before is safe. Try again; if it happens again, restart Plumbline.".into(),
            ),
            ..Failure::new(Code::Internal, "Plumbline stopped in the middle of this step.")
        }
    }
}

impl From<failure::Failure> for Failure {
    fn from(failure: failure::Failure) -> Self {
        Failure {
            code: failure.kind.into(),
            message: failure.message,
            hint: failure.hint,
            field: failure.field.as_deref().map(camel_case),
            file: failure.file,
        }
    }
}

impl From<Kind> for Code {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::NotOpen => Code::NotOpen,
            Kind::NoSuchFile => Code::NoSuchFile,
            Kind::NewerFile => Code::NewerFile,
            Kind::NotOurs => Code::NotOurs,
            Kind::Damaged => Code::Damaged,
            Kind::InUse => Code::InUse,
            Kind::Cancelled => Code::Cancelled,
            Kind::BadInput => Code::BadInput,
            Kind::Refused => Code::Refused,
            Kind::Internal => Code::Internal,
        }
    }
}

/// `time_zone` as the page names it: `timeZone`.
fn camel_case(name: &str) -> String {
    let mut words = name.split('_');
    let mut out = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        out.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        out.push_str(letters.as_str());
    }
    out
}

/// What commands return.
pub type Answer<T> = Result<T, Failure>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_is_what_the_page_expects() {
        let failure =
            Failure { field: Some("timeZone".into()), ..Failure::new(Code::BadInput, "No such zone.") };
        assert_eq!(
            serde_json::to_value(&failure).unwrap(),
            serde_json::json!({
                "code": "bad-input", "message": "No such zone.", "hint": null, "field": "timeZone", "file": null
            })
        );
    }
}
