//! How a refusal crosses the bridge.

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
}

impl Failure {
    /// A failure with a sentence.
    pub fn new(code: Code, message: impl Into<String>) -> Failure {
        Failure { code, message: message.into(), hint: None, field: None }
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
                "code": "bad-input", "message": "No such zone.", "hint": null, "field": "timeZone"
            })
        );
    }
}
